"""The cells of a table in text: its delimiter, its heading, its rows with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.columns import Columns, find_columns
from csr_lint.readers.source import LONGEST_LINE, Source
from csr_lint.vocabulary import RoleVocabulary

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_TITLE_ROWS = 10
_SAMPLE_ROWS = 40
_SAME_WIDTH = 0.6
_SAME_WIDTH_WITHOUT_TEXT = 0.9


class Row(msgspec.Struct, frozen=True):
    """A row: the line where it begins, and its cells."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The text of a cell, stripped; empty where there is no such column."""
        return self.cells[column].strip() if column is not None and column < len(self.cells) else ""


class Layout(msgspec.Struct, frozen=True):
    """How a table is written: its delimiter, its heading, what its columns hold, and its first rows."""

    delimiter: str
    heading: Row
    columns: Columns
    sample: tuple[Row, ...]


def find_layout(source: Source, vocabulary: RoleVocabulary) -> Layout | None:
    """The layout by which most columns are understood; None if there is no heading that is."""
    found = [layout for delimiter in DELIMITERS if (layout := _layout(source.head, delimiter, vocabulary))]
    return max(found, key=lambda layout: (layout.columns.text is not None, layout.columns.known), default=None)


def _layout(head: str, delimiter: str, vocabulary: RoleVocabulary) -> Layout | None:
    try:
        sample = list(islice(_read(head, delimiter, strict=False), _SAMPLE_ROWS + _TITLE_ROWS))
    except csv.Error:
        return None
    for at, row in enumerate(sample[:_TITLE_ROWS]):
        below = [r for r in sample[at + 1 :] if len(r.cells) > 1]
        if len(row.cells) < 2 or not below:
            continue
        columns = find_columns(row.cells, [r.cells for r in below], vocabulary)
        wide = sum(len(r.cells) >= len(row.cells) for r in below)
        enough = _SAME_WIDTH if columns.text is not None else _SAME_WIDTH_WITHOUT_TEXT
        if columns.known >= 2 and wide >= enough * len(below):
            return Layout(delimiter, row, columns, tuple(below))
    return None


def read_rows(source: Source, layout: Layout) -> list[Row]:
    """The rows below the heading, without repeated headings and rules.

    Raises TranscriptError for a quotation mark that is never closed.
    """
    try:
        rows = list(_read(source.text, layout.delimiter, strict=True))
    except csv.Error as error:
        rows = _read_again(source, layout.delimiter, error)
    heading = layout.heading.cells
    return [
        row for row in rows if row.line > layout.heading.line and row.cells != heading and any(map(_says, row.cells))
    ]


def _says(cell: str) -> bool:
    return cell.strip(" -:=") != ""


def _read_again(source: Source, delimiter: str, error: csv.Error) -> list[Row]:
    """Rows of a table whose quotes are not those of CSV: without quotes (tabs), or leniently."""
    if "field larger" in str(error):
        message = f"a cell is longer than {LONGEST_LINE:,} characters"
        raise TranscriptError(message, place=source.path, code="too-long") from error
    unclosed = "unexpected end" in str(error)
    if unclosed and delimiter != "\t":
        line = _last_row_line(source.text, delimiter)
        message = "a quotation mark is opened here and never closed"
        raise TranscriptError(message, place=source.at(line), code="truncated") from error
    try:
        return list(_read(source.text, delimiter, strict=False, quotes=not unclosed))
    except csv.Error as again:
        raise TranscriptError(f"the table cannot be read: {again}", place=source.path) from again


def _last_row_line(text: str, delimiter: str) -> int:
    last = 1
    for row in _read(text, delimiter, strict=False):
        last = row.line
    return last


def _read(text: str, delimiter: str, *, strict: bool, quotes: bool = True) -> Iterator[Row]:
    if csv.field_size_limit() < LONGEST_LINE:
        csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(
        io.StringIO(text, newline="\n"),
        delimiter=delimiter,
        strict=strict,
        quoting=csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE,
        skipinitialspace=True,
    )
    line = 1
    for cells in reader:
        if cells:
            yield Row(line, tuple(cells))
        line = reader.line_num + 1


def join_cut(row: Row, columns: Columns, width: int, delimiter: str) -> str:
    """The text of a row; where it is the last column and its delimiters were not quoted, the cut parts are joined."""
    if columns.text is None:
        return ""
    if columns.text == width - 1 and len(row.cells) > width:
        return f"{delimiter} ".join(cell.strip() for cell in row.cells[columns.text :])
    return row.cell(columns.text)


def shown(heading: Sequence[str]) -> str:
    """The names of the columns, for messages."""
    names = [" ".join(name.split())[:40] for name in heading if name.strip()]
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "")
