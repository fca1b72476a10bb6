"""Holds: what is one, who asked and agreed, and where the agent is back."""

from __future__ import annotations

import pytest

ASKED = "Agent: Can I put you on hold for two minutes while I check with the depot?\n"
BACK = "Agent: Thank you for holding. It is on the van now.\n"


@pytest.mark.parametrize(
    ("dialogue", "steps"),
    [
        pytest.param(
            ASKED + "Customer: Sure.\n" + BACK,
            {"asked": (0,), "agreed": (1,), "explained": (0, 0), "back": (2,), "thanked": (2,)},
            id="by the book",
        ),
        pytest.param(
            "Customer: So where is it?\nAgent: Let me place you on a brief hold.\n"
            "Customer: Wait, I only have one question.\nAgent: The depot has it, and it comes tomorrow.\n",
            {"back": (3,)},
            id="told, not asked",
        ),
        pytest.param(
            "Agent: I'm going to put you on hold.\nCustomer: okay\nAgent: The depot has it, it comes tomorrow.\n",
            {"agreed": (1,), "back": (2,)},
            id="a mere okay agrees, and the agent goes on in the same turn",
        ),
        pytest.param(
            "Agent: Well, it says here that it left\nCustomer: okay\nAgent: I'm going to put you on hold.\n"
            "Customer: I hate that music of yours.\nAgent: It's on the van, and it comes tomorrow.\n",
            {"back": (4,)},
            id="an okay before the announcement agrees to nothing",
        ),
        pytest.param(
            "Agent: Can you hold please?\nCustomer:  ...\nAgent: It's on the van, and it comes tomorrow.\n",
            {"asked": (0,), "back": (2,)},
            id="three dots are no consent",
        ),
        pytest.param(
            "Ann (Agent): Can you hold please?\nCustomer: Yes.\nBob (Agent): Hello, this is Bob, how can I help?\n",
            {"asked": (0,), "agreed": (1,), "new_voice": (2,), "back": (2,)},
            id="somebody else comes on the line",
        ),
    ],
)
def test_steps(follow, dialogue, steps):
    (hold,) = follow("hold", dialogue)
    assert hold.steps == steps


@pytest.mark.parametrize(
    "dialogue",
    [
        pytest.param("Customer: They put me on hold for an hour yesterday.\nAgent: I'm sorry.\n", id="an earlier hold"),
        pytest.param("Agent: I won't put you on hold, one moment, let me check.\nCustomer: Fine.\n", id="no hold"),
        pytest.param(ASKED + "Customer: No thanks.\nAgent: Then I'll call you back.\n", id="declined"),
        pytest.param(
            "Ann (Agent): Please hold while I transfer you to billing.\nCustomer: Okay.\nBob (Agent): Billing, Bob.\n",
            id="it belongs to a hand-over",
        ),
    ],
)
def test_what_is_no_hold(follow, dialogue):
    assert follow("hold", dialogue) == []


def test_each_hold_has_its_own_steps(follow):
    first, second = follow(
        "hold",
        "Agent: May I put you on hold?\nCustomer: Yes.\nAgent: Thanks for waiting. Let me put you on hold once more.\n"
        "Customer: Wait, what for?\nAgent: Thank you for your patience. It's approved.\n",
    )
    assert (first.at, first.steps["agreed"], first.steps["thanked"]) == (0, (1,), (2,))
    assert (second.at, second.steps) == (2, {"back": (4,), "thanked": (4,)})


def test_what_another_agent_said_before_explains_nothing(follow):
    (hold,) = follow(
        "hold",
        "Ann (Agent): Let me see what the system says here.\nCustomer: Right you are.\n"
        "Bob (Agent): I'm putting you on hold.\nCustomer: Why?\nBob (Agent): It's found.\n",
    )
    assert hold.agent == "Bob"
    assert "explained" not in hold.steps


def test_the_small_print_after_a_yes_is_no_second_hold(follow):
    (hold,) = follow("hold", "Agent: Can I place you on hold?\nCustomer: Yes, go ahead.\nAgent: Right, please hold.\n")
    assert hold.steps == {"asked": (0,), "agreed": (1,)}
    assert hold.searched == (0, 2)


def test_a_hold_at_the_end_of_the_transcript_is_open(follow):
    (hold,) = follow("hold", "Customer: It still says pending.\nAgent: Hold please.\n")
    assert hold.open


def test_its_length_is_the_longest_silence_in_it(follow):
    (hold,) = follow(
        "hold",
        "[00:00:01 - 00:00:04] Agent: May I put you on hold while I look?\n[00:00:04 - 00:00:05] Customer: Okay then.\n"
        "[00:02:35 - 00:02:40] Agent: Thanks for holding. It's in stock.\n[00:03:30 - 00:03:31] Customer: Good.\n",
    )
    assert (hold.amount, hold.searched) == (150.0, (0, 2))
