"""Promises of a later action, and the time that belongs to them."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("dialogue", "at", "timed"),
    [
        pytest.param(
            "Customer: And now?\nAgent: I'll call you back tomorrow before noon.\n", 1, True, id="with a time"
        ),
        pytest.param("Customer: And now?\nAgent: I'll call you back.\nCustomer: Bye.\n", 1, False, id="without"),
        pytest.param(
            "Agent: I will send you the form by e-mail.\nCustomer: When?\nAgent: By five o'clock today.\n",
            0,
            True,
            id="the time comes later",
        ),
    ],
)
def test_a_time_is_seen(follow, dialogue, at, timed):
    (promise,) = follow("promise", dialogue)
    assert (promise.at, "time" in promise.steps) == (at, timed)


def test_promises_in_turns_that_follow_each_other_are_one(follow):
    (promise,) = follow(
        "promise",
        "Agent: I'll email you the label.\nCustomer: Good, and the refund?\nAgent: I'll send you the refund as well.\n",
    )
    assert promise.at == 0


def test_a_declined_promise_does_not_swallow_the_next(follow):
    (promise,) = follow(
        "promise",
        "Agent: I'll call you back about the refund.\nCustomer: No thanks.\n"
        "Agent: Then I will send you an email with the details by Friday.\nCustomer: That's fine.\n",
    )
    assert (promise.at, promise.steps) == (2, {"time": (2,)})


def test_others_promises_and_refused_ones_are_none(follow):
    said = "Customer: They said they'd call me back.\nAgent: I can't promise that we will call you back.\n"
    assert follow("promise", said) == []
