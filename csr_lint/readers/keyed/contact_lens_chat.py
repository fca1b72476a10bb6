"""Amazon Connect Contact Lens chat: `Transcript` with `AbsoluteTime`; evaluation forms and events are told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.amazon import (
    Cast,
    Customer,
    Figures,
    Participant,
    by_role,
    cast,
    contact,
    empty_note,
    figures,
    job_notes,
    seconds,
)
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import iso

NAME = "contact-lens-chat"
ORDER = 100
ABOUT = About(
    title="Amazon Connect Contact Lens chat",
    group="Contact centres",
    recognised="`Transcript` with `AbsoluteTime`",
    times="ISO 8601, start of each message",
    roles="`Participants`: AGENT, CUSTOMER, SYSTEM",
    verified="2 files of Amazon's documentation",
)

_FORM = "this is an evaluation form, not a transcript"
_EVENT = "this is an event that Amazon Connect sent when a rule matched, not a transcript"
_NO_NAMES = frozenset(("[PII]", "SYSTEM_MESSAGE", ""))
_ENDED = "application/vnd.amazonaws.connect.event.chat.ended"


class _Turn(Participant, frozen=True, rename="pascal"):
    type: str = "MESSAGE"
    content: str | None = None
    content_type: str | None = None
    absolute_time: str | None = None
    display_name: str | None = None


class _Value(msgspec.Struct, rename="pascal"):
    value_millis: float | None = None


class _Response(msgspec.Struct, rename="pascal"):
    average: _Value | None = None
    maximum: _Value | None = None


class _Responses(msgspec.Struct, rename="pascal"):
    agent_greeting_time_millis: float | None = None
    details_by_participant_role: dict[str, _Response | None] | None = None


class _Overall(msgspec.Struct, rename="pascal"):
    details_by_participant_role: dict[str, float | None] | None = None


class _Sentiment(msgspec.Struct, rename="pascal"):
    overall_sentiment: _Overall | None = None


class _Characteristics(msgspec.Struct, rename="pascal"):
    response_time: _Responses | None = None
    sentiment: _Sentiment | None = None


class _Document(msgspec.Struct, rename="pascal"):
    transcript: list[_Turn]
    participants: list[Participant] | None = None
    conversation_characteristics: _Characteristics | None = None
    customer_metadata: Customer | None = None
    job_status: str | None = None
    language_code: str | None = None


def sniff(source: Source) -> str | None:
    if contact(source) == "chat":
        return "key Transcript, with AbsoluteTime"
    return _other(source)


def read(source: Source) -> Iterator[Call | TranscriptError]:
    if other := _other(source):
        raise NotATranscriptError(other, place=source.path)
    return each(source, _call)


def _other(source: Source) -> str | None:
    """What else Contact Lens writes. The vendor's own example of an event is no valid JSON, but plainly an event."""
    if source.json is None:
        return None
    first = source.json.first
    if isinstance(first, dict):
        event = "detail-type" in first and str(first.get("source", "")).startswith("aws.")
        return _FORM if {"evaluationId", "questions"} <= first.keys() else _EVENT if event else None
    event = source.json.fault is not None and '"detail-type"' in source.head and '"aws.connect"' in source.head
    return _EVENT if event else None


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    turns = document.transcript
    status = job_notes(source, record, document.job_status, turns)
    times = [_moment(turn) for turn in turns]
    begin = min((ms for ms in times if ms is not None), default=0)
    timed = [(turn, None if ms is None else ms - begin) for turn, ms in zip(turns, times, strict=True)]
    messages = [(turn, at) for turn, at in timed if turn.type == "MESSAGE"]
    spoken = [(turn, at) for turn, at in messages if (turn.content or "").strip()]
    people = cast([*(document.participants or []), *turns])
    facts = Facts(
        id=document.customer_metadata.contact_id if document.customer_metadata else None,
        kind="chat",
        started=next((turn.absolute_time for turn, at in timed if at == 0), None),
        duration_ms=next((at for turn, at in timed if turn.content_type == _ENDED), None),
        language=document.language_code,
        figures=_figures(document.conversation_characteristics or _Characteristics()),
    )
    notes = (*status, *_kept_out(turns), *empty_note(len(messages) - len(spoken), len(messages)))
    return build_call(
        source,
        NAME,
        in_order([_piece(turn, people, at) for turn, at in spoken]),
        number=record.number,
        facts=facts,
        notes=(*record.notes, *notes),
        place=place_of(source, record),
    )


def _moment(turn: _Turn) -> int | None:
    found = iso(turn.absolute_time or "")
    return found.ms if found else None


def _piece(turn: _Turn, people: Cast, at: int | None) -> Piece:
    plain = turn.content_type is None or turn.content_type.startswith("text/")
    return Piece(
        text=turn.content or "",
        label=people.label(turn),
        name=None if (turn.display_name or "") in _NO_NAMES else turn.display_name,
        role=people.role(turn),
        start_ms=at,
        left_out=None if plain else "not a text message",
    )


def _kept_out(turns: Sequence[_Turn]) -> list[Note]:
    kinds = sorted({turn.type for turn in turns} - {"MESSAGE"})
    counts = ", ".join(f"{sum(turn.type == kind for turn in turns)} of type {kind[:40]}" for kind in kinds)
    return [Note("not-speech", f"entries that are no messages are left out: {counts}")] if kinds else []


def _figures(told: _Characteristics) -> Figures:
    answers = told.response_time or _Responses()
    roles = answers.details_by_participant_role or {}
    overall = told.sentiment.overall_sentiment if told.sentiment else None
    usual = {r: seconds(a.average.value_millis) for r, a in roles.items() if a and a.average}
    longest = {r: seconds(a.maximum.value_millis) for r, a in roles.items() if a and a.maximum}
    return figures(
        (
            ("vendor-greeting-seconds", seconds(answers.agent_greeting_time_millis)),
            *by_role("vendor-response-seconds", usual),
            *by_role("vendor-longest-response-seconds", longest),
            *by_role("vendor-sentiment", (overall.details_by_participant_role if overall else None) or {}),
        )
    )
