"""RingCentral: RingSense with its speakers, older transcripts, jobs that failed."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

SAID = [
    {"speakerId": "0", "text": "Hi.", "start": 0.5, "end": 1.0},
    {"speakerId": "1", "text": "Hello.", "start": 1.25, "end": 2.0},
]
PEOPLE = [{"speakerId": "0", "name": "Jane", "extensionId": "5"}, {"speakerId": "1", "phoneNumber": "+15550001111"}]


@pytest.mark.parametrize("wrapped", [False, True], ids=["bare", "notification"])
def test_who_has_an_extension_is_the_agent(wrapped, one):
    told = {"sourceSessionId": "s-1", "speakerInfo": PEOPLE, "insights": {"Transcript": SAID, "Summary": []}}
    call = one(json.dumps({"event": "x", "body": told} if wrapped else told))
    assert (call.format, call.id) == ("ringcentral", "s-1")
    assert [(s.label, s.name, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("0", "Jane", Role.AGENT, 500, 1000),
        ("1", None, Role.CUSTOMER, 1250, 2000),
    ]


def test_between_extensions_nobody_is_known(one):
    people = [{"speakerId": "0", "extensionId": "5"}, {"speakerId": "1", "extensionId": "6"}]
    call = one(json.dumps({"speakerInfo": people, "insights": {"Transcript": SAID}}))
    assert {s.role for s in call.segments} == {Role.UNKNOWN}


def test_older_transcripts(one):
    told = {"jobId": "j", "status": "Success", "response": {"transcript": "…", "utterances": SAID}}
    assert [s.text for s in one(json.dumps(told)).segments] == ["Hi.", "Hello."]


def test_a_job_that_failed(fault):
    told = {"jobId": "j", "status": "Fail", "creationTime": "2024-05-03T10:00:00Z", "response": {}}
    assert fault(json.dumps(told)).code == "failed"
