"""OpenAI-style chats: what is said counts, instructions and tools do not."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role

MESSAGES = [
    {"role": "system", "content": "You are helpful."},
    {"role": "user", "content": "Hi, my order."},
    {"role": "assistant", "content": None, "tool_calls": [{"id": "x"}]},
    {"role": "tool", "content": "42"},
    {
        "role": "assistant",
        "name": "Ada",
        "content": [
            {"type": "reasoning", "value": "Think."},
            {"type": "text", "value": "It is"},
            {"type": "output_text", "text": "on its way."},
            {"type": "tool_call", "value": {"a": 1}},
            "Bye.",
        ],
    },
    {"role": "assistant", "content": [{"type": "refusal", "refusal": "I cannot."}]},
    {"role": "moderator", "content": "Stop."},
]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps({"messages": MESSAGES, "call_id": 9}), id="object"),
        pytest.param(json.dumps([{"messages": MESSAGES, "conversation_id": "9"}]), id="list"),
        pytest.param(json.dumps({"messages": MESSAGES, "id": 9}) + "\n" + json.dumps({"messages": []}), id="lines"),
    ],
)
def test_what_is_said_becomes_segments(content: str, read: Callable[..., list[Call]]) -> None:
    call = read(content)[0]
    assert (call.format, call.kind, call.id) == ("chat", "chat", "9")
    assert [(s.index, s.label, s.name, s.role, s.text) for s in call.segments] == [
        (0, "user", None, Role.CUSTOMER, "Hi, my order."),
        (1, "assistant", "Ada", Role.AGENT, "It is\non its way.\nBye."),
        (2, "assistant", None, Role.AGENT, "I cannot."),
        (3, "moderator", None, Role.UNKNOWN, "Stop."),
    ]
    assert [n.code for n in call.notes] == ["role-assumed"]


@pytest.mark.parametrize(
    ("record", "code", "word"),
    [
        pytest.param(
            {"messages": [{"role": "system", "content": "x"}]}, "no-turns", "none of its messages", id="silent"
        ),
        pytest.param({"messages": []}, "no-turns", "no turns", id="empty"),
        pytest.param({"messages": "x"}, "wrong-type", "$.messages", id="no-list"),
        pytest.param(
            {"messages": [{"role": "user", "content": 3}]}, "wrong-type", "$.messages[0].content", id="number"
        ),
    ],
)
def test_faults(record: object, code: str, word: str, fault: Callable[..., TranscriptError]) -> None:
    error = fault(json.dumps(record))
    assert (error.code, word in error.message) == (code, True)


def test_a_half_line_is_told_and_the_others_go_on(read: Callable[..., list[Call]]) -> None:
    line = json.dumps({"messages": MESSAGES})
    found = read(f'{line}\n{{"messages": [\n{line}\n')
    assert [isinstance(f, Call) for f in found] == [True, False, True]


def test_messages_of_another_shape_are_no_chat(fault: Callable[..., TranscriptError]) -> None:
    assert "it has the keys messages" in fault('{"messages": [{"sent": 3, "size": 4}]}').message
