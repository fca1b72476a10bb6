"""Turns as JSON objects with keys of any name: which key holds what, told as the headings of a table are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Facts, Piece
from csr_lint.readers.columns import Columns, find_columns
from csr_lint.readers.labels import split_label
from csr_lint.readers.leftout import parted
from csr_lint.readers.moments import epoch_unit
from csr_lint.readers.source import Source
from csr_lint.readers.times import since_first
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit, is_nothing, read_cell
from csr_lint.reading import UNIT_MS
from csr_lint.vocabulary import load_vocabulary, plain

SAMPLE = 50
_DEEP = 3
_FEWEST_WORDS = 3
_EPOCH = {1000.0: "seconds", 1.0: "milliseconds", 0.001: "microseconds"}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What an object says, as spelled there."""

    text: str
    label: str = ""
    name: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    order: str = ""
    line: int | None = None

    @property
    def times(self) -> Timed:
        return Timed(read_cell(self.start), read_cell(self.end), read_cell(self.duration), len(self.text.split()))


class Fields(msgspec.Struct, frozen=True):
    """The keys of such objects, with a path where one lies in another (`author.name`), and what stands under which."""

    keys: tuple[str, ...]
    columns: Columns

    def cell(self, flat: Mapping[str, str], column: int | None) -> str:
        return "" if column is None else flat.get(self.keys[column], "").strip()

    def _is_id(self, column: int | None) -> bool:
        """An `id` names a turn, and may be any number."""
        return column is not None and self.keys[column].rpartition(".")[2] == "id"

    def turn(self, told: object, line: int | None = None) -> Turn:
        flat, columns = flattened(told), self.columns
        return Turn(
            text=self.cell(flat, columns.text),
            label=self.cell(flat, columns.speaker),
            name=self.cell(flat, columns.name),
            start=self.cell(flat, columns.start),
            end=self.cell(flat, columns.end),
            duration=self.cell(flat, columns.duration),
            order="" if self._is_id(columns.order) else self.cell(flat, columns.order),
            line=line,
        )


class Unit(msgspec.Struct, frozen=True):
    """How many ms a bare number counts, with a note if that was guessed."""

    ms: float
    notes: tuple[Note, ...] = ()


def flattened(told: object, path: str = "", deep: int = 0) -> dict[str, str]:
    """The scalars in an object by their paths, as text; what lies in lists, or too deep, is not looked at."""
    if not isinstance(told, dict) or deep == _DEEP:
        return {}
    found: dict[str, str] = {}
    for key, value in told.items():
        place = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict):
            found.update(flattened(value, place, deep + 1))
        elif not isinstance(value, list):
            found[place] = "" if value is None else str(value)
    return found


def fields_of(objects: Sequence[object]) -> Fields | None:
    """Which keys hold text and speaker, and the rest; None if these are no turns."""
    sample = [flattened(told) for told in objects[:SAMPLE]]
    keys = tuple(dict.fromkeys(key for flat in sample for key in flat))
    below = [[flat.get(key, "") for key in keys] for flat in sample]
    for headings in (keys, tuple(key.rpartition(".")[2] for key in keys)):
        columns = find_columns(headings, below, load_vocabulary())
        if columns.text is None or columns.speaker is None or plain(headings[columns.speaker]) == "name":
            continue
        if any(len(row[columns.text].split()) >= _FEWEST_WORDS for row in below):
            return Fields(keys, columns)
    return None


def facts_in(*told: object) -> Facts:
    """What these objects say of a call as a whole, the nearest first, by the keys beside the turns."""
    flat: dict[str, str] = {}
    for value in told:
        flat = {**flattened(value, deep=_DEEP - 1), **flat}
    keys = tuple(flat)
    fields = Fields(keys, find_columns(keys, [[flat[key] for key in keys]], load_vocabulary()))
    columns = fields.columns

    def cell(column: int | None) -> str | None:
        text = fields.cell(flat, column)
        return None if is_nothing(text) else text

    agent = cell(columns.agent) or (cell(columns.speaker) if _is_agent(keys, columns.speaker) else None)
    started = cell(columns.started) or (cell(columns.start) if columns.start is not None else None)
    return Facts(
        id=cell(columns.call) or flat.get("id") or None,
        kind=cell(columns.kind),
        agent=agent,
        queue=cell(columns.queue),
        started=started if started and any(c in started for c in "-/:") else None,
    )


