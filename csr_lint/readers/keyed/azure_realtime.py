"""Azure real-time recognition: a list of phrases with `RecognitionStatus` and `NBest`, all of one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.records import as_one, convert
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of, note_if
from csr_lint.readers.times import milliseconds
from csr_lint.reading import UNIT_MS

NAME = "azure-realtime"
ORDER = 114
ABOUT = About(
    title="Azure real-time recognition",
    group="Cloud recognisers",
    recognised="`RecognitionStatus` and `NBest`",
    times="ticks of 100 ns, start and duration of each phrase",
    roles="speaker labels, channels",
    verified="1 file of Microsoft's tests",
)


class _Guess(msgspec.Struct, rename="pascal"):
    confidence: float | None = None
    display: str | None = None
    lexical: str | None = None


class _Phrase(msgspec.Struct, rename="pascal"):
    """Offset and duration are ticks of 100 ns. The simple form has `DisplayText` and no `NBest`."""

    recognition_status: str | int
    offset: float | None = None
    duration: float | None = None
    speaker_id: str | int | None = None
    channel: int | str | None = None
    display_text: str | None = None
    n_best: list[_Guess] | None = msgspec.field(name="NBest", default=None)

    @property
    def heard(self) -> bool:
        return str(self.recognition_status).casefold() in ("success", "0")

    @property
    def best(self) -> _Guess:
        """The surest guess; the list is not always in that order."""
        return max(self.n_best or [_Guess()], key=lambda guess: guess.confidence or 0.0)

    @property
    def text(self) -> str:
        return self.best.display or self.best.lexical or self.display_text or ""


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    told = isinstance(first, dict) and "RecognitionStatus" in first and not {"NBest", "DisplayText"}.isdisjoint(first)
    return "keys RecognitionStatus and NBest" if told else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    record = as_one(source)
    phrases = convert(source, record, list[_Phrase])
    several = len({phrase.channel for phrase in phrases}) > 1
    failed = Counter(str(phrase.recognition_status) for phrase in phrases if not phrase.heard)
    refused = f"{failed.total()} of {len(phrases)} phrases were not recognized ({', '.join(sorted(failed))})"
    if phrases and failed.total() == len(phrases):
        raise TranscriptError(refused, place=source.path, code="not-recognized")
    pieces = [_piece(phrase, several) for phrase in phrases if phrase.heard and phrase.text]
    empty = len(phrases) - failed.total() - len(pieces)
    notes = (
        *record.notes,
        *note_if(failed.total(), "not-recognized", refused),
        *note_if(empty, "empty-turn", f"{empty} of {len(phrases)} phrases have no text; they are left out"),
    )
    yield build_call(source, NAME, in_order(pieces), notes=notes)


def _piece(phrase: _Phrase, several: bool) -> Piece:
    channel = str(phrase.channel) if several and phrase.channel is not None else None
    start = milliseconds(phrase.offset, UNIT_MS["ticks"])
    lasts = milliseconds(phrase.duration, UNIT_MS["ticks"])
    return Piece(
        text=phrase.text,
        label=label_of(phrase.speaker_id, channel),
        start_ms=start,
        end_ms=None if start is None or lasts is None else start + lasts,
        channel=channel,
        confidence=phrase.best.confidence,
    )
