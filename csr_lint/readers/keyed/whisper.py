"""Whisper and kin (OpenAI's API, faster-whisper, whisper-timestamped, WhisperX): `segments`, else `words`.

With speakers it is WhisperX's, or (`type`: transcript.text.segment) OpenAI's diarized_json. What Whisper makes up over
silence is marked as left out.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.heard import (
    HeardSegment,
    HeardWord,
    guessed,
    guessed_unit,
    heard,
    is_segment,
    is_whispers,
    told_unit,
    word_of,
)
from csr_lint.readers.keyed import segment_list
from csr_lint.readers.records import Record, convert, each, keys_shown, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import pieces_of
from csr_lint.readers.times import milliseconds
from csr_lint.readers.units import UNITS

NAME = "whisper"
ORDER = 160
ABOUT = About(
    title="Whisper, faster-whisper, WhisperX (`whisperx`), OpenAI (`openai-diarized`)",
    group="Recognisers",
    recognised="`segments` with `start` and `text`, or `words` beside `text`",
    times="seconds, start and end of each segment",
    roles="none; speaker labels of WhisperX and OpenAI",
    verified="1 file of whisper-timestamped",
)

_DIARIZED = "transcript.text.segment"
_SMALL_UNITS = frozenset(("milliseconds", "microseconds", "ticks of 100 ns"))


class _Document(msgspec.Struct):
    """Whisper gives no id; those who keep its segments with their calls do."""

    segments: list[HeardSegment] = []
    words: list[HeardWord] | None = None
    text: str | None = None
    language: str | None = None
    duration: float | None = None
    id: str | int | None = None
    call_id: str | int | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    segment = _first(first.get("segments"))
    if is_segment(segment):
        return "segments with start and text" + (", made by Whisper" if is_whispers(segment) else "")
    words = _first(first.get("words"))
    if isinstance(first.get("text"), str) and {"word", "start", "end"} <= set(words) and "paragraphs" not in first:
        return "a text and its words, with their times"
    silent = first.get("segments") == [] and isinstance(first.get("text"), str)
    return "segments (none) and text" if silent and {"language", "task", "word_segments"} & set(first) else None


def _first(items: object) -> dict[object, object]:
    first = items[0] if isinstance(items, list) and items else None
    return first if isinstance(first, dict) else {}


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return segment_list.read(source) if segment_list.sniff(source) else each(source, _call)


def _call(source: Source, record: Record) -> Call:
    place, number = place_of(source, record), record.number
    if isinstance(record.value, dict) and not {"segments", "words"} & set(record.value):
        raise TranscriptError(f"this record has no segments ({keys_shown(record.value)})", place=place, code="no-turns")
    document = convert(source, record, _Document)
    unit, told = _unit(source, record, document)
    pieces, odd = heard(document.segments, unit)
    if not document.segments:
        pieces = _without_segments(document)
    if not pieces:
        raise TranscriptError("nothing was recognised in it: there is no text", place=place, code="no-turns")
    facts = Facts(
        id=document.call_id if document.call_id is not None else document.id,
        language=document.language,
        duration_ms=milliseconds(document.duration),
    )
    notes = (*record.notes, *told, *odd)
    return build_call(source, _format(record, document), pieces, number=number, facts=facts, notes=notes, place=place)


def _format(record: Record, document: _Document) -> str:
    """Which of the family it is."""
    value = record.value if isinstance(record.value, dict) else {}
    if _first(value.get("segments")).get("type") == _DIARIZED:
        return "openai-diarized"
    spoken_by = any(segment.speaker is not None for segment in document.segments)
    return "whisperx" if "word_segments" in value or spoken_by else NAME


def _unit(source: Source, record: Record, document: _Document) -> tuple[float, tuple[Note, ...]]:
    """Seconds, unless others who write such segments count in something much smaller."""
    value = record.value if isinstance(record.value, dict) else {}
    sure = is_whispers(_first(value.get("segments"))) or "word_segments" in value
    if (unit := told_unit(source, seconds=sure)) is not None:
        return unit, ()
    name = guessed_unit(document.segments)
    return (UNITS[name], (guessed(name),)) if name in _SMALL_UNITS else (UNITS["seconds"], ())


def _without_segments(document: _Document) -> list[Piece]:
    """OpenAI's API gives words only where it was asked for them only."""
    if document.words:
        return pieces_of(word_of(word) for word in document.words)
    text = (document.text or "").strip()
    return [Piece(text=text)] if text else []
