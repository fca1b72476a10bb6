"""Vapi: the system prompt is no speech; three clocks."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

BEGIN = 1_714_730_400_000
MESSAGES = [
    {"role": "system", "message": "You are kind.", "time": BEGIN, "secondsFromStart": 0},
    {
        "role": "bot",
        "message": "Hi.",
        "time": BEGIN + 500,
        "endTime": BEGIN + 4500,
        "duration": 2000,
        "secondsFromStart": 0.5,
    },
    {"role": "tool_calls", "toolCalls": [], "time": BEGIN + 4600, "secondsFromStart": 4.6},
    {"role": "user", "message": "Hello.", "time": BEGIN + 5000, "endTime": BEGIN + 5600, "secondsFromStart": 5},
]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"id": "v", "artifact": {"messages": MESSAGES}, "messages": MESSAGES}, id="call"),
        pytest.param({"id": "v", "messages": MESSAGES}, id="messages"),
        pytest.param({"message": {"artifact": {"messages": MESSAGES}, "call": {"id": "v"}}}, id="webhook"),
    ],
)
def test_prompt_and_tools_are_no_speech(told, one):
    call = one(json.dumps(told))
    assert (call.format, call.id) == ("vapi", "v")
    assert [(s.role, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        (Role.AGENT, "Hi.", 500, 4500),
        (Role.CUSTOMER, "Hello.", 5000, 5600),
    ]
    assert [n.code for n in call.notes] == ["not-speech", "clocks-differ"]


def test_without_seconds_the_clock_counts_from_the_first_message(one):
    told = [{k: v for k, v in m.items() if k != "secondsFromStart"} for m in MESSAGES]
    assert [s.start_ms for s in one(json.dumps({"artifact": {"messages": told}})).segments] == [500, 5000]


def test_nothing_but_a_prompt(fault):
    assert fault(json.dumps({"artifact": {"messages": MESSAGES[:1]}})).code == "no-turns"
