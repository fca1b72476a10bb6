"""What NIST's columns have in common: recordings in one file, and the marks in their words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.readers.spoken import Word

_BRACES = re.compile(r"\{([^{}]*)\}")
_HESITATION = re.compile(r"\(?%(?:hesitation|hes)\b\)?", re.IGNORECASE)
_OPTIONAL = re.compile(r"\(([^()]*)\)")
_DEEPEST = 10


class Recording(msgspec.Struct, frozen=True):
    """What was said in one recording of a file; `name` as the file has it, None where it gives none."""

    name: str | None
    pieces: Sequence[Piece]
    notes: tuple[Note, ...] = ()


def spoken(text: str) -> str:
    """Words without marks: the first of the alternatives in `{ um / uh }`, `(%HESITATION)` as "uh", `(that)` as "that".

    `@` stands for no word at all.
    """
    for _ in range(_DEEPEST):
        text, changed = _BRACES.subn(_first, text)
        if not changed:
            break
    text = _OPTIONAL.sub(r"\1", _HESITATION.sub("uh", text))
    return " ".join(word.removeprefix("%") for word in text.split() if word != "@")


def _first(braces: re.Match[str]) -> str:
    return f" {braces[1].split('/')[0].strip()} "


def hesitations(texts: Sequence[str]) -> list[Note]:
    """A note where hesitations are marked and not spelled."""
    marked = sum(len(_HESITATION.findall(text)) for text in texts)
    return [Note("hesitation-marked", f'{marked} marked hesitations were read as "uh"')] if marked else []


def with_lines(pieces: Sequence[Piece], words: Iterable[tuple[Word, int]]) -> list[Piece]:
    """The pieces that these words (with their lines) make, each with the line of its first word."""
    lines: dict[tuple[str, int | None], int] = {}
    for word, line in words:
        lines.setdefault((word.label, word.start_ms), line)
    return [msgspec.structs.replace(piece, line=lines.get((piece.label, piece.start_ms))) for piece in pieces]


def unspoken(count: int, what: str) -> list[Note]:
    """A note on rows that were kept out; none if there were none."""
    return [Note("not-speech", f"{count} rows were not read as speech ({what})")] if count else []


def alternatives(count: int) -> list[Note]:
    """A note on places where a file gives several wordings."""
    return [Note("alternatives", f"in {count} places the first of several wordings was taken")] if count else []
