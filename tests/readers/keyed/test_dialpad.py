"""Dialpad: only lines of the type transcript are speech."""

from __future__ import annotations

import json

from csr_lint.model import Role


def line(kind: str, text: str, second: int, **who: str) -> dict[str, str]:
    return {"type": kind, "content": text, "time": f"2024-05-03T10:00:{second:02}.500Z", **who}


def test_moments_are_no_speech(one):
    told = [
        line("transcript", "Hi, Jane here.", 0, user_id="1", name="Jane"),
        line("moment", "greeting", 1),
        line("transcript", "Hello.", 2, contact_id="9", name="+15550001111"),
    ]
    call = one(json.dumps({"call_id": 77, "lines": told}))
    assert (call.format, call.id, call.started) == ("dialpad", "77", "2024-05-03T10:00:00.500Z")
    assert [(s.label, s.name, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("user", "Jane", Role.AGENT, 0, None),
        ("contact", None, Role.CUSTOMER, 2000, None),
    ]
    assert "1 of 3 entries are no speech" in next(n.message for n in call.notes if n.code == "not-speech")


def test_nothing_but_moments(fault):
    assert fault(json.dumps({"call_id": 77, "lines": [line("moment", "x", 1)]})).code == "no-turns"
