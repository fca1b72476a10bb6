"""The one contract of matchers, and the reduction that every matcher shares."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Protocol

from csr_lint.cues.view import View

Hit = tuple[int, int]


class CueMatcher(Protocol):
    """Finds the hits of named patterns in a view.

    A hit is a pair of token places (first, past the last); hits are leftmost-longest and do not overlap per name.
    """

    def hits(self, view: View, among: Container[str]) -> dict[str, tuple[Hit, ...]]:
        """The reduced hits of every name in `among` that has any."""
        ...


def reduce_hits(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Leftmost, then longest, then no overlaps."""
    kept: list[Hit] = []
    for first, last in sorted(set(hits), key=lambda h: (h[0], -h[1])):
        if first < last and (not kept or first >= kept[-1][1]):
            kept.append((first, last))
    return tuple(kept)
