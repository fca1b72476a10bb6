"""pyannoteAI: `turnLevelTranscription`, times in seconds; what a job gives has it under `output`."""

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

NAME = "pyannoteai"
ORDER = 140
ABOUT = About(
    title="pyannoteAI",
    group="Cloud recognisers",
    recognised="`turnLevelTranscription`",
    times="seconds, start and end of each turn",
    roles="speaker labels",
)


class _Turn(msgspec.Struct):
    text: str = ""
    start: float | None = None
    end: float | None = None
    speaker: str | int | None = None


class _Output(msgspec.Struct, rename="camel"):
    turn_level_transcription: list[_Turn] | None = None
    error: str | None = None


class _Document(_Output, rename="camel"):
    job_id: str | None = None
    status: str | None = None
    output: _Output | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    places = (first, first.get("output"))
    told = any(isinstance(place, dict) and "turnLevelTranscription" in place for place in places)
    return "key turnLevelTranscription" if told else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    output = told.output or told
    refuse_failed(place, told.status, output.error)
    pieces = [
        Piece(
            text=turn.text.strip(),
            label=label_of(turn.speaker),
            start_ms=milliseconds(turn.start),
            end_ms=milliseconds(turn.end),
        )
        for turn in output.turn_level_transcription or []
    ]
    return build_call(
        source,
        NAME,
        in_order(pieces),
        number=record.number,
        facts=Facts(id=told.job_id),
        notes=record.notes,
        place=place,
    )
