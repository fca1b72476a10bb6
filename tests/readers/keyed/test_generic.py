"""JSON of no known maker: the first list of turns, of labelled strings, or a string of lines."""

from __future__ import annotations

import json

import pytest

from csr_lint.readers.registry import sniff
from csr_lint.readers.source import open_source

SAID = [
    {"who": "Agent", "said": "Thank you for calling, how can I help?"},
    {"who": "Customer", "said": "My order has not come."},
]
STRINGS = ["Agent: Thank you for calling.", "Customer: My order has not come."]


def evidence(told: object) -> str:
    return sniff(open_source("x.json", json.dumps(told).encode())).evidence


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param({"meta": {"tags": ["a", "b"]}, "body": {"talk": SAID}}, "turns at body.talk", id="objects"),
        pytest.param({"x": {"talk": STRINGS}}, "labelled strings at x.talk", id="strings"),
        pytest.param({"x": "\n".join(STRINGS)}, "a labelled text at x", id="string"),
        pytest.param({"a": "\n".join(STRINGS), "b": SAID}, "turns at b", id="objects-before-strings"),
        pytest.param(STRINGS, "labelled strings at the top", id="top"),
        pytest.param({"calls": [{"talk": SAID}]}, "turns at calls[].talk", id="in-a-list"),
    ],
)
def test_where_the_talk_is(told, place, one):
    call = one(json.dumps(told))
    assert evidence(told) == place
    assert call.format == "generic"
    assert [s.label for s in call.segments] == ["Agent", "Customer"]


def test_what_stands_beside_the_turns(one):
    about = {"conversationId": "c-9", "agent_name": "Jane", "channel": "chat", "queue": "billing"}
    call = one(json.dumps({"export": "2024", "call": {**about, "talk": SAID}}))
    assert (call.id, call.agent, call.kind, call.queue) == ("c-9", "Jane", "chat", "billing")


def test_lists_of_calls_are_calls_and_none_is_lost(read):
    told = {"page": 1, "data": [{"id": k, "talk": SAID} for k in range(12)]}
    assert [c.id for c in read(json.dumps(told))] == [str(k) for k in range(12)]


def test_talk_that_is_not_read_is_told(one):
    (note,) = one(json.dumps({"leg1": SAID, "leg2": SAID, "text": "\n".join(STRINGS)})).notes
    assert note.code == "other-turns"
    assert "leg2" in note.message


def test_a_record_of_another_shape_does_not_stop_the_others(read):
    records = [{"id": 1, "talk": SAID}, {"id": 2}, {"id": 3, "other": {"talk": SAID}}]
    found = read("\n".join(json.dumps(record) for record in records))
    assert [getattr(f, "id", None) for f in found] == ["1", None, "3"]
    assert found[1].place.endswith(":2")
    assert "it has the keys id" in found[1].message


def test_the_user_says_the_unit(one):
    told = {"talk": [{**turn, "start": 1000 * k, "end": 1000 * k + 700} for k, turn in enumerate(SAID)]}
    assert one(json.dumps(told), time_unit="ms").segments[1].start_ms == 1000
    assert one(json.dumps(told), time_unit="us").segments[1].start_ms == 1


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"name": "csr", "scripts": {"a": "b: c"}, "files": ["x: y", "z"]}, id="package"),
        pytest.param({"participants": [{"name": "Jo", "role": "agent"}]}, id="people"),
        pytest.param({"a": {"b": [[[[[[[[[SAID]]]]]]]]]}}, id="too-deep"),
        pytest.param({"talk": []}, id="empty"),
        pytest.param([], id="nothing"),
    ],
)
def test_what_is_no_transcript(told, fault):
    assert "no transcript" in fault(json.dumps(told)).message
