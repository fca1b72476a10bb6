"""Alpaca: single exchanges are refused, histories are dialogues."""

from __future__ import annotations

import json

from csr_lint.errors import NotATranscriptError
from csr_lint.model import Role

ONE = {"instruction": "Sum up.", "input": "A long text.", "output": "Short."}


def test_single_exchanges_are_no_dialogues(fault):
    error = fault(json.dumps([ONE, {**ONE, "history": []}]))
    assert isinstance(error, NotATranscriptError)
    assert "not dialogues" in error.message


def test_a_history_is_one(one):
    call = one(json.dumps([{**ONE, "history": [["Hi.", "Hello."]]}]))
    assert [(s.role, s.text) for s in call.segments] == [
        (Role.CUSTOMER, "Hi."),
        (Role.AGENT, "Hello."),
        (Role.CUSTOMER, "Sum up.\nA long text."),
        (Role.AGENT, "Short."),
    ]


def test_a_history_of_another_shape(fault):
    assert "history[0]" in fault(json.dumps([{**ONE, "history": ["Hi."]}])).message
