"""Excel workbooks (.xlsx, .xlsm): the first sheet with a table of turns, or with labelled lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.cells import Layout, Row, shown
from csr_lint.readers.office import calls_of_rows, layout_of, rows_below
from csr_lint.readers.source import Line, Source
from csr_lint.readers.text import conversations, labelled_calls
from csr_lint.readers.workbook import Sheet, formulas, sheets
from csr_lint.vocabulary import load_vocabulary

NAME = "xlsx"
ORDER = 6
ABOUT = About(
    title="Excel (.xlsx, .xlsm)",
    group="Tables and documents",
    recognised="`xl/workbook.xml` in a zip",
    times="by the heading, else guessed; times of cells",
    roles="the speaker column, or labels of lines",
)

_MAIN = "xl/workbook.xml"
_MOST_NAMES = 5


def sniff(source: Source) -> str | None:
    return "it is an Excel workbook" if source.is_zip and _MAIN in source.members else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    found = sorted(sheets(source), key=lambda sheet: sheet.hidden)
    for sheet in found:
        if layout := layout_of(sheet.grid, source.reading):
            rows = rows_below(sheet.grid, layout)
            notes = (*_others(found, sheet), *_missing(source, sheet, layout, rows))
            for call in calls_of_rows(source, NAME, layout, rows):
                yield msgspec.structs.replace(call, notes=(*call.notes, *notes)) if isinstance(call, Call) else call
            return
    yield from _labelled(source, found)


def _labelled(source: Source, found: Sequence[Sheet]) -> Iterator[Call]:
    """The calls in the first sheet whose rows are labelled lines. Raises NotATranscriptError if there is none."""
    for sheet in found:
        lines = [Line(row.line, "\t".join(cell for cell in row.cells if cell.strip())) for row in sheet.grid.rows]
        talks = [(facts, talk) for facts, talk in conversations(lines, load_vocabulary()) if talk.pieces]
        if sum(talk.labelled for _, talk in talks) > 1:
            yield from labelled_calls(source, NAME, talks)
            return
    seen = "; ".join(f"{sheet.grid.name}: {shown(sheet.grid.rows[0].cells)}" for sheet in found if sheet.grid.rows)
    message = "no sheet has a heading with a text column (text, transcript, utterance, message …)"
    message += f"; their first rows: {seen[:200]}" if seen else "; they are all empty"
    raise NotATranscriptError(message, place=source.path, code="no-text-column")


def _others(found: Sequence[Sheet], chosen: Sheet) -> list[Note]:
    others = [sheet.grid.name for sheet in found if sheet is not chosen and sheet.grid.rows]
    if not others:
        return []
    names = ", ".join(others[:_MOST_NAMES]) + (" …" if len(others) > _MOST_NAMES else "")
    return [Note("sheets-skipped", f"sheet {chosen.grid.name!r} was read; not read: {names}")]


def _missing(source: Source, sheet: Sheet, layout: Layout, rows: Sequence[Row]) -> list[Note]:
    """Notes on what the file does not hold, formulas never calculated and errors, or holds in two ways."""
    columns = {c for c in (layout.columns.text, layout.columns.speaker) if c is not None}
    empty = {(row.line, at) for row in rows for at in columns if not row.cell(at)}
    notes = []
    times = {c for c in (layout.columns.start, layout.columns.end, layout.columns.duration) if c is not None}
    if short := sum(at in times for _, at in sheet.short):
        message = f"{short} times are shown without seconds (1:05); they were read as minutes and seconds"
        notes.append(Note("unit-guessed", message))
    if wrong := empty & sheet.errors:
        message = f"{len(wrong)} cells of text or speaker hold an error (#N/A …); first: row {min(wrong)[0]}"
        notes.append(Note("cell-error", message))
    if (left := empty - sheet.errors) and (bare := left & formulas(source, sheet.grid.name)):
        message = f"{len(bare)} cells of text or speaker hold a formula without its value; first: row {min(bare)[0]}"
        notes.append(Note("formula-without-value", f"{message}: open the file in Excel and save it"))
    return notes
