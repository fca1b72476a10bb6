"""What is inside an Office document: its parts, unpacked within bounds; and its tables of turns, made calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.cells import Layout, Row
from csr_lint.readers.columns import find_columns
from csr_lint.readers.source import Source
from csr_lint.readers.turnrows import Group, calls_by_group, calls_by_row, holds_dialogues, unit_of
from csr_lint.reading import Reading
from csr_lint.vocabulary import load_vocabulary

MOST = 64 << 20
"""Bytes of one part when it is unpacked; a transcript of a working day has not a tenth of that."""

_TITLE_ROWS = 10
_SAMPLE_ROWS = 40
_CARRIED = ("speaker", "name", "call", "agent", "queue", "kind", "started")


class Grid(msgspec.Struct, frozen=True):
    """A table of an Office document. `carried`: what merged cells hold below their first row, by line and column."""

    rows: tuple[Row, ...]
    carried: Mapping[tuple[int, int], str] = {}
    name: str = ""


def part(source: Source, name: str) -> bytes:
    """A part of the document, unpacked. Raises TranscriptError where it is broken, locked or too large."""
    if name not in (source.members if source.is_zip else ()):
        raise NotATranscriptError(f"it is no Office document with {name}", place=source.path)
    try:
        with ZipFile(BytesIO(source.data)) as archive, archive.open(name) as file:
            found = file.read(MOST + 1)
    except RuntimeError as error:  # zipfile's word for a part that needs a password
        message = f"it cannot be unpacked: {error}"
        raise TranscriptError(message, place=source.path, code="bad-archive") from error
    except (BadZipFile, ZlibError, EOFError, OSError) as error:
        message = f"the document is damaged ({name} cannot be unpacked: {error})"
        raise TranscriptError(message, place=source.path, code="bad-archive") from error
    if len(found) > MOST:
        message = f"{name} unfolds to more than {MOST >> 20} MiB; save it in parts, or as CSV or plain text"
        raise TranscriptError(message, place=source.path, code="too-large")
    return found


def layout_of(grid: Grid, reading: Reading) -> Layout | None:
    """The layout of a table whose first rows hold a heading with a text column, and with who or when; None else."""
    vocabulary = load_vocabulary()
    for at, row in enumerate(grid.rows[:_TITLE_ROWS]):
        below = grid.rows[at + 1 : at + 1 + _SAMPLE_ROWS]
        if sum(bool(cell.strip()) for cell in row.cells) < 2 or not below:
            continue
        columns = find_columns(row.cells, [r.cells for r in below], vocabulary, reading)
        layout = Layout("", row, columns, below)
        if columns.text is None or columns.known < 2:
            continue
        if columns.speaker is not None or columns.start is not None or holds_dialogues(below, layout):
            return layout
    return None


def rows_below(grid: Grid, layout: Layout) -> list[Row]:
    """The rows below the heading; merged cells of speakers and calls hold for all their rows."""
    wanted = {getattr(layout.columns, field) for field in _CARRIED}
    carried = {place: text for place, text in grid.carried.items() if place[1] in wanted}
    below = [row for row in grid.rows if row.line > layout.heading.line and row.cells != layout.heading.cells]
    return [_with(row, carried) for row in below] if carried else below


def _with(row: Row, carried: Mapping[tuple[int, int], str]) -> Row:
    cells = [carried.get((row.line, at), cell) for at, cell in enumerate(row.cells)]
    return Row(row.line, tuple(cells))


def calls_of_rows(
    source: Source, format_name: str, layout: Layout, rows: Sequence[Row], *, first: int = 1
) -> Iterator[Call | TranscriptError]:
    """The calls in a table's rows, numbered from `first`, as those of a table in text.

    Raises TranscriptError where there are no rows.
    """
    if not rows:
        raise TranscriptError("the table has no rows below its heading", place=source.path, code="no-turns")
    if holds_dialogues(rows, layout):
        yield from calls_by_row(source, format_name, layout, enumerate(rows, first))
        return
    calls: dict[str, list[Row]] = {}
    for row in rows:
        calls.setdefault(row.cell(layout.columns.call), []).append(row)
    groups = [Group(number, group) for number, group in enumerate(calls.values(), first)]
    yield from calls_by_group(source, format_name, layout, groups, unit_of(layout, calls.values()))
