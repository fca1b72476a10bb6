"""SubRip captions (SRT), also those that call themselves WebVTT without saying so on the first line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import build_call
from csr_lint.readers.captions import cues, whole
from csr_lint.readers.source import Source
from csr_lint.readers.voices import told

NAME = "srt"
ORDER = 300
ABOUT = About(
    title="SubRip (SRT)",
    group="Captions",
    recognised="a line `00:00:00,000 --> 00:00:05,000`",
    times="clock times, start and end of each cue",
    roles="names where captions bear them",
    verified="5 files: a podcast, a parser's tests",
)

_SNIFFED_LINES = 60
_TIME = r"(?:\d{1,4}:){0,2}\d{1,6}[,.:]\d{1,9}"
_TIMING = re.compile(rf"\s{{0,20}}-?{_TIME}\s{{0,9}}-->\s{{0,9}}-?{_TIME}(?:\s{{1,20}}[A-Za-z]\w{{0,20}}:\S++)*+\s*$")


def sniff(source: Source) -> str | None:
    filled = (line for line in source.head_lines if line.text.strip())
    timing = next((line for line in islice(filled, _SNIFFED_LINES) if _TIMING.match(line.text)), None)
    return f"line {timing.number} is a timing line" if timing else None


def read(source: Source) -> Iterator[Call]:
    lines, cut = whole(source.lines)
    said = told(source, list(cues(lines, notes=False, unit=source.reading.time_unit)))
    yield build_call(source, NAME, said.pieces, notes=(*said.notes, *cut))
