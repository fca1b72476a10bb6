"""WebVTT captions, as Teams, Zoom, podcast hosts and recognisers write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.captions import cues, whole
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import clock
from csr_lint.readers.voices import told

NAME = "webvtt"
ORDER = 10
ABOUT = About(
    title="WebVTT (Teams, Zoom, podcast hosts …)",
    group="Captions",
    recognised="`WEBVTT` on line 1",
    times="clock times, start and end of each cue",
    roles="names where captions bear them",
    verified="15 files: podcasts, Teams, a parser's tests",
)

_LANGUAGE = re.compile(r"(?:NOTE\s+)?Language:\s*([A-Za-z]{2,3}(?:[-_]\w{2,8}){0,2})\s*$", re.IGNORECASE)
_DURATION = re.compile(r"NOTE\s+duration:\s*\"?([\d:.]{3,20})\"?\s*$", re.IGNORECASE)


def sniff(source: Source) -> str | None:
    return "line 1 is WEBVTT" if source.head.startswith("WEBVTT") else None


def read(source: Source) -> Iterator[Call]:
    lines, cut = whole(source.lines)
    said = told(source, list(cues(lines, notes=True, unit=source.reading.time_unit)))
    facts = Facts(
        started=said.began, language=_said(_LANGUAGE, lines), duration_ms=clock(_said(_DURATION, lines) or "")
    )
    yield build_call(source, NAME, said.pieces, facts=facts, notes=(*said.notes, *cut))


def _said(pattern: re.Pattern[str], lines: Sequence[Line]) -> str | None:
    """What the head of the file says, or a NOTE as Microsoft Stream writes it."""
    before = takewhile(lambda line: "-->" not in line.text, lines)
    return next((found[1] for line in before if (found := pattern.match(line.text.strip()))), None)
