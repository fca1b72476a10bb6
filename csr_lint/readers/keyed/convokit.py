"""ConvoKit's utterances.jsonl: an utterance a line, put together by `conversation_id` (or `root`)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import convert, first_object, place_of
from csr_lint.readers.rowgroups import CallRows, by_call
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.reading import UNIT_MS

NAME = "convokit"
ORDER = 163
ABOUT = About(
    title="ConvoKit utterances",
    group="Training and research data",
    recognised="`reply_to`, `text` and `conversation_id` or `root`",
    times="epoch or plain seconds, start of each utterance",
    roles="speaker names",
)

_GROUPS = ("conversation_id", "root")


class _Speaker(msgspec.Struct):
    id: str | None = None


class _Utterance(msgspec.Struct):
    text: str | None = None
    speaker: str | _Speaker | None = None
    user: str | _Speaker | None = None
    timestamp: Spelled = None


def sniff(source: Source) -> str | None:
    told = set(first_object(source))
    found = {"text", "reply_to"} <= told and told & set(_GROUPS) and told & {"speaker", "user"}
    return "keys reply_to and conversation_id" if found else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    for found in by_call(source, _call_of):
        try:
            yield found if isinstance(found, TranscriptError) else _call(source, found)
        except TranscriptError as error:
            yield error


def _call_of(value: object) -> str | None:
    told = value if isinstance(value, dict) else {}
    return next((str(told[key]) for key in _GROUPS if told.get(key) is not None), None)


def _call(source: Source, found: CallRows) -> Call:
    rows = [(record.line, convert(source, record, _Utterance)) for record in found.rows]
    said, empty = parted(rows, lambda row: bool((row[1].text or "").strip()))
    place = place_of(source, found.rows[0])
    if not said:
        raise TranscriptError("none of the utterances of this conversation has a text", place=place, code="no-turns")
    pieces = [_piece(source, line, told) for line, told in said]
    facts = Facts(id=found.id, started=spelled_out(said[0][1].timestamp))
    notes = (*found.rows[0].notes, *not_speech(["empty" for _ in empty], len(rows), code="empty-turn"))
    return build_call(source, NAME, in_order(pieces), number=found.number, facts=facts, notes=notes, place=place)


def _piece(source: Source, line: int | None, told: _Utterance) -> Piece:
    who = told.speaker if told.speaker is not None else told.user
    label = (who.id if isinstance(who, _Speaker) else who) or ""
    start = moment(told.timestamp)
    if start is None and isinstance(told.timestamp, int | float):
        start = milliseconds(told.timestamp, UNIT_MS[source.reading.time_unit or "s"])
    return Piece(text=told.text or "", label=person(label) or "", start_ms=start, line=line)
