"""Tables whose cells have types (a Parquet file, a data frame): what their columns hold, and the calls in them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.cells import Layout, Row, shown
from csr_lint.readers.columns import find_columns, missing_column
from csr_lint.readers.keyed.chat import chat_call, is_chat
from csr_lint.readers.keyed.jsonl import own_call
from csr_lint.readers.nested import turns_of, with_own_keys
from csr_lint.readers.records import Record
from csr_lint.readers.runs import gathered
from csr_lint.readers.source import Source
from csr_lint.readers.turnrows import Group, Unit, calls_by_group, calls_by_row, facts_of, holds_dialogues, unit_of
from csr_lint.vocabulary import load_vocabulary

FIRST_ROWS = 4096
"""So many rows tell what the columns hold, and in what unit times are."""

_SAMPLE = 40
_EXACT = 1e15
Values = tuple[object, ...]


class TypedTable(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is read: `turns` is the column that holds all turns of a call, as a list or as JSON.

    `by_row`: each row is a call; else each is a turn, and `unit` counts the times.
    """

    layout: Layout
    turns: int | None
    by_row: bool
    unit: Unit

    @property
    def used(self) -> set[int]:
        """The columns that are looked at."""
        columns = self.layout.columns
        found = {getattr(columns, field) for field in columns.__struct_fields__ if field != "unit"}
        return {i for i in (*found, self.turns) if i is not None}

    @property
    def call(self) -> int | None:
        """The column with the calls' ids."""
        return self.layout.columns.call


def lay_out(source: Source, heading: Sequence[str], first: Sequence[Values]) -> TypedTable:
    """How a table with this heading and these first rows is read.

    Raises NotATranscriptError where no column has a text, TranscriptError where there are no rows.
    """
    if not first:
        raise TranscriptError("the table has no rows", place=source.path, code="no-turns")
    if told := missing_column(heading, source.reading):
        raise TranscriptError(told, place=source.path, code="no-such-column")
    turns = next((i for i in range(len(heading)) if _holds_turns(i, first)), None)
    names = tuple("" if i == turns else name for i, name in enumerate(heading))
    rows = [as_row(number, values, turns) for number, values in enumerate(first, 1)]
    columns = find_columns(names, [row.cells for row in rows[:_SAMPLE]], load_vocabulary(), source.reading)
    layout = Layout("", Row(0, names), columns, tuple(rows[:_SAMPLE]))
    if turns is not None:
        return TypedTable(layout=layout, turns=turns, by_row=True, unit=Unit(1000.0))
    if columns.text is None:
        message = f"no text column (text, transcript, utterance, message, turns …) among: {shown(heading)}"
        raise NotATranscriptError(message, place=source.path, code="no-text-column")
    if holds_dialogues(rows, layout):
        return TypedTable(layout=layout, turns=None, by_row=True, unit=Unit(1000.0))
    unit = unit_of(layout, gathered(rows, columns.call))
    return TypedTable(layout=layout, turns=None, by_row=False, unit=unit)


def _holds_turns(column: int, rows: Sequence[Values]) -> bool:
    some = [row[column] for row in rows[:_SAMPLE] if row[column] is not None]
    return any(turns_of(value) for value in some[:3])


def calls_of_turns(
    source: Source, format_name: str, table: TypedTable, calls: Iterable[Sequence[Row]]
) -> Iterator[Call | TranscriptError]:
    """A call of each group of rows; one without an id is named after the row with which it begins."""
    groups = (Group(rows[0].line, rows) for rows in calls)
    return calls_by_group(source, format_name, table.layout, groups, table.unit)


def calls_of_rows(
    source: Source, format_name: str, table: TypedTable, rows: Iterable[tuple[int, Values]]
) -> Iterator[Call | TranscriptError]:
    """A call of each row, numbered from 1."""
    if table.turns is None:
        dialogues = ((number, as_row(number, values)) for number, values in rows)
        yield from calls_by_row(source, format_name, table.layout, dialogues)
        return
    for number, values in rows:
        try:
            yield _nested_call(source, format_name, table, number, values)
        except TranscriptError as error:
            yield error


def _nested_call(source: Source, format_name: str, table: TypedTable, number: int, values: Values) -> Call:
    turns = turns_of(values[table.turns]) if table.turns is not None else None
    if turns is None:
        raise TranscriptError("this row holds no turns", place=source.at(number), code="no-turns")
    facts = msgspec.structs.asdict(facts_of([as_row(number, values, table.turns)], table.layout))
    told = {key: facts[key] for key in ("id", "kind", "agent", "started", "queue") if facts[key] is not None}
    chat = {"messages": turns, **told}
    if is_chat(chat) and {str(turn["role"]) for turn in turns} & {"assistant", "user"}:
        return chat_call(source, Record(number, number, chat), format_name)
    plain = [{key: cell_text(value) for key, value in turn.items()} for turn in turns]
    return own_call(source, Record(number, number, {**told, "turns": with_own_keys(plain)}), format_name)


def as_row(number: int, values: Sequence[object], turns: int | None = None) -> Row:
    """The values as a text table would spell them; the column of turns stays empty."""
    return Row(number, tuple("" if i == turns else cell_text(value) for i, value in enumerate(values)))


def cell_text(value: object) -> str:
    """A value as a text table would spell it: nothing for what is missing, whole numbers without a fraction."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value)
        case float() | Decimal():
            return _number(float(value), str(value))
        case timedelta():
            return _clock(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "replace")
        case _:
            return str(value)


def _number(value: float, written: str) -> str:
    if not math.isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < _EXACT else written


def _clock(lasts: timedelta) -> str:
    ms = round(lasts.total_seconds() * 1000)
    minutes, rest = divmod(abs(ms), 60_000)
    return f"{'-' if ms < 0 else ''}{minutes // 60}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"
