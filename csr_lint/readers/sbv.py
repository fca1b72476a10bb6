"""SubViewer captions (SBV), as YouTube writes them: `0:00:00.378,0:00:11.378`, then the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import build_call
from csr_lint.readers.captions import cues, whole
from csr_lint.readers.source import Line, Source
from csr_lint.readers.voices import told

NAME = "sbv"
ORDER = 305
ABOUT = About(
    title="SBV (YouTube)",
    group="Captions",
    recognised="`0:00:00.378,0:00:11.378` lines",
    times="clock times, start and end of each cue",
    roles="none, or names in captions",
    verified="3 files: a parser's tests",
)

_SNIFFED_LINES = 60
_CLOCK = r"\d{1,3}:\d\d:\d\d\.\d{1,3}"
_TIMING = re.compile(rf"\s{{0,9}}{_CLOCK},{_CLOCK}\s*$")
# A mistyped time still ends the cue above it; it is unknown then.
_LOOSE = re.compile(r"(\s{0,9}\d{1,3}:\d[\w:.]{3,12}),(\d{1,3}:\d[\w:.]{0,12})\s*$")


def sniff(source: Source) -> str | None:
    filled = (line for line in source.head_lines if line.text.strip())
    timing = next((line for line in islice(filled, _SNIFFED_LINES) if _TIMING.match(line.text)), None)
    return f"line {timing.number} is a timing line (begin,end)" if timing else None


def read(source: Source) -> Iterator[Call]:
    lines, cut = whole([Line(line.number, _LOOSE.sub(r"\1 --> \2", line.text)) for line in source.lines])
    said = told(source, list(cues(lines, notes=False)))
    yield build_call(source, NAME, said.pieces, notes=(*said.notes, *cut))
