"""Twilio: Conversational Intelligence (`sentences[].media_channel`) and Conversations or Flex (`messages[].author`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import channel_of, person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds

NAME = "twilio"
ORDER = 142
ABOUT = About(
    title="Twilio Conversational Intelligence, Conversations, Flex",
    group="Contact centres",
    recognised="`sentences[].media_channel`, or `messages[].author` with a SID",
    times="seconds, start and end of each sentence; ISO 8601, start of each message",
    roles="`participants` where there; else channels, authors",
)

_ROLES = {
    **dict.fromkeys(("agent", "bot", "virtual agent", "supervisor"), Role.AGENT),
    **dict.fromkeys(("customer", "caller"), Role.CUSTOMER),
}


class _Page(msgspec.Struct):
    next_page_url: str | None = None


class _Sentence(msgspec.Struct):
    transcript: str | None = None
    media_channel: int | None = None
    sentence_index: int | None = None
    start_time: float | None = None
    end_time: float | None = None
    confidence: float | None = None


class _Participant(msgspec.Struct):
    channel_participant: int | None = None
    role: str | None = None
    full_name: str | None = None
    identity: str | None = None


class _Channel(msgspec.Struct):
    participants: list[_Participant] = []


class _Transcript(msgspec.Struct):
    channel: _Channel = msgspec.field(default_factory=_Channel)
    sid: str | None = None
    date_created: str | None = None
    media_start_time: str | None = None
    language_code: str | None = None
    duration: float | None = None


class _Sentences(msgspec.Struct):
    sentences: list[_Sentence]
    transcript: _Transcript = msgspec.field(default_factory=_Transcript)
    channel: _Channel = msgspec.field(default_factory=_Channel)
    meta: _Page = msgspec.field(default_factory=_Page)
    transcript_sid: str | None = None


class _Message(msgspec.Struct):
    author: str | None = None
    body: str | None = None
    date_created: Spelled = None
    index: int | None = None
    conversation_sid: str | None = None


class _Messages(msgspec.Struct):
    messages: list[_Message]
    participants: list[_Participant] = []
    meta: _Page = msgspec.field(default_factory=_Page)


def sniff(source: Source) -> str | None:
    told = first_object(source)
    if {"media_channel", "sentence_index"} & set(first_in(told.get("sentences"))):
        return "key sentences[].media_channel"
    message = first_in(told.get("messages"))
    if "author" in message and {"conversation_sid", "participant_sid", "channel_sid"} & set(message):
        return "key messages[].author"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    if isinstance(record.value, dict) and "messages" in record.value:
        return _chat(source, record)
    told = convert(source, record, _Sentences)
    people = {p.channel_participant: p for p in (*told.transcript.channel.participants, *told.channel.participants)}
    facts = Facts(
        id=told.transcript.sid or told.transcript_sid,
        kind="phone",
        started=told.transcript.media_start_time or told.transcript.date_created,
        duration_ms=milliseconds(told.transcript.duration),
        language=told.transcript.language_code,
    )
    said = [s for s in told.sentences if (s.transcript or "").strip()]
    pieces = [_spoken(s, people.get(s.media_channel)) for s in sorted(said, key=_place_of_sentence)]
    silent = not_speech(["empty"] * (len(told.sentences) - len(said)), len(told.sentences), code="empty-turn")
    notes = (*record.notes, *silent, *_cut(told.meta))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _place_of_sentence(sentence: _Sentence) -> int:
    return sentence.sentence_index or 0


def _spoken(sentence: _Sentence, who: _Participant | None) -> Piece:
    channel = None if sentence.media_channel is None else str(sentence.media_channel)
    role = who.role if who else None
    return Piece(
        text=sentence.transcript or "",
        label=role or (f"channel {channel}" if channel else ""),
        name=person(who.full_name) if who else None,
        role=_ROLES.get((role or "").casefold(), Role.UNKNOWN),
        start_ms=milliseconds(sentence.start_time),
        end_ms=milliseconds(sentence.end_time),
        channel=channel,
        confidence=sentence.confidence,
    )


def _chat(source: Source, record: Record) -> Call:
    told = convert(source, record, _Messages)
    people = {p.identity: p for p in told.participants if p.identity}
    said, others = parted(told.messages, lambda m: bool((m.body or "").strip()) and not _is_system(m))
    pieces = [_written(m, people.get(m.author or "")) for m in said]
    left = ["system" if _is_system(message) else "no text" for message in others]
    facts = Facts(
        id=next((m.conversation_sid for m in told.messages if m.conversation_sid), None),
        kind="chat",
        started=spelled_out(next((m.date_created for m in said), None)),
    )
    notes = (*record.notes, *not_speech(left, len(told.messages)), *_cut(told.meta))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _is_system(message: _Message) -> bool:
    return (message.author or "").casefold() == "system"


def _written(message: _Message, who: _Participant | None) -> Piece:
    """Only the customer of a conversation has an address of a channel; its number is not shown."""
    author = message.author or ""
    channel = channel_of(author)
    role = Role.CUSTOMER if channel else _ROLES.get((who.role or "").casefold() if who else "", Role.UNKNOWN)
    return Piece(
        text=message.body or "",
        label=f"{channel} address" if channel else author,
        role=role,
        start_ms=moment(message.date_created),
    )


def _cut(page: _Page) -> Sequence[Note]:
    message = "this is one page of several (meta.next_page_url): the rest of the call is not in the file"
    return [Note("truncated", message)] if page.next_page_url else []
