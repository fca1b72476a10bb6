"""Vosk: results one after the other (or listed), each an utterance with its words; partial results are kept out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.hallucination import marked
from csr_lint.readers.records import convert, records
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import mean
from csr_lint.readers.times import milliseconds

NAME = "vosk"
ORDER = 145
ABOUT = About(
    title="Vosk",
    group="Recognisers",
    recognised="`result` with `word` and `start`, or `partial`",
    times="seconds, start and end of each word",
    roles="none",
)

_PARTIAL = frozenset(("partial", "partial_result"))


class _Word(msgspec.Struct):
    word: str = ""
    conf: float | None = None
    start: float | None = None
    end: float | None = None


class _Alternative(msgspec.Struct):
    text: str = ""
    result: list[_Word] = []


class _Result(msgspec.Struct):
    text: str | None = None
    result: list[_Word] = []
    alternatives: list[_Alternative] = []
    partial: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if "partial" in first and set(first) <= _PARTIAL:
        return "partial results"
    words = first.get("result")
    if isinstance(words, list) and words and isinstance(words[0], dict) and {"word", "start"} <= set(words[0]):
        return "result with words"
    follows = '"partial"' in source.head or '"result"' in source.head
    return "a text, and results behind it" if set(first) == {"text"} and follows else None


def read(source: Source) -> Iterator[Call]:
    results, notes = [], []
    for record in records(source):
        if isinstance(record, TranscriptError):
            raise record
        results.append(convert(source, record, _Result))
        notes += [note for note in record.notes if note not in source.notes]
    final = [result for result in results if result.partial is None]
    pieces, odd = marked([piece for result in final if (piece := _piece(result)).text])
    yield build_call(source, NAME, pieces, notes=(*notes, *_left_out(results, final, pieces), *odd))


def _piece(result: _Result) -> Piece:
    """An utterance: the first of the alternatives, where there are any."""
    best = result.alternatives[0] if result.alternatives else _Alternative(result.text or "", result.result)
    starts = [ms for word in best.result if (ms := milliseconds(word.start)) is not None]
    ends = [ms for word in best.result if (ms := milliseconds(word.end)) is not None]
    return Piece(
        text=best.text.strip() or " ".join(word.word for word in best.result),
        start_ms=min(starts, default=None),
        end_ms=max(ends, default=None),
        confidence=mean(word.conf for word in best.result),
    )


def _left_out(results: Sequence[_Result], final: Sequence[_Result], pieces: Sequence[Piece]) -> Iterator[Note]:
    if partial := len(results) - len(final):
        yield Note("partial-result", f"{partial} of {len(results)} results are partial; they were left out")
    if empty := len(final) - len(pieces):
        yield Note("empty-turn", f"{empty} of {len(final)} results have no text; they were left out")
