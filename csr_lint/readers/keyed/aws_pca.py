"""AWS Post Call Analytics (the Amazon sample solution): `ConversationAnalytics` and `SpeechSegments`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.amazon import Figures, empty_note, figures, side
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, mean
from csr_lint.readers.times import milliseconds

NAME = "aws-pca"
ORDER = 103
ABOUT = About(
    title="AWS Post Call Analytics",
    group="Contact centres",
    recognised="`ConversationAnalytics` and `SpeechSegments`",
    times="seconds, start and end of each segment",
    roles="`SpeakerLabels`: Agent, Customer",
    verified="1 file of Amazon's tests",
)


class _Word(msgspec.Struct, rename="pascal"):
    confidence: float | None = None


class _Segment(msgspec.Struct, rename="pascal"):
    segment_start_time: float | None = None
    segment_end_time: float | None = None
    segment_speaker: str | None = None
    segment_interruption: bool | None = None
    display_text: str | None = None
    original_text: str | None = None
    word_confidence: list[_Word] | None = None


class _Speaker(msgspec.Struct, rename="pascal"):
    speaker: str
    display_text: str | None = None


class _Span(msgspec.Struct, rename="pascal"):
    total_time_secs: float | None = None


class _Trend(msgspec.Struct, rename="pascal"):
    sentiment_score: float | None = None


class _Job(msgspec.Struct, rename="pascal"):
    transcription_job_name: str | None = None


class _Information(msgspec.Struct, rename="pascal"):
    transcribe_job_info: _Job | None = None


class _Analytics(msgspec.Struct, rename="pascal"):
    guid: str | None = msgspec.field(default=None, name="GUID")
    agent: str | None = None
    conversation_time: str | None = None
    language_code: str | None = None
    duration: float | None = None
    speaker_labels: list[_Speaker] | None = None
    speaker_time: dict[str, _Span | None] | None = None
    sentiment_trends: dict[str, _Trend | None] | None = None
    source_information: list[_Information] | None = None


class _Document(msgspec.Struct, rename="pascal"):
    conversation_analytics: _Analytics
    speech_segments: list[_Segment]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if isinstance(first, dict) and {"ConversationAnalytics", "SpeechSegments"} <= first.keys():
        return "keys ConversationAnalytics and SpeechSegments"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    told, segments = document.conversation_analytics, document.speech_segments
    names = {s.speaker: s.display_text for s in told.speaker_labels or () if s.display_text}
    spoken = [s for s in segments if (s.display_text or s.original_text or "").strip()]
    facts = Facts(
        id=_known(told.guid) or _job_name(told),
        kind="voice",
        agent=_known(told.agent),
        started=_known(told.conversation_time),
        duration_ms=milliseconds(told.duration),
        language=_known(told.language_code),
        figures=_figures(told, segments, names),
    )
    return build_call(
        source,
        NAME,
        in_order([_piece(s, names) for s in spoken]),
        number=record.number,
        facts=facts,
        notes=(*record.notes, *empty_note(len(segments) - len(spoken), len(segments))),
        place=place_of(source, record),
    )


def _known(text: str | None) -> str | None:
    """PCA writes Python's None as a word."""
    return None if text in (None, "", "None") else text


def _job_name(told: _Analytics) -> str | None:
    jobs = [i.transcribe_job_info for i in told.source_information or () if i.transcribe_job_info]
    return next((job.transcription_job_name for job in jobs if job.transcription_job_name), None)


def _piece(segment: _Segment, names: dict[str, str]) -> Piece:
    """A display text other than Agent and Customer is a name that somebody set."""
    label = segment.segment_speaker or ""
    role = side(names.get(label))
    return Piece(
        text=segment.display_text or segment.original_text or "",
        label=label,
        name=names.get(label) if role is Role.UNKNOWN else None,
        role=role,
        start_ms=milliseconds(segment.segment_start_time),
        end_ms=milliseconds(segment.segment_end_time),
        confidence=mean(word.confidence for word in segment.word_confidence or ()),
    )


def _figures(told: _Analytics, segments: list[_Segment], names: dict[str, str]) -> Figures:
    marked = [s.segment_interruption for s in segments if s.segment_interruption is not None]
    spans, trends = told.speaker_time or {}, told.sentiment_trends or {}
    silence = spans.get("NonTalkTime")
    talk = {who: span.total_time_secs for who, span in spans.items() if span and who != "NonTalkTime"}
    moods = {who: trend.sentiment_score for who, trend in trends.items() if trend}
    return figures(
        (
            ("vendor-interruptions", sum(marked) if marked else None),
            ("vendor-non-talk-seconds", silence.total_time_secs if silence else None),
            *((f"vendor-talk-seconds-{names.get(who, who).casefold()}", number) for who, number in talk.items()),
            *((f"vendor-sentiment-{names.get(who, who).casefold()}", number) for who, number in moods.items()),
        )
    )
