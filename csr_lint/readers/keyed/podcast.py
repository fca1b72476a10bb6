"""Podcasting 2.0 JSON: `segments` with `body`, phrases or single words; a speaker who goes on is not named again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.hallucination import marked
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "podcast"
ORDER = 150
ABOUT = About(
    title="Podcasting 2.0 JSON",
    group="Captions",
    recognised="`segments` with `startTime` and `body`",
    times="seconds, start and end of each segment",
    roles="speaker names, where they change",
    verified="3 files of podcasts",
)

_PADDING_MS = 500
_PADDED_SHARE = 0.25


class _Segment(msgspec.Struct):
    body: str = ""
    speaker: str | int | None = None
    startTime: float | None = None
    endTime: float | None = None


class _Document(msgspec.Struct):
    segments: list[_Segment]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    segments = first.get("segments") if isinstance(first, dict) else None
    begin = segments[0] if isinstance(segments, list) and segments else None
    return (
        "segments with startTime and body" if isinstance(begin, dict) and {"body", "startTime"} <= set(begin) else None
    )


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    segments = convert(source, record, _Document).segments
    words, carried = _words(segments)
    by_word = len(words) > 1 and all(len(word.text.split()) == 1 for word in words)
    pieces = pieces_of(words) if by_word else in_order([_piece(word) for word in words])
    pieces, padded = _without_padding(pieces)
    notes = [*record.notes, *carried, *padded]
    if not by_word and (empty := len(segments) - len(words)):
        notes.append(Note("empty-turn", f"{empty} of {len(segments)} segments have no text; they were left out"))
    if not any(piece.label for piece in pieces):
        pieces, odd = marked(pieces)
        notes += odd
    return build_call(source, NAME, pieces, number=record.number, notes=notes, place=place_of(source, record))


def _words(segments: Sequence[_Segment]) -> tuple[list[Word], list[Note]]:
    """The segments that have a text, each with its speaker: the one named last, where it names none."""
    words: list[Word] = []
    last, carried = "", 0
    for segment in segments:
        named = "" if segment.speaker is None else str(segment.speaker).strip()
        last = named or last
        if not segment.body.strip():
            continue
        carried += not named and last != ""
        start, end = milliseconds(segment.startTime), milliseconds(segment.endTime)
        text = segment.body.strip()
        sign = bool(words) and not any(c.isalnum() for c in text)
        words.append(Word(text=text, label=last, start_ms=start, end_ms=end, glued=sign))
    message = f"{carried} segments name no speaker; taken for the last one named"
    return words, [Note("speaker-carried", message)] if carried else []


def _piece(said: Word) -> Piece:
    return Piece(text=said.text, label=said.label, start_ms=said.start_ms, end_ms=said.end_ms)


def _without_padding(pieces: list[Piece]) -> tuple[list[Piece], list[Note]]:
    """Ends drawn out into the next piece are cut: where it happens at every turn, nobody is interrupted by it."""
    drawn = [k for k, (this, after) in enumerate(pairwise(pieces)) if _is_drawn_out(this, after)]
    if len(drawn) < max(2.0, _PADDED_SHARE * len(pieces)):
        return pieces, []
    cut = list(pieces)
    for k in drawn:
        cut[k] = msgspec.structs.replace(pieces[k], end_ms=pieces[k + 1].start_ms)
    message = f"{len(drawn)} of {len(pieces)} segments end just after the next one starts; they were cut there"
    return cut, [Note("end-padded", message)]


def _is_drawn_out(this: Piece, after: Piece) -> bool:
    start, end, following = this.start_ms, this.end_ms, after.start_ms
    if start is None or end is None or following is None:
        return False
    return start < following < end <= following + _PADDING_MS
