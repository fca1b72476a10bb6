"""Google CX Insights (CCAI): the upload form (`entries`) and the API's conversations (`transcriptSegments`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Number, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.protobuf import Seconds, in_ms, with_camel_keys
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of
from csr_lint.readers.times import iso, milliseconds

NAME = "google-ccai"
ORDER = 134
ABOUT = About(
    title="Google CX Insights (CCAI)",
    group="Contact centres",
    recognised="`entries[].role`, or `transcript.transcriptSegments`",
    times="µs, start of each entry; seconds, start and end of API segments",
    roles="AGENT, CUSTOMER and kin in the file",
    verified="1 file of Google's documentation",
)

_ROLES = {
    "AGENT": Role.AGENT,
    "HUMAN_AGENT": Role.AGENT,
    "AUTOMATED_AGENT": Role.AGENT,
    "CUSTOMER": Role.CUSTOMER,
    "END_USER": Role.CUSTOMER,
}
_MEDIA = {"PHONE_CALL": "phone", "CHAT": "chat"}


class _Entry(msgspec.Struct, rename="camel"):
    text: str = ""
    role: str = ""
    user_id: int | str | None = None
    start_timestamp_usec: float | None = None


class _Word(msgspec.Struct, rename="camel"):
    start_offset: Seconds = None
    end_offset: Seconds = None


class _Participant(msgspec.Struct, rename="camel"):
    role: str = ""
    user_id: str | None = None


class _Segment(msgspec.Struct, rename="camel"):
    text: str = ""
    message_time: str | None = None
    confidence: float | None = None
    words: list[_Word] = []
    channel_tag: int | None = None
    segment_participant: _Participant = msgspec.field(default_factory=_Participant)


class _Transcript(msgspec.Struct, rename="camel"):
    transcript_segments: list[_Segment] = []


class _CallMetadata(msgspec.Struct, rename="camel"):
    """Which channel, counted from 1, is whose."""

    customer_channel: int | None = None
    agent_channel: int | None = None


class _Agent(msgspec.Struct, rename="camel"):
    display_name: str | None = None
    agent_id: str | None = None


class _Quality(msgspec.Struct, rename="camel"):
    customer_satisfaction_rating: float | None = None
    wait_duration: Seconds = None
    agent_info: list[_Agent] = []


class _Conversation(msgspec.Struct, rename="camel"):
    entries: list[_Entry] | None = None
    transcript: _Transcript | None = None
    call_metadata: _CallMetadata = msgspec.field(default_factory=_CallMetadata)
    quality_metadata: _Quality = msgspec.field(default_factory=_Quality)
    name: str | None = None
    start_time: str | None = None
    duration: Seconds = None
    language_code: str | None = None
    agent_id: str | None = None
    medium: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    entries, transcript = first.get("entries"), first.get("transcript")
    if isinstance(entries, list) and entries and isinstance(entries[0], dict) and {"text", "role"} <= set(entries[0]):
        return "key entries[].role"
    told = isinstance(transcript, dict) and not {"transcriptSegments", "transcript_segments"}.isdisjoint(transcript)
    return "key transcript.transcriptSegments" if told else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    record = msgspec.structs.replace(record, value=with_camel_keys(record.value))
    told = convert(source, record, _Conversation)
    pieces = _written(told.entries) if told.entries is not None else _spoken(told)
    place = place_of(source, record)
    return build_call(source, NAME, pieces, number=record.number, facts=_facts(told), notes=record.notes, place=place)


def _written(entries: Sequence[_Entry]) -> list[Piece]:
    users: dict[str, set[int | str | None]] = {}
    for entry in entries:
        users.setdefault(entry.role, set()).add(entry.user_id)
    return [
        Piece(
            text=entry.text,
            label=_label(entry.role, entry.user_id, len(users[entry.role]) > 1),
            role=_ROLES.get(entry.role.upper(), Role.UNKNOWN),
            start_ms=milliseconds(entry.start_timestamp_usec, 1e-3),
        )
        for entry in entries
    ]


def _label(role: str, user: int | str | None, several: bool) -> str:
    """The role; with the user where several have it, so that two agents stay two."""
    return f"{role} {user}" if several and user is not None else role


def _spoken(told: _Conversation) -> list[Piece]:
    segments = told.transcript.transcript_segments if told.transcript else []
    moments = [_moment(told.start_time), *(_moment(segment.message_time) for segment in segments)]
    began = next((ms for ms in moments if ms is not None), 0)
    several = len({segment.channel_tag for segment in segments}) > 1
    sides = {told.call_metadata.customer_channel: Role.CUSTOMER, told.call_metadata.agent_channel: Role.AGENT}
    sides[None] = Role.UNKNOWN
    users: dict[str, set[int | str | None]] = {}
    for segment in segments:
        users.setdefault(segment.segment_participant.role, set()).add(segment.segment_participant.user_id)
    pieces = []
    for segment in segments:
        who, channel = segment.segment_participant, str(segment.channel_tag) if several else None
        label = _label(who.role, who.user_id, len(users[who.role]) > 1) or label_of(None, channel)
        role = _ROLES.get(who.role.upper(), sides.get(segment.channel_tag, Role.UNKNOWN))
        pieces.append(_piece(segment, began, label=label, role=role, channel=channel))
    return in_order(pieces)


def _piece(told: _Segment, began: int, *, label: str, role: Role, channel: str | None) -> Piece:
    """Times are those of its words; without any, when the message was sent."""
    starts = [ms for word in told.words if (ms := in_ms(word.start_offset)) is not None]
    ends = [ms for word in told.words if (ms := in_ms(word.end_offset)) is not None]
    sent = _moment(told.message_time)
    return Piece(
        text=told.text,
        label=label,
        role=role,
        start_ms=min(starts) if starts else None if sent is None else sent - began,
        end_ms=max(ends, default=None),
        channel=channel,
        confidence=told.confidence or None,
    )


def _moment(text: str | None) -> int | None:
    """An ISO date and time in ms since 1970; None where there is none."""
    time = iso(text) if text else None
    return time.ms if time else None


def _facts(told: _Conversation) -> Facts:
    quality = told.quality_metadata
    agent = quality.agent_info[0] if len(quality.agent_info) == 1 else _Agent()
    waited = in_ms(quality.wait_duration)
    figures: list[tuple[str, Number]] = []
    if quality.customer_satisfaction_rating is not None:
        figures.append(("vendor-customer-satisfaction", quality.customer_satisfaction_rating))
    if waited is not None:
        figures.append(("vendor-wait-seconds", waited / 1000))
    return Facts(
        id=told.name.rpartition("/")[2] if told.name else None,
        kind=_MEDIA.get(told.medium or ""),
        agent=agent.display_name or told.agent_id or agent.agent_id,
        started=told.start_time,
        duration_ms=in_ms(told.duration),
        language=told.language_code,
        figures=tuple(figures),
    )
