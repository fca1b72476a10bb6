"""Whisper and kin (OpenAI's API, faster-whisper, whisper-timestamped, WhisperX): `segments`, else `words`.

With speakers it is WhisperX's, or (`type`: transcript.text.segment) OpenAI's diarized_json. What Whisper makes up over
silence is marked as left out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.hallucination import Signs, marked
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, mean, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "whisper"
ORDER = 160

_OF_WHISPER = frozenset(("avg_logprob", "no_speech_prob", "compression_ratio", "tokens", "seek"))
_DIARIZED = "transcript.text.segment"


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
    """A segment; times in seconds."""

    text: str = ""
    start: float | None = None
    end: float | None = None
    speaker: str | int | None = None
    words: list[HeardWord] | None = None
    confidence: float | None = None
    compression_ratio: float | None = None
    avg_logprob: float | None = None
    no_speech_prob: float | None = None


class _Document(msgspec.Struct):
    segments: list[HeardSegment] = []
    words: list[HeardWord] | None = None
    text: str | None = None
    language: str | None = None
    duration: float | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if is_segment(segment := _first(first.get("segments"))):
        return "segments with start and text" + (", made by Whisper" if _OF_WHISPER & set(segment) else "")
    words = _first(first.get("words"))
    if isinstance(first.get("text"), str) and {"word", "start", "end"} <= set(words) and "paragraphs" not in first:
        return "a text and its words, with their times"
    silent = first.get("segments") == [] and isinstance(first.get("text"), str)
    return "segments (none) and text" if silent and {"language", "task", "word_segments"} & set(first) else None


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


def _first(items: object) -> dict[object, object]:
    first = items[0] if isinstance(items, list) and items else None
    return first if isinstance(first, dict) else {}


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    place = place_of(source, record)
    facts = Facts(language=document.language, duration_ms=milliseconds(document.duration))
    pieces, notes = heard(document.segments)
    if not document.segments:
        pieces = _without_segments(document)
    if not pieces:
        raise TranscriptError("nothing was recognised in it: there is no text", place=place, code="no-turns")
    notes = (*record.notes, *notes)
    return build_call(source, _format(record, document), pieces, number=record.number, facts=facts, notes=notes,
                      place=place)  # fmt: skip


def _format(record: Record, document: _Document) -> str:
    """Which of the family it is."""
    value = record.value if isinstance(record.value, dict) else {}
    if _first(value.get("segments")).get("type") == _DIARIZED:
        return "openai-diarized"
    spoken_by = any(segment.speaker is not None for segment in document.segments)
    return "whisperx" if "word_segments" in value or spoken_by else NAME


def heard(segments: Sequence[HeardSegment]) -> tuple[list[Piece], tuple[Note, ...]]:
    """Whisper's segments as pieces, in the order of the clock, with what was odd; what nobody said is marked."""
    filled = [segment for segment in segments if segment.text.strip()]
    signs = [Signs(s.compression_ratio, s.avg_logprob, s.no_speech_prob) for s in filled]
    pieces, notes = marked([_piece(segment) for segment in filled], signs)
    return in_order(pieces), (*_mixed(filled), *_empty(len(segments), len(filled)), *notes)


def _piece(segment: HeardSegment) -> Piece:
    return Piece(
        text=segment.text.strip(),
        label=_label(segment),
        start_ms=milliseconds(segment.start),
        end_ms=milliseconds(segment.end),
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


def _without_segments(document: _Document) -> list[Piece]:
    """OpenAI's API gives words only where it was asked for them only."""
    if document.words:
        return pieces_of(_word(word) for word in document.words)
    text = (document.text or "").strip()
    return [Piece(text=text)] if text else []


def _word(word: HeardWord) -> Word:
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
