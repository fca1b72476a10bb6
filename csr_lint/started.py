"""When a call began, from the file's own words; what leaves a doubt (is 02/03 in March?) is unknown."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import Literal

import msgspec

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = re.compile(
    r"\b(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap])\.?m\b\.?)?(?![\d:])", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"(?<![\d:])(\d{1,2})(?:st|nd|rd|th)?(?![\d:])", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")
_MILLIS = 10**12
_NOON = 12


class Started(msgspec.Struct, frozen=True, kw_only=True):
    """The day and, where it is told, the time at which a call began, as the file's own clock shows it.

    `at` has an offset from UTC only where the file gives one. `to_the`: how finely it is told.
    """

    day: date
    at: datetime | None = None
    to_the: Literal["day", "minute", "second"] = "day"

    @property
    def doubt_ms(self) -> int:
        """How much later than `at` the call may have begun."""
        return 59_999 if self.to_the == "minute" else 0


def when_started(words: str | None) -> Started | None:
    """The moment that the words tell of; None where there are none, or where they can be read in two ways.

    Read are ISO 8601, dates with the year first, dates with the name of the month, dates in figures whose order is
    certain (13/02/2026, 02.03.2026: dots are written day first), and seconds or milliseconds since 1970 (UTC).
    """
    text = " ".join((words or "").split())
    if not text:
        return None
    if _EPOCH.fullmatch(text):
        seconds = float(text)
        return _told(datetime.fromtimestamp(seconds / 1000 if seconds >= _MILLIS else seconds, tz=UTC), "second")
    return _iso(text) or _in_words(text)


def _iso(text: str) -> Started | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    clock = _CLOCK.search(text[10:].split("+")[0])
    if clock is None and "T" not in text.upper()[8:]:
        return Started(day=at.date()) if at.time() == time() else _told(at, "minute")
    return _told(at, "second" if clock is None or clock[3] else "minute")


def _told(at: datetime, to_the: Literal["minute", "second"]) -> Started:
    return Started(day=at.date(), at=at, to_the=to_the)


def _in_words(text: str) -> Started | None:
    clock = _CLOCK.search(text)
    day = _date(text[: clock.start()] + " " + text[clock.end() :] if clock else text)
    if day is None:
        return None
    told = _time(clock) if clock else None
    if clock is None or told is None:
        return Started(day=day)
    return _told(datetime.combine(day, told), "second" if clock[3] else "minute")


def _time(clock: re.Match[str]) -> time | None:
    hour, half = int(clock[1]), (clock[4] or "").lower()
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, int(clock[2]), int(clock[3] or 0))
    except ValueError:
        return None


def _date(text: str) -> date | None:
    if found := _YEAR_FIRST.search(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.search(text):
        return _in_figures(int(found[1]), int(found[3]), int(found[4]), dotted=found[2] == ".")
    month, year = _MONTH.search(text), _YEAR.search(text)
    if month is None or year is None:
        return None
    days = _DAY.findall(text[: year.start()] + " " + text[year.end() :])
    return _made(int(year[1]), _MONTHS.index(month[1][:3].lower()) + 1, int(days[0])) if len(days) == 1 else None


def _in_figures(first: int, second: int, year: int, *, dotted: bool) -> date | None:
    """A date of which the year stands last: day first where that is certain, month first where that is."""
    if dotted or first > _NOON or first == second:
        return _made(year, second, first)
    return _made(year, first, second) if second > _NOON else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
