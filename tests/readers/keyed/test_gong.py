"""Gong: many calls in a file, parties beside them, milliseconds unless nobody speaks so fast."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Call, Role


def transcript(call: str, unit: float = 1) -> dict[str, object]:
    said = [{"start": 1000 * unit, "end": 3000 * unit, "text": "How are you doing today?"}]
    answer = [{"start": 3500 * unit, "end": 4500 * unit, "text": "Very well, thanks."}]
    monologues = [{"speakerId": "7", "sentences": said}, {"speakerId": "8", "sentences": answer}]
    return {"callId": call, "transcript": monologues}


@pytest.mark.parametrize(
    ("unit", "notes"), [pytest.param(1, [], id="ms"), pytest.param(0.001, ["unit-guessed"], id="s")]
)
def test_the_unit(unit, notes, one):
    call = one(json.dumps({"callTranscripts": [transcript("1", unit)]}))
    assert [(s.label, s.start_ms, s.end_ms) for s in call.segments] == [("7", 1000, 3000), ("8", 3500, 4500)]
    assert [n.code for n in call.notes] == notes


def test_many_calls_with_their_parties(read):
    parties = [
        {"speakerId": "7", "name": "Jane", "affiliation": "Internal"},
        {"speakerId": "8", "name": "+1 555 000 1111", "affiliation": "External"},
    ]
    calls = [{"metaData": {"id": "2", "started": "2024-05-03T10:00:00Z", "duration": 5}, "parties": parties}]
    told = {"callTranscripts": [transcript("1"), transcript("2")], "calls": calls, "records": {"cursor": "abc"}}
    first, second = read(json.dumps(told))
    assert isinstance(first, Call)
    assert isinstance(second, Call)
    assert (first.id, second.id, second.duration_ms) == ("1", "2", 5000)
    assert {s.role for s in first.segments} == {Role.UNKNOWN}
    assert [(s.role, s.name) for s in second.segments] == [(Role.AGENT, "Jane"), (Role.CUSTOMER, None)]
    assert "truncated" in [n.code for n in second.notes]


def test_one_broken_call_does_not_stop_the_others(read):
    found = read(json.dumps({"callTranscripts": [{"callId": "0"}, transcript("1")]}))
    assert "required field transcript" in str(found[0])
    assert found[1].id == "1"
