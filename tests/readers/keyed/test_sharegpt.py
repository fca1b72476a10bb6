"""ShareGPT: humans and gpts speak, instructions and functions do not."""

from __future__ import annotations

import json

from csr_lint.model import Role

TOLD = [
    {"from": "system", "value": "Be kind."},
    {"from": "human", "value": "Where is it?"},
    {"from": "function_call", "value": "{}"},
    {"from": "observation", "value": "here"},
    {"from": "gpt", "value": "Here."},
]


def test_roles(one):
    call = one(json.dumps([{"id": 5, "conversations": TOLD}]))
    assert (call.format, call.id) == ("sharegpt", "5")
    assert [(s.label, s.role, s.text) for s in call.segments] == [
        ("human", Role.CUSTOMER, "Where is it?"),
        ("gpt", Role.AGENT, "Here."),
    ]
    assert [n.code for n in call.notes] == ["role-assumed", "not-speech"]


def test_a_record_that_says_nothing_does_not_stop_the_others(read):
    found = read(json.dumps({"conversations": TOLD[:1]}) + "\n" + json.dumps({"conversations": TOLD}))
    assert found[0].code == "no-turns"
    assert len(found[1].segments) == 2
