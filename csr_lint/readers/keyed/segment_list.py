"""A bare list of `{start, end, text}` (perhaps with `speaker`), a call: Whisper's segments, or captions in any unit."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import build_call
from csr_lint.readers.heard import HeardSegment, guessed, guessed_unit, heard, is_segment, is_whispers, told_unit
from csr_lint.readers.records import convert, records
from csr_lint.readers.source import Source
from csr_lint.readers.units import UNITS

NAME = "segment-list"
ORDER = 162
ABOUT = About(
    title="A list of segments, in JSON",
    group="Captions",
    recognised="a bare list of `start`, `end`, `text` (Whisper's: `whisper`)",
    times="seconds or another unit, guessed by pace",
    roles="none, or speaker labels",
    verified="1 file of a podcast",
)

# Keys by which a line is a turn of one of several calls: then it is not for this reader.
_CALLS = frozenset(("call_id", "conversation_id", "callId", "conversationId", "session_id", "audio_filepath"))
# With one of these it is a list of turns, unless it has Whisper's own keys.
_SPEAKERS = frozenset(("speaker", "role"))


def sniff(source: Source) -> str | None:
    text = source.json
    if text is None or not (isinstance(text.value, list) or text.layout in ("lines", "stream")):
        return None
    first = text.first
    if not isinstance(first, dict) or not is_segment(first) or "end" not in first or _CALLS & set(first):
        return None
    if _SPEAKERS & set(first) and not is_whispers(first):
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
    unit = told_unit(source, seconds=whispers)
    if unit is None:
        name = guessed_unit(found)
        unit = UNITS[name or "seconds"]
        notes += [guessed(name)] if name else []
    pieces, odd = heard(found, unit)
    yield build_call(source, "whisper" if whispers else NAME, pieces, notes=(*notes, *odd))
