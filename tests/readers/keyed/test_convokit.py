"""ConvoKit: utterances put together by conversation, wherever they stand."""

from __future__ import annotations

import json

import pytest


def utterance(number: int, call: str, who: object, text: str, **more: object) -> str:
    return json.dumps({"id": str(number), "speaker": who, "text": text, "reply_to": None, **{KEY: call}, **more})


KEY = "conversation_id"


def test_lines_of_a_call_need_not_stand_together(read):
    lines = [
        utterance(1, "a", "ann", "Hello.", timestamp=1_714_730_400),
        utterance(2, "b", {"id": "bob"}, "Hi.", timestamp=None),
        utterance(3, "a", "bob", "Yes?", timestamp=1_714_730_405),
        utterance(4, "a", "ann", "", timestamp=1_714_730_406),
    ]
    second, first = read("\n".join(lines))
    assert (first.format, first.id, second.id) == ("convokit", "a", "b")
    assert [(s.label, s.text, s.start_ms, s.line) for s in first.segments] == [
        ("ann", "Hello.", 0, 1),
        ("bob", "Yes?", 5000, 3),
    ]
    assert "empty-turn" in [n.code for n in first.notes]
    assert [(s.label, s.start_ms) for s in second.segments] == [("bob", None)]


@pytest.mark.parametrize("cut", ['{"id": "3", "conversation_id": "a", "te', "nothing"])
def test_a_broken_line_is_told_and_the_others_are_read(cut, read):
    found = read(f"{utterance(1, 'a', 'ann', 'Hello.')}\n{utterance(2, 'a', 'bob', 'Hi.')}\n{cut}")
    (error,) = [f for f in found if not hasattr(f, "segments")]
    assert ":3" in error.place
    assert [len(f.segments) for f in found if hasattr(f, "segments")] == [2]
