"""Captions: cues of WebVTT and SRT, as tolerantly as real files need it.

Read here rather than by a library because those lose cues of real files silently (`0.860 --> 7.380`), the speakers, or
the line numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.readers.source import Line
from csr_lint.readers.times import clock, is_unpadded

_ARROW = "-->"
_STARTS_AS_TIME = re.compile(r"\s*-?\d[\d:.,]{0,20}\s*-->")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


class Cue(msgspec.Struct, frozen=True):
    """A cue: its first line, its times in ms where it has them, and its lines of text."""

    line: int
    start_ms: int | None
    end_ms: int | None
    payload: tuple[Line, ...]


def cues(lines: Sequence[Line], *, notes: bool) -> Iterator[Cue]:
    """The cues in these lines. `notes`: NOTE, STYLE and REGION blocks are none (WebVTT).

    A blank line inside a cue does not end it; a numbered block whose timing line is missing is a cue without times.
    """
    unpadded = any(_ARROW in line.text and is_unpadded(line.text) for line in lines)
    start: tuple[int, int | None, int | None] | None = None
    payload: list[Line] = []
    passing, after_blank, number = False, True, 0
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            passing, after_blank = False, True
            continue
        if _is_timing(line.text):
            if start:
                yield Cue(start[0], start[1], start[2], tuple(payload))
            start, payload, passing = (line.number, *_timing(line.text, unpadded=unpadded)), [], False
        elif passing or (after_blank and notes and _BLOCK.match(text)):
            passing = True
        elif after_blank and _is_identifier(lines, at):
            number = int(text) if text.isdecimal() else number
        elif start and after_blank and text.isdecimal() and int(text[:9]) == number + 1 and _has_text_below(lines, at):
            yield Cue(start[0], start[1], start[2], tuple(payload))
            start, payload, number = (line.number, None, None), [], number + 1
        elif start:
            payload.append(line)
        after_blank = False
    if start:
        yield Cue(start[0], start[1], start[2], tuple(payload))


def _is_timing(text: str) -> bool:
    return _ARROW in text and _STARTS_AS_TIME.match(text) is not None


def _timing(text: str, *, unpadded: bool) -> tuple[int | None, int | None]:
    left, _, right = text.partition(_ARROW)
    ends = right.split(maxsplit=1)
    return clock(left, unpadded=unpadded), clock(ends[0], unpadded=unpadded) if ends else None


def _is_identifier(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and _is_timing(lines[at + 1].text)


def _has_text_below(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].text.strip())
