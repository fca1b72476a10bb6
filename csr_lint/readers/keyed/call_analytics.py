"""Amazon Transcribe Call Analytics and Connect Contact Lens voice: `Transcript` with its `Participants`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
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
from csr_lint.readers.spoken import in_order, mean
from csr_lint.readers.times import milliseconds

NAME = "call-analytics"
ORDER = 101
ABOUT = About(
    title="Amazon Transcribe Call Analytics, Connect Contact Lens voice (`contact-lens-voice`)",
    group="Contact centres",
    recognised="`Transcript` and `Participants`",
    times="ms, start and end of each turn",
    roles="AGENT and CUSTOMER in the file",
    verified="3 files: a call, Amazon's documentation",
)

_CONTACT_LENS = "contact-lens-voice"
_FILE_NAME = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_analysis_", re.IGNORECASE)


class _Item(msgspec.Struct, rename="pascal"):
    type: str | None = None
    confidence: float | None = None


class _Turn(Participant, frozen=True, rename="pascal"):
    content: str | None = None
    begin_offset_millis: float | None = None
    end_offset_millis: float | None = None
    items: tuple[_Item, ...] | None = None


class _Total(msgspec.Struct, rename="pascal"):
    total_time_millis: float | None = None


class _Interruptions(_Total, rename="pascal"):
    total_count: int | None = None
    interruptions_by_interrupter: dict[str, list[_Total] | None] | None = None


class _TalkTime(msgspec.Struct, rename="pascal"):
    details_by_participant: dict[str, _Total | None] | None = None


class _Speed(msgspec.Struct, rename="pascal"):
    average_words_per_minute: float | None = None


class _TalkSpeed(msgspec.Struct, rename="pascal"):
    details_by_participant: dict[str, _Speed | None] | None = None


class _Sentiment(msgspec.Struct, rename="pascal"):
    overall_sentiment: dict[str, float | None] | None = None


class _Characteristics(msgspec.Struct, rename="pascal"):
    total_conversation_duration_millis: float | None = None
    interruptions: _Interruptions | None = None
    non_talk_time: _Total | None = None
    talk_time: _TalkTime | None = None
    talk_speed: _TalkSpeed | None = None
    sentiment: _Sentiment | None = None


class _Document(msgspec.Struct, rename="pascal"):
    transcript: list[_Turn]
    participants: list[Participant] | None = None
    conversation_characteristics: _Characteristics | None = None
    customer_metadata: Customer | None = None
    job_name: str | None = None
    job_status: str | None = None
    language_code: str | None = None
    channel: str | None = None


def sniff(source: Source) -> str | None:
    return "key Transcript, with Participants" if contact(source) == "voice" else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    turns, told = document.transcript, document.conversation_characteristics or _Characteristics()
    status = job_notes(source, record, document.job_status, turns)
    spoken = [turn for turn in turns if (turn.content or "").strip()]
    people = cast([*(document.participants or []), *turns])
    facts = Facts(
        id=_identity(source, document),
        kind=document.channel or "voice",
        duration_ms=milliseconds(told.total_conversation_duration_millis, 1),
        language=document.language_code,
        figures=_figures(told),
    )
    transcribed = document.job_name is not None or any(turn.items is not None for turn in turns)
    return build_call(
        source,
        NAME if transcribed else _CONTACT_LENS,
        in_order([_piece(turn, people) for turn in spoken]),
        number=record.number,
        facts=facts,
        notes=(*record.notes, *status, *empty_note(len(turns) - len(spoken), len(turns))),
        place=place_of(source, record),
    )


def _identity(source: Source, document: _Document) -> str | None:
    """Contact Lens tells the contact in the file's name only: `<contact>_analysis_<date>.json`."""
    contact_id = document.customer_metadata.contact_id if document.customer_metadata else None
    named = _FILE_NAME.match(source.stem)
    return contact_id or document.job_name or (named[1] if named else None)


def _piece(turn: _Turn, people: Cast) -> Piece:
    heard = (item.confidence for item in turn.items or () if item.type != "punctuation")
    return Piece(
        text=turn.content or "",
        label=people.label(turn),
        role=people.role(turn),
        start_ms=milliseconds(turn.begin_offset_millis, 1),
        end_ms=milliseconds(turn.end_offset_millis, 1),
        confidence=mean(heard),
    )


def _figures(told: _Characteristics) -> Figures:
    """AWS's own measurements; an overlap is an interruption only where AWS says so."""
    cut_in, silence = told.interruptions or _Interruptions(), told.non_talk_time or _Total()
    talk = told.talk_time.details_by_participant if told.talk_time else None
    speed = told.talk_speed.details_by_participant if told.talk_speed else None
    moods = told.sentiment.overall_sentiment if told.sentiment else None
    each_cut_in = {role: len(found or ()) for role, found in (cut_in.interruptions_by_interrupter or {}).items()}
    return figures(
        (
            ("vendor-interruptions", cut_in.total_count),
            *((f"vendor-interruptions-{role.casefold()}", count) for role, count in each_cut_in.items()),
            ("vendor-interruption-seconds", seconds(cut_in.total_time_millis)),
            ("vendor-non-talk-seconds", seconds(silence.total_time_millis)),
            *by_role(
                "vendor-talk-seconds", {r: seconds(t.total_time_millis) if t else None for r, t in (talk or {}).items()}
            ),
            *by_role(
                "vendor-words-per-minute",
                {r: s.average_words_per_minute if s else None for r, s in (speed or {}).items()},
            ),
            *by_role("vendor-sentiment", moods or {}),
        )
    )
