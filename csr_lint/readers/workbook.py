"""The sheets of an Excel workbook as tables, read with openpyxl a row at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.cells import Row
from csr_lint.readers.office import MOST, Grid, part
from csr_lint.readers.source import Source
from csr_lint.readers.typed import cell_text

if TYPE_CHECKING:
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.workbook import Workbook

NEEDED = "Excel workbooks are read with openpyxl: pip install 'csr-lint[xlsx]'"

_MOST_ROWS = 1 << 20
_MOST_COLUMNS = 256
_MOST_CELLS = 1 << 25
_MOST_MERGED = 1 << 18
_MERGED = re.compile(
    rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,80}?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})"'
)
_ASIDE = re.compile(r'\[\$[^\]]*\]|"[^"]*"|\\.')
_BROKEN = (
    *(BadZipFile, ZlibError, ParseError, EOFError, OSError, NotImplementedError),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError),
)
"""What openpyxl raises on a workbook that is damaged."""


class Sheet(msgspec.Struct, frozen=True):
    """A sheet; `hidden`: it is not shown. Places are line and column: `errors` of cells that hold an error (#N/A),
    `short` of times that are shown without their seconds."""

    grid: Grid
    errors: frozenset[tuple[int, int]]
    short: frozenset[tuple[int, int]]
    hidden: bool


def sheets(source: Source) -> list[Sheet]:
    """The sheets of a workbook. Raises TranscriptError where it is broken or too large, or openpyxl is missing."""
    _refuse_large(source)
    with _opened(source, values=True) as book:
        if not book.sheetnames:
            message = "the workbook is damaged: its sheets are missing"
            raise TranscriptError(message, place=source.path, code="bad-archive")
        return [_sheet(source, book, name) for name in book.sheetnames if hasattr(book[name], "iter_rows")]


def formulas(source: Source, sheet: str) -> frozenset[tuple[int, int]]:
    """Line and column of each cell of a sheet that holds a formula."""
    with _opened(source, values=False) as book:
        rows = enumerate(book[sheet].iter_rows(max_col=_MOST_COLUMNS), 1)
        return frozenset((line, at) for line, row in rows for at, cell in enumerate(row) if cell.data_type == "f")


def _refuse_large(source: Source) -> None:
    part(source, "xl/workbook.xml")
    with ZipFile(BytesIO(source.data)) as archive:
        large = [info.filename for info in archive.infolist() if info.file_size > MOST and "media" not in info.filename]
    if large:
        message = f"{large[0]} unfolds to more than {MOST >> 20} MiB; save the table as CSV or Parquet"
        raise TranscriptError(message, place=source.path, code="too-large")


def _sheet(source: Source, book: Workbook, name: str) -> Sheet:
    sheet = book[name]
    sheet.reset_dimensions()  # some programs write wrong ones, and openpyxl believes them
    rows: list[Row] = []
    errors: set[tuple[int, int]] = set()
    short: set[tuple[int, int]] = set()
    size = 0
    for line, cells in enumerate(sheet.iter_rows(), 1):
        size += len(cells)
        if line > _MOST_ROWS or size > _MOST_CELLS:
            message = f"sheet {name!r} has more than {_MOST_ROWS:,} rows or {_MOST_CELLS:,} cells; save it as CSV"
            raise TranscriptError(message, place=source.path, code="too-large")
        errors |= {(line, at) for at, cell in enumerate(cells) if cell.data_type == "e"}
        short |= {(line, at) for at, cell in enumerate(cells) if _is_short(cell)}
        texts = tuple("" if cell.data_type == "e" else _text(cell) for cell in cells[:_MOST_COLUMNS])
        if any(text.strip() for text in texts):
            rows.append(Row(line, texts))
    path = getattr(sheet, "_worksheet_path", "").lstrip("/")
    carried = _carried(rows, part(source, path)) if path in source.members else {}
    return Sheet(Grid(tuple(rows), carried, name), frozenset(errors), frozenset(short), sheet.sheet_state != "visible")


def _text(cell: ReadOnlyCell) -> str:
    """A cell as a text table would spell it. A time without seconds is taken as it is shown: `1:05` may be 65 s."""
    value = cell.value
    if isinstance(value, time | timedelta) and _is_short(cell):
        lasts = value if isinstance(value, timedelta) else timedelta(hours=value.hour, minutes=value.minute)
        hours, minutes = divmod(round(lasts.total_seconds()) // 60, 60)
        return f"{hours}:{minutes:02}"
    return cell_text(value)


def _is_short(cell: ReadOnlyCell) -> bool:
    if not isinstance(cell.value, time | timedelta):
        return False
    shown = _ASIDE.sub("", cell.number_format or "").lower()
    return "h" in shown and "s" not in shown and "am/pm" not in shown


def _carried(rows: list[Row], xml: bytes) -> dict[tuple[int, int], str]:
    """What cells that are merged downwards hold below their first row."""
    from openpyxl.utils import column_index_from_string

    texts = {row.line: row for row in rows}
    carried: dict[tuple[int, int], str] = {}
    for column, first, last in _MERGED.findall(xml):
        at = column_index_from_string(column.decode()) - 1
        top = texts.get(int(first))
        if top is None or len(carried) + int(last) - int(first) > _MOST_MERGED:
            continue
        carried |= {(line, at): top.cell(at) for line in range(int(first) + 1, int(last) + 1)}
    return carried


@contextmanager
def _opened(source: Source, *, values: bool) -> Iterator[Workbook]:
    """The workbook, with the values of its formulas or with the formulas themselves."""
    try:
        import openpyxl
    except ImportError as error:
        raise TranscriptError(NEEDED, place=source.path, code="openpyxl-missing") from error
    try:
        with catch_warnings():
            simplefilter("ignore")  # openpyxl tells of styles and drawings that it does not know
            book = openpyxl.load_workbook(BytesIO(source.data), read_only=True, data_only=values, keep_links=False)
            try:
                yield book
            finally:
                book.close()
    except _BROKEN as error:
        cause = " ".join(str(error).split())[:120]
        message = f"not a readable Excel workbook: is it damaged? ({type(error).__name__}: {cause})"
        raise TranscriptError(message, place=source.path, code="bad-archive") from error
