"""Who speaks when, for recognisers that tell the speakers apart from the words: the speaker of a stretch of time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

# No more people than this talk at once: no more spans need be looked at for a word.
_OVERLAPPING = 8


class SpeakerSpans:
    """Spans of time (start and end in ms) with their speakers. `guessed` counts answers for want of better ones."""

    def __init__(self, spans: Iterable[tuple[int, int, str]]) -> None:
        self.guessed = 0
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]

    def at(self, start: int, end: int) -> str | None:
        """Who has most of this stretch; the nearest, counted as guessed, where nobody speaks; None without spans."""
        k = bisect_right(self._starts, end)
        near = self._spans[max(0, k - _OVERLAPPING) : k + 1]
        if not near:
            return None
        shared, speaker = max((min(end, e) - max(start, s), who) for s, e, who in near)
        self.guessed += shared < 0
        return speaker
