"""Quotes begin and end at whole words, and never show a card number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.quoting import quotation, whole_words

CARD = "it is 4111 1111 1111 1111 okay"


def place(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


@pytest.mark.parametrize(
    ("text", "part", "quote"),
    [
        ("so I'm going to be late", "'m going to be", "I'm going to be"),
        ("so I\u2019m going", "\u2019m going", "I\u2019m going"),
        ("we can't do it", "can", "can't"),
        ("a call-back tomorrow", "back", "call-back"),
        ("that is $4.50 in all", "50", "$4.50"),
        ("at 9:30 sharp", "at 9", "at 9:30"),
        ("Thanks for your help.", "for your", "for your"),
        ("Oh. Great, thanks", "Great", "Great"),
        ("die Gr\u00f6\u00dfe passt", "r\u00f6\u00dfe", "Gr\u00f6\u00dfe"),
        ("well -- no", "no", "no"),
        (CARD, "1111 okay", "•••• 1111 okay"),
        (CARD, "is 4111 11", "is •••• 1111"),
    ],
)
def test_a_quote_is_made_of_whole_words(text, part, quote):
    assert quotation(text, *place(text, part)) == quote


def test_an_empty_place_stays_empty():
    assert whole_words("one two", 5, 5) == (5, 5)


@given(st.text(alphabet="ab1 '.-,$\n", max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_a_place_only_grows_and_stays_inside(text, a, b):
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    wide = whole_words(text, start, end)
    assert 0 <= wide[0] <= start <= end <= wide[1] <= len(text)
    assert whole_words(text, *wide) == wide
