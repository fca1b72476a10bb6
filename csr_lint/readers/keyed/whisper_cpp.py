"""whisper.cpp's JSON (`-oj`, `-ojf`): `transcription` with `offsets`; the speaker of a stereo file is its channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.hallucination import marked
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import mean
from csr_lint.readers.times import clock

NAME = "whisper.cpp"
ORDER = 158
ABOUT = About(
    title="whisper.cpp (-oj, -ojf)",
    group="Recognisers",
    recognised="`transcription` with `offsets` or `systeminfo`",
    times="ms, start and end of each segment",
    roles="none, or the channel of a stereo file",
)

_UNKNOWN = "?"


class _Offsets(msgspec.Struct):
    start: int | None = msgspec.field(default=None, name="from")
    end: int | None = msgspec.field(default=None, name="to")


class _Timestamps(msgspec.Struct):
    start: str = msgspec.field(default="", name="from")
    end: str = msgspec.field(default="", name="to")


class _Token(msgspec.Struct):
    text: str = ""
    p: float | None = None


class _Segment(msgspec.Struct):
    text: str = ""
    offsets: _Offsets | None = None
    timestamps: _Timestamps | None = None
    speaker: str | int | None = None
    speaker_turn_next: bool = False
    tokens: list[_Token] = []


class _Result(msgspec.Struct, frozen=True):
    language: str | None = None


class _Document(msgspec.Struct):
    transcription: list[_Segment]
    result: _Result = _Result()


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict) or not isinstance(first.get("transcription"), list):
        return None
    segments = first["transcription"]
    begin = segments[0] if segments and isinstance(segments[0], dict) else {}
    if "offsets" in begin or "systeminfo" in first:
        return "keys transcription and systeminfo" if "systeminfo" in first else "keys transcription and offsets"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    filled = [segment for segment in document.transcription if segment.text.strip()]
    pieces, notes = marked([_piece(segment) for segment in filled])
    facts = Facts(language=document.result.language)
    told = (*record.notes, *_odd(document.transcription, filled), *notes)
    place = place_of(source, record)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=told, place=place)


def _piece(segment: _Segment) -> Piece:
    start, end = _times(segment)
    speaker = None if segment.speaker is None else str(segment.speaker).strip()
    known = speaker if speaker != _UNKNOWN else None
    return Piece(
        text=segment.text.strip(),
        label=known or "",
        channel=known,
        start_ms=start,
        end_ms=end,
        confidence=mean(token.p for token in segment.tokens if not _is_mark(token.text)),
    )


def _times(segment: _Segment) -> tuple[int | None, int | None]:
    if segment.offsets:
        return segment.offsets.start, segment.offsets.end
    if segment.timestamps:
        return clock(segment.timestamps.start), clock(segment.timestamps.end)
    return None, None


def _is_mark(token: str) -> bool:
    """Is it one of Whisper's own marks, as [_BEG_] and [_TT_125]?"""
    return token.startswith("[_") and token.endswith("]")


def _odd(segments: Sequence[_Segment], filled: Sequence[_Segment]) -> Iterator[Note]:
    unknown = sum(str(segment.speaker).strip() == _UNKNOWN for segment in filled)
    if unknown:
        message = f"{unknown} of {len(filled)} segments are as loud on both channels: their speaker is unknown"
        yield Note("speaker-unknown", message)
    if changes := sum(segment.speaker_turn_next for segment in segments):
        message = f"the speaker is said to change after {changes} of {len(segments)} segments, but not who speaks"
        yield Note("speaker-unknown", message)
    if len(filled) < len(segments):
        message = f"{len(segments) - len(filled)} of {len(segments)} segments have no text; they were left out"
        yield Note("empty-turn", message)
