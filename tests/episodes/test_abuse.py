"""Abuse by the customer: whether composure was kept, and by whom."""

from __future__ import annotations

import pytest

ATTACK = "Customer: You're a useless idiot, you know that?\n"


@pytest.mark.parametrize(
    ("dialogue", "agent", "steps"),
    [
        pytest.param(
            ATTACK + "Agent: I'm sorry this has been so frustrating. Let me look at the order.\n",
            "Agent",
            {"composed": (1,)},
            id="composed",
        ),
        pytest.param(
            ATTACK + "Agent: I understand.\nCustomer: Do you?\nAgent: Calm down and listen to me.\n",
            "Agent",
            {"lost": (3, 3)},
            id="lost later",
        ),
        pytest.param(
            "Agent: Calm down and listen to me.\n" + ATTACK + "Agent: Let me see about the fee.\n",
            "Agent",
            {"composed": (2,)},
            id="what was said before is no lapse",
        ),
        pytest.param(
            ATTACK + "Ann (Agent): One moment please, my colleague is here.\nBob (Agent): Calm down.\n",
            "Bob",
            {"lost": (2,)},
            id="laid at the agent who lost it",
        ),
    ],
)
def test_steps_and_agent(follow, dialogue, agent, steps):
    (abuse,) = follow("abuse", dialogue)
    assert (abuse.agent, abuse.steps, abuse.open) == (agent, steps, False)


def test_it_is_open_where_no_agent_speaks_after_it(follow):
    (abuse,) = follow("abuse", "Agent: The fee stays, sir.\nCustomer: You stupid idiot.\n")
    assert abuse.open


def test_swearing_about_the_matter_is_no_abuse(follow):
    assert follow("abuse", "Customer: This damn printer is broken again.\nAgent: Let me look at that.\n") == []


def test_one_episode_a_call(follow):
    (abuse,) = follow("abuse", ATTACK + "Agent: Let me look.\nCustomer: You stupid idiot.\nAgent: It's done.\n")
    assert (abuse.at, abuse.searched) == (0, (0, 3))
