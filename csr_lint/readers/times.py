"""Clock times as transcripts spell them, in whole milliseconds."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

import msgspec

_DAY_MS = 86_400_000
_NOON_MS = _DAY_MS // 2
_LONGEST_MS = 10**15

_CLOCK = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,9})?"
_HALF = r"(?:\s?[AaPp]\.?[Mm]\b\.?)?"
_SECONDS = r"\d{1,6}(?:[.,]\d{1,3})?\s?s(?:ec(?:onds)?)?\b"
_ISO_DAY = r"\d{4}-\d{2}-\d{2}[T ]\s?"
_OTHER_DAY = r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},?\s"
STAMP = rf"(?:(?:{_ISO_DAY}|{_OTHER_DAY})?{_CLOCK}(?:Z|[+-]\d\d:?\d\d)?{_HALF}|{_SECONDS})"
"""A time as people and programs write it beside a turn (a regular expression without groups)."""

_UNPADDED = re.compile(r"(?<![\d:])\d+:(?:\d:\d{1,2}|\d{1,2}:\d)\.\d")
_SPELLING = re.compile(
    r"(?P<sign>-)?(?:(?P<h>\d{1,4}):)?(?:(?P<m>\d{1,4}):)?(?P<s>\d{1,6})(?:[.,:](?P<f>\d{1,9}))?$", re.ASCII
)
_TAIL = re.compile(rf"(?P<day>{_ISO_DAY}|{_OTHER_DAY})?(?P<clock>[\d:.,]+)(?P<rest>.*)$", re.DOTALL)


class Time(msgspec.Struct, frozen=True):
    """A time in ms; `of_day`: a clock on the wall, not the time since the call began."""

    ms: int
    of_day: bool = False


def milliseconds(value: float | None, unit: float = 1000) -> int | None:
    """A number of seconds (or of another unit, `unit` ms each) in ms; None if it is no time at all."""
    if value is None or not math.isfinite(value) or abs(value) * unit > _LONGEST_MS * 10:
        return None
    return round(value * unit)


def is_unpadded(text: str) -> bool:
    """Are there times such as 0:0:6.90? Microsoft Teams writes them, and drops leading zeros of milliseconds too."""
    return _UNPADDED.search(text) is not None


def clock(text: str, *, unpadded: bool = False) -> int | None:
    """`1:02:03.4`, `02:03`, `63.4`, `00:00:07,5`, `00:00:11:890`, `-0:01` in ms; None if it is no such time.

    `unpadded`: a fraction of one or two digits counts milliseconds (see `is_unpadded`).
    """
    found = _SPELLING.match(text.strip())
    if not found:
        return None
    hours, minutes, seconds, fraction = found["h"], found["m"], int(found["s"]), found["f"]
    if hours is not None and minutes is None:
        hours, minutes = None, hours
    ms = 1000 * (3600 * int(hours or 0) + 60 * int(minutes or 0) + seconds) + _fraction(fraction, unpadded)
    return -ms if found["sign"] else ms


def _fraction(digits: str | None, unpadded: bool) -> int:
    if not digits:
        return 0
    if unpadded and len(digits) <= 2:
        return int(digits)
    return int(digits[:3].ljust(3, "0"))


def stamp(text: str, *, unpadded: bool = False) -> Time | None:
    """A time as STAMP matches it: since the call's begin, or (with am, pm or a date) a clock of the day."""
    text = text.strip()
    if text[:4].isdigit() and text[4:5] == "-":
        return iso(text)
    found = _TAIL.match(text)
    if not found:
        return None
    rest = found["rest"].strip().casefold().replace(".", "")
    ms = clock(found["clock"].rstrip(".,"), unpadded=unpadded)
    if ms is None:
        return None
    of_day = rest in ("am", "pm") or found["day"] is not None
    if of_day and found["clock"].count(":") == 1:
        ms *= 60
    if rest in ("am", "pm"):
        ms = ms % _NOON_MS + (_NOON_MS if rest == "pm" else 0)
    return Time(ms, of_day=of_day)


def iso(text: str) -> Time | None:
    """An ISO 8601 date and time, in ms since 1970 (UTC where no zone is given)."""
    try:
        moment = datetime.fromisoformat(text.strip().replace(",", "."))
    except ValueError:
        return None
    return Time(_since_1970(moment if moment.tzinfo else moment.replace(tzinfo=UTC)), of_day=True)


def _since_1970(moment: datetime) -> int:
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


def since_first(times: list[int | None]) -> list[int | None]:
    """Clock times of the day as times since the first of them; a fall by more than half a day is midnight."""
    first = previous = next((ms for ms in times if ms is not None), None)
    if first is None or previous is None:
        return times
    shifted: list[int | None] = []
    days = 0
    for ms in times:
        if ms is None:
            shifted.append(None)
            continue
        if ms < previous - _DAY_MS // 2 and previous < 2 * _DAY_MS:
            days += _DAY_MS
        previous = ms
        shifted.append(ms + days - first)
    return shifted
