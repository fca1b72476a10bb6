"""SubRip captions (SRT), also those that call themselves WebVTT without saying so on the first line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import build_call
from csr_lint.readers.captions import cues
from csr_lint.readers.source import Source
from csr_lint.readers.voices import speech
from csr_lint.vocabulary import load_vocabulary

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
_TIMING = re.compile(r"\s{0,20}\d{1,4}:\d\d:\d\d[,.]\d{1,3}\s{0,9}-->\s{0,9}\d{1,4}:\d\d:\d\d")


def sniff(source: Source) -> str | None:
    filled = (line for line in source.head_lines if line.text.strip())
    timing = next((line for line in islice(filled, _SNIFFED_LINES) if _TIMING.match(line.text)), None)
    return f"line {timing.number} is a timing line" if timing else None


def read(source: Source) -> Iterator[Call]:
    found = list(cues(source.lines, notes=False))
    said = speech(found, load_vocabulary())
    if not said.pieces:
        what = (
            f"none of its {len(found)} cues has a text" if found else "it has no cues (00:00:00,000 --> 00:00:05,000)"
        )
        raise TranscriptError(what, place=source.path, code="no-turns")
    yield build_call(source, NAME, said.pieces, notes=said.notes)
