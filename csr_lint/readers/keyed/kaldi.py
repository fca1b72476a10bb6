"""BBC's Kaldi (`retval`), digital paper edit (`words` and `paragraphs`), autoEdit2 (`text[].paragraph[].line[]`)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, joined, mean, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "bbc-kaldi"
ORDER = 140
ABOUT = About(
    title="BBC Kaldi, digital paper edit, autoEdit2",
    group="Recognisers",
    recognised="`retval.words`, `words` and `paragraphs`, or `text[].paragraph`",
    times="seconds, start and end of each word",
    roles="speaker labels",
    verified="2 files: BBC Kaldi, digital paper edit",
)

# Words and speakers come from two programs, whose edges are not the same; in seconds.
_NEAR = 0.5


class _Word(msgspec.Struct):
    """`punct` is the word with its punctuation; autoEdit2 says startTime."""

    text: str | None = None
    word: str | None = None
    punct: str | None = None
    start: float | None = None
    end: float | None = None
    startTime: float | None = None
    endTime: float | None = None
    confidence: float | None = None


class _Speaker(msgspec.Struct, frozen=True):
    id: str = msgspec.field(default="", name="@id")


class _Span(msgspec.Struct):
    """A stretch of one speaker; `end`, or `duration`."""

    start: float | None = None
    end: float | None = None
    duration: float | None = None
    speaker: str | int | _Speaker | None = None


class _Segmentation(msgspec.Struct, frozen=True):
    segments: list[_Span] = []


class _Result(msgspec.Struct):
    words: list[_Word] = []
    segmentation: _Segmentation = _Segmentation()
    wonid: str | None = None
    status: bool | str | None = None


class _Kaldi(msgspec.Struct):
    retval: _Result


class _PaperEdit(msgspec.Struct):
    words: list[_Word]
    paragraphs: list[_Span]


class _Line(_Word):
    words: list[_Word] = []


class _Lines(msgspec.Struct):
    line: list[_Line] = []


class _Block(msgspec.Struct):
    speaker: str | int | None = None
    paragraph: list[_Lines] = []


class _AutoEdit(msgspec.Struct):
    text: list[_Block]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if isinstance(first.get("retval"), dict) and "words" in first["retval"]:
        return "key retval.words"
    if isinstance(first.get("words"), list) and isinstance(first.get("paragraphs"), list):
        return "keys words and paragraphs"
    blocks = first.get("text")
    begin = blocks[0] if isinstance(blocks, list) and blocks else None
    return "text with paragraph" if isinstance(begin, dict) and "paragraph" in begin else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    place, facts = place_of(source, record), Facts()
    value = record.value if isinstance(record.value, dict) else {}
    if "retval" in value:
        result = convert(source, record, _Kaldi).retval
        if result.status is False:
            raise TranscriptError("the recogniser says that it failed (retval.status is false)", place=place)
        pieces, notes = _by_spans(result.words, result.segmentation.segments)
        facts = Facts(id=result.wonid)
    elif "paragraphs" in value:
        edit = convert(source, record, _PaperEdit)
        pieces, notes = _by_spans(edit.words, edit.paragraphs)
    else:
        pieces, notes = [p for block in convert(source, record, _AutoEdit).text for p in _block(block)], []
    told = (*record.notes, *notes)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=told, place=place)


def _by_spans(words: Sequence[_Word], spans: Sequence[_Span]) -> tuple[list[Piece], list[Note]]:
    """A piece for each span that words lie in; those in none are put together, without a speaker."""
    ordered = sorted((s for s in spans if s.start is not None), key=lambda s: s.start or 0.0)
    starts = [span.start or 0.0 for span in ordered]
    within: dict[int, list[Word]] = {}
    outside: list[Word] = []
    for word in words:
        at = _span_of(word, ordered, starts)
        (outside if at is None else within.setdefault(at, [])).append(_word(word))
    pieces = [_piece(said, _label(ordered[at])) for at, said in within.items()]
    return in_order([*pieces, *pieces_of(outside)]), list(_odd(words, outside, spans, len(within)))


def _span_of(word: _Word, spans: Sequence[_Span], starts: Sequence[float]) -> int | None:
    """The last span that begins before the middle of the word and goes on until then, or the nearest, if near."""
    if word.start is None:
        return None
    middle = (word.start + (word.end if word.end is not None else word.start)) / 2
    at = bisect_right(starts, middle) - 1
    before = [(max(0.0, middle - _end(spans[at])), at)] if at >= 0 else []
    after = [(starts[at + 1] - middle, at + 1)] if at + 1 < len(starts) else []
    distance, nearest = min([*before, *after], default=(_NEAR, 0))
    return nearest if distance < _NEAR else None


def _end(span: _Span) -> float:
    if span.end is not None:
        return span.end
    return (span.start or 0.0) + (span.duration or 0.0)


def _odd(words: Sequence[_Word], outside: Sequence[Word], spans: Sequence[_Span], spoken: int) -> Iterator[Note]:
    if outside and spans:
        message = f"{len(outside)} of {len(words)} words lie in no speaker's stretch; their speaker is unknown"
        yield Note("speaker-unknown", message)
    silent = len(spans) - spoken
    if silent:
        yield Note("empty-turn", f"{silent} of {len(spans)} stretches hold no words; they were left out")


def _block(block: _Block) -> Iterator[Piece]:
    for paragraph in block.paragraph:
        words = [_word(word) for line in paragraph.line for word in (line.words or [line])]
        if words:
            yield _piece(words, "" if block.speaker is None else str(block.speaker))


def _label(span: _Span) -> str:
    speaker = span.speaker
    return speaker.id if isinstance(speaker, _Speaker) else "" if speaker is None else str(speaker)


def _word(word: _Word) -> Word:
    return Word(
        text=(word.punct or word.text or word.word or "").strip(),
        start_ms=milliseconds(word.start if word.start is not None else word.startTime),
        end_ms=milliseconds(word.end if word.end is not None else word.endTime),
        confidence=word.confidence,
    )


def _piece(words: Sequence[Word], label: str) -> Piece:
    starts = [word.start_ms for word in words if word.start_ms is not None]
    ends = [word.end_ms for word in words if word.end_ms is not None]
    return Piece(
        text=joined(words),
        label=label,
        start_ms=min(starts, default=None),
        end_ms=max(ends, default=None),
        confidence=mean(word.confidence for word in words),
    )
