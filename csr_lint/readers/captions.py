"""Captions: cues of WebVTT and SRT, as tolerantly as real files need it.

Read here rather than by a library because those lose cues of real files silently (`0.860 --> 7.380`), the speakers, or
the line numbers. Captions of other formats become cues too, with their text as WebVTT writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.model import Note
from csr_lint.readers.source import Line
from csr_lint.readers.times import clock, is_unpadded, milliseconds
from csr_lint.reading import UNIT_MS, TimeUnit

_ARROW = "-->"
_STARTS_AS_TIME = re.compile(r"\s*-?\d(?:[\d:.,-]{0,24}|\d{0,3}:[\w:.,]{0,20})\s*-->")
_SIGN_WITHIN = re.compile(r"(?<=[:.])-(?=\d)")
_BARE = re.compile(r"-?\d{1,12}(?:[.,]\d{1,9})?$")
_SETTINGS = re.compile(r"(?:\s*+[A-Za-z]\w{0,20}:\S++)*+\s*$")
_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_CONFIDENCE = re.compile(r"NOTE\s+Confidence:\s*(0?\.\d{1,18}|[01](?:\.0{1,18})?)\s*$", re.IGNORECASE)
_CUT = re.compile(r"\d{1,3}:\d[\d:.,]{0,12}\s*(?:-{1,2}>?\s*[\d:.,]{0,14})?$")


class Cue(msgspec.Struct, frozen=True):
    """A cue: its first line, its times in ms where it has them, its lines of text; `confidence` is from 0 to 1."""

    line: int
    start_ms: int | None
    end_ms: int | None
    payload: tuple[Line, ...]
    confidence: float | None = None


def cues(lines: Sequence[Line], *, notes: bool, unit: TimeUnit | None = None) -> Iterator[Cue]:
    """The cues in these lines. `notes`: NOTE, STYLE and REGION blocks are none (WebVTT); `unit` of bare numbers.

    A blank line inside a cue does not end it; a numbered block whose timing line is missing is a cue without times.
    """
    unpadded = any(_ARROW in line.text and is_unpadded(line.text) for line in lines)
    head: Cue | None = None
    payload: list[Line] = []
    passing, after_blank, number = False, True, 0
    sure: float | None = None
    for at, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            passing, after_blank = False, True
            continue
        if _is_timing(line.text):
            if head:
                yield _filled(head, payload)
            start, end, more = _timing(line.text, unpadded=unpadded, unit=unit)
            head, payload, passing = Cue(line.number, start, end, (), sure), [], False
            payload += [Line(line.number, more)] if more else []
            sure = None
        elif passing or (after_blank and notes and _BLOCK.match(text)):
            passing = True
            sure = float(told[1]) if (told := _CONFIDENCE.match(text)) else sure
        elif after_blank and _is_identifier(lines, at):
            number = int(text) if text.isdecimal() else number
        elif head and after_blank and text.isdecimal() and int(text[:9]) == number + 1 and _has_text_below(lines, at):
            yield _filled(head, payload)
            head, payload, number = Cue(line.number, None, None, ()), [], number + 1
        elif head:
            payload.append(line)
        after_blank = False
    if head:
        yield _filled(head, payload)


def whole(lines: Sequence[Line]) -> tuple[Sequence[Line], tuple[Note, ...]]:
    """The lines without a cue that is cut off at the end of the file, and a note if there is one.

    Cut off is a cue of which there is only its number, or (a part of) its times, and no line end behind that.
    """
    first = next((at + 1 for at in range(len(lines) - 1, -1, -1) if not lines[at].text.strip()), 0)
    rows = [line.text.strip() for line in lines[first:]]
    timed = 0 < len(rows) < 3 and not _is_timing(rows[0] if len(rows) == 2 else "") and _CUT.match(rows[-1])
    numbered = len(rows) == 1 and rows[0].isdecimal() and _follows(lines, int(rows[0][:9]))
    if not (timed or numbered) or not any(_is_timing(line.text) for line in lines[:first]):
        return lines, ()
    what = f"the file ends within a cue (line {lines[first].number}); it seems cut off"
    return lines[:first], (Note("truncated", what),)


def _follows(lines: Sequence[Line], number: int) -> bool:
    """Is this the number after that of the last numbered cue?"""
    numbers = (lines[at].text.strip() for at in range(len(lines) - 2, -1, -1) if _is_identifier(lines, at))
    return next(numbers, None) == str(number - 1)


def _filled(cue: Cue, payload: Sequence[Line]) -> Cue:
    return msgspec.structs.replace(cue, payload=tuple(payload))


def _is_timing(text: str) -> bool:
    return _ARROW in text and _STARTS_AS_TIME.match(text) is not None


def _timing(text: str, *, unpadded: bool, unit: TimeUnit | None) -> tuple[int | None, int | None, str]:
    """Start, end, and what stands behind them if it is no cue settings."""
    left, _, right = text.partition(_ARROW)
    end, _, more = right.strip().partition(" ")
    times = [_time(spelled.strip(), unpadded=unpadded, unit=unit) for spelled in (left, end)]
    return times[0], times[1], "" if _SETTINGS.match(more) else more.strip()


def _time(text: str, *, unpadded: bool, unit: TimeUnit | None) -> int | None:
    """Microsoft writes a time before the recording began with a sign in each part that is not zero: `0:0:-6.-90`."""
    if unit and _BARE.match(text):
        return milliseconds(float(text.replace(",", ".")), UNIT_MS[unit])
    plain = _SIGN_WITHIN.sub("", text)
    return clock(plain if plain == text or plain.startswith("-") else f"-{plain}", unpadded=unpadded)


def _is_identifier(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and _is_timing(lines[at + 1].text)


def _has_text_below(lines: Sequence[Line], at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].text.strip())
