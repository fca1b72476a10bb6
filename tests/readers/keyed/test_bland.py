"""Bland: assistant, user, robot; actions are no speech."""

from __future__ import annotations

import json

from csr_lint.model import Role


def turn(who: str, text: str, second: int) -> dict[str, str]:
    return {"user": who, "text": text, "created_at": f"2024-05-03T10:00:{second:02}+00:00"}


def test_turns(one):
    told = [
        turn("assistant", "Hi.", 0),
        turn("agent-action", "Ended call", 3),
        turn("robot", "Beep.", 2),
        turn("user", "Hello.", 1),
    ]
    call = one(json.dumps({"call_id": "b", "transcripts": told, "concatenated_transcript": "assistant: Hi."}))
    assert (call.format, call.id) == ("bland", "b")
    assert [(s.label, s.role, s.start_ms) for s in call.segments] == [
        ("assistant", Role.AGENT, 0),
        ("user", Role.CUSTOMER, 1000),
        ("robot", Role.OTHER, 2000),
    ]
    assert "not-speech" in [n.code for n in call.notes]


def test_only_actions(fault):
    assert fault(json.dumps({"transcripts": [turn("agent-action", "x", 0)]})).code == "no-turns"
