"""Places: several as one."""

from __future__ import annotations

import pytest

from csr_lint.model import Span, merge_spans


@pytest.mark.parametrize(
    ("groups", "merged"),
    [
        ([], ()),
        ([(Span(1, 0, 4),), (Span(0, 2, 3),)], (Span(0, 2, 3), Span(1, 0, 4))),
        ([(Span(0, 0, 4),), (Span(0, 0, 4),)], (Span(0, 0, 4),)),
        ([(Span(0, 0, 9),), (Span(0, 2, 5), Span(0, 8, 12))], (Span(0, 0, 12),)),
        ([(Span(0, 0, 4),), (Span(0, 4, 6),)], (Span(0, 0, 4), Span(0, 4, 6))),
        ([(Span(0, 3, 9),), (Span(1, 0, 5),)], (Span(0, 3, 9), Span(1, 0, 5))),
    ],
    ids=["none", "in order", "repeats", "overlaps", "neighbours stay apart", "other segments"],
)
def test_places_as_one(groups: list[tuple[Span, ...]], merged: tuple[Span, ...]) -> None:
    assert merge_spans(groups) == merged
