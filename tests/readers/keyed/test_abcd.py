"""ABCD: pairs of speaker and text; actions are counted, not read."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

ONE = {"convo_id": 3, "original": [["agent", "Hi!"], ["action", "Account pulled up."], ["customer", "Hello."]]}


@pytest.mark.parametrize("told", [[ONE, ONE], {"train": [ONE], "dev": [ONE], "test": []}], ids=["list", "portions"])
def test_conversations(told, read):
    first, second = read(json.dumps(told))
    assert (first.format, first.id, second.id, first.kind) == ("abcd", "3", "3", "chat")
    assert [(s.role, s.text) for s in first.segments] == [(Role.AGENT, "Hi!"), (Role.CUSTOMER, "Hello.")]
    assert [n.code for n in first.notes] == ["not-speech"]


def test_a_pair_that_is_none_is_told_with_its_place(fault):
    assert "original[1]" in fault(json.dumps([{"original": [["agent", "Hi!"], ["agent"]]}])).message
