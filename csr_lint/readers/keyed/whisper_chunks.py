"""Hugging Face pipelines and insanely-fast-whisper: `chunks` with `timestamp` pairs, `speakers` where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.hallucination import marked
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "whisper-chunks"
ORDER = 159
ABOUT = About(
    title="Hugging Face pipeline, insanely-fast-whisper",
    group="Recognisers",
    recognised="`chunks` or `speakers` with `timestamp` and `text`",
    times="seconds, start and end of each chunk",
    roles="none, or speaker labels",
)


class _Chunk(msgspec.Struct):
    """The end of the last chunk may be null."""

    text: str = ""
    timestamp: list[float | None] | None = None
    speaker: str | int | None = None

    def time(self, at: int) -> int | None:
        return milliseconds(self.timestamp[at]) if self.timestamp and at < len(self.timestamp) else None

    @property
    def label(self) -> str:
        return "" if self.speaker is None else str(self.speaker)


class _Document(msgspec.Struct):
    chunks: list[_Chunk] = []
    speakers: list[_Chunk] | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    for key in ("speakers", "chunks"):
        items = first.get(key)
        if isinstance(items, list) and items and isinstance(items[0], dict) and {"timestamp", "text"} <= set(items[0]):
            return f"{key} with timestamp and text"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    chunks = document.speakers or document.chunks
    filled = [chunk for chunk in chunks if chunk.text.strip()]
    pieces, notes = marked(pieces_of(map(_word, filled)) if _by_word(filled) else [_piece(c) for c in filled])
    empty = len(chunks) - len(filled)
    message = f"{empty} of {len(chunks)} chunks have no text; they were left out"
    told = (*record.notes, *([Note("empty-turn", message)] if empty else []), *notes)
    return build_call(source, NAME, pieces, number=record.number, notes=told, place=place_of(source, record))


def _by_word(chunks: Sequence[_Chunk]) -> bool:
    """Is every chunk a word (`return_timestamps="word"`)?"""
    return len(chunks) > 1 and all(len(chunk.text.split()) == 1 for chunk in chunks)


def _piece(chunk: _Chunk) -> Piece:
    return Piece(text=chunk.text.strip(), label=chunk.label, start_ms=chunk.time(0), end_ms=chunk.time(1))


def _word(chunk: _Chunk) -> Word:
    return Word(text=chunk.text.strip(), label=chunk.label, start_ms=chunk.time(0), end_ms=chunk.time(1))
