"""Labelled strings under call_transcript."""

from __future__ import annotations

import json


def test_strings_are_turns(one):
    told = ["CSR: Hi, Jane here. ", "Customer: The time is: 10:30. ", "is it not?", "CSR: It is."]
    about = {"call_ID": 7, "CSR_ID": "Jane1", "call_date": "2024-05-03", "call_time": "10:00:00"}
    call = one(json.dumps({**about, "call_transcript": told}))
    assert (call.format, call.id, call.agent, call.started) == ("aws-cs-sample", "7", "Jane1", "2024-05-03 10:00:00")
    assert [(s.label, s.text) for s in call.segments] == [
        ("CSR", "Hi, Jane here."),
        ("Customer", "The time is: 10:30. is it not?"),
        ("CSR", "It is."),
    ]


def test_strings_without_labels(fault):
    assert fault(json.dumps({"call_transcript": ["hello there", "hello to you"]})).code == "no-turns"


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "call_transcript[1]" in fault(json.dumps({"call_transcript": ["CSR: hi", 3]})).message
