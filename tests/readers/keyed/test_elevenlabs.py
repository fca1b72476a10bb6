"""ElevenLabs: null messages and "..." are no speech; whole seconds."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

TURNS = [
    {"role": "agent", "message": "Hi.", "time_in_call_secs": 0, "original_message": "Hi. How are you?"},
    {"role": "user", "message": "...", "time_in_call_secs": 2},
    {"role": "agent", "message": None, "time_in_call_secs": 3, "tool_calls": [{}]},
    {"role": "user", "message": "Hello.", "time_in_call_secs": 4},
]


@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "webhook"])
def test_turns(wrapped, one):
    about = {"start_time_unix_secs": 1_714_730_400, "call_duration_secs": 9}
    told = {"conversation_id": "e", "agent_id": "a", "status": "done", "transcript": TURNS, "metadata": about}
    call = one(json.dumps({"type": "post_call_transcription", "data": told} if wrapped else told))
    assert (call.format, call.id, call.duration_ms) == ("elevenlabs", "e", 9000)
    assert call.started == "2024-05-03T10:00:00+00:00"
    assert [(s.role, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        (Role.AGENT, "Hi.", 0, None),
        (Role.CUSTOMER, "Hello.", 4000, None),
    ]
    assert "2 of 4 entries" in next(n.message for n in call.notes if n.code == "not-speech")


@pytest.mark.parametrize(("status", "code"), [("failed", "failed"), ("done", "no-turns")])
def test_nothing_was_said(status, code, fault):
    told = {"conversation_id": "e", "agent_id": "a", "status": status, "transcript": []}
    assert fault(json.dumps(told)).code == code
