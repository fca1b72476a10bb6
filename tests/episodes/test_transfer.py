"""Transfers: what is one, how warm, and whose it is."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("dialogue", "steps"),
    [
        pytest.param(
            "Ann (Agent): I'll transfer you to our billing team, because they can lift the block. Is that all right?\n"
            "Customer: Yes, please.\n"
            "Ann (Agent): Bob, I have Mrs Shah on the line, her card is blocked since Monday.\n"
            "Bob (Agent): Thanks Ann. Hello Mrs Shah, Ann told me about the card.\n",
            {"asked": (0,), "agreed": (1,), "explained": (0,), "warm": (2, 2, 3), "told": (2, 3), "new_voice": (3,)},
            id="warm",
        ),
        pytest.param(
            "Ann (Agent): I'm transferring you now.\nCustomer: Wait, to whom?\nBob (Agent): Hello?\n",
            {"new_voice": (2,)},
            id="blind, to a new voice",
        ),
        pytest.param(
            "Customer: My bill is wrong.\nAgent: You need billing. I'll put you through to billing, bye.\n",
            {"explained": (1,), "ends_call": (1,)},
            id="blind, to the end of the call",
        ),
        pytest.param(
            "Customer: Can you put me through to your supervisor?\nAgent: Of course. I'm transferring you now.\n"
            "Bob (Agent): This is Bob, the supervisor.\n",
            {"requested": (0,), "new_voice": (2,)},
            id="asked for by the customer",
        ),
        pytest.param(
            "Ann (Agent): Let me look at that.\nCustomer: All right then, do.\nBob (Agent): Hello, this is Bob.\n",
            {"new_voice": (2,)},
            id="nobody said so",
        ),
    ],
)
def test_steps(follow, dialogue, steps):
    (transfer,) = follow("transfer", dialogue)
    assert transfer.steps == steps


@pytest.mark.parametrize(
    "dialogue",
    [
        pytest.param("Agent: Shall I transfer you to sales?\nCustomer: No thanks, leave it.\nAgent: Done.\n", id="no"),
        pytest.param(
            "Agent: I can transfer you to sales if you like.\nCustomer: What would it cost?\nAgent: Nothing at all.\n",
            id="an offer that nobody takes up",
        ),
        pytest.param(
            "Customer: I was transferred three times yesterday.\nAgent: I won't transfer you, I'll sort it out.\n",
            id="earlier, and refused",
        ),
    ],
)
def test_what_is_no_transfer(follow, dialogue):
    assert follow("transfer", dialogue) == []


def test_two_transfers_stand_in_the_order_of_the_call_each_with_its_agent(follow):
    found = follow(
        "transfer",
        "Ann (Agent): Let me look at that for you.\nCustomer: My bill is wrong.\n"
        "Bob (Agent): Hello, this is Bob. I'll transfer you to billing.\nCustomer: Fine.\n"
        "Cy (Agent): Billing, this is Cy.\n",
    )
    assert [(t.agent, t.at, t.steps["new_voice"]) for t in found] == [("Ann", 0, (2,)), ("Bob", 2, (4,))]


def test_nobody_explains_for_the_other(follow):
    _, second = follow(
        "transfer",
        "Ann (Agent): I'll transfer you to billing, because they know.\nCustomer: Okay.\n"
        "Bob (Agent): Bob here. One second, transferring you.\nCustomer: Again?\nCy (Agent): Hello, this is Cy.\n",
    )
    assert second.agent == "Bob"
    assert "explained" not in second.steps
