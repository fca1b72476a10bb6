"""ABCD (Action-Based Conversations Dataset): `original` holds pairs of speaker and text; actions are no speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source

NAME = "abcd"
ORDER = 160
ABOUT = About(
    title="ABCD dialogues",
    group="Training and research data",
    recognised="`original`, pairs of speaker and text",
    times="none",
    roles="agent and customer in the file",
    verified="1 file of 3 dialogues",
)

_ROLES = {"agent": Role.AGENT, "customer": Role.CUSTOMER}
_PORTIONS = ("train", "dev", "test")


class _Conversation(msgspec.Struct):
    original: list[tuple[str, str]]
    convo_id: int | str | None = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    told = next((first_in(told[name]) for name in _PORTIONS if first_in(told.get(name))), told)
    turns = told.get("original")
    pairs = isinstance(turns, list) and bool(turns) and isinstance(turns[0], list) and len(turns[0]) == 2
    return "key original, pairs of speaker and text" if pairs else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=_calls)


def _calls(value: object) -> Sequence[object]:
    """The data set as published holds its portions by name."""
    if not isinstance(value, dict) or "original" in value:
        return [value]
    return [told for name in _PORTIONS if isinstance(value.get(name), list) for told in value[name]]


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Conversation)
    said, actions = parted(told.original, lambda turn: turn[0] != "action")
    pieces = [Piece(text=text, label=who, role=_ROLES.get(who, Role.UNKNOWN)) for who, text in said]
    facts = Facts(id=told.convo_id, kind="chat")
    notes = (*record.notes, *not_speech([who for who, _ in actions], len(told.original)))
    place = place_of(source, record)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)
