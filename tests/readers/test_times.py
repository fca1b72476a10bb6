"""Clock times in all their spellings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.readers.times import clock, is_unpadded, milliseconds, since_first, stamp

DAY = 86_400_000


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("00:00:01.500", 1500),
        ("00:01.500", 1500),
        ("0.860", 860),
        ("59.000", 59_000),
        ("9:59.1", 599_100),
        ("10:02", 602_000),
        ("1:02:03", 3_723_000),
        ("00:00:07,5", 7500),
        ("00:00:11:890", 11_890),
        ("-00:00:01.250", -1250),
        ("00:00:01.123456789", 1123),
        ("100:00:00", 360_000_000),
        ("", None),
        ("aa", None),
        ("1:2:3:4:5", None),
        ("--1", None),
    ],
)
def test_clock(text: str, ms: int | None) -> None:
    assert clock(text) == ms


@pytest.mark.parametrize(("text", "ms"), [("0:0:6.90", 6090), ("0:0:6.500", 6500), ("0:1:5.2", 65_002)])
def test_teams_drops_leading_zeros_of_milliseconds_too(text: str, ms: int) -> None:
    assert clock(text, unpadded=True) == ms


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("0:0:6.90", True), ("0:10:6.9", True), ("00:00:06.90", False), ("0:00:06.9", False), ("9:59.1", False)],
)
def test_unpadded_times_are_known_by_their_single_digits(text: str, is_so: bool) -> None:
    assert is_unpadded(text) is is_so


@pytest.mark.parametrize(
    ("text", "ms", "of_day"),
    [
        ("00:12", 12_000, False),
        ("12.3s", 12_300, False),
        ("12 sec", 12_000, False),
        ("10:02:11 AM", 36_131_000, True),
        ("12:00:01 a.m.", 1000, True),
        ("12:30 PM", 45_000_000, True),
        ("1:05pm", 47_100_000, True),
        ("12/03/2024, 10:02", 36_120_000, True),
        ("1970-01-01 00:00:01", 1000, True),
        ("1970-01-01T01:00:00+01:00", 0, True),
        ("1970-01-01T00:00:01.250Z", 1250, True),
    ],
)
def test_stamp(text: str, ms: int, of_day: bool) -> None:
    time = stamp(text)
    assert time is not None
    assert (time.ms, time.of_day) == (ms, of_day)


@pytest.mark.parametrize("text", ["", "noon", "2024-13-45 10:00", ":", "1:2:3:4:5 AM"])
def test_no_stamp(text: str) -> None:
    assert stamp(text) is None


def test_midnight_does_not_turn_time_back() -> None:
    assert since_first([DAY - 1000, None, 2000, 3000]) == [0, None, 3000, 4000]
    assert since_first([5000, 4000]) == [0, -1000]
    assert since_first([None]) == [None]


@given(st.floats(allow_nan=True, allow_infinity=True) | st.none())
def test_numbers_that_are_no_times_are_unknown(value: float | None) -> None:
    ms = milliseconds(value)
    assert ms is None or (value is not None and abs(ms - value * 1000) <= max(1, abs(ms) * 1e-9))


@given(st.integers(0, 359_999_999))
def test_every_time_comes_back_from_its_usual_spelling(ms: int) -> None:
    seconds, rest = divmod(ms, 1000)
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    assert clock(f"{text}.{rest:03}") == clock(f"{text},{rest:03}") == ms
