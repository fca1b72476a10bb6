"""When a call began: the forms that exports use, and the doubts that stay doubts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.started import when_started

MORNING = datetime(2026, 3, 2, 9, 12)


@pytest.mark.parametrize(
    ("words", "at", "to_the"),
    [
        ("2026-03-02T09:12:00", MORNING, "second"),
        ("2026-03-02 09:12", MORNING, "minute"),
        ("2026-03-02T09:12:05Z", MORNING.replace(second=5, tzinfo=UTC), "second"),
        ("2026-03-02T09:12+05:30", MORNING.replace(tzinfo=timezone(timedelta(hours=5, minutes=30))), "minute"),
        ("2026-03-02T09:12:00.250+00:00", MORNING.replace(microsecond=250_000, tzinfo=UTC), "second"),
        ("20260302T091200", MORNING, "second"),
        ("2026/03/02 09:12", MORNING, "minute"),
        ("2 March 2026, 09:12", MORNING, "minute"),
        ("March 2nd, 2026 at 9:12 AM", MORNING, "minute"),
        ("Mon Mar 2 09:12:00 2026", MORNING, "second"),
        ("Monday, 02-Mar-2026 9:12:00 pm", datetime(2026, 3, 2, 21, 12), "second"),
        ("2 Sept 2026 12:05 a.m.", datetime(2026, 9, 2, 0, 5), "minute"),
        ("02.03.2026 09:12", MORNING, "minute"),
        ("13/02/2026 09:12", datetime(2026, 2, 13, 9, 12), "minute"),
        ("02/13/2026 09:12", datetime(2026, 2, 13, 9, 12), "minute"),
        ("1772442720", datetime(2026, 3, 2, 9, 12, tzinfo=UTC), "second"),
        ("1772442720000", datetime(2026, 3, 2, 9, 12, tzinfo=UTC), "second"),
    ],
)
def test_a_moment_is_read(words, at, to_the):
    told = when_started(words)
    assert told is not None
    assert (told.at, told.day, told.to_the) == (at, at.date(), to_the)


@pytest.mark.parametrize("words", ["2026-03-02", "2 March 2026", "Mar 2, 2026", "2026/03/02", "02.03.2026", "20260302"])
def test_a_day_alone_has_no_time(words):
    told = when_started(words)
    assert told is not None
    assert (told.day, told.at, told.to_the) == (date(2026, 3, 2), None, "day")


@pytest.mark.parametrize(
    "words",
    [None, "", "  ", "02/03/2026 09:12", "2-3-2026", "yesterday", "09:12", "March 2026", "31 February 2026", "12",
     "call 7 of 2 March 2026", "99/99/2026", "2026-13-40", "0.5"],
)  # fmt: skip
def test_a_doubt_is_unknown(words):
    assert when_started(words) is None


def test_the_same_day_and_month_leave_no_doubt():
    told = when_started("03/03/2026")
    assert told is not None
    assert told.day == date(2026, 3, 3)


def test_an_impossible_clock_leaves_the_day():
    told = when_started("2 March 2026 25:61")
    assert told is not None
    assert told.at is None


@given(
    st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2099, 1, 1)).map(lambda t: t.replace(microsecond=0))
)
def test_iso_comes_back_as_it_was(at):
    told = when_started(at.isoformat())
    assert told is not None
    assert (told.at, told.to_the) == (at, "second")


@given(st.text(max_size=40))
def test_no_words_break_it(words):
    when_started(words)
