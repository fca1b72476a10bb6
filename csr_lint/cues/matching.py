"""The one contract of matchers, and the reduction that every matcher shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

Hit = tuple[int, int]


class CueMatcher(Protocol):
    """Finds the hits of named patterns in the words of a view.

    A hit is a pair of places (first, past the last); hits are leftmost-longest and do not overlap per name.
    """

    def hits(self, words: Sequence[str]) -> Mapping[str, tuple[Hit, ...]]:
        """The reduced hits of every name that has any."""
        ...


def reduce_hits(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Leftmost, then longest, then no overlaps."""
    kept: list[Hit] = []
    for first, last in sorted(set(hits), key=lambda h: (h[0], -h[1])):
        if first < last and (not kept or first >= kept[-1][1]):
            kept.append((first, last))
    return tuple(kept)
