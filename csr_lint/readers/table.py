"""Tables of turns (CSV, TSV and kin), one row a turn; or one row a call, with the dialogue in one cell.

A big one on the disk is read row by row, in constant memory where each call's rows stand together. What its columns
hold and in what unit times are is told by its first rows then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.cells import (
    DELIMITERS,
    CellFault,
    Layout,
    Quotes,
    Row,
    fault_of,
    find_layout,
    read_rows,
    rows_below,
    shown,
    survey,
)
from csr_lint.readers.columns import missing_column
from csr_lint.readers.runs import gathered, runs, stand_together
from csr_lint.readers.source import Source
from csr_lint.readers.stored import StoredText
from csr_lint.readers.turnrows import SAMPLE, Group, Unit, calls_by_group, calls_by_row, holds_dialogues, unit_of
from csr_lint.readers.typed import FIRST_ROWS
from csr_lint.vocabulary import load_vocabulary

NAME = "table"
ORDER = 500
BY_ROW = True
ABOUT = About(
    title="CSV, TSV and other tables in text",
    group="Tables and documents",
    recognised="a heading with text and speaker, time or call",
    times="by the heading, else guessed; clock times",
    roles="the speaker column",
)


def sniff(source: Source) -> str | None:
    layout = None if source.json else find_layout(source, load_vocabulary())
    if layout is None:
        return None
    columns = layout.columns
    evidence = f"columns {shown(layout.heading.cells)} on line {layout.heading.line} ({DELIMITERS[layout.delimiter]})"
    if columns.text is None:
        return evidence if columns.known >= 2 and (columns.speaker is not None or columns.call is not None) else None
    if columns.speaker is not None or columns.start is not None or holds_dialogues(layout.sample, layout):
        return evidence
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    layout = find_layout(source, load_vocabulary())
    if layout is None:
        message = "this is no table with a heading that names a text column (text, transcript, utterance, message …)"
        raise NotATranscriptError(message, place=source.path)
    if told := missing_column(layout.heading.cells, source.reading):
        raise TranscriptError(told, place=source.at(layout.heading.line), code="no-such-column")
    if layout.columns.text is None:
        message = f"no text column (text, transcript, utterance, message …) among: {shown(layout.heading.cells)}"
        raise NotATranscriptError(message, place=source.at(layout.heading.line), code="no-text-column")
    yield from _read_stored(source, layout) if isinstance(source, StoredText) else _read_whole(source, layout)


def _read_whole(source: Source, layout: Layout) -> Iterator[Call | TranscriptError]:
    rows = read_rows(source, layout)
    _refuse_empty(source, rows)
    if holds_dialogues(rows, layout):
        return calls_by_row(source, NAME, layout, enumerate(rows, 1))
    calls = gathered(rows, layout.columns.call)
    return _calls(source, layout, calls, unit_of(layout, calls))


def _read_stored(source: StoredText, layout: Layout) -> Iterator[Call | TranscriptError]:
    """The calls of a table that is read three times: for its quotes and ids, for its first rows, for its calls."""
    call = layout.columns.call
    quotes, together = survey(source, layout, lambda rows: stand_together(row.cell(call) for row in rows))
    first = list(islice(_again(source, layout, quotes), SAMPLE))
    _refuse_empty(source, first)
    rows = _again(source, layout, quotes)
    if holds_dialogues(first, layout):
        return calls_by_row(source, NAME, layout, enumerate(rows, 1))
    unit = unit_of(layout, gathered(islice(_again(source, layout, quotes), FIRST_ROWS), call))
    return _calls(source, layout, runs(rows, call) if together else gathered(rows, call), unit)


def _again(source: Source, layout: Layout, quotes: Quotes) -> Iterator[Row]:
    """The rows of a table that could be read before."""
    try:
        yield from rows_below(source, layout, quotes)
    except CellFault as fault:
        raise fault_of(source, fault) from fault


def _refuse_empty(source: Source, rows: Sequence[Row]) -> None:
    if not rows:
        raise TranscriptError("the table has no rows below its heading", place=source.path, code="no-turns")


def _calls(
    source: Source, layout: Layout, calls: Iterable[Sequence[Row]], unit: Unit
) -> Iterator[Call | TranscriptError]:
    groups = (Group(number, rows) for number, rows in enumerate(calls, 1))
    return calls_by_group(source, NAME, layout, groups, unit)
