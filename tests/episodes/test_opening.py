"""Openings: greeting, name and offer of help, each in its turns, and calls that start in the middle."""

from __future__ import annotations

import pytest

from csr_lint.model import Call, Role, Segment


@pytest.mark.parametrize(
    ("dialogue", "steps"),
    [
        pytest.param(
            "Agent: Good morning, thank you for calling Northwind, my name is Ana, how can I help you?\n"
            "Customer: Hi, my parcel never came.\n",
            {"greeting": (0,), "name": (0,), "offer": (0,)},
            id="all in one breath",
        ),
        pytest.param("Agent: Claims department.\nCustomer: Hi, I want to report a broken window.\n", {}, id="bare"),
        pytest.param(
            "Agent: Good evening.\nCustomer: Hello.\nAgent: This is Ana from Northwind.\nCustomer: Oh, hi Ana.\n"
            "Agent: What can I do for you today?\n",
            {"greeting": (0,), "name": (2,), "offer": (4,)},
            id="one after the other",
        ),
        pytest.param(
            "Customer: Hi there, I need to cancel my order, it's been two weeks.\nAgent: Good morning, this is Ana.\n",
            {"greeting": (1,), "name": (1,), "need_first": (0,)},
            id="the customer is quicker",
        ),
        pytest.param(
            "Agent: Thank you for calling, my name is [PII], how may I help you?\nCustomer: My card is blocked.\n",
            {"greeting": (0,), "name": (0,), "offer": (0,)},
            id="a name that was blotted out",
        ),
    ],
)
def test_steps(follow, dialogue, steps):
    (opening,) = follow("opening", dialogue)
    assert opening.steps == steps


@pytest.mark.parametrize(
    "dialogue",
    [
        pytest.param(
            "Agent: and then you go to the second page of the form where it says the number and you fill that in\n"
            "Customer: okay got it\nAgent: and after that it should go through\n",
            id="by the words",
        ),
        pytest.param(
            "[00:05:00 - 00:05:04] Agent: Good, the second one.\n[00:05:05 - 00:05:09] Customer: Hi again.\n",
            id="by the clock",
        ),
    ],
)
def test_none_where_the_transcript_starts_in_mid_call(follow, dialogue):
    assert follow("opening", dialogue) == []


def test_the_clock_on_the_wall_is_no_late_start(follow):
    (opening,) = follow(
        "opening", "[14:02:11] Agent: Good morning, how can I help you?\n[14:02:20] Customer: My parcel never came.\n"
    )
    assert set(opening.steps) == {"greeting", "offer"}


def test_another_agent_does_not_greet_for_the_first(follow):
    (opening,) = follow(
        "opening",
        "Ann (Agent): Northwind, claims.\nCustomer: My bill is wrong.\nBob (Agent): Good morning, how can I help?\n",
    )
    assert (opening.agent, opening.steps) == ("Ann", {})


def test_a_blank_name_is_no_name(linter):
    segments = (
        Segment(index=0, label="Agent", name=" ", text="Good morning, how can I help?", role=Role.AGENT),
        Segment(index=1, label="Customer", text="My bill is wrong.", role=Role.CUSTOMER),
    )
    scene = linter.scene(Call(id="c", source="c", format="t", segments=segments, agent=" "))
    (opening,) = scene.kind("opening")
    assert opening.step("name") is None
