"""Big files of one record a line: read by lines, or by stretches of lines, never held in memory as a whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Note
from csr_lint.readers.decode import Decoded, decode, decoded_by, encoding_of
from csr_lint.readers.jsontext import LONGEST_RECORD, JsonText, look
from csr_lint.readers.source import Before, Source
from csr_lint.reading import AS_FOUND, Reading

BIG = 1 << 20
"""Bytes; a smaller file is read at once."""
_PIECE = 1 << 16


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How the lines of such a file are to be read, told by its first megabyte; `mark`: bytes before the first line.

    `wide`: the lines come from UTF-16 or UTF-32 and are handed on in UTF-8.
    """

    path: str
    encoding: str
    errors: str
    guess: str | None
    mark: int
    wide: str | None = None
    first: object = None


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """So many whole lines of such a file, from byte `start`; `before` counts what stands above them."""

    layout: Layout
    reader: str
    start: int
    lines: int
    before: Before


class LineSource(Source):
    """Lines of a big file as a reader sees them; it has no `data`, `text` or `lines`, only `byte_lines`."""

    def __init__(
        self, layout: Layout, lines: Iterator[bytes], *, before: Before | None = None, reading: Reading = AS_FOUND
    ) -> None:
        decoded = Decoded(b"", layout.encoding, layout.errors, layout.guess)
        super().__init__(layout.path, decoded, before=before, reading=reading)
        self.json = JsonText("lines", layout.first)
        self._lines = lines

    def byte_lines(self) -> Iterator[tuple[int, bytes]]:
        for number, line in enumerate(self._lines, self.before.lines + 1):
            if stripped := line.strip():
                yield number, stripped

    def in_utf8(self, data: bytes, line: int) -> tuple[bytes, tuple[Note, ...]]:
        """A line that is not UTF-8 where the file began as UTF-8 is taken for itself."""
        if self.notes:
            return super().in_utf8(data, line)
        own = decode(self.at(line), data)
        notes = (Note("encoding-guessed", own.guess),) if own.guess else ()
        return own.data.decode(own.encoding, own.errors).encode(), notes


def layout_of(path: str, head: bytes) -> Layout | None:
    """The layout of a file that begins with these bytes; None if it is not a plain file of a JSON record a line."""
    end = head.rfind(b"\n") + 1
    if b"\x00" in head[:8]:
        end += end % 2
    try:
        encoding = encoding_of(path, head[:end])
    except TranscriptError:
        return None
    decoded = decoded_by(encoding, head)
    text = look(decoded.data)
    if text is None or text.layout != "lines":
        return None
    return Layout(
        path=path,
        encoding=decoded.encoding,
        errors=decoded.errors,
        guess=decoded.guess,
        mark=encoding.mark,
        wide=encoding.name if encoding.wide else None,
        first=text.first,
    )


def lines_of(layout: Layout, head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file of which the head was read already. Raises TranscriptError where they are not `wide`."""
    begun = head[layout.mark :]
    return raw_lines(begun, file) if layout.wide is None else _recoded(layout, layout.wide, begun, file)


def _recoded(layout: Layout, encoding: str, begun: bytes, file: BinaryIO) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    rest = b""
    for piece in chain((begun,), iter(lambda: file.read(_PIECE), b""), (b"",)):
        try:
            rest += decoder.decode(piece, final=not piece).encode()
        except UnicodeDecodeError as error:
            message = f"the file begins as {encoding.upper()}, but does not end so: {error.reason}"
            raise TranscriptError(message, place=layout.path, code="encoding") from error
        *whole, rest = rest.split(b"\n")
        yield from (line + b"\n" for line in whole)
        rest = rest[: LONGEST_RECORD + 1]
    if rest:
        yield rest


def raw_lines(head: bytes, file: BinaryIO) -> Iterator[bytes]:
    """The lines of what was read already and of the rest; of one that is too long, no more than it takes to see it."""
    for line in BytesIO(head):
        yield line if line.endswith(b"\n") else _whole(line, file)
    while line := _whole(b"", file):
        yield line


def _whole(begun: bytes, file: BinaryIO) -> bytes:
    line = begun + file.readline(LONGEST_RECORD + 1)
    rest = line
    while len(line) > LONGEST_RECORD and rest and not rest.endswith(b"\n"):
        rest = file.readline(LONGEST_RECORD)
    return line


def stretches(layout: Layout, reader: str, file: BinaryIO, *, calls: int) -> Iterator[Stretch]:
    """The file cut into stretches of so many records; `file` stands at its begin. None of one in UTF-16 or UTF-32."""
    if layout.wide:
        return
    start, above = file.seek(layout.mark), Before()
    size = lines = records = 0

    def cut() -> Stretch:
        return Stretch(layout=layout, reader=reader, start=start, lines=lines, before=above)

    filled = False
    while piece := file.readline(LONGEST_RECORD):
        size, filled = size + len(piece), filled or bool(piece.strip())
        if piece.endswith(b"\n"):
            lines, records, filled = lines + 1, records + filled, False
        if records == calls:
            yield cut()
            start, above = start + size, Before(above.lines + lines, above.records + records)
            size = lines = records = 0
    if records or filled:
        lines += filled
        yield cut()


def source_of(stretch: Stretch, file: BinaryIO, reading: Reading = AS_FOUND) -> LineSource:
    """These lines of the opened file, for a reader."""
    file.seek(stretch.start)
    lines = islice(raw_lines(b"", file), stretch.lines)
    return LineSource(stretch.layout, lines, before=stretch.before, reading=reading)
