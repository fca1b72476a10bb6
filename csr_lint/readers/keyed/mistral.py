"""Mistral (Voxtral): `segments` with `speaker_id` or the type `transcription_segment`, times in seconds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of
from csr_lint.readers.times import milliseconds

NAME = "mistral"
ORDER = 144
ABOUT = About(
    title="Mistral (Voxtral)",
    group="Cloud recognisers",
    recognised="`segments` of the type `transcription_segment`, or a Voxtral `model`",
    times="seconds, start and end of each segment",
    roles="speaker labels",
)


class _Segment(msgspec.Struct):
    text: str = ""
    start: float | None = None
    end: float | None = None
    speaker_id: str | int | None = None


class _Document(msgspec.Struct):
    segments: list[_Segment]
    language: str | None = None
    text: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    segments = first.get("segments") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(segments, list):
        return None
    if str(first.get("model") or "").startswith("voxtral"):
        return "a model of Mistral's"
    segment = segments[0] if segments and isinstance(segments[0], dict) else {}
    return "segments of the type transcription_segment" if segment.get("type") == "transcription_segment" else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    pieces = in_order([_piece(segment) for segment in told.segments])
    if not pieces and told.text:
        pieces = [Piece(text=told.text)]
    facts = Facts(language=told.language)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=record.notes, place=place)


def _piece(told: _Segment) -> Piece:
    return Piece(
        text=told.text.strip(),
        label=label_of(told.speaker_id),
        start_ms=milliseconds(told.start),
        end_ms=milliseconds(told.end),
    )
