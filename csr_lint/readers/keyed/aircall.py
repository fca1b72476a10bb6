"""Aircall: `transcription.content.utterances[]`, internal and external participants."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds

NAME = "aircall"
ORDER = 145
ABOUT = About(
    title="Aircall",
    group="Contact centres",
    recognised="`transcription.content.utterances`",
    times="seconds, start and end of each utterance",
    roles="`participant_type`: internal, external",
)

_SIDES = {"internal": Role.AGENT, "external": Role.CUSTOMER, "ai_voice_agent": Role.AGENT}


class _Utterance(msgspec.Struct):
    text: str = ""
    participant_type: str | None = None
    user_id: int | str | None = None
    start_time: float | None = None
    end_time: float | None = None


class _Content(msgspec.Struct):
    utterances: list[_Utterance]
    language: str | None = None


class _Transcription(msgspec.Struct):
    content: _Content
    call_id: int | str | None = None
    call_created_at: str | None = None
    type: str | None = None


class _Document(msgspec.Struct):
    transcription: _Transcription


def sniff(source: Source) -> str | None:
    told = first_object(source).get("transcription")
    content = told.get("content") if isinstance(told, dict) else None
    return "key transcription.content" if isinstance(content, dict) and "utterances" in content else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document).transcription
    pieces = [_piece(spoken) for spoken in told.content.utterances]
    facts = Facts(id=told.call_id, kind="phone", started=told.call_created_at, language=told.content.language)
    notes, place = record.notes, place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(spoken: _Utterance) -> Piece:
    side = spoken.participant_type or ""
    return Piece(
        text=spoken.text,
        label=side if spoken.user_id is None else f"{side} {spoken.user_id}".strip(),
        role=_SIDES.get(side.casefold(), Role.UNKNOWN),
        start_ms=milliseconds(spoken.start_time),
        end_ms=milliseconds(spoken.end_time),
    )
