"""Which reader reads a file: by what is in it, never by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module

import msgspec

import csr_lint.readers
from csr_lint.errors import ConfigError, NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.lines import BIG, Layout, LineSource, Stretch, layout_of, lines_of, source_of, stretches
from csr_lint.readers.records import keys_shown, refuse_broken
from csr_lint.readers.source import Source, open_source, stored_parquet
from csr_lint.readers.stored import stored_text
from csr_lint.readers.walk import STDIN, holds_parquet, opened
from csr_lint.suggest import did_you_mean


class Reader(msgspec.Struct, frozen=True):
    """A reader module's names; see `csr_lint.readers`."""

    name: str
    order: int
    sniff: Callable[[Source], str | None]
    read: Callable[[Source], Iterator[Call | TranscriptError]]
    by_line: bool = False
    by_row: bool = False


class Sniffed(msgspec.Struct, frozen=True):
    """The reader that took a file, and why."""

    reader: Reader
    evidence: str


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    found = []
    for module_info in pkgutil.iter_modules(csr_lint.readers.__path__):
        module = import_module(f"csr_lint.readers.{module_info.name}")
        if hasattr(module, "NAME"):
            by_line, by_row = getattr(module, "BY_LINE", False), getattr(module, "BY_ROW", False)
            found.append(Reader(module.NAME, module.ORDER, module.sniff, module.read, by_line, by_row))
    return tuple(sorted(found, key=lambda r: (r.order, r.name)))


def formats() -> tuple[str, ...]:
    """The names of all formats, in the order in which they are tried."""
    return tuple(reader.name for reader in readers())


def read_calls(path: str, data: bytes, *, input_format: str | None = None) -> Iterator[Call | TranscriptError]:
    """The calls in a file, each as soon as it is read; what cannot be read comes as a TranscriptError in its place.

    `path` is shown in messages and gives an id to calls that have none ("-" for standard input). `input_format` (see
    `formats`) skips the search for the format. A file that holds no transcript gives one NotATranscriptError.
    Raises ConfigError for an unknown `input_format`.
    """
    chosen = reader_named(input_format) if input_format else None
    return _read(lambda: open_source(path, data), chosen)


def read_file(path: str, *, input_format: str | None = None) -> Iterator[Call | TranscriptError]:
    """The calls in a file on the disk ("-": on standard input), as `read_calls` gives them.

    Parquet of any size is read in constant memory, and so are a file of a JSON record a line and a table in text.
    Raises ConfigError for an unknown `input_format`.
    """
    chosen = reader_named(input_format) if input_format else None
    if holds_parquet(path):
        yield from _read(lambda: stored_parquet(path), chosen)
        return
    try:
        with opened(path) as file:
            head = file.read(BIG)
            if found := _by_line(path, head, chosen):
                layout, reader = found
                yield from reader.read(LineSource(layout, lines_of(layout, head, file)))
            elif table := _by_row(path, head, chosen):
                yield from table[1].read(table[0])
            else:
                yield from read_calls(path, head + file.read(), input_format=input_format)
    except TranscriptError as error:
        yield error


def cut_file(path: str, *, input_format: str | None = None, calls: int) -> Iterator[Stretch]:
    """A big file of a call a line, in stretches of so many; nothing if it is none, or cannot be read."""
    if path != STDIN:
        with suppress(TranscriptError), opened(path) as file:
            chosen = reader_named(input_format) if input_format else None
            if found := _by_line(path, file.read(BIG), chosen):
                yield from stretches(found[0], found[1].name, file, calls=calls)


def read_stretch(stretch: Stretch) -> Iterator[Call | TranscriptError]:
    """The calls in a stretch, as `read_file` gives them."""
    try:
        with opened(stretch.layout.path) as file:
            yield from reader_named(stretch.reader).read(source_of(stretch, file))
    except TranscriptError as error:
        yield error


def _by_line(path: str, head: bytes, chosen: Reader | None) -> tuple[Layout, Reader] | None:
    """How to read a file with this head by lines, if it is big and can be. Raises NotATranscriptError if none can."""
    layout = layout_of(path, head) if len(head) == BIG else None
    if layout is None:
        return None
    reader = chosen or sniff(LineSource(layout, iter(()))).reader
    return (layout, reader) if reader.by_line else None


def _by_row(path: str, head: bytes, chosen: Reader | None) -> tuple[Source, Reader] | None:
    """How to read a file with this head by rows, if it is big and can be. Raises NotATranscriptError if none can."""
    if len(head) < BIG or (chosen and not chosen.by_row):
        return None
    source = stored_text(path, head)
    if source is None:
        return None
    reader = chosen or sniff(source).reader
    return (source, reader) if reader.by_row else None


def reader_named(name: str) -> Reader:
    """The reader of this format. Raises ConfigError, with the nearest name, if there is none."""
    for reader in readers():
        if reader.name == name:
            return reader
    known = ", ".join(formats())
    raise ConfigError(f"there is no input format {name!r}{did_you_mean(name, formats())} (known: {known})")


def sniff(source: Source) -> Sniffed:
    """The reader for a file. Raises TranscriptError for JSON that is broken, NotATranscriptError when none takes it."""
    for reader in readers():
        if evidence := reader.sniff(source):
            return Sniffed(reader, evidence)
    tried = ", ".join(formats())
    if source.json is None:
        raise NotATranscriptError(f"no transcript found in it (tried {tried})", place=source.path)
    refuse_broken(source)
    seen = keys_shown(source.json.first)
    raise NotATranscriptError(f"JSON, but no transcript: {seen} (tried {tried})", place=source.path)


def _read(opened: Callable[[], Source], chosen: Reader | None) -> Iterator[Call | TranscriptError]:
    try:
        source = opened()
        reader = chosen or sniff(source).reader
        yield from reader.read(source)
    except TranscriptError as error:
        yield error
