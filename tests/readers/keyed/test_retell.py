"""Retell: times from the words, words that were never spoken, webhooks."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def words(text: str, start: float) -> list[dict[str, object]]:
    return [{"word": f"{w} ", "start": start + k, "end": start + k + 0.5} for k, w in enumerate(text.split())]


def call(*turns: dict[str, object], **more: object) -> dict[str, object]:
    return {"call_id": "r-1", "call_type": "phone_call", "duration_ms": 9000, "transcript_object": list(turns), **more}


TURNS = (
    {"role": "agent", "content": "Hi there.", "words": words("Hi there.", 0)},
    {"role": "user", "content": "Hello.", "words": words("Hello.", 2.5)},
)


@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "webhook"])
def test_turns_have_the_times_of_their_words(wrapped, one):
    told = call(*TURNS)
    found = one(json.dumps({"event": "call_ended", "call": told} if wrapped else told))
    assert (found.format, found.id, found.kind, found.duration_ms) == ("retell", "r-1", "phone", 9000)
    assert [(s.role, s.text, s.start_ms, s.end_ms) for s in found.segments] == [
        (Role.AGENT, "Hi there.", 0, 1500),
        (Role.CUSTOMER, "Hello.", 2500, 3000),
    ]


def test_what_was_cut_off_was_not_spoken(one):
    cut = {"role": "agent", "content": "I can help you with your bill.", "words": words("I can help", 0)}
    found = one(json.dumps(call(cut, TURNS[1])))
    assert found.segments[0].text == "I can help"
    assert "not-spoken" in [n.code for n in found.notes]


def test_tool_calls_are_no_speech(one):
    told = [{"role": "tool_call_invocation", "name": "x", "arguments": "{}"}, *TURNS]
    found = one(json.dumps(call(transcript_with_tool_calls=told)))
    assert (len(found.segments), [n.code for n in found.notes]) == (2, ["not-speech"])


def test_a_call_that_failed(fault):
    assert fault(json.dumps(call(call_status="not_connected"))).code == "failed"
