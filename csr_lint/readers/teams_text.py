"""Teams transcripts as pasted text: `0:0:2.90 --> 0:0:4.480`, the name on a line of its own, then what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.breaks import joined
from csr_lint.readers.labels import is_name, plausible, split_label
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import clock, is_unpadded
from csr_lint.vocabulary import load_vocabulary

NAME = "teams-text"
ORDER = 30
ABOUT = About(
    title="Microsoft Teams (pasted or saved text)",
    group="Text",
    recognised="`0:0:2.90 --> 0:0:4.480` lines, no padding",
    times="clock times, start and end of each utterance",
    roles="names in the file",
)

_CLOCK = r"\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}"
_TIMING = re.compile(rf"\s*({_CLOCK})\s?-->\s?({_CLOCK})\s*$")
_MOSTLY = 0.8


class Block(msgspec.Struct, frozen=True):
    """A timing line, and the lines below it that are not blank."""

    timing: Line
    rows: tuple[Line, ...]


def sniff(source: Source) -> str | None:
    if "-->" not in source.head or source.head.startswith("WEBVTT"):
        return None
    blocks = _blocks(source.head_lines)
    filled = [block for block in blocks if block.rows]
    named = [block for block in filled if len(block.rows) > 1 and _may_be_name(block.rows[0].text)]
    unpadded = any(is_unpadded(block.timing.text) for block in blocks)
    returning = len(named) > 3 and 2 * len({block.rows[0].text.strip() for block in named}) <= len(named)
    if not named or not (unpadded or returning) or len(named) < _MOSTLY * len(filled):
        return None
    return f"line {named[0].timing.number} is a timing line as Teams writes it, with a name below"


def read(source: Source) -> Iterator[Call]:
    blocks = _blocks(source.lines)
    pieces, vocabulary = [], load_vocabulary()
    unpadded = any(is_unpadded(block.timing.text) for block in blocks)
    names = {block.rows[0].text.strip() for block in blocks if len(block.rows) > 1}
    for block in blocks:
        rows = [row.text.strip() for row in block.rows]
        named = len(rows) > 1 or (bool(rows) and rows[0] in names)
        label = split_label(rows[0] if named else "", vocabulary)
        times = [clock(spelled, unpadded=unpadded) for spelled in _TIMING.sub(r"\1 \2", block.timing.text).split()]
        line = block.timing.number
        said = [Line(row.number, text) for row, text in zip(block.rows[named:], rows[named:], strict=True)]
        text, breaks = joined(said, line)
        if text:
            pieces.append(
                Piece(
                    text=text,
                    label=label.label,
                    name=label.name,
                    line=line,
                    start_ms=times[0],
                    end_ms=times[1],
                    breaks=breaks,
                )
            )
    if not pieces:
        raise TranscriptError(
            "it has no turns (0:0:2.90 --> 0:0:4.480, name, text)", place=source.path, code="no-turns"
        )
    yield build_call(source, NAME, pieces, notes=list(_notes(source, blocks, len(pieces))))


def _blocks(lines: Sequence[Line]) -> list[Block]:
    found: list[tuple[Line, list[Line]]] = []
    for line in lines:
        if _TIMING.match(line.text):
            found.append((line, []))
        elif found and line.text.strip():
            found[-1][1].append(line)
    return [Block(timing, tuple(rows)) for timing, rows in found]


def _may_be_name(text: str) -> bool:
    return "<" not in text and text.strip()[-1] not in ".,:" and plausible(text.strip()) and is_name(text.strip())


def _notes(source: Source, blocks: Sequence[Block], said: int) -> Iterator[Note]:
    first = blocks[0].timing.number
    above = sum(bool(line.text.strip()) for line in source.lines if line.number < first)
    if above:
        yield Note("lines-skipped", f"{above} lines above the first timing line were not read as speech")
    if empty := len(blocks) - said:
        yield Note("empty-turn", f"{empty} of {len(blocks)} turns have no text; they were left out")
