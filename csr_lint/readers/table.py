"""Tables of turns (CSV, TSV and kin), one row a turn; or one row a call, with the dialogue in one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.cells import DELIMITERS, Layout, Row, find_layout, join_cut, read_rows, shown
from csr_lint.readers.dialogue import Dialogue, choose, parse, read_dialogue
from csr_lint.readers.labels import split_label
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import since_first
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit, is_nothing, read_cell
from csr_lint.vocabulary import load_vocabulary

NAME = "table"
ORDER = 500

_SAMPLE = 3


def sniff(source: Source) -> str | None:
    layout = None if source.json else find_layout(source, load_vocabulary())
    if layout is None:
        return None
    columns = layout.columns
    evidence = f"columns {shown(layout.heading.cells)} on line {layout.heading.line} ({DELIMITERS[layout.delimiter]})"
    if columns.text is None:
        return evidence if columns.known >= 2 and (columns.speaker is not None or columns.call is not None) else None
    return evidence if columns.speaker is not None or columns.start is not None or _holds_dialogues(layout) else None


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
    if layout.columns.speaker is None and any(_dialogue(row, layout).labelled > 1 for row in rows[:_SAMPLE]):
        yield from _call_by_row(source, layout, rows)
    else:
        yield from _turn_by_row(source, layout, rows)


def _holds_dialogues(layout: Layout) -> bool:
    return any(_dialogue(row, layout).labelled > 1 for row in layout.sample[:_SAMPLE])


def _dialogue(row: Row, layout: Layout) -> Dialogue:
    """The talk in a row's text cell; every segment has the line where the row begins."""
    vocabulary = load_vocabulary()
    parsed = parse([Line(row.line, text) for text in _text(row, layout).splitlines()], vocabulary)
    return read_dialogue(parsed, choose(parsed, vocabulary))


def _text(row: Row, layout: Layout) -> str:
    text = join_cut(row, layout.columns, len(layout.heading.cells), layout.delimiter)
    return "" if is_nothing(text) and text != "-" else text


def _call_by_row(source: Source, layout: Layout, rows: Sequence[Row]) -> Iterator[Call | TranscriptError]:
    for number, row in enumerate(rows, 1):
        talk = _dialogue(row, layout)
        facts = _facts([row], layout)
        place = source.at(row.line)
        try:
            if not talk.pieces:
                raise TranscriptError("no speaker is named in the text of this row", place=place, code="no-turns")
            yield build_call(source, NAME, talk.pieces, number=number, facts=facts, notes=talk.notes, place=place)
        except TranscriptError as error:
            yield error


def _turn_by_row(source: Source, layout: Layout, rows: Sequence[Row]) -> Iterator[Call | TranscriptError]:
    calls: dict[str, list[Row]] = {}
    for row in rows:
        calls.setdefault(row.cell(layout.columns.call), []).append(row)
    said = [[row for row in group if _text(row, layout)] for group in calls.values()]
    timed = [[_timed(row, layout) for row in group] for group in said]
    unit, notes = _unit(layout, timed)
    for number, (group, kept, times) in enumerate(zip(calls.values(), said, timed, strict=True), 1):
        place = source.at(group[0].line)
        try:
            if not kept:
                raise TranscriptError("none of the rows of this call has a text", place=place, code="no-turns")
            pieces, odd = _pieces(kept, times, layout, unit)
            if len(kept) < len(group):
                odd = (
                    *odd,
                    Note(
                        "empty-turn", f"{len(group) - len(kept)} of {len(group)} rows have no text; they were left out"
                    ),
                )
            facts = _facts(group, layout)
            yield build_call(source, NAME, pieces, number=number, facts=facts, notes=(*notes, *odd), place=place)
        except TranscriptError as error:
            yield error


def _timed(row: Row, layout: Layout) -> Timed:
    columns = layout.columns
    start, end, duration = (read_cell(row.cell(column)) for column in (columns.start, columns.end, columns.duration))
    return Timed(start, end, duration, len(_text(row, layout).split()))


def _unit(layout: Layout, timed: Sequence[Sequence[Timed]]) -> tuple[float, tuple[Note, ...]]:
    """How many ms a bare number counts, with a note if that was guessed."""
    if layout.columns.unit is not None:
        return layout.columns.unit, ()
    name = guess_unit(timed)
    if name is None:
        return UNITS["seconds"], ()
    return UNITS[name], (Note("unit-guessed", f"times are taken for {name}, from how fast people speak"),)


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


def _facts(rows: Sequence[Row], layout: Layout) -> Facts:
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
