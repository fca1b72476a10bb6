"""Home-made JSON as a mapping of the settings describes it: paths of turns, text, speaker, times and roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.paths import Nowhere, follow
from csr_lint.readers.records import Record, keys_shown, place_of, records, whole
from csr_lint.readers.source import Source
from csr_lint.readers.turnobjects import Turn, pieces_of_turns, unit_of
from csr_lint.reading import UNIT_MS, Mapping

NAME = "mapped"
ORDER = 90
BY_LINE = True
ABOUT = About(
    title="Home-made JSON, by a mapping",
    group="csr-lint's own",
    recognised="the keys in `match` of a mapping in the settings",
    times="as the mapping says",
    roles="as the mapping says",
    verified="your own files",
)

_ROLES = {**{role.value: role for role in Role}, "bot": Role.AGENT, "system": Role.OTHER}
_OF_TURN = ("text", "speaker", "name", "start", "end", "duration", "channel")
_OF_CALL = ("call_id", "agent", "started", "queue", "kind")


class _Named(msgspec.Struct, frozen=True):
    name: str
    mapping: Mapping


def sniff(source: Source) -> str | None:
    if source.json is None or not source.reading.mappings:
        return None
    value = source.json.first if source.json.layout != "whole" else source.json.value
    named = _matching(source, value) or _matching(source, source.json.first)
    return f"the mapping {named.name!r} of the settings" if named else None


def _matching(source: Source, value: object) -> _Named | None:
    """The first mapping whose keys this record has; one that names none fits where there are turns."""
    for name, mapping in source.reading.mappings:
        turns = follow(value, mapping.turns)
        wanted = all(not isinstance(follow(value, path), Nowhere) for path in mapping.match)
        if wanted and (mapping.match or isinstance(turns, list)):
            return _Named(name, mapping)
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    if not source.reading.mappings:
        message = "no mapping is described in the settings ([formats.<name>])"
        raise TranscriptError(message, place=source.path, code="unmapped")
    one = source.json is not None and source.json.layout == "whole" and _matching(source, source.json.value) is not None
    for record in [whole(source)] if one else records(source):
        try:
            yield record if isinstance(record, TranscriptError) else _call(source, record)
        except TranscriptError as error:
            yield error


def _call(source: Source, record: Record) -> Call:
    place = place_of(source, record)
    named = _matching(source, record.value)
    if named is None:
        known = ", ".join(name for name, _ in source.reading.mappings)
        message = f"no mapping fits this record: {keys_shown(record.value)} (mappings: {known})"
        raise TranscriptError(message, place=place, code="unmapped")
    turns = follow(record.value, named.mapping.turns)
    if isinstance(turns, Nowhere) or not isinstance(turns, list):
        raise TranscriptError(_broken(named, "turns", turns), place=place, code="unmapped")
    if not turns:
        raise TranscriptError("there are no turns in it", place=place, code="no-turns")
    _refuse_lost(named, turns, place)
    kept, skipped = parted(turns, lambda turn: _why(named.mapping, turn) is None)
    pieces, odd = _pieces(source, named, kept)
    if not pieces:
        raise TranscriptError(f"mapping {named.name!r}: no turn has a text", place=place, code="no-turns")
    facts, lost = _facts(named, record.value)
    left = not_speech([_why(named.mapping, turn) or "" for turn in skipped], len(turns))
    notes = (*record.notes, *lost, *left, *odd)
    return build_call(source, named.name, pieces, number=record.number, facts=facts, notes=notes, place=place)


def _broken(named: _Named, field: str, found: object) -> str:
    """What is wrong with a path, and what is there instead."""
    path = getattr(named.mapping, field)
    if isinstance(found, Nowhere):
        return f"mapping {named.name!r}: {field} = {path!r} leads nowhere at {found.step!r}: {found.there}"
    return f"mapping {named.name!r}: {field} = {path!r} leads to a {type(found).__name__}, not to a list"


def _refuse_lost(named: _Named, turns: Sequence[object], place: str) -> None:
    """A path that leads nowhere in every turn is a slip of the mapping; one that does in some is theirs."""
    for field in _OF_TURN:
        path = getattr(named.mapping, field)
        found = [follow(turn, path) for turn in turns] if path else []
        if found and all(isinstance(value, Nowhere) for value in found):
            raise TranscriptError(f"{_broken(named, field, found[0])} (in every turn)", place=place, code="unmapped")


def _why(mapping: Mapping, turn: object) -> str | None:
    """The value for which a turn is skipped, if it is."""
    for path, values in mapping.skip.items():
        if (told := _text(follow(turn, path))) in values:
            return told
    return None


def _text(value: object) -> str:
    """A scalar as text; true and false as JSON spells them."""
    if value is None or isinstance(value, Nowhere | dict | list):
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pieces(source: Source, named: _Named, told: Sequence[object]) -> tuple[list[Piece], tuple[Note, ...]]:
    mapping = named.mapping
    turns = [_turn(mapping, turn, number) for number, turn in enumerate(told)]
    unit = unit_of(source, [turns], None if mapping.unit is None else UNIT_MS[mapping.unit])
    pieces, notes = pieces_of_turns(turns, unit.ms)
    roles = {value.strip().casefold(): _ROLES[role.casefold()] for value, role in mapping.roles.items()}
    made = []
    for piece in pieces:
        turn = told[piece.line or 0]
        spelled = _text(follow(turn, mapping.speaker)) if mapping.speaker else ""
        channel = _text(follow(turn, mapping.channel)) if mapping.channel else ""
        role = roles.get(spelled.strip().casefold(), Role.UNKNOWN)
        made.append(
            msgspec.structs.replace(piece, label=spelled.strip(), role=role, channel=channel or None, line=None)
        )
    return made, (*unit.notes, *notes)


def _turn(mapping: Mapping, turn: object, number: int) -> Turn:
    """`line` stands for the number of the turn until the pieces are in order."""

    def at(path: str) -> str:
        return _text(follow(turn, path)).strip() if path else ""

    return Turn(
        text=at(mapping.text),
        label=at(mapping.speaker),
        name=at(mapping.name),
        start=at(mapping.start),
        end=at(mapping.end),
        duration=at(mapping.duration),
        line=number,
    )


def _facts(named: _Named, value: object) -> tuple[Facts, list[Note]]:
    """What the call's own paths lead to; one that leads nowhere in this call is noted."""
    told: dict[str, str | None] = {}
    notes = []
    for field in _OF_CALL:
        path = getattr(named.mapping, field)
        found = follow(value, path) if path else None
        if isinstance(found, Nowhere):
            notes.append(Note("path-missing", _broken(named, field, found)))
        told[field] = _text(found) or None
    facts = Facts(
        id=told["call_id"], agent=told["agent"], started=told["started"], queue=told["queue"], kind=told["kind"]
    )
    return facts, notes
