"""Moments as exports spell them: ISO dates, and seconds, milliseconds or microseconds since 1970."""

from __future__ import annotations

import math
from datetime import UTC, datetime

from csr_lint.readers.times import iso, milliseconds

Spelled = str | int | float | None
_SIZES = ((1e8, 1e11, 1000.0), (1e11, 1e14, 1.0), (1e14, 1e17, 0.001))


def epoch_unit(number: float) -> float | None:
    """How many ms one of this number counts if it is a time since 1970; None for one that is too small or too big."""
    return next((unit for low, high, unit in _SIZES if low <= number < high), None)


def moment(value: Spelled) -> int | None:
    """A moment in ms since 1970; None for what is none ("undefined", -1, nothing)."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        time = iso(str(value))
        return time.ms if time else None
    unit = epoch_unit(number) if math.isfinite(number) else None
    return None if unit is None else milliseconds(number, unit)


def spelled_out(value: Spelled) -> str | None:
    """A moment as the file spells it where that is a date, else as an ISO date; None for what is none."""
    ms = moment(value)
    if ms is None:
        return None
    if isinstance(value, str) and iso(value):
        return value
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="seconds")
