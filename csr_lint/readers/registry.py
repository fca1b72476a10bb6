"""Which reader reads a file: by what is in it, never by its name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from gzip import GzipFile
from io import BufferedReader, BytesIO
from typing import BinaryIO, cast

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.archives import broken_gzip, members, read_whole, unfolded
from csr_lint.readers.finding import Reader, other_readers, reader_named, readers
from csr_lint.readers.jsontext import is_inner_piece
from csr_lint.readers.lines import BIG, Layout, LineSource, Stretch, layout_of, lines_of, source_of, stretches
from csr_lint.readers.records import keys_shown, refuse_broken
from csr_lint.readers.source import ZIP, Source, open_source, stored_parquet
from csr_lint.readers.stored import stored_text
from csr_lint.readers.walk import STDIN, holds_parquet, opened
from csr_lint.reading import AS_FOUND, Reading

_OFFICE = frozenset(("word/document.xml", "xl/workbook.xml"))


class Sniffed(msgspec.Struct, frozen=True):
    """The reader that took a file, and why."""

    reader: Reader
    evidence: str


def read_calls(path: str, data: bytes, reading: Reading = AS_FOUND) -> Iterator[Call | TranscriptError]:
    """The calls in a file, each as soon as it is read; what cannot be read comes as a TranscriptError in its place.

    `path` is shown in messages and gives an id to calls that have none ("-" for standard input). gzip is unpacked, and
    so is a zip archive: its files are read one by one. A file that holds no transcript gives one NotATranscriptError.
    Raises ConfigError for an unknown format in `reading`.
    """
    chosen = reader_named(reading.format) if reading.format else None
    try:
        whole = read_whole(unfolded(cast(BinaryIO, BufferedReader(BytesIO(data)))), path)
    except TranscriptError as error:
        yield error
    else:
        yield from _read(lambda: open_source(path, whole, reading), chosen)


def read_file(path: str, reading: Reading = AS_FOUND) -> Iterator[Call | TranscriptError]:
    """The calls in a file on the disk ("-": on standard input), as `read_calls` gives them.

    Parquet of any size is read in constant memory, and so are a file of a JSON record a line and a table in text.
    Raises ConfigError for an unknown format.
    """
    chosen = reader_named(reading.format) if reading.format else None
    if holds_parquet(path):
        yield from _read(lambda: stored_parquet(path, reading), chosen)
        return
    try:
        with opened(path) as stored, broken_gzip(path):
            file = unfolded(stored)
            head = file.read(BIG)
            if found := _by_line(path, head, chosen, reading):
                layout, reader = found
                yield from reader.read(LineSource(layout, lines_of(layout, head, file), reading=reading))
            elif not isinstance(file, GzipFile) and (table := _by_row(path, head, chosen, reading)):
                yield from table[1].read(table[0])
            else:
                yield from read_calls(path, read_whole(file, path, head), reading)
    except TranscriptError as error:
        yield error


def evidence_of(path: str, reading: Reading = AS_FOUND) -> str | None:
    """What speaks for the format that a file is taken for; None where that was told, or nothing does."""
    if reading.format is not None or not os.path.isfile(path):
        return None
    try:
        return sniff(_begun(path, reading)).evidence
    except TranscriptError:
        return None


def json_of(path: str, reading: Reading = AS_FOUND) -> object:
    """The value of a JSON file, the first of one that holds a record a line; None if it is no JSON, or is broken."""
    if not os.path.isfile(path) or holds_parquet(path):  # a pipe can be read only once
        return None
    try:
        seen = _begun(path, reading).json
    except TranscriptError:
        return None
    return None if seen is None else seen.value if seen.layout == "whole" else seen.first


def _begun(path: str, reading: Reading) -> Source:
    """A file as readers see it before one is chosen: big ones are not read as a whole. Raises TranscriptError."""
    if holds_parquet(path):
        return stored_parquet(path, reading)
    with opened(path) as stored, broken_gzip(path):
        file = unfolded(stored)
        head = file.read(BIG)
        if len(head) == BIG and reading.encoding is None:
            if layout := layout_of(path, head):
                return LineSource(layout, iter(()), reading=reading)
            if not isinstance(file, GzipFile) and (text := stored_text(path, head, reading)):
                return text
        return open_source(path, read_whole(file, path, head), reading)


def cut_file(path: str, *, reading: Reading = AS_FOUND, calls: int) -> Iterator[Stretch]:
    """A big file of a call a line, in stretches of so many; nothing if it is none, or cannot be read."""
    if path != STDIN:
        with suppress(TranscriptError), opened(path) as file:
            chosen = reader_named(reading.format) if reading.format else None
            if found := _by_line(path, file.read(BIG), chosen, reading):
                yield from stretches(found[0], found[1].name, file, calls=calls)


def read_stretch(stretch: Stretch, reading: Reading = AS_FOUND) -> Iterator[Call | TranscriptError]:
    """The calls in a stretch, as `read_file` gives them."""
    try:
        with opened(stretch.layout.path) as file:
            yield from reader_named(stretch.reader).read(source_of(stretch, file, reading))
    except TranscriptError as error:
        yield error


def _by_line(path: str, head: bytes, chosen: Reader | None, reading: Reading) -> tuple[Layout, Reader] | None:
    """How to read a file with this head by lines, if it is big and can be. Raises NotATranscriptError if none can."""
    layout = layout_of(path, head) if len(head) == BIG and reading.encoding is None else None
    if layout is None:
        return None
    reader = chosen or sniff(LineSource(layout, iter(()), reading=reading)).reader
    return (layout, reader) if reader.by_line else None


def _by_row(path: str, head: bytes, chosen: Reader | None, reading: Reading) -> tuple[Source, Reader] | None:
    """How to read a file with this head by rows, if it is big and can be. Raises NotATranscriptError if none can."""
    if len(head) < BIG or reading.encoding is not None or (chosen and not chosen.by_row):
        return None
    source = stored_text(path, head, reading)
    if source is None:
        return None
    reader = chosen or sniff(source).reader
    return (source, reader) if reader.by_row else None


def sniff(source: Source) -> Sniffed:
    """The reader for a file. Raises TranscriptError for JSON that is broken, NotATranscriptError when none takes it."""
    asked = other_readers() if source.json is None else readers()
    for reader in asked:
        if evidence := reader.sniff(source):
            return Sniffed(reader, evidence)
    tried = f"{len(asked)} formats tried: see docs/formats.md and `csr-lint sniff`"
    if source.json is None:
        piece = "a piece out of a JSON file, without its beginning; " if is_inner_piece(source.data) else ""
        raise NotATranscriptError(f"{piece}no transcript found in it ({tried})", place=source.path)
    refuse_broken(source)
    seen = keys_shown(source.json.first)
    raise NotATranscriptError(f"JSON, but no transcript: {seen} ({tried})", place=source.path)


def _read(opened: Callable[[], Source], chosen: Reader | None) -> Iterator[Call | TranscriptError]:
    try:
        source = opened()
        if source.is_zip and not source.members & _OFFICE:
            yield from _archived(source)
        else:
            yield from (chosen or sniff(source).reader).read(source)
    except TranscriptError as error:
        yield error


def _archived(source: Source) -> Iterator[Call | TranscriptError]:
    """What is in the files of an archive; those that are no transcripts are passed over, unless all are."""
    found = False
    for member in members(source):
        if isinstance(member, TranscriptError):
            found = True
            yield member
            continue
        name, data = member
        if data.startswith(ZIP) and not open_source(name, data).members & _OFFICE:
            found = True
            message = "an archive within an archive is not unpacked; unpack it first"
            yield TranscriptError(message, place=f"{source.path}/{name}", code="bad-archive")
            continue
        for read in read_calls(f"{source.path}/{name}", data, source.reading):
            if not isinstance(read, NotATranscriptError):
                found = True
                yield read
    if not found:
        raise NotATranscriptError("no transcript found in this archive", place=source.path, code="binary")
