"""TweetSumm: sentences of a turn are one segment."""

from __future__ import annotations

import json

from csr_lint.model import Role

TURNS = [
    {"turn_id": 1, "is_agent": False, "sentences": ["It is broken.", "Help!"]},
    {"turn_id": 2, "is_agent": True, "sentences": ["Sorry."]},
    {"turn_id": 3, "sentences": ["Hm."]},
]


def test_turns(read):
    told = {"conversation_id": "t", "dialog": {"dialog_id": "d", "turns": TURNS}, "summaries": {}}
    first, _ = read(f"{json.dumps(told)}\n{json.dumps(told)}\n")
    assert (first.format, first.id, first.kind) == ("tweetsumm", "t", "chat")
    assert [(s.role, s.text, s.line) for s in first.segments] == [
        (Role.CUSTOMER, "It is broken. Help!", 1),
        (Role.AGENT, "Sorry.", 1),
        (Role.UNKNOWN, "Hm.", 1),
    ]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "dialog.turns[0].sentences" in fault('{"dialog": {"turns": [{"sentences": "x"}]}}').message
