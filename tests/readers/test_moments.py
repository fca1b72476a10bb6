"""Moments and names in exports."""

from __future__ import annotations

import pytest

from csr_lint.readers.moments import moment, spelled_out
from csr_lint.readers.persons import channel_of, person

MS = 1_714_730_400_000


@pytest.mark.parametrize(
    ("value", "ms"),
    [
        pytest.param(1_714_730_400, MS, id="s"),
        pytest.param(MS, MS, id="ms"),
        pytest.param(MS * 1000, MS, id="us"),
        pytest.param(str(MS), MS, id="string"),
        pytest.param("2024-05-03T10:00:00Z", MS, id="iso"),
        *[pytest.param(v, None, id=str(v)) for v in (None, -1, 0, 12.5, "undefined", "", float("nan"))],
    ],
)
def test_moment(value, ms):
    assert moment(value) == ms


def test_a_date_stays_as_it_is_spelled():
    assert spelled_out("2024-05-03 10:00") == "2024-05-03 10:00"
    assert spelled_out(MS) == "2024-05-03T10:00:00+00:00"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane  Doe", "Jane Doe"),
        ("+1 (555) 000-1111", None),
        ("whatsapp:+15550001111", None),
        ("undefined", None),
        (None, None),
        ("Agent 47", "Agent 47"),
    ],
)
def test_person(text, name):
    assert person(text) == name


@pytest.mark.parametrize(
    ("text", "channel"), [("whatsapp:+1555", "whatsapp"), ("+15550001111", "phone"), ("jane", None)]
)
def test_channel_of(text, channel):
    assert channel_of(text) == channel
