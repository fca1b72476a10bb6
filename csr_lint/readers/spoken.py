"""Recognised words made pieces of talk: a piece for each speaker's run of words, in the order of the clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from csr_lint.model import Note, Role
from csr_lint.readers.assemble import Piece

GAP_MS = 1500
"""A speaker who is silent for longer begins a new piece."""


class Word(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A recognised word or sign; times in ms. `glued`: no blank stands before it (a sign of punctuation)."""

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    label: str = ""
    channel: str | None = None
    confidence: float | None = None
    glued: bool = False


def pieces_of(words: Iterable[Word], *, gap_ms: int = GAP_MS, roles: dict[str, Role] | None = None) -> list[Piece]:
    """The pieces that these words make, by start, nothing dropped; overlaps stay.

    Each channel's words are put together by themselves, so that two who talk at once are not torn apart. A sign takes
    speaker and place of the word before it. `roles`: the role of each label that has one.
    """
    channels: dict[str | None, list[list[Word]]] = {}
    for word in words:
        runs = channels.setdefault(word.channel, [])
        if runs and (word.glued or _goes_on(runs[-1], word, gap_ms)):
            runs[-1].append(word)
        else:
            runs.append([word])
    pieces = [_piece(run, roles or {}) for runs in channels.values() for run in runs]
    return in_order(pieces)


def in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces by their starts; those without a time stay behind the one that they stood behind."""
    latest, keyed = 0, []
    for piece in pieces:
        latest = piece.start_ms if piece.start_ms is not None else latest
        keyed.append((latest, piece))
    return [piece for _, piece in sorted(keyed, key=lambda pair: pair[0])]


def joined(words: Sequence[Word]) -> str:
    """The words as a text."""
    return "".join(("" if word.glued or not k else " ") + word.text for k, word in enumerate(words)).strip()


def label_of(speaker: int | str | None, channel: int | str | None = None) -> str:
    """A speaker's label: "speaker 1" for a bare number, else as it is; after the channel's, if one is given.

    Recognisers count speakers anew in each channel. "" where the file tells neither.
    """
    told = ((channel, "channel"), (speaker, "speaker"))
    return " ".join(
        f"{what} {value}" if str(value).isdigit() else str(value) for value, what in told if value not in (None, "")
    )


def note_if(count: int, code: str, message: str) -> tuple[Note, ...]:
    """A note on so many things; none if there are none."""
    return (Note(code, message),) if count else ()


def mean(numbers: Iterable[float | None]) -> float | None:
    """The mean of the numbers that there are; None of none."""
    found = [number for number in numbers if number is not None]
    return sum(found) / len(found) if found else None


def _goes_on(run: Sequence[Word], word: Word, gap_ms: int) -> bool:
    if run[0].label != word.label:
        return False
    ended = next((w.end_ms for w in reversed(run) if w.end_ms is not None), None)
    return ended is None or word.start_ms is None or word.start_ms - ended <= gap_ms


def _piece(run: Sequence[Word], roles: dict[str, Role]) -> Piece:
    starts = [word.start_ms for word in run if word.start_ms is not None]
    ends = [word.end_ms for word in run if word.end_ms is not None]
    return Piece(
        text=joined(run),
        label=run[0].label,
        role=roles.get(run[0].label, Role.UNKNOWN),
        start_ms=min(starts) if starts else None,
        end_ms=max(ends) if ends else None,
        channel=run[0].channel,
        confidence=mean(word.confidence for word in run),
    )
