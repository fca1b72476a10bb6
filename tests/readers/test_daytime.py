"""Stamps like 14:02: minutes of a call, or hours and minutes of the day."""

from __future__ import annotations

import pytest

from csr_lint.readers.daytime import by_the_minute
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading

CHAT = """\
[{0}] Visitor: hi, order 88213 says delivered but it's not here
[{0}] Mia: Hi there! Thanks for reaching out to Loomstead. I'm Mia, how can I help?
[{1}] Visitor: like i said, order 88213
[{2}] Mia: Thanks, I've sent a new one. It arrives tomorrow.
"""


@pytest.mark.parametrize(
    ("stamps", "seconds", "guessed"),
    [
        pytest.param(("14:02", "14:03", "14:05"), [0, 0, 60, 180], True, id="faster than anybody talks"),
        pytest.param(("23:59", "00:01", "00:02"), [1439, 1439, 1, 2], False, id="a clock that goes back is left alone"),
        pytest.param(("0:02", "0:21", "0:33"), [2, 2, 21, 33], False, id="as fast as people talk"),
        pytest.param(("0:00:02", "0:00:03", "0:00:04"), [2, 2, 3, 4], False, id="seconds are spelled"),
    ],
)
def test_hours_and_minutes(stamps, seconds, guessed):
    (call,) = read_calls("chat.txt", CHAT.format(*stamps).encode(), Reading())
    assert [s.start_ms for s in call.segments] == [1000 * second for second in seconds]
    assert any("hours and minutes of the day" in note.message for note in call.notes) is guessed


def test_two_stamps_tell_nothing():
    assert not by_the_minute(["14:02", "14:03"], 500)
