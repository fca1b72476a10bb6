"""Gladia: `result.transcription.utterances`, times in seconds."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of, refuse_failed
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of
from csr_lint.readers.times import milliseconds

NAME = "gladia"
ORDER = 136
ABOUT = About(
    title="Gladia",
    group="Cloud recognisers",
    recognised="`transcription.utterances`",
    times="seconds, start and end of each utterance",
    roles="speaker numbers, channels",
)


class _Utterance(msgspec.Struct):
    text: str = ""
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    channel: int | None = None
    speaker: int | str | None = None


class _Transcription(msgspec.Struct):
    utterances: list[_Utterance]
    languages: list[str] = []


class _Metadata(msgspec.Struct):
    audio_duration: float | None = None


class _Result(msgspec.Struct):
    transcription: _Transcription | None = None
    metadata: _Metadata | None = None


class _Document(_Result):
    id: str | None = None
    created_at: str | None = None
    status: str | None = None
    result: _Result | None = None
    payload: _Result | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    for place in (first, first.get("result"), first.get("payload")):
        told = place.get("transcription") if isinstance(place, dict) else None
        if isinstance(told, dict) and "utterances" in told:
            return "key transcription.utterances"
    failed = first.get("status") == "error" and {"request_params", "result"} <= first.keys()
    return "a job that failed" if failed else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    refuse_failed(place, told.status)
    result = told.result or told.payload or told
    spoken = result.transcription or _Transcription([])
    several = len({uttered.channel for uttered in spoken.utterances}) > 1
    facts = Facts(
        id=told.id,
        started=told.created_at,
        duration_ms=milliseconds(result.metadata.audio_duration) if result.metadata else None,
        language=spoken.languages[0] if len(spoken.languages) == 1 else None,
    )
    pieces = in_order([_piece(uttered, several) for uttered in spoken.utterances])
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=record.notes, place=place)


def _piece(told: _Utterance, several: bool) -> Piece:
    channel = str(told.channel) if several and told.channel is not None else None
    return Piece(
        text=told.text.strip(),
        label=label_of(told.speaker, channel),
        start_ms=milliseconds(told.start),
        end_ms=milliseconds(told.end),
        channel=channel,
        confidence=told.confidence,
    )
