"""Azure fast transcription: `phrases` beside `combinedPhrases`, times in ms."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of, note_if
from csr_lint.readers.times import milliseconds

NAME = "azure-fast"
ORDER = 113
ABOUT = About(
    title="Azure fast transcription",
    group="Cloud recognisers",
    recognised="`phrases` and `combinedPhrases`",
    times="ms, start and duration of each phrase",
    roles="speaker numbers, channels",
)


class _Timed(msgspec.Struct, rename="camel"):
    """Milliseconds under the names that versions and client libraries give them."""

    offset_milliseconds: float | None = None
    offset_in_ms: float | None = None
    offset: float | None = None
    duration_milliseconds: float | None = None
    duration_in_ms: float | None = None
    duration: float | None = None

    @property
    def start_ms(self) -> int | None:
        return _first(self.offset_milliseconds, self.offset_in_ms, self.offset)

    @property
    def lasts_ms(self) -> int | None:
        return _first(self.duration_milliseconds, self.duration_in_ms, self.duration)


class _Phrase(_Timed, rename="camel"):
    text: str = ""
    speaker: int | str | None = None
    channel: int | str | None = None
    confidence: float | None = None
    locale: str | None = None


class _Document(_Timed, rename="camel", kw_only=True):
    phrases: list[_Phrase]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict) or "phrases" not in first:
        return None
    sure = {"combinedPhrases", "durationMilliseconds", "durationInMs"} & first.keys()
    return "keys phrases and combinedPhrases" if sure else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    several = len({phrase.channel for phrase in told.phrases}) > 1
    pieces = [_piece(phrase, several) for phrase in told.phrases if phrase.text.strip()]
    empty = len(told.phrases) - len(pieces)
    notes = (
        *record.notes,
        *note_if(empty, "empty-turn", f"{empty} of {len(told.phrases)} phrases have no text; they are left out"),
    )
    locales = {phrase.locale for phrase in told.phrases if phrase.locale}
    facts = Facts(duration_ms=told.lasts_ms, language=locales.pop() if len(locales) == 1 else None)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(phrase: _Phrase, several: bool) -> Piece:
    channel = str(phrase.channel) if several and phrase.channel is not None else None
    start, lasts = phrase.start_ms, phrase.lasts_ms
    return Piece(
        text=phrase.text,
        label=label_of(phrase.speaker, channel),
        start_ms=start,
        end_ms=None if start is None or lasts is None else start + lasts,
        channel=channel,
        confidence=phrase.confidence,
    )


def _first(*found: float | None) -> int | None:
    return next((milliseconds(ms, 1) for ms in found if ms is not None), None)
