"""Speechmatics v1: `words` with times as strings, and spans of `speakers` beside them."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, label_of, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "speechmatics-v1"
ORDER = 119
ABOUT = About(
    title="Speechmatics v1",
    group="Cloud recognisers",
    recognised="`words` with `name` and `time`, beside `speakers` or `job`",
    times="seconds as strings, start and duration of each word",
    roles="speaker names by time",
)


class _Named(msgspec.Struct):
    """A word or a sign, or the span in which a speaker speaks; seconds, mostly written as strings."""

    name: str
    time: float
    duration: float | None = None
    confidence: float | str | None = None

    @property
    def is_sign(self) -> bool:
        return not any(letter.isalnum() for letter in self.name)


class _Job(msgspec.Struct):
    id: str | int | None = None
    created_at: str | None = None
    duration: float | None = None
    lang: str | None = None


class _Document(msgspec.Struct):
    words: list[_Named]
    speakers: list[_Named] | None = None
    job: _Job = msgspec.field(default_factory=_Job)


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    words = first.get("words") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(words, list) or not {"speakers", "job"} & first.keys():
        return None
    word = words[0] if words else None
    return "keys words and speakers" if isinstance(word, dict) and {"name", "time"} <= word.keys() else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document)
    spans = sorted(told.speakers or [], key=lambda span: span.time)
    facts = Facts(
        id=told.job.id,
        started=told.job.created_at,
        duration_ms=milliseconds(told.job.duration),
        language=told.job.lang,
    )
    pieces = pieces_of(_word(word, spans) for word in told.words)
    place = place_of(source, record)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=record.notes, place=place)


def _word(told: _Named, spans: Sequence[_Named]) -> Word:
    """A word is of the span in which its middle lies, or of the one that ended before it."""
    begun = bisect_right(spans, told.time + (told.duration or 0.0) / 2, key=lambda span: span.time)
    return Word(
        text=told.name,
        start_ms=milliseconds(told.time),
        end_ms=milliseconds(told.time + told.duration) if told.duration is not None else None,
        label=label_of(spans[begun - 1].name) if begun else "",
        confidence=None if told.is_sign else _number(told.confidence),
        glued=told.is_sign,
    )


def _number(confidence: float | str | None) -> float | None:
    """The confidence, 0 to 1; some words have none but "NaN" in its place."""
    try:
        number = float(confidence) if confidence is not None else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None
