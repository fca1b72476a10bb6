"""A file to read: its bytes, and text, lines and JSON of it when a reader asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError, encodable
from csr_lint.model import Note
from csr_lint.readers.decode import Decoded, decode
from csr_lint.readers.jsontext import JsonText, byte_lines, look
from csr_lint.reading import AS_FOUND, Reading

LONGEST_LINE = 4_000_000
HEAD_BYTES = 1 << 16
PARQUET = b"PAR1"
ZIP = b"PK\x03\x04"
_NEWLINES = re.compile(r"\r\n?")
_INNER_BREAKS = re.compile("[\f\v\u2028\u2029\x85]")


class Line(msgspec.Struct, frozen=True):
    """A line without its end; `number` is the one that an editor shows, from 1."""

    number: int
    text: str


class Before(msgspec.Struct, frozen=True):
    """What stands in the file before the stretch of it that is read."""

    lines: int = 0
    records: int = 0


class Source:
    """A file as a reader sees it. `path` is as the user named it ("-" for standard input).

    `notes` tell what had to be guessed about the encoding. Text and lines are made when first asked for. `on_disk`:
    a Parquet file that may be too large to be held; `data` is its first bytes then. `reading`: what the user says.
    """

    def __init__(
        self,
        path: str,
        decoded: Decoded,
        *,
        before: Before | None = None,
        on_disk: bool = False,
        reading: Reading = AS_FOUND,
    ) -> None:
        self.path = encodable(path)
        self.reading = reading
        self._stored = path
        self.before = before or Before()
        self._decoded = decoded
        self._on_disk = on_disk
        self.notes = (Note("encoding-guessed", decoded.guess),) if decoded.guess else ()

    @property
    def data(self) -> bytes:
        """The bytes without byte order mark, in UTF-8 or a one-byte encoding."""
        return self._decoded.data

    @property
    def is_parquet(self) -> bool:
        return self.data.startswith(PARQUET)

    @property
    def is_zip(self) -> bool:
        """Is it a zip archive, as Office documents are?"""
        return self.data.startswith(ZIP)

    @cached_property
    def members(self) -> frozenset[str]:
        """The names of what is in a zip archive; none if it is no (whole) archive."""
        try:
            with ZipFile(BytesIO(self.data)) as archive:
                return frozenset(archive.namelist())
        except (BadZipFile, ValueError, NotImplementedError):
            return frozenset()

    def open(self) -> BinaryIO:
        """The file's bytes, to be read where they are needed. Raises TranscriptError when it cannot be opened."""
        if not self._on_disk:
            return BytesIO(self.data)
        try:
            return open(self._stored, "rb")
        except OSError as error:
            raise TranscriptError(f"the file cannot be read: {error.strerror}", place=self.path) from error

    @property
    def stem(self) -> str:
        """What a call without id is called: the file's name without its ending; "stdin" for standard input."""
        return "stdin" if self.path == "-" else PurePath(self.path.removesuffix(".gz")).stem or self.path

    @cached_property
    def head(self) -> str:
        """The first 64 KiB as text with plain line ends: enough to tell a format; none of a binary file."""
        if self.is_parquet or self.is_zip:
            return ""
        return _NEWLINES.sub("\n", self.decode(self.data[:HEAD_BYTES], lenient=True))

    @cached_property
    def head_lines(self) -> tuple[Line, ...]:
        """The lines of the head; overlong ones are shortened."""
        return tuple(_lines(self.head))

    @cached_property
    def text(self) -> str:
        """The whole text with plain line ends."""
        return _NEWLINES.sub("\n", self.decode(self.data))

    def text_lines(self) -> Iterator[str]:
        """The text in pieces that end where lines do, with plain line ends."""
        return StringIO(self.text, newline="\n")

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All lines. Raises TranscriptError where one is longer than any transcript's."""
        lines = tuple(_lines(self.text))
        longest = max(lines, key=lambda line: len(line.text), default=Line(1, ""))
        if len(longest.text) > LONGEST_LINE:
            size, most = f"{len(longest.text):,}", f"{LONGEST_LINE:,}"
            message = f"this line is {size} characters long; a transcript's lines have {most} at most"
            raise TranscriptError(message, place=self.at(longest.number), code="too-long")
        return lines

    @cached_property
    def json(self) -> JsonText | None:
        """How the file is laid out as JSON, or None if it is no JSON."""
        return look(self.data)

    def decode(self, data: bytes, *, lenient: bool = False) -> str:
        """A part of the bytes as text. Raises NotATranscriptError for a Parquet file or an archive, which has none."""
        if not lenient and (self.is_parquet or self.is_zip):
            what = "a Parquet table" if self.is_parquet else "a zip archive or an Office document"
            raise NotATranscriptError(f"this is {what}, not text", place=self.path, code="binary")
        return data.decode(self._decoded.encoding, "replace" if lenient else self._decoded.errors)

    def byte_lines(self) -> Iterator[tuple[int, bytes]]:
        """Number in the file (from 1) and stripped bytes of each line that is not blank."""
        return ((number + self.before.lines, line) for number, line in byte_lines(self.data))

    def in_utf8(self, data: bytes, line: int) -> tuple[bytes, tuple[Note, ...]]:
        """A line that is not UTF-8, read in the file's guessed encoding, with what tells so."""
        return self.decode(data).encode(), self.notes

    def at(self, line: int | None) -> str:
        """A place in this file, for messages."""
        return self.path if line is None else f"{self.path}:{line}"


def open_source(path: str, data: bytes, reading: Reading = AS_FOUND) -> Source:
    """The file, decoded. Raises TranscriptError or NotATranscriptError."""
    if data.startswith((PARQUET, ZIP)):
        return Source(path, Decoded(data, "latin-1"), reading=reading)
    return Source(path, decode(path, data, reading.encoding), reading=reading)


def stored_parquet(path: str, reading: Reading = AS_FOUND) -> Source:
    """A Parquet file that is read from the disk piece by piece."""
    return Source(path, Decoded(PARQUET, "latin-1"), on_disk=True, reading=reading)


def _lines(text: str) -> list[Line]:
    found = []
    for number, line in enumerate(text.split("\n"), 1):
        found += [Line(number, part) for part in _INNER_BREAKS.split(line)]
    return found
