"""Gecko's JSON (vosk-transcriber and NeMo write it too): `monologues` with `terms`; speakers "A+B" where two talk."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, joined, mean
from csr_lint.readers.times import milliseconds

NAME = "gecko"
ORDER = 130
ABOUT = About(
    title="Gecko",
    group="Recognisers",
    recognised="`monologues[].terms`",
    times="seconds, start and end of each word",
    roles="speaker labels, perhaps names",
    verified="1 file",
)

_NOBODY = "unknown"


class _Speaker(msgspec.Struct):
    id: str | int | None = None
    name: str | None = None


class _Term(msgspec.Struct):
    text: str = ""
    type: str = "WORD"
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


class _Monologue(msgspec.Struct):
    speaker: _Speaker | None = None
    terms: list[_Term] = []
    start: float | None = None
    end: float | None = None


class _Document(msgspec.Struct):
    monologues: list[_Monologue]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    monologues = first.get("monologues") if isinstance(first, dict) else None
    begin = monologues[0] if isinstance(monologues, list) and monologues else None
    return "monologues with terms" if isinstance(begin, dict) and "terms" in begin else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    monologues = convert(source, record, _Document).monologues
    pieces = [piece for monologue in monologues if (piece := _piece(monologue)).text]
    empty = len(monologues) - len(pieces)
    message = f"{empty} of {len(monologues)} monologues have no text; they were left out"
    notes = (*record.notes, *([Note("empty-turn", message)] if empty else []))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, notes=notes, place=place)


def _piece(monologue: _Monologue) -> Piece:
    words = [_word(term) for term in monologue.terms if term.text.strip()]
    starts = [milliseconds(monologue.start), *(word.start_ms for word in words)]
    ends = [milliseconds(monologue.end), *(word.end_ms for word in words)]
    told = monologue.speaker or _Speaker()
    label = "" if told.id is None or str(told.id).casefold() == _NOBODY else str(told.id).strip()
    name = (told.name or "").strip() or None
    return Piece(
        text=joined(words),
        label=label,
        name=name if name != label else None,
        start_ms=min((ms for ms in starts if ms is not None), default=None),
        end_ms=max((ms for ms in ends if ms is not None), default=None),
        confidence=mean(word.confidence for word in words),
    )


def _word(term: _Term) -> Word:
    return Word(
        text=term.text.strip(),
        start_ms=milliseconds(term.start),
        end_ms=milliseconds(term.end),
        confidence=term.confidence,
        glued=term.type.upper() == "PUNCTUATION",
    )
