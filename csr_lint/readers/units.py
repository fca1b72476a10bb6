"""Times in table cells: clocks, dates, and bare numbers whose unit is told by how fast people speak."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import msgspec

from csr_lint.readers.times import milliseconds, stamp

UNITS = {
    "seconds": 1000.0,
    "milliseconds": 1.0,
    "microseconds": 1e-3,
    "ticks of 100 ns": 1e-4,
    "hundredths of a second": 10.0,
    "fractions of a day": 86_400_000.0,
}
"""Units that bare numbers are found in, in ms."""

_FASTEST_MS, _USUAL_MS, _SLOWEST_MS = 150.0, 400.0, 1200.0
_SLOWEST_WITH_PAUSE_MS = 3000.0
_NOTHING = frozenset(("", "nan", "null", "none", "n/a", "na", "<na>", "nat", "-", "--"))


class CellTime(msgspec.Struct, frozen=True):
    """A time in a cell: `number` of a unit that is yet to be found, or `ms` by the clock."""

    number: float | None = None
    ms: int | None = None
    of_day: bool = False

    def in_ms(self, unit: float) -> int | None:
        return self.ms if self.number is None else milliseconds(self.number, unit)


class Timed(msgspec.Struct, frozen=True):
    """What is known of the times of one row; `words` is how much is said in it."""

    start: CellTime | None
    end: CellTime | None
    duration: CellTime | None
    words: int


def is_nothing(cell: str) -> bool:
    """Is the cell empty, or does it say so (nan, NULL, n/a)?"""
    return cell.strip().casefold() in _NOTHING


def read_cell(cell: str) -> CellTime | None:
    """The time in a cell, or None if there is none."""
    text = cell.strip()
    if is_nothing(text):
        return None
    try:
        number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        time = stamp(text)
        return CellTime(ms=time.ms, of_day=time.of_day) if time else None
    return CellTime(number=number) if math.isfinite(number) else None


def guess_unit(calls: Sequence[Sequence[Timed]]) -> str | None:
    """The name of the unit (see UNITS) in which these rows, call by call, last as long as their words take to say.

    People take 0.15 to 1.2 s a word. None if there are no numbers to judge by.
    """
    ended = [pace for rows in calls for row in rows if (pace := _pace(row.start, row.end, row.duration, row.words))]
    slowest = _SLOWEST_MS
    if not ended:
        slowest = _SLOWEST_WITH_PAUSE_MS
        ended = [
            pace
            for rows in calls
            for row, after in pairwise(rows)
            if (pace := _pace(row.start, after.start, None, row.words))
        ]
    if not ended:
        return None
    usual = median(ended)

    def strangeness(name: str) -> tuple[bool, float]:
        per_word = usual * UNITS[name]
        return not _FASTEST_MS <= per_word <= slowest, abs(math.log(per_word / _USUAL_MS))

    fitting = [name for name in UNITS if not strangeness(name)[0]]
    return min(fitting or ("seconds", "milliseconds", "microseconds"), key=strangeness)


def _pace(start: CellTime | None, end: CellTime | None, duration: CellTime | None, words: int) -> float | None:
    if words == 0:
        return None
    if duration and duration.number is not None:
        lasts = duration.number
    elif start and end and start.number is not None and end.number is not None:
        lasts = end.number - start.number
    else:
        return None
    return lasts / words if lasts > 0 else None
