"""Whisper's segments, in a document or a bare list: their shape, their unit, and the pieces of talk in them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.readers.hallucination import Signs, marked
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, mean
from csr_lint.readers.times import milliseconds
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit
from csr_lint.reading import UNIT_MS

_OF_WHISPER = frozenset(("avg_logprob", "no_speech_prob", "compression_ratio", "tokens", "seek"))


class HeardWord(msgspec.Struct):
    """A word: `word` or `text`; `probability`, `score` or `confidence`; WhisperX gives numbers in digits no times."""

    word: str | None = None
    text: str | None = None
    start: float | None = None
    end: float | None = None
    probability: float | None = None
    score: float | None = None
    confidence: float | None = None
    speaker: str | int | None = None

    @property
    def surety(self) -> float | None:
        return next((x for x in (self.probability, self.score, self.confidence) if x is not None), None)


class HeardSegment(msgspec.Struct):
    """A segment; Whisper's times are seconds."""

    text: str = ""
    start: float | None = None
    end: float | None = None
    speaker: str | int | None = None
    words: list[HeardWord] | None = None
    confidence: float | None = None
    compression_ratio: float | None = None
    avg_logprob: float | None = None
    no_speech_prob: float | None = None


def is_segment(record: object) -> bool:
    """Has it the shape of a Whisper segment: a text, its start, and no side (`role`)?"""
    if not isinstance(record, dict) or "role" in record:
        return False
    start = record.get("start")
    return isinstance(record.get("text"), str) and "start" in record and (start is None or _is_number(start))


def is_whispers(record: object) -> bool:
    """Has the segment one of the figures that only Whisper gives?"""
    return isinstance(record, dict) and not _OF_WHISPER.isdisjoint(record)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return value.replace(".", "", 1).isdecimal()
    return isinstance(value, int | float)


def told_unit(source: Source, *, seconds: bool) -> float | None:
    """How many ms a number counts: as the user says, else `seconds` if that is sure, else None."""
    if source.reading.time_unit is not None:
        return UNIT_MS[source.reading.time_unit]
    return UNITS["seconds"] if seconds else None


def guessed_unit(segments: Sequence[HeardSegment]) -> str | None:
    """The name of the unit (see `units.UNITS`) by how fast people speak; None if nothing tells."""
    rows = [Timed(_time(s.start), _time(s.end), None, len(s.text.split())) for s in segments if s.text.strip()]
    return guess_unit([rows])


def _time(number: float | None) -> CellTime | None:
    return None if number is None else CellTime(number=number)


def guessed(unit: str) -> Note:
    """Tells that the unit was guessed."""
    return Note("unit-guessed", f"times are taken for {unit}, from how fast people speak")


def heard(segments: Sequence[HeardSegment], unit: float) -> tuple[list[Piece], tuple[Note, ...]]:
    """Segments as pieces, in the order of the clock, with what was odd; what nobody said is marked.

    `unit`: how many ms a number of their times counts.
    """
    filled = [segment for segment in segments if segment.text.strip()]
    signs = [Signs(s.compression_ratio, s.avg_logprob, s.no_speech_prob) for s in filled]
    pieces, notes = marked([_piece(segment, unit) for segment in filled], signs)
    return in_order(pieces), (*_mixed(filled), *_empty(len(segments), len(filled)), *notes)


def _piece(segment: HeardSegment, unit: float) -> Piece:
    return Piece(
        text=segment.text.strip(),
        label=_label(segment),
        start_ms=milliseconds(segment.start, unit),
        end_ms=milliseconds(segment.end, unit),
        confidence=_confidence(segment),
    )


def _label(segment: HeardSegment) -> str:
    """Its speaker; where only the words have one, theirs if they agree."""
    if segment.speaker is not None:
        return str(segment.speaker)
    speakers = _speakers(segment)
    return speakers.pop() if len(speakers) == 1 else ""


def _speakers(segment: HeardSegment) -> set[str]:
    return {str(word.speaker) for word in segment.words or [] if word.speaker is not None}


def _confidence(segment: HeardSegment) -> float | None:
    """Its own, else the mean of its words', else the mean probability of its tokens (from their log)."""
    if segment.confidence is not None:
        return segment.confidence
    by_word = mean(word.surety for word in segment.words or [])
    if by_word is None and segment.avg_logprob is not None and segment.avg_logprob <= 0:
        return math.exp(segment.avg_logprob)
    return by_word


def word_of(word: HeardWord) -> Word:
    """The word, by itself; times in seconds."""
    return Word(
        text=(word.word or word.text or "").strip(),
        start_ms=milliseconds(word.start),
        end_ms=milliseconds(word.end),
        label="" if word.speaker is None else str(word.speaker),
        confidence=word.surety,
    )


def _mixed(segments: Sequence[HeardSegment]) -> list[Note]:
    mixed = sum(len(_speakers(segment)) > 1 for segment in segments)
    message = f"in {mixed} of {len(segments)} segments the words are of more than one speaker"
    return [Note("speaker-changed-inside-turn", message)] if mixed else []


def _empty(number: int, filled: int) -> list[Note]:
    message = f"{number - filled} of {number} segments have no text; they were left out"
    return [Note("empty-turn", message)] if filled < number else []
