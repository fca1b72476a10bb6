"""Speechmatics' text: `SPEAKER: S1` on a line of its own, then what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.breaks import joined
from csr_lint.readers.source import Line, Source

NAME = "speechmatics-text"
ORDER = 50
ABOUT = About(
    title="Speechmatics (text export)",
    group="Recognisers",
    recognised="`SPEAKER: S1` on a line of its own",
    times="none",
    roles="speaker numbers",
    verified="1 file: the maker's sample",
)

_SPEAKER = re.compile(r"SPEAKER: (\S(?:.{0,58}\S)?)\s*$")


def sniff(source: Source) -> str | None:
    first = next((line for line in source.head_lines if line.text.strip()), None)
    return f"line {first.number} is SPEAKER: and a name" if first and _SPEAKER.match(first.text) else None


def read(source: Source) -> Iterator[Call]:
    blocks: list[tuple[int, str, list[Line]]] = []
    above = 0
    for line in source.lines:
        text = line.text.strip()
        if named := _SPEAKER.match(text):
            blocks.append((line.number, named[1], []))
        elif text and blocks:
            blocks[-1][2].append(Line(line.number, text))
        else:
            above += bool(text)
    pieces = [_piece(number, who, rows) for number, who, rows in blocks if rows]
    if not pieces:
        raise TranscriptError("it has no turns (SPEAKER: S1, then text)", place=source.path, code="no-turns")
    notes = [Note("lines-skipped", f"{above} lines above the first SPEAKER: were not read as speech")] if above else []
    if empty := len(blocks) - len(pieces):
        notes.append(Note("empty-turn", f"{empty} of {len(blocks)} turns have no text; they were left out"))
    yield build_call(source, NAME, pieces, notes=notes)


def _piece(number: int, who: str, rows: Sequence[Line]) -> Piece:
    text, breaks = joined(rows, number)
    return Piece(text=text, label=who, line=number, breaks=breaks)
