"""Deepgram: `results.channels`; its utterances where they were asked for, else its paragraphs, else runs of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, label_of, mean, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "deepgram"
ORDER = 110
ABOUT = About(
    title="Deepgram",
    group="Cloud recognisers",
    recognised="`results.channels`",
    times="seconds, start and end of each utterance or paragraph",
    roles="speaker numbers, channels",
    verified="3 files of Deepgram's tests",
)


class _Word(msgspec.Struct):
    word: str = ""
    punctuated_word: str | None = None
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    speaker: int | str | None = None


class _Sentence(msgspec.Struct):
    text: str = ""


class _Paragraph(msgspec.Struct):
    sentences: list[_Sentence] = []
    speaker: int | str | None = None
    start: float | None = None
    end: float | None = None


class _Paragraphs(msgspec.Struct):
    paragraphs: list[_Paragraph] = []


class _Alternative(msgspec.Struct):
    transcript: str = ""
    words: list[_Word] = []
    paragraphs: _Paragraphs | None = None


class _Channel(msgspec.Struct):
    alternatives: list[_Alternative] = []
    detected_language: str | None = None


class _Utterance(msgspec.Struct):
    transcript: str = ""
    speaker: int | str | None = None
    channel: int | None = None
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    words: list[_Word] = []


class _Results(msgspec.Struct):
    channels: list[_Channel]
    utterances: list[_Utterance] | None = None


class _Metadata(msgspec.Struct, frozen=True):
    request_id: str | None = None
    created: str | None = None
    duration: float | None = None


class _Document(msgspec.Struct):
    results: _Results
    metadata: _Metadata = _Metadata()


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    results = first.get("results") if isinstance(first, dict) else None
    return "key results.channels" if isinstance(results, dict) and "channels" in results else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document = convert(source, record, _Document)
    channels, told = document.results.channels, document.metadata
    uttered = document.results.utterances or []
    several = len(channels) > 1
    pieces = [_uttered(u, several) for u in uttered] or [
        p for k, c in enumerate(channels) for p in _spoken(k, c, several)
    ]
    facts = Facts(
        id=told.request_id,
        started=told.created,
        duration_ms=milliseconds(told.duration),
        language=next((c.detected_language for c in channels if c.detected_language), None),
    )
    notes = (*record.notes, *_mixed(uttered))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _uttered(spoken: _Utterance, several: bool) -> Piece:
    channel = spoken.channel if several else None
    return _piece(spoken.transcript, spoken, channel, spoken.confidence)


def _spoken(number: int, channel: _Channel, several: bool) -> list[Piece]:
    """A channel by paragraphs, else by runs of words; one without either gives its transcript."""
    best = next(iter(channel.alternatives), _Alternative())
    place = number if several else None
    if best.paragraphs and best.paragraphs.paragraphs:
        confidence = mean(word.confidence for word in best.words)
        paragraphs = best.paragraphs.paragraphs
        return [_piece(" ".join(s.text for s in p.sentences), p, place, confidence) for p in paragraphs]
    if best.words:
        return pieces_of(_word(word, place) for word in best.words)
    return [Piece(text=best.transcript, label=label_of(None, place))] if best.transcript else []


def _piece(text: str, told: _Utterance | _Paragraph, channel: int | None, confidence: float | None) -> Piece:
    return Piece(
        text=text,
        label=label_of(told.speaker, channel),
        start_ms=milliseconds(told.start),
        end_ms=milliseconds(told.end),
        channel=None if channel is None else str(channel),
        confidence=confidence,
    )


def _word(word: _Word, channel: int | None) -> Word:
    return Word(
        text=word.punctuated_word or word.word,
        start_ms=milliseconds(word.start),
        end_ms=milliseconds(word.end),
        label=label_of(word.speaker, channel),
        channel=None if channel is None else str(channel),
        confidence=word.confidence,
    )


def _mixed(uttered: Sequence[_Utterance]) -> list[Note]:
    mixed = sum(len({word.speaker for word in u.words}) > 1 for u in uttered)
    message = f"in {mixed} of {len(uttered)} utterances the words are of more than one speaker"
    return [Note("speaker-changed-inside-turn", message)] if mixed else []
