"""All turns of a call in one cell of a table: a list of structs, or JSON; keys as they come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csr_lint.readers.columns import Columns, find_columns
from csr_lint.readers.jsontext import JsonFault, loads
from csr_lint.readers.units import CellTime, read_cell
from csr_lint.vocabulary import load_vocabulary

Turn = dict[str, object]
_LISTS = ("turns", "messages", "segments", "utterances", "transcript")


def turns_of(value: object) -> list[Turn] | None:
    """The turns in a cell: a list of objects, as such or as JSON, or an object that has one; None where there are none.

    Rows of Spark and lists of numpy are taken as well.
    """
    if isinstance(value, str):
        if value[:1] not in "[{" or value == "":
            return None
        try:
            return turns_of(loads(value.encode()))
        except JsonFault:
            return None
    if isinstance(value, Mapping):
        return next((turns_of(value[key]) for key in _LISTS if key in value), None)
    listed = getattr(value, "tolist", None)
    items = listed() if callable(listed) else value
    if not isinstance(items, list | tuple) or not items:
        return None
    turns = [turn for item in items if (turn := _turn(item)) is not None]
    return turns if len(turns) == len(items) else None


def _turn(item: object) -> Turn | None:
    as_dict = getattr(item, "asDict", None)
    told = as_dict() if callable(as_dict) else item
    return {str(key): value for key, value in told.items()} if isinstance(told, Mapping) else None


def with_own_keys(turns: Sequence[Mapping[str, str]]) -> list[Turn]:
    """The turns under csr-lint's own keys (speaker, text, name, start, end); times in seconds."""
    keys = list(dict.fromkeys(key for turn in turns for key in turn))
    columns = _columns(keys, turns)

    def cell(turn: Mapping[str, str], column: int | None) -> str:
        return turn.get(keys[column], "").strip() if column is not None else ""

    def seconds(turn: Mapping[str, str], column: int | None) -> float | None:
        time: CellTime | None = read_cell(cell(turn, column))
        ms = time.in_ms(columns.unit or 1000.0) if time else None
        return None if ms is None else ms / 1000

    return [
        {
            "speaker": cell(turn, columns.speaker),
            "text": cell(turn, columns.text),
            "name": cell(turn, columns.name) or None,
            "start": seconds(turn, columns.start),
            "end": seconds(turn, columns.end),
        }
        for turn in turns
    ]


def _columns(keys: Sequence[str], turns: Sequence[Mapping[str, str]]) -> Columns:
    if {"speaker", "text"} <= set(keys):
        at = {key: place for place, key in enumerate(keys)}
        return Columns(text=at["text"], speaker=at["speaker"], name=at.get("name"), start=at.get("start"),
                       end=at.get("end"))  # fmt: skip
    return find_columns(keys, [[turn.get(key, "") for key in keys] for turn in turns], load_vocabulary())
