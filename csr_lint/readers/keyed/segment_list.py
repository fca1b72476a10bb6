"""A bare list of `{start, end, text}` (perhaps with `speaker`), a call: Whisper's segments, or captions in any unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.assemble import build_call
from csr_lint.readers.keyed.whisper import HeardSegment, heard, is_segment, is_whispers
from csr_lint.readers.records import convert, records
from csr_lint.readers.source import Source
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit
from csr_lint.reading import UNIT_MS

NAME = "segment-list"
ORDER = 162

# Keys by which a line is a turn of one of several calls: then it is not for this reader.
_CALLS = frozenset(("call_id", "conversation_id", "callId", "conversationId", "session_id", "audio_filepath"))


def sniff(source: Source) -> str | None:
    text = source.json
    if text is None or not (isinstance(text.value, list) or text.layout in ("lines", "stream")):
        return None
    first = text.first
    if not isinstance(first, dict) or not is_segment(first) or "end" not in first or _CALLS & set(first):
        return None
    return "a list of segments with start, end and text"


def read(source: Source) -> Iterator[Call]:
    found, notes, whispers = [], [], False
    for record in records(source):
        if isinstance(record, TranscriptError):
            raise record
        found.append(convert(source, record, HeardSegment))
        notes += [note for note in record.notes if note not in source.notes]
        whispers = whispers or is_whispers(record.value)
    unit, guessed = _unit(source, found, whispers=whispers)
    pieces, odd = heard([_in_seconds(segment, unit) for segment in found])
    name = "whisper" if whispers else NAME
    yield build_call(source, name, pieces, notes=(*notes, *guessed, *odd))


def _unit(source: Source, segments: Sequence[HeardSegment], *, whispers: bool) -> tuple[float, tuple[Note, ...]]:
    """How many ms the numbers count: as the user says; seconds with Whisper; else, with a note, as people speak."""
    if source.reading.time_unit is not None:
        return UNIT_MS[source.reading.time_unit], ()
    if whispers:
        return 1000.0, ()
    rows = [Timed(_time(s.start), _time(s.end), None, len(s.text.split())) for s in segments if s.text.strip()]
    name = guess_unit([rows])
    if name is None:
        return 1000.0, ()
    return UNITS[name], (Note("unit-guessed", f"times are taken for {name}, from how fast people speak"),)


def _time(number: float | None) -> CellTime | None:
    return None if number is None else CellTime(number=number)


def _in_seconds(segment: HeardSegment, unit: float) -> HeardSegment:
    start = None if segment.start is None else segment.start * unit / 1000
    end = None if segment.end is None else segment.end * unit / 1000
    return msgspec.structs.replace(segment, start=start, end=end)
