"""Amazon Bedrock Data Automation, standard output of audio: `audio_segments` beside `metadata`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds

NAME = "aws-bda"
ORDER = 105
ABOUT = About(
    title="Amazon Bedrock Data Automation",
    group="Cloud recognisers",
    recognised="`audio_segments` beside `metadata`",
    times="ms, start and end of each segment",
    roles="speaker labels, channels",
)


class _Speaker(msgspec.Struct):
    speaker_label: str | None = None


class _Channel(msgspec.Struct):
    channel_label: str | None = None


class _Segment(msgspec.Struct):
    text: str | None = None
    type: str = "TRANSCRIPT"
    start_timestamp_millis: float | None = None
    end_timestamp_millis: float | None = None
    speaker: _Speaker | None = None
    channel: _Channel | None = None


class _Metadata(msgspec.Struct, frozen=True):
    duration_millis: float | None = None
    dominant_asset_language: str | None = None


class _Document(msgspec.Struct):
    audio_segments: list[_Segment]
    metadata: _Metadata | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if "audio_segments" in first and first.keys() & {"metadata", "audio_items"}:
        return "key audio_segments, with metadata"
    return "key matched_blueprint" if {"matched_blueprint", "inference_result"} <= first.keys() else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    _refuse_blueprint(source, record)
    document = convert(source, record, _Document)
    segments, told = document.audio_segments, document.metadata or _Metadata()
    spoken = [s for s in segments if s.type == "TRANSCRIPT" and (s.text or "").strip()]
    others = len(segments) - len(spoken)
    kept_out = [Note("not-speech", f"{others} of {len(segments)} segments hold no speech; they were left out")]
    facts = Facts(
        kind="voice",
        duration_ms=milliseconds(told.duration_millis, 1),
        language=told.dominant_asset_language,
    )
    return build_call(
        source,
        NAME,
        in_order(_pieces(spoken)),
        number=record.number,
        facts=facts,
        notes=(*record.notes, *(kept_out if others else ())),
        place=place_of(source, record),
    )


def _refuse_blueprint(source: Source, record: Record) -> None:
    if isinstance(record.value, dict) and "matched_blueprint" in record.value:
        message = (
            "this is what a blueprint of Bedrock Data Automation drew from a recording, not a transcript; "
            "the standard output of the same job has it (audio_segments)"
        )
        raise NotATranscriptError(message, place=place_of(source, record))


def _pieces(segments: Sequence[_Segment]) -> list[Piece]:
    places = [s.channel.channel_label if s.channel else None for s in segments]
    speakers = [s.speaker.speaker_label if s.speaker else None for s in segments]
    several = len(set(places)) > 1
    # Where a speaker's label occurs in two channels, it is counted anew in each and stands for two people.
    heard_in = {who: {p for p, w in zip(places, speakers, strict=True) if w == who} for who in set(speakers)}
    return [
        Piece(
            text=segment.text or "",
            label=" ".join(part for part in (place if len(heard_in[who]) > 1 else None, who) if part) or place or "",
            start_ms=milliseconds(segment.start_timestamp_millis, 1),
            end_ms=milliseconds(segment.end_timestamp_millis, 1),
            channel=place if several else None,
        )
        for segment, place, who in zip(segments, places, speakers, strict=True)
    ]