def _is_agent(keys: Sequence[str], column: int | None) -> bool:
    return column is not None and plain(keys[column]).startswith(("agent", "csr", "rep"))


def unit_of(source: Source, calls: Sequence[Sequence[Turn]], said: float | None) -> Unit:
    """The unit of bare numbers: as the user says, else as the keys do (`said`), else as fits their size and pace."""
    if source.reading.time_unit:
        return Unit(UNIT_MS[source.reading.time_unit])
    if said is not None:
        return Unit(said)
    timed = [[turn.times for turn in call] for call in calls]
    starts = [t.start.number for call in timed for t in call if t.start and t.start.number is not None]
    units = {epoch_unit(number) for number in starts}
    if len(units) == 1 and (since_1970 := units.pop()) and _sane(starts, since_1970):
        message = f"times are taken for {_EPOCH[since_1970]} since 1970, by their size"
        return Unit(since_1970, (Note("unit-guessed", message),))
    name = guess_unit(timed)
    if name is None:
        return Unit(UNITS["seconds"])
    return Unit(UNITS[name], (Note("unit-guessed", f"times are taken for {name}, from how fast people speak"),))


def _sane(starts: Sequence[float], unit: float) -> bool:
    """No two turns of a call in a row lie years apart."""
    return all(abs(b - a) * unit < 400 * 86_400_000.0 for a, b in pairwise(starts))


def pieces_of_turns(turns: Sequence[Turn], unit: float) -> tuple[list[Piece], tuple[Note, ...]]:
    """The turns as pieces, by their starts if all have one, else by their numbers; empty ones are left out."""
    kept, empty = parted(turns, lambda turn: bool(turn.text) and not is_nothing(turn.text))
    notes = (
        [Note("empty-turn", f"{len(empty)} of {len(turns)} turns have no text; they were left out")] if empty else []
    )
    spans = _spans([turn.times for turn in kept], unit)
    order = _order(kept, [start for start, _ in spans])
    if order != list(range(len(kept))):
        notes.append(Note("rows-sorted", "the turns of this call were put in order"))
    return [_piece(kept[i], *spans[i]) for i in order], tuple(notes)


def _spans(timed: Sequence[Timed], unit: float) -> list[tuple[int | None, int | None]]:
    spans = [_span(times, unit) for times in timed]
    if not any(cell and cell.of_day for times in timed for cell in (times.start, times.end)):
        return spans
    flat = since_first([ms for span in spans for ms in span])
    return list(zip(flat[::2], flat[1::2], strict=True))


def _span(times: Timed, unit: float) -> tuple[int | None, int | None]:
    def ms(cell: CellTime | None) -> int | None:
        return cell.in_ms(unit) if cell else None

    start, end, lasts = ms(times.start), ms(times.end), ms(times.duration)
    return start, start + lasts if end is None and start is not None and lasts is not None else end


def _order(turns: Sequence[Turn], starts: Sequence[int | None]) -> list[int]:
    numbers = [cell.number if (cell := read_cell(turn.order)) else None for turn in turns]
    keys = starts if None not in starts else numbers
    return sorted(range(len(turns)), key=lambda i: keys[i] or 0) if None not in keys else list(range(len(turns)))


def _piece(turn: Turn, start: int | None, end: int | None) -> Piece:
    label = split_label(turn.label, load_vocabulary())
    return Piece(
        text=turn.text,
        label="" if is_nothing(label.label) else label.label,
        name=label.name or (None if is_nothing(turn.name) else turn.name),
        line=turn.line,
        start_ms=start,
        end_ms=end,
    )
