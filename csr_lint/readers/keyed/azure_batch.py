"""Azure batch transcription: `recognizedPhrases`, with or without the conversation analytics behind them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of, note_if
from csr_lint.readers.times import milliseconds
from csr_lint.reading import UNIT_MS

NAME = "azure-batch"
ORDER = 112
ABOUT = About(
    title="Azure batch transcription",
    group="Cloud recognisers",
    recognised="`recognizedPhrases`",
    times="ticks, ms or ISO 8601, start and duration of each phrase",
    roles="speaker numbers, channels",
    verified="2 files of Microsoft's tests",
)


class _Guess(msgspec.Struct, rename="camel"):
    """One of the texts that a phrase may have been."""

    confidence: float | None = None
    display: str | None = None
    itn: str | None = None
    lexical: str | None = None

    @property
    def text(self) -> str:
        return self.display or self.itn or self.lexical or ""


class _Phrase(msgspec.Struct, rename="camel"):
    """Times are told in ticks of 100 ns, in ms (from 2024-11 on) or as ISO 8601 durations."""

    recognition_status: str = "Success"
    channel: int | str | None = None
    speaker: int | str | None = None
    offset: timedelta | None = None
    duration: timedelta | None = None
    offset_in_ticks: float | None = None
    duration_in_ticks: float | None = None
    offset_milliseconds: float | None = None
    duration_milliseconds: float | None = None
    n_best: list[_Guess] = []

    @property
    def best(self) -> _Guess:
        """The surest guess; the list is not always in that order."""
        return max(self.n_best, key=lambda guess: guess.confidence or 0.0, default=_Guess())


class _Document(msgspec.Struct, rename="camel"):
    """What is said once is spelled differently from version to version."""

    recognized_phrases: list[_Phrase]
    timestamp: str | None = None
    time_stamp: str | None = None
    duration: timedelta | None = None
    duration_ticks: float | None = None
    duration_in_ticks: float | None = None
    duration_milliseconds: float | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    return "key recognizedPhrases" if isinstance(first, dict) and "recognizedPhrases" in first else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    phrases, several = told.recognized_phrases, len({phrase.channel for phrase in told.recognized_phrases}) > 1
    failed = Counter(p.recognition_status for p in phrases if p.recognition_status.casefold() != "success")
    refused = f"{failed.total()} of {len(phrases)} phrases were not recognized ({', '.join(sorted(failed))})"
    if phrases and failed.total() == len(phrases):
        raise TranscriptError(refused, place=place, code="not-recognized")
    heard = [phrase for phrase in phrases if phrase.recognition_status.casefold() == "success"]
    pieces = [_piece(phrase, several) for phrase in heard if phrase.best.text]
    empty = len(heard) - len(pieces)
    ticks = told.duration_ticks if told.duration_in_ticks is None else told.duration_in_ticks
    notes = (
        *record.notes,
        *note_if(failed.total(), "not-recognized", refused),
        *note_if(empty, "empty-turn", f"{empty} of {len(phrases)} phrases have no text; they are left out"),
    )
    facts = Facts(
        started=told.timestamp or told.time_stamp,
        duration_ms=_ms(told.duration_milliseconds, ticks, told.duration),
    )
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(phrase: _Phrase, several: bool) -> Piece:
    channel = str(phrase.channel) if several and phrase.channel is not None else None
    start = _ms(phrase.offset_milliseconds, phrase.offset_in_ticks, phrase.offset)
    lasts = _ms(phrase.duration_milliseconds, phrase.duration_in_ticks, phrase.duration)
    return Piece(
        text=phrase.best.text,
        label=label_of(phrase.speaker, channel),
        start_ms=start,
        end_ms=None if start is None or lasts is None else start + lasts,
        channel=channel,
        confidence=phrase.best.confidence,
    )


def _ms(ms: float | None, ticks: float | None, time: timedelta | None) -> int | None:
    if ticks is not None:
        return milliseconds(ticks, UNIT_MS["ticks"])
    if ms is not None:
        return milliseconds(ms, UNIT_MS["ms"])
    return None if time is None else milliseconds(time.total_seconds())
