"""Contact Lens in real time: segments of the API's pages and of the stream, put together by contact."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def said(number: str, role: str, text: str, start: int, **more: object) -> dict[str, object]:
    told = {"Id": number, "ParticipantId": role, "ParticipantRole": role, "Content": text, **more}
    return {"Transcript": {**told, "BeginOffsetMillis": start, "EndOffsetMillis": start + 900}}


MATCHED = {"Categories": {"MatchedCategories": ["x"], "MatchedDetails": {}}}
FIRST = [said("1", "AGENT", "Hello.", 100), MATCHED]
SECOND = [said("2", "CUSTOMER", "Hi.", 1200)]


def test_pages_of_the_api_make_one_call(one):
    call = one("\n".join(json.dumps({"Segments": page, "NextToken": "secret"}) for page in (FIRST, SECOND)))
    assert call.format == "contact-lens-live"
    assert [(s.label, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("AGENT", Role.AGENT, 100, 1000),
        ("CUSTOMER", Role.CUSTOMER, 1200, 2100),
    ]
    assert [note.code for note in call.notes] == ["not-speech"]


def test_a_stream_of_two_contacts_makes_two_calls(read):
    rows = [
        {"ContactId": "c-1", "EventType": "STARTED", "Channel": "VOICE"},
        {"ContactId": "c-1", "EventType": "SEGMENTS", "Channel": "VOICE", "Segments": FIRST},
        {"ContactId": "c-2", "EventType": "SEGMENTS", "Channel": "VOICE", "Segments": SECOND},
        {"ContactId": "c-1", "EventType": "SEGMENTS", "Segments": [said("3", "CUSTOMER", "Yes.", 2500)]},
        {"ContactId": "c-2", "EventType": "FAILED"},
    ]
    calls = read("\n".join(map(json.dumps, rows)))
    assert [(c.id, c.kind, len(c.segments)) for c in calls] == [("c-1", "phone", 2), ("c-2", "phone", 1)]
    assert [note.code for note in calls[1].notes] == ["failed-result"]


def test_the_last_of_a_turn_that_comes_again_is_taken(one):
    call = one(json.dumps({"Segments": [said("1", "AGENT", "Hel", 100), said("1", "AGENT", "Hello.", 100)]}))
    assert [s.text for s in call.segments] == ["Hello."]
    assert [note.code for note in call.notes] == ["repeated-result"]


def test_chats_have_the_time_of_the_clock(one):
    times = ["2024-05-03T10:00:00Z", "2024-05-03T10:00:04Z"]
    rows = [
        {"Transcript": {"Id": t, "ParticipantId": "AGENT", "Content": "Hi", "Time": {"AbsoluteTime": t}}} for t in times
    ]
    call = one(json.dumps({"Segments": rows}))
    assert (call.started, [s.start_ms for s in call.segments]) == (times[0], [0, 4000])


@pytest.mark.parametrize(
    ("page", "message"),
    [
        pytest.param({"Segments": [MATCHED]}, "there are no turns in it", id="no-talk"),
        pytest.param({"Segments": [{"Transcript": {"Content": 7}}]}, "Segments[0].Transcript.Content", id="wrong-type"),
    ],
)
def test_what_is_wrong_is_told(fault, page, message):
    assert message in fault(json.dumps(page)).message
