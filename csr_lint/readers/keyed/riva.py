"""NVIDIA Riva: `results[].alternatives[].words[]` as Google has them, but for the times: whole milliseconds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, pieces_of

NAME = "riva"
ORDER = 112
ABOUT = About(
    title="NVIDIA Riva",
    group="Recognisers",
    recognised="`results[].alternatives[].words[]` with whole-numbered times",
    times="ms, start and end of each word",
    roles="speaker numbers, channels",
)

_STARTS = ("start_time", "startTime")
_NO_GAP = 10**9


class _Word(msgspec.Struct):
    """Protocol buffers are written in snake or in camel case, and zeros not at all."""

    word: str = ""
    start_time: int | None = None
    startTime: int | None = None
    end_time: int | None = None
    endTime: int | None = None
    confidence: float | None = None
    speaker_tag: int | None = None
    speakerTag: int | None = None

    @property
    def speaker(self) -> int:
        return self.speaker_tag or self.speakerTag or 0


class _Alternative(msgspec.Struct):
    transcript: str = ""
    confidence: float | None = None
    words: list[_Word] = []


class _Result(msgspec.Struct):
    alternatives: list[_Alternative] = []
    channel_tag: int | None = None
    channelTag: int | None = None
    is_final: bool = True

    @property
    def channel(self) -> int | None:
        return self.channel_tag or self.channelTag


class _Document(msgspec.Struct):
    results: list[_Result]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    words = _first(_first(first, "results"), "alternatives")
    word = _first(words, "words")
    whole = any(isinstance(word.get(key), int) for key in (*_STARTS, "end_time", "endTime"))
    return "results.alternatives.words with times in ms" if whole and "word" in word else None


def _first(value: object, key: str) -> dict[object, object]:
    """The first object of the list under this key; an empty one where there is none."""
    items = value.get(key) if isinstance(value, dict) else None
    first = items[0] if isinstance(items, list) and items else None
    return first if isinstance(first, dict) else {}


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    results = convert(source, record, _Document).results
    final = [result for result in results if result.is_final and result.alternatives]
    several = len({result.channel for result in final}) > 1
    # Zero is the first speaker where there are others, and nobody in particular where there are none.
    diarized = any(word.speaker for result in final for word in result.alternatives[0].words)
    pieces = [piece for result in final for piece in _pieces(result, diarized=diarized, several=several)]
    notes = (*record.notes, *_left_out(results))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, notes=notes, place=place)


def _pieces(result: _Result, *, diarized: bool, several: bool) -> list[Piece]:
    """A result is a piece; one in which several speak is as many as there are changes."""
    best, channel = result.alternatives[0], str(result.channel) if several else None
    words = [_word(word, channel, diarized=diarized) for word in best.words]
    runs = pieces_of(words, gap_ms=_NO_GAP)
    if len(runs) > 1:
        return runs
    text = best.transcript.strip()
    if not runs:
        return [Piece(text=text, channel=channel, confidence=best.confidence)] if text else []
    return [msgspec.structs.replace(runs[0], text=text or runs[0].text)]


def _word(word: _Word, channel: str | None, *, diarized: bool) -> Word:
    told = [*([f"channel {channel}"] if channel else []), *([f"speaker {word.speaker}"] if diarized else [])]
    start = word.start_time if word.start_time is not None else word.startTime
    end = word.end_time if word.end_time is not None else word.endTime
    return Word(
        text=word.word.strip(),
        start_ms=start or 0,
        end_ms=end,
        label=" ".join(told),
        channel=channel,
        confidence=word.confidence,
    )


def _left_out(results: Sequence[_Result]) -> Iterator[Note]:
    if partial := sum(not result.is_final for result in results):
        yield Note("partial-result", f"{partial} of {len(results)} results are partial; they were left out")
