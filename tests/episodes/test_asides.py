"""Requests to repeat, laid at the agent who was listened to; and sending away, unless the agent does it after all."""

from __future__ import annotations


def test_a_request_to_repeat_belongs_to_the_agent_before_it(follow):
    (asked,) = follow(
        "repeat_request",
        "Agent: The code is on the back.\nCustomer: Sorry, could you say that again?\nAgent: Lower left.\n",
    )
    assert (asked.at, asked.steps) == (1, {"said_again": (2,)})


def test_sent_away_for_good_and_done_after_all(follow):
    sent = "Agent: Hello.\nCustomer: I need my invoice.\nAgent: You can find that on the website.\nCustomer: I can't.\n"
    (away,) = follow("sent_away", sent + "Agent: It's on there under documents.\n")
    assert (away.at, away.steps) == (2, {})
    (done,) = follow("sent_away", sent + "Agent: Okay, I've sent it to you now.\n")
    assert (done.at, done.steps) == (2, {"done_instead": (4,)})
