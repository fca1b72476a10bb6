"""Are stamps like 14:02 minutes of a call, or hours and minutes of the day, as chat logs have them?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from csr_lint.model import Note
from csr_lint.readers.times import Time

_HOURS_MINUTES = re.compile(r"\W?(?:[01]?\d|2[0-3]):[0-5]\d\W?$", re.ASCII)
_FEWEST = 3  # stamps; of two nothing can be told
_FASTEST = 6  # words a second that nobody speaks, or types
_MINUTES = 60  # what was read as seconds counts so many

NOTE = Note(
    "time-rebased", "times are hours and minutes of the day (words come too fast for seconds), counted from the first"
)


def by_the_minute(spelled: Sequence[str], words: int) -> bool:
    """Are these the hours and minutes of a day? `words`: how many were said before the last of them."""
    if len(spelled) < _FEWEST or not all(_HOURS_MINUTES.match(text.strip()) for text in spelled):
        return False
    seconds = [_seconds(text) for text in spelled]
    return 0 <= (seconds[-1] - seconds[0]) * _FASTEST < words


def in_hours(times: Sequence[Time | None]) -> list[Time | None]:
    """Times that were read as minutes and seconds, as hours and minutes of the day."""
    return [Time(time.ms * _MINUTES, of_day=True) if time else None for time in times]


def _seconds(text: str) -> int:
    minutes, _, seconds = "".join(c for c in text if c.isdigit() or c == ":").partition(":")
    return 60 * int(minutes) + int(seconds)
