"""Otter's text export: `Name  0:15  `, then what was said; the name may be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.breaks import joined
from csr_lint.readers.labels import split_label
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import clock
from csr_lint.vocabulary import load_vocabulary

NAME = "otter"
ORDER = 40
ABOUT = About(
    title="Otter (text export)",
    group="Text",
    recognised="`Name  0:15` lines over a quarter of the file, or the footer",
    times="clock times, start of each block",
    roles="names in the file",
)

_HEAD = re.compile(r"(?P<name>\S(?:.{0,78}?\S)?)?\s{2,9}(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d)\s{2}$")
_PLAIN_HEAD = re.compile(r"(?:(?P<name>\S(?:.{0,78}?\S)?)\s{2,9}|\s{0,9})(?P<time>(?:\d{1,2}:)?\d{1,2}:\d\d)\s*$")
_FOOTER = re.compile(r"\s*Transcribed by https?://(?:www\.)?otter\.ai\b.{0,40}$", re.IGNORECASE)


class Block(msgspec.Struct):
    """The line that names speaker and time, and the lines of text below it, which still grow."""

    number: int
    name: str
    time: str
    rows: list[Line]


def sniff(source: Source) -> str | None:
    lines = source.head_lines
    footer = next((line for line in lines if _FOOTER.match(line.text)), None)
    if footer and _blocks(lines, _PLAIN_HEAD)[0]:
        return f"line {footer.number} says that Otter transcribed it"
    heads = [line for line in lines if _HEAD.match(line.text)]
    filled = sum(bool(line.text.strip()) for line in lines)
    return f"line {heads[0].number} is a name and a time between blanks" if len(heads) * 4 > filled else None


def read(source: Source) -> Iterator[Call]:
    blocks, skipped = _blocks(source.lines, _PLAIN_HEAD)
    pieces, vocabulary = [], load_vocabulary()
    for block in blocks:
        label = split_label(block.name, vocabulary)
        text, breaks = joined(block.rows, block.number)
        if text:
            pieces.append(
                Piece(
                    text=text,
                    label=label.label,
                    name=label.name,
                    line=block.number,
                    start_ms=clock(block.time),
                    breaks=breaks,
                )
            )
    if not pieces:
        raise TranscriptError("it has no turns (Name  0:15, then text)", place=source.path, code="no-turns")
    notes = []
    if skipped:
        what = f"{len(skipped)} lines above the talk were not read as speech (first: line {skipped[0]})"
        notes.append(Note("lines-skipped", what))
    if empty := len(blocks) - len(pieces):
        notes.append(Note("empty-turn", f"{empty} of {len(blocks)} turns have no text; they were left out"))
    yield build_call(source, NAME, pieces, notes=notes)


def _blocks(lines: Sequence[Line], head: re.Pattern[str]) -> tuple[list[Block], list[int]]:
    """The turns, and the numbers of the lines above them. A head stands at the begin or below a blank line."""
    found: list[Block] = []
    skipped: list[int] = []
    after_blank = True
    for line in lines:
        text = line.text.strip()
        if _FOOTER.match(text):
            continue
        if after_blank and (told := head.match(line.text)):
            found.append(Block(line.number, told["name"] or "", told["time"], []))
        elif text and found:
            found[-1].rows.append(Line(line.number, text))
        elif text:
            skipped.append(line.number)
        after_blank = not text
    return found, skipped
