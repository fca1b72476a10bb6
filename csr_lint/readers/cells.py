"""The cells of a table in text: its delimiter, its heading, its rows with their lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.columns import Columns, find_columns
from csr_lint.readers.source import LONGEST_LINE, Source
from csr_lint.vocabulary import RoleVocabulary

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

T = TypeVar("T")
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


class Quotes(msgspec.Struct, frozen=True):
    """How quotation marks are taken: `strict`, as CSV has them; else leniently; `plain`: as any other character."""

    strict: bool = True
    plain: bool = False


_LENIENT = Quotes(strict=False)


class CellFault(Exception):
    """Text that is no CSV: what is wrong, and the line where its row begins."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line

    @property
    def too_long(self) -> bool:
        return "field larger" in str(self)

    @property
    def endless(self) -> bool:
        """Does a quotation mark swallow all that follows, or more than any cell holds?"""
        return self.too_long or "unexpected end" in str(self)


class Layout(msgspec.Struct, frozen=True):
    """How a table is written: its delimiter, its heading, what its columns hold, and its first rows."""

    delimiter: str
    heading: Row
    columns: Columns
    sample: tuple[Row, ...]


def find_layout(source: Source, vocabulary: RoleVocabulary) -> Layout | None:
    """The layout by which most columns are understood; None if there is no heading that is."""
    found = [layout for delimiter in DELIMITERS if (layout := _layout(source, delimiter, vocabulary))]
    return max(found, key=lambda layout: (layout.columns.text is not None, layout.columns.known), default=None)


def _layout(source: Source, delimiter: str, vocabulary: RoleVocabulary) -> Layout | None:
    head = source.head
    try:
        sample = list(islice(_read(io.StringIO(head, newline="\n"), delimiter, _LENIENT), _SAMPLE_ROWS + _TITLE_ROWS))
    except CellFault:
        return None
    for at, row in enumerate(sample[:_TITLE_ROWS]):
        below = [r for r in sample[at + 1 :] if len(r.cells) > 1]
        if len(row.cells) < 2 or not below:
            continue
        columns = find_columns(row.cells, [r.cells for r in below], vocabulary, source.reading)
        wide = sum(len(r.cells) >= len(row.cells) for r in below)
        enough = _SAME_WIDTH if columns.text is not None else _SAME_WIDTH_WITHOUT_TEXT
        if columns.known >= 2 and wide >= enough * len(below):
            return Layout(delimiter, row, columns, tuple(below))
    return None


def read_rows(source: Source, layout: Layout) -> list[Row]:
    """The rows below the heading, without repeated headings and rules.

    Raises TranscriptError for a quotation mark that is never closed.
    """
    return survey(source, layout, list)[1]


def survey(source: Source, layout: Layout, look: Callable[[Iterator[Row]], T]) -> tuple[Quotes, T]:
    """What `look` makes of all rows below the heading, and how quotation marks are taken so that they can be read.

    Raises TranscriptError for a quotation mark that is never closed.
    """
    quotes = Quotes()
    try:
        return quotes, look(rows_below(source, layout, quotes))
    except CellFault as fault:
        quotes = _other_quotes(source, layout.delimiter, fault)
    try:
        return quotes, look(rows_below(source, layout, quotes))
    except CellFault as again:
        raise fault_of(source, again) from again


def rows_below(source: Source, layout: Layout, quotes: Quotes) -> Iterator[Row]:
    """The rows below the heading, without repeated headings and rules, one at a time. Raises CellFault."""
    heading = layout.heading
    for row in _read(source.text_lines(), layout.delimiter, quotes):
        if row.line > heading.line and row.cells != heading.cells and any(map(_says, row.cells)):
            yield row


def _says(cell: str) -> bool:
    return cell.strip(" -:=") != ""


def _other_quotes(source: Source, delimiter: str, fault: CellFault) -> Quotes:
    """How to read a table whose quotes are not those of CSV: without quotes (tabs), or leniently."""
    if not fault.endless:
        return _LENIENT
    if delimiter == "\t":
        return Quotes(strict=False, plain=True)
    raise fault_of(source, fault) from fault


def fault_of(source: Source, fault: CellFault) -> TranscriptError:
    """What cannot be read in a table, and where."""
    place = source.at(fault.line)
    if fault.too_long:
        message = f"a cell of this row is longer than {LONGEST_LINE:,} characters: is a quotation mark never closed?"
        return TranscriptError(message, place=place, code="too-long")
    if fault.endless:
        return TranscriptError("a quotation mark is opened here and never closed", place=place, code="truncated")
    return TranscriptError(f"the table cannot be read: {fault}", place=place)


def _read(lines: Iterable[str], delimiter: str, quotes: Quotes) -> Iterator[Row]:
    if csv.field_size_limit() < LONGEST_LINE:
        csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        strict=quotes.strict,
        quoting=csv.QUOTE_NONE if quotes.plain else csv.QUOTE_MINIMAL,
        skipinitialspace=True,
    )
    line = 1
    try:
        for cells in reader:
            if cells:
                yield Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CellFault(str(error), line) from error


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
