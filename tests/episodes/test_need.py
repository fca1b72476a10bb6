"""Needs: taken up, done, agreed, left open, and needs that are added."""

from __future__ import annotations

import pytest

ASKS = "Agent: How can I help you?\nCustomer: I'd like to change my delivery address.\n"
BYE = "Agent: Goodbye.\n"


@pytest.mark.parametrize(
    ("rest", "steps"),
    [
        pytest.param(
            "Agent: Sure, what is the new address?\nCustomer: Twelve Mill Lane.\nAgent: I've updated the address.\n"
            "Customer: Great, that's all I needed, thanks. Bye.\n" + BYE,
            {"taken_up": (2,), "done": (4,), "confirmed": (5,), "proved": (5,), "accepted": (5,)},
            id="done",
        ),
        pytest.param(
            "Agent: I'll send you the form tomorrow.\nCustomer: Okay, bye.\n" + BYE,
            {"taken_up": (2,), "next_step": (2, 2)},
            id="a next step",
        ),
        pytest.param(
            "Agent: Unfortunately we can't do that.\nCustomer: That's no help at all. Bye.\n" + BYE,
            {"left_open": (3,)},
            id="left open",
        ),
    ],
)
def test_steps(follow, rest, steps):
    (need,) = follow("need", ASKS + rest)
    assert (need.at, need.words, need.steps, need.open) == (1, "I'd like to", steps, False)


def test_a_need_in_a_call_that_is_cut_off_is_open(follow):
    (need,) = follow("need", ASKS + "Agent: Let me pull up the order.\n")
    assert need.open
    assert need.steps == {"taken_up": (2,)}


def test_what_is_added_in_one_turn_is_one_need(follow):
    first, added = follow(
        "need",
        ASKS + "Agent: I've updated the address for you.\n"
        "Customer: Thanks. I also wanted to ask about my bill, and I also need to know the opening hours.\n"
        "Agent: Your bill is due on Friday, and we open at nine.\nCustomer: Perfect, thank you. Bye.\n" + BYE,
    )
    assert (first.at, added.at) == (1, 3)
    assert added.steps["done"][0] == 4


def test_the_answer_to_the_offer_of_help_is_a_need(follow):
    (need,) = follow(
        "need",
        "Agent: How can I help you?\nCustomer: The thing in the hall keeps blinking red all night.\n"
        "Agent: Have you tried to switch it off?\nCustomer: Yes.\n",
    )
    assert (need.words, need.steps) == ("The thing in the hall keeps blinking red all night.", {"taken_up": (2,)})
