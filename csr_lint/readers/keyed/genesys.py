"""Genesys Cloud: `transcripts[].phrases[]`, one transcript for each leg of a transferred call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds

NAME = "genesys"
ORDER = 140
ABOUT = About(
    title="Genesys Cloud",
    group="Contact centres",
    recognised="`transcripts[].phrases`",
    times="epoch or offset ms, start and duration of each phrase",
    roles="`participantPurpose`: internal, external",
)

_ROLES = {
    **dict.fromkeys(("internal", "agent", "user", "bot"), Role.AGENT),
    **dict.fromkeys(("external", "customer"), Role.CUSTOMER),
    **dict.fromkeys(("acd", "ivr", "voicemail", "workflow"), Role.OTHER),
}


class _Length(msgspec.Struct):
    milliseconds: float | None = None


class _Phrase(msgspec.Struct, rename="camel"):
    text: str = ""
    decorated_text: str | None = None
    participant_purpose: str | None = None
    channel: int | str | None = None
    confidence: float | None = None
    start_time_ms: float | None = None
    offset_ms: float | None = None
    offset: _Length | float | None = None
    duration_ms: float | None = None
    duration: _Length | float | None = None


class _Leg(msgspec.Struct, rename="camel"):
    phrases: list[_Phrase]
    language: str | None = None
    start_time: Spelled = None


class _Participant(msgspec.Struct, rename="camel"):
    participant_purpose: str | None = None
    user_id: str | None = None
    name: str | None = None
    start_time_ms: float | None = None
    end_time_ms: float | None = None


class _Document(msgspec.Struct, rename="camel"):
    transcripts: list[_Leg]
    conversation_id: str | None = None
    media_type: str | None = None
    conversation_start_time: Spelled = None
    start_time: Spelled = None
    duration: _Length | float | None = None
    participants: list[_Participant] = []


def sniff(source: Source) -> str | None:
    return "key transcripts[].phrases" if "phrases" in first_in(first_object(source).get("transcripts")) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document)
    agents = [p for p in told.participants if _role(p.participant_purpose) is Role.AGENT and (p.name or p.user_id)]
    pieces = [_piece(leg, phrase, agents) for leg in told.transcripts for phrase in leg.phrases]
    once = _once(pieces) if len(told.transcripts) > 1 else pieces
    started = told.conversation_start_time or told.start_time
    facts = Facts(
        id=told.conversation_id,
        kind=told.media_type,
        agent=person(agents[0].name) if agents else None,
        started=spelled_out(started) or _first(once),
        duration_ms=_ms(told.duration),
        language=next((leg.language for leg in told.transcripts if leg.language), None),
    )
    notes = (*record.notes, *_notes(len(told.transcripts), len(pieces) - len(once), len(pieces)))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(once), number=record.number, facts=facts, notes=notes, place=place)


def _piece(leg: _Leg, phrase: _Phrase, agents: Sequence[_Participant]) -> Piece:
    role = _role(phrase.participant_purpose)
    start = milliseconds(phrase.start_time_ms, 1)
    offset = milliseconds(phrase.offset_ms, 1) if phrase.offset_ms is not None else _ms(phrase.offset)
    if start is None and offset is not None:
        start = offset + (moment(leg.start_time) or 0)
    lasts = milliseconds(phrase.duration_ms, 1) if phrase.duration_ms is not None else _ms(phrase.duration)
    channel = None if phrase.channel is None else str(phrase.channel)
    return Piece(
        text=phrase.decorated_text or phrase.text,
        label=phrase.participant_purpose or (f"channel {channel}" if channel else ""),
        name=_agent_at(start, agents) if role is Role.AGENT else None,
        role=role,
        start_ms=start,
        end_ms=None if start is None or lasts is None else start + lasts,
        channel=channel,
        confidence=phrase.confidence,
    )


def _role(purpose: str | None) -> Role:
    return _ROLES.get((purpose or "").casefold(), Role.UNKNOWN)


def _agent_at(time: int | None, agents: Sequence[_Participant]) -> str | None:
    """Who of several agents was on the line then: after a transfer "internal" is somebody else."""
    who = [agent for agent in agents if _present(agent, time)] if len(agents) > 1 else agents
    return person(who[0].name) or who[0].user_id if len(who) == 1 else None


def _present(agent: _Participant, time: int | None) -> bool:
    begin, end = agent.start_time_ms, agent.end_time_ms
    return time is not None and (begin is None or begin <= time) and (end is None or time < end)


def _ms(length: _Length | float | None) -> int | None:
    return milliseconds(length.milliseconds if isinstance(length, _Length) else length, 1)


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """Phrases that two legs share are read once; those without a time cannot be told apart."""
    return [*dict.fromkeys(p for p in pieces if p.start_ms is not None), *(p for p in pieces if p.start_ms is None)]


def _first(pieces: Sequence[Piece]) -> str | None:
    return spelled_out(min((p.start_ms for p in pieces if p.start_ms is not None), default=None))


def _notes(legs: int, repeated: int, of: int) -> list[Note]:
    notes = [Note("several-legs", f"{legs} transcripts (legs of a transferred call) were put together")]
    if repeated:
        notes.append(Note("repeated-result", f"{repeated} of {of} phrases stand in two legs; they are read once"))
    return notes if legs > 1 else notes[1:]
