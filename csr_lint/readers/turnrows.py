"""Rows of a table, one a turn (or one a call, with the dialogue in one cell), made calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.cells import Layout, Row, join_cut
from csr_lint.readers.dialogue import Dialogue, choose, parse, read_dialogue
from csr_lint.readers.labels import split_label
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import since_first
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit, is_nothing, read_cell
from csr_lint.vocabulary import load_vocabulary

SAMPLE = 3
"""So many rows tell whether each holds a dialogue."""


class Unit(msgspec.Struct, frozen=True):
    """How many ms a bare number of a time column counts, with a note if that was guessed."""

    ms: float
    notes: tuple[Note, ...] = ()


class Group(msgspec.Struct, frozen=True):
    """The rows of one call; `number` names a call that has no id."""

    number: int
    rows: Sequence[Row]


def holds_dialogues(rows: Sequence[Row], layout: Layout) -> bool:
    """Does nobody speak in a column of its own, but several in one text?"""
    return layout.columns.speaker is None and any(_dialogue(row, layout).labelled > 1 for row in rows[:SAMPLE])


def _dialogue(row: Row, layout: Layout) -> Dialogue:
    """The talk in a row's text cell; every segment has the line where the row begins."""
    vocabulary = load_vocabulary()
    parsed = parse([Line(row.line, text) for text in _text(row, layout).splitlines()], vocabulary)
    return read_dialogue(parsed, choose(parsed, vocabulary))


def _text(row: Row, layout: Layout) -> str:
    text = join_cut(row, layout.columns, len(layout.heading.cells), layout.delimiter)
    return "" if is_nothing(text) and text != "-" else text


def calls_by_row(
    source: Source, format_name: str, layout: Layout, rows: Iterable[tuple[int, Row]]
) -> Iterator[Call | TranscriptError]:
    """A call of each numbered row, whose text holds the whole dialogue."""
    for number, row in rows:
        talk = _dialogue(row, layout)
        facts = facts_of([row], layout)
        place = source.at(row.line)
        try:
            if not talk.pieces:
                raise TranscriptError("no speaker is named in the text of this row", place=place, code="no-turns")
            yield build_call(
                source, format_name, talk.pieces, number=number, facts=facts, notes=talk.notes, place=place
            )
        except TranscriptError as error:
            yield error


def calls_by_group(
    source: Source, format_name: str, layout: Layout, groups: Iterable[Group], unit: Unit
) -> Iterator[Call | TranscriptError]:
    """A call of each group of rows that are turns."""
    for group in groups:
        place = source.at(group.rows[0].line)
        kept = [row for row in group.rows if _text(row, layout)]
        try:
            if not kept:
                raise TranscriptError("none of the rows of this call has a text", place=place, code="no-turns")
            pieces, odd = _pieces(kept, [_timed(row, layout) for row in kept], layout, unit.ms)
            if empty := len(group.rows) - len(kept):
                message = f"{empty} of {len(group.rows)} rows have no text; they were left out"
                odd = (*odd, Note("empty-turn", message))
            facts, notes = facts_of(group.rows, layout), (*unit.notes, *odd)
            yield build_call(source, format_name, pieces, number=group.number, facts=facts, notes=notes, place=place)
        except TranscriptError as error:
            yield error


def unit_of(layout: Layout, calls: Iterable[Sequence[Row]]) -> Unit:
    """The unit of bare numbers: as the heading says, else as fits how fast people speak in these calls."""
    if layout.columns.unit is not None:
        return Unit(layout.columns.unit)
    name = guess_unit([[_timed(row, layout) for row in rows if _text(row, layout)] for rows in calls])
    if name is None:
        return Unit(UNITS["seconds"])
    return Unit(UNITS[name], (Note("unit-guessed", f"times are taken for {name}, from how fast people speak"),))


def _timed(row: Row, layout: Layout) -> Timed:
    columns = layout.columns
    start, end, duration = (read_cell(row.cell(column)) for column in (columns.start, columns.end, columns.duration))
    return Timed(start, end, duration, len(_text(row, layout).split()))


def _pieces(
    rows: Sequence[Row], timed: Sequence[Timed], layout: Layout, unit: float
) -> tuple[list[Piece], tuple[Note, ...]]:
    """The rows of one call as pieces, in the order of the order column, else of their starts."""
    spans = [_span(times, unit) for times in timed]
    if any(cell and cell.of_day for times in timed for cell in (times.start, times.end)):
        flat = since_first([ms for span in spans for ms in span])
        spans = list(zip(flat[::2], flat[1::2], strict=True))
    order = _order(rows, [start for start, _ in spans], layout)
    pieces = [_piece(rows[i], layout, *spans[i]) for i in order]
    moved = order != list(range(len(rows)))
    return pieces, (Note("rows-sorted", "the rows of this call were put in order"),) if moved else ()


def _span(times: Timed, unit: float) -> tuple[int | None, int | None]:
    start = times.start.in_ms(unit) if times.start else None
    end = times.end.in_ms(unit) if times.end else None
    if end is None and start is not None and times.duration and (lasts := times.duration.in_ms(unit)) is not None:
        end = start + lasts
    return start, end


def _order(rows: Sequence[Row], starts: Sequence[int | None], layout: Layout) -> list[int]:
    numbers = [_number(row.cell(layout.columns.order)) for row in rows]
    keys = numbers if all(number is not None for number in numbers) else starts
    return sorted(range(len(rows)), key=lambda i: keys[i] or 0) if None not in keys else list(range(len(rows)))


def _number(cell: str) -> float | None:
    time: CellTime | None = read_cell(cell)
    return time.number if time else None


def _piece(row: Row, layout: Layout, start: int | None, end: int | None) -> Piece:
    label = split_label(row.cell(layout.columns.speaker), load_vocabulary())
    name = row.cell(layout.columns.name)
    return Piece(
        text=_text(row, layout),
        label="" if is_nothing(label.label) else label.label,
        name=label.name or (None if is_nothing(name) else name),
        line=row.line,
        start_ms=start,
        end_ms=end,
    )


def facts_of(rows: Sequence[Row], layout: Layout) -> Facts:
    """What the rows of a call say of it as a whole: the first thing that stands in each column."""

    def first(column: int | None) -> str | None:
        return next((cell for row in rows if not is_nothing(cell := row.cell(column))), None)

    columns = layout.columns
    return Facts(
        id=first(columns.call),
        kind=first(columns.kind),
        agent=first(columns.agent),
        started=first(columns.started),
        queue=first(columns.queue),
    )
