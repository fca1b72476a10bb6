"""Google CX Insights: the upload form and the API's conversations."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def entry(role: str, text: str, usec: int, user: int = 1) -> dict[str, object]:
    return {"role": role, "text": text, "start_timestamp_usec": usec, "user_id": user}


def segment(text: str, start: str, end: str, **more: object) -> dict[str, object]:
    first, *_, last = [text.split()[0], text.split()[-1]]
    words = [{"word": first, "startOffset": start, "endOffset": start}, {"word": last, "endOffset": end}]
    return {"text": text, "words": words, "confidence": 0.8, **more}


def conversation(*segments: dict[str, object], **more: object) -> str:
    name = "projects/p/locations/us/conversations/c-9"
    return json.dumps({"name": name, "transcript": {"transcriptSegments": list(segments)}, **more})


def test_upload_form_has_microseconds_and_sides(one):
    call = one(
        json.dumps({"entries": [entry("CUSTOMER", "hi", 1_000_000), entry("AUTOMATED_AGENT", "hello", 2_500_000, 2)]})
    )
    assert call.format == "google-ccai"
    told = [(s.label, s.role, s.start_ms, s.end_ms) for s in call.segments]
    assert told == [("CUSTOMER", Role.CUSTOMER, 1000, None), ("AUTOMATED_AGENT", Role.AGENT, 2500, None)]


def test_times_since_1970_are_counted_from_the_first(one):
    began = 1_700_000_000_000_000
    call = one(json.dumps({"entries": [entry("AGENT", "hi", began), entry("END_USER", "yes", began + 1_500_000)]}))
    assert [s.start_ms for s in call.segments] == [0, 1500]
    assert [note.code for note in call.notes] == ["time-rebased"]


def test_two_agents_stay_two(one):
    call = one(json.dumps({"entries": [entry("AGENT", "hi", 0, 1), entry("AGENT", "me too", 9, 2)]}))
    assert [(s.label, s.role) for s in call.segments] == [("AGENT 1", Role.AGENT), ("AGENT 2", Role.AGENT)]


def test_the_conversation_tells_whose_the_channels_are(one):
    call = one(
        conversation(
            segment("how can I help", "2.5s", "4s", channelTag=2),
            segment("hello there", "1s", "2s", channelTag=1),
            callMetadata={"customerChannel": 1, "agentChannel": 2},
            duration="45.5s",
            medium="PHONE_CALL",
            languageCode="en-GB",
            qualityMetadata={"agentInfo": [{"displayName": "Jane"}], "waitDuration": "12s"},
        )
    )
    assert [(s.label, s.role, s.channel, s.start_ms, s.end_ms) for s in call.segments] == [
        ("channel 1", Role.CUSTOMER, "1", 1000, 2000),
        ("channel 2", Role.AGENT, "2", 2500, 4000),
    ]
    assert (call.id, call.kind, call.agent, call.duration_ms, call.language) == (
        "c-9",
        "phone",
        "Jane",
        45_500,
        "en-GB",
    )
    assert call.figures == (("vendor-wait-seconds", 12.0),)


def test_without_a_map_channels_have_no_sides(one):
    call = one(conversation(segment("a b", "1s", "2s", channelTag=1), segment("c d", "2s", "3s", channelTag=2)))
    assert {s.role for s in call.segments} == {Role.UNKNOWN}


def test_messages_are_counted_from_the_start_and_participants_have_roles(one):
    said = [
        {"text": t, "messageTime": f"2024-05-03T10:00:0{n}.500000000Z", "segmentParticipant": {"role": r}}
        for n, (t, r) in enumerate([("hi", "END_USER"), ("hello", "HUMAN_AGENT")])
    ]
    call = one(conversation(*said, startTime="2024-05-03T10:00:00Z", medium="CHAT"))
    assert [(s.role, s.start_ms) for s in call.segments] == [(Role.CUSTOMER, 500), (Role.AGENT, 1500)]
    assert (call.kind, call.started) == ("chat", "2024-05-03T10:00:00Z")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(json.dumps({"entries": [entry("AGENT", "hi", 0), 7]}), "entries[1]", id="an entry is no object"),
        pytest.param(conversation(), "there are no turns", id="no segments"),
        pytest.param(json.dumps({"entries": [entry("AGENT", "hi", 0)]})[:-3], "breaks off", id="cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
