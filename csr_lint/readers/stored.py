"""A big text on the disk whose lines are read again and again, never held in memory as a whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from csr_lint.errors import TranscriptError
from csr_lint.readers.decode import Encoding, decoded_by, encoding_of
from csr_lint.readers.source import Source
from csr_lint.readers.walk import opened
from csr_lint.reading import AS_FOUND, Reading

LONGEST_ROW = 64 << 20
"""Characters of a line, of which a table's row has one or more."""
_PIECE = 1 << 20


class StoredText(Source):
    """A big text as a reader sees it: `data` are its first bytes, `text_lines` all of it."""

    def __init__(self, path: str, head: bytes, encoding: Encoding, reading: Reading = AS_FOUND) -> None:
        super().__init__(path, decoded_by(encoding, head), reading=reading)
        self._encoding = encoding

    def text_lines(self) -> Iterator[str]:
        """The lines, with plain line ends. Raises TranscriptError for one that is longer than any row."""
        encoding = self._encoding
        with opened(self._stored) as file:
            file.seek(encoding.mark)
            text = TextIOWrapper(file, encoding.name, encoding.errors)
            number = 1
            try:
                while line := text.readline(LONGEST_ROW):
                    if len(line) == LONGEST_ROW:
                        message = f"this line is longer than {LONGEST_ROW >> 20} MiB; no row of a table is"
                        raise TranscriptError(message, place=self.at(number), code="too-long")
                    yield line
                    number += 1
            except UnicodeError as error:
                message = "the file was written to while it was read"
                raise TranscriptError(message, place=self.at(number), code="encoding") from error


def stored_text(path: str, head: bytes, reading: Reading = AS_FOUND) -> StoredText | None:
    """A big text with this head; None if it is no file on the disk, may be JSON, or cannot be read as text."""
    if not os.path.isfile(path):
        return None
    try:
        with opened(path) as file:
            file.seek(len(head))
            source = StoredText(path, head, encoding_of(path, head, _pieces(file)), reading)
    except TranscriptError:
        return None
    return None if source.json or not source.data.strip() else source


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_PIECE):
        yield piece
