"""Aircall: internal and external participants, seconds."""

from __future__ import annotations

import json

from csr_lint.model import Role

SAID = [
    {"start_time": 0.5, "end_time": 1.0, "text": "Hi.", "participant_type": "internal", "user_id": 12},
    {"start_time": 1.5, "end_time": 2.0, "text": "Hello.", "participant_type": "external", "phone_number": "+15550001"},
]


def test_sides_and_times_and_no_number(one):
    content = {"language": "en", "utterances": SAID}
    call = one(json.dumps({"transcription": {"call_id": 9, "type": "call", "content": content}}))
    assert (call.format, call.id, call.language) == ("aircall", "9", "en")
    assert [(s.label, s.role, s.start_ms) for s in call.segments] == [
        ("internal 12", Role.AGENT, 500),
        ("external", Role.CUSTOMER, 1500),
    ]


def test_no_utterances(fault):
    assert fault('{"transcription": {"content": {"utterances": []}}}').code == "no-turns"
