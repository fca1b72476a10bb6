"""Clocks, counts and quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.reporters.wording import clock, count, few_of, one_line, plain, points, quoted


@pytest.mark.parametrize(
    ("millis", "text"),
    [(None, ""), (0, "0:00"), (59_999, "0:59"), (64_000, "1:04"), (3_600_000, "1:00:00"), (-1_500, "-0:01")],
)
def test_clock(millis, text):
    assert clock(millis) == text


@pytest.mark.parametrize(("number", "text"), [(0, "0 calls"), (1, "1 call"), (1200, "1,200 calls")])
def test_count(number, text):
    assert count(number, "call") == text


def test_points_are_whole_or_a_dash():
    assert (points(61.5), points(None)) == ("62", "–")


def test_long_quotes_are_cut_at_a_word():
    assert quoted("one two three", longest=9) == "“one two …”"
    assert quoted("") == ""


def test_few_of():
    assert few_of(["a", "b", "c"], 2) == "a, b and 1 more"
    assert few_of(["a"], 2) == "a"


@given(st.text())
def test_whatever_is_said_can_be_printed(text):
    for shown in (plain(text), one_line(text)):
        assert all(sign.isprintable() or sign == " " or ord(sign) > 127 for sign in shown)
        shown.encode("utf-8")
    assert len(one_line(text)) == len(text)
