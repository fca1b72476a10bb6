"""Labelled lines as the user describes them: a regular expression with the groups speaker, text and perhaps time."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.readers.breaks import joined
from csr_lint.readers.dialogue import Dialogue
from csr_lint.readers.labels import split_label
from csr_lint.readers.source import Line
from csr_lint.readers.times import since_first
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit, read_cell
from csr_lint.reading import UNIT_MS, TimeUnit
from csr_lint.vocabulary import RoleVocabulary


class _Turn(msgspec.Struct):
    """A turn that still grows."""

    number: int
    label: str
    time: CellTime | None
    texts: list[Line]


def first_match(lines: Sequence[Line], pattern: str) -> int | None:
    """The index of the first line that the pattern matches from its begin; None if it matches none."""
    compiled = re.compile(pattern)
    return next((at for at, line in enumerate(lines) if compiled.match(line.text.strip())), None)


def patterned(lines: Sequence[Line], pattern: str, unit: TimeUnit | None, vocabulary: RoleVocabulary) -> Dialogue:
    """The talk in these lines. A line that the pattern does not match goes on with the turn above it.

    Bare numbers as times are of `unit`; without one it is guessed, and told.
    """
    compiled = re.compile(pattern)
    turns: list[_Turn] = []
    skipped: list[int] = []
    for line in lines:
        text = line.text.strip()
        if found := compiled.match(text):
            groups = found.groupdict()
            time = read_cell(groups.get("time") or "")
            said = (groups.get("text") or "").strip()
            turns.append(
                _Turn(
                    line.number, (groups.get("speaker") or "").strip(), time, [Line(line.number, said)] if said else []
                )
            )
        elif text and turns:
            turns[-1].texts.append(Line(line.number, text))
        elif text:
            skipped.append(line.number)
    times, notes = _times(turns, unit)
    pieces = [_piece(turn, start, vocabulary) for turn, start in zip(turns, times, strict=True)]
    count, passed = len(turns), tuple(skipped)
    return Dialogue(
        pieces=tuple(pieces), labelled=count, sure=count, covered=count, filled=count, skipped=passed, guessed=notes
    )


def _piece(turn: _Turn, start: int | None, vocabulary: RoleVocabulary) -> Piece:
    label = split_label(turn.label, vocabulary)
    text, breaks = joined(turn.texts, turn.number)
    return Piece(text=text, label=label.label, name=label.name, line=turn.number, start_ms=start, breaks=breaks)


def _times(turns: Sequence[_Turn], unit: TimeUnit | None) -> tuple[list[int | None], tuple[Note, ...]]:
    name: str | None = None
    notes: tuple[Note, ...] = ()
    if unit is None and any(turn.time and turn.time.number is not None for turn in turns):
        rows = [Timed(turn.time, None, None, sum(len(line.text.split()) for line in turn.texts)) for turn in turns]
        name = guess_unit([rows]) or "seconds"
        notes = (Note("unit-guessed", f"times are bare numbers; they were taken for {name}"),)
    in_ms = UNITS[name] if name else UNIT_MS[unit or "s"]
    found = [turn.time.in_ms(in_ms) if turn.time else None for turn in turns]
    of_day = any(turn.time and turn.time.of_day for turn in turns)
    return since_first(found) if of_day else found, notes
