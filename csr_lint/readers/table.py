"""Tables of turns (CSV, TSV and kin), one row a turn; or one row a call, with the dialogue in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.cells import DELIMITERS, Row, find_layout, read_rows, shown
from csr_lint.readers.source import Source
from csr_lint.readers.turnrows import Group, calls_by_group, calls_by_row, holds_dialogues, unit_of
from csr_lint.vocabulary import load_vocabulary

NAME = "table"
ORDER = 500


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
    if layout.columns.text is None:
        message = f"no text column (text, transcript, utterance, message …) among: {shown(layout.heading.cells)}"
        raise NotATranscriptError(message, place=source.at(layout.heading.line), code="no-text-column")
    rows = read_rows(source, layout)
    if not rows:
        raise TranscriptError("the table has no rows below its heading", place=source.path, code="no-turns")
    if holds_dialogues(rows, layout):
        yield from calls_by_row(source, NAME, layout, enumerate(rows, 1))
        return
    calls: dict[str, list[Row]] = {}
    for row in rows:
        calls.setdefault(row.cell(layout.columns.call), []).append(row)
    groups = [Group(number, group) for number, group in enumerate(calls.values(), 1)]
    yield from calls_by_group(source, NAME, layout, groups, unit_of(layout, calls.values()))
