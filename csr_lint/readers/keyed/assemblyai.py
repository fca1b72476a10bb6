"""AssemblyAI: its utterances where speakers or channels were asked for, else runs of words; times in ms."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of, refuse_failed
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, label_of, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "assemblyai"
ORDER = 132
ABOUT = About(
    title="AssemblyAI",
    group="Cloud recognisers",
    recognised="`acoustic_model`, `audio_duration` and `utterances`, or `audio_url` and `status`",
    times="ms, start and end of each utterance",
    roles="speaker letters, channels",
    verified="1 file",
)

_SURE = (
    {"acoustic_model"},
    {"audio_duration", "utterances"},
    {"audio_url", "status", "words"},
    {"audio_url", "status", "error"},
)


class _Spoken(msgspec.Struct):
    text: str = ""
    start: float | None = None
    end: float | None = None
    confidence: float | None = None
    speaker: str | int | None = None
    channel: str | int | None = None

    @property
    def label(self) -> str:
        """With channels the speaker is the channel itself ("1"), or counted in it ("1A")."""
        speaker = "" if self.speaker is None else str(self.speaker)
        if self.channel is None or not speaker.startswith(str(self.channel)):
            return label_of(self.speaker, self.channel)
        return label_of(None, self.channel) if speaker == str(self.channel) else speaker


class _Document(msgspec.Struct):
    """`audio_duration` is in seconds, all other times are in ms."""

    id: str | None = None
    status: str | None = None
    error: str | None = None
    text: str | None = None
    words: list[_Spoken] | None = None
    utterances: list[_Spoken] | None = None
    audio_duration: float | None = None
    language_code: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    return next((f"keys {', '.join(sorted(keys))}" for keys in _SURE if keys <= first.keys()), None)


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    refuse_failed(place, told.status, told.error)
    facts = Facts(id=told.id, duration_ms=milliseconds(told.audio_duration), language=told.language_code)
    pieces = in_order([_piece(uttered) for uttered in told.utterances or []])
    pieces = pieces or pieces_of(_word(word) for word in told.words or [])
    if not pieces and told.text:
        pieces = [Piece(text=told.text)]
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=record.notes, place=place)


def _piece(told: _Spoken) -> Piece:
    return Piece(
        text=told.text,
        label=told.label,
        start_ms=milliseconds(told.start, 1),
        end_ms=milliseconds(told.end, 1),
        channel=None if told.channel is None else str(told.channel),
        confidence=told.confidence,
    )


def _word(told: _Spoken) -> Word:
    return Word(
        text=told.text,
        start_ms=milliseconds(told.start, 1),
        end_ms=milliseconds(told.end, 1),
        label=told.label,
        channel=None if told.channel is None else str(told.channel),
        confidence=told.confidence,
    )
