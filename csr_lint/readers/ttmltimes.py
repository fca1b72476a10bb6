"""Times of TTML: by the clock, as offsets, in frames and ticks, and counted from what an element stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from csr_lint.readers.times import clock, milliseconds
from csr_lint.readers.xmltext import attribute
from csr_lint.reading import UNIT_MS, TimeUnit

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CLOCK = re.compile(
    r"(?P<h>\d{1,4}):(?P<m>\d\d):(?P<s>\d\d)(?:(?P<part>\.\d{1,9})|[:;](?P<f>\d{1,3})(?:\.(?P<sub>\d{1,3}))?)?$"
)
_OFFSET = re.compile(r"(?P<number>\d{1,15}(?:\.\d{1,9})?)(?P<unit>h|ms|m|s|f|t)$")
_BARE = re.compile(r"\d{1,15}(?:\.\d{1,9})?$")
_NTSC_DROPPED = 2
"""Frame numbers that are left out at the begin of each minute but every tenth."""


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of its frames and ticks; `frames` in a second as they are numbered, `shown` in truth."""

    frames: float = 30.0
    shown: float = 30.0
    parts: float = 1.0
    ticks: float = 1.0
    by_frames: bool = False
    drops: bool = False
    bare: TimeUnit = "s"

    def ms(self, text: str | None) -> int | None:
        """A time expression in ms; None if it is none."""
        text = (text or "").strip()
        if found := _CLOCK.match(text):
            return self._clock(found)
        if found := _OFFSET.match(text):
            units = {"h": 3_600_000.0, "m": 60_000.0, "f": 1000 / self.shown, "t": 1000 / self.ticks}
            unit = units.get(found["unit"]) or UNIT_MS[found["unit"]]
            return milliseconds(float(found["number"]), unit)
        return milliseconds(float(text), UNIT_MS[self.bare]) if _BARE.match(text) else clock(text)

    def _clock(self, found: re.Match[str]) -> int | None:
        minutes = 60 * int(found["h"]) + int(found["m"])
        seconds = 60 * minutes + int(found["s"]) + float(found["part"] or 0)
        frames = int(found["f"] or 0) + int(found["sub"] or 0) / self.parts
        if not self.by_frames:
            return milliseconds(seconds + frames / self.shown)
        dropped = _NTSC_DROPPED * (minutes - minutes // 10) if self.drops else 0
        return milliseconds((seconds * self.frames + frames - dropped) / self.shown)


def rates_of(root: Element, unit: TimeUnit | None) -> Rates:
    """The rates that a document's root tells; what it does not tell is as the standard says."""
    told = attribute(root, "frameRate")
    frames, parts = _positive(told, 30.0), _positive(attribute(root, "subFrameRate"), 1.0)
    over, _, under = (attribute(root, "frameRateMultiplier") or "1 1").strip().replace(":", " ").partition(" ")
    return Rates(
        frames=frames,
        shown=frames * _positive(over, 1.0) / _positive(under, 1.0),
        parts=parts,
        ticks=_positive(attribute(root, "tickRate"), frames * parts if told else 1.0),
        by_frames=attribute(root, "timeBase") == "smpte",
        drops=attribute(root, "dropMode") == "dropNTSC",
        bare=unit or "s",
    )


def _positive(text: str | None, otherwise: float) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return otherwise
    return number if 0 < number < 1e12 else otherwise


class Span(msgspec.Struct, frozen=True):
    """When an element is shown, in ms from the begin of the document; `origin` is what its children count from."""

    start: int | None = None
    end: int | None = None
    origin: int = 0


def span_within(element: Element, around: Span, rates: Rates, *, absolute: bool) -> Span:
    """When an element is shown, within what it stands in. `absolute`: all times are from the document's begin."""
    begin, end, dur = (rates.ms(attribute(element, name)) for name in ("begin", "end", "dur"))
    origin = 0 if absolute else around.origin
    start = around.start if begin is None else origin + begin
    from_start = start if start is not None else origin
    ends = [*([] if end is None else [origin + end]), *([] if dur is None else [from_start + dur])]
    return Span(start, min(ends) if ends else around.end, from_start)


def is_absolute(body: Element, rates: Rates) -> bool:
    """Are times within timed elements counted from the document's begin, against the standard (Apple does that)?

    They are if some would lie behind the end of what they stand in, and all lie within it when taken so.
    """
    rows = [row for row in _nested(body, None, rates) if row[0][0] > 0]
    beyond = any(end is not None and begin > end - start for (start, end), begin in rows)
    return beyond and all(start <= begin and (end is None or begin <= end) for (start, end), begin in rows)


def _nested(
    element: Element, around: tuple[int, int | None] | None, rates: Rates
) -> Iterator[tuple[tuple[int, int | None], int]]:
    """Begin and end of an element as they are written, with the begin of each that stands right within it."""
    for child in element:
        begin, end = rates.ms(attribute(child, "begin")), rates.ms(attribute(child, "end"))
        if begin is not None and around is not None:
            yield around, begin
        yield from _nested(child, around if begin is None else (begin, end), rates)


def is_timed(element: Element) -> bool:
    """Has an element a begin of its own?"""
    return attribute(element, "begin") is not None


def is_sequence(element: Element) -> bool:
    """Are its children shown one after the other?"""
    return attribute(element, "timeContainer") == "seq"
