"""Contact Lens chats: messages and events, times of the clock, who is who; what is no transcript."""

from __future__ import annotations

import json

import pytest

from csr_lint.errors import NotATranscriptError
from csr_lint.model import Role

PEOPLE = [
    {"ParticipantId": "u-1", "ParticipantRole": "CUSTOMER", "DisplayName": "Ana"},
    {"ParticipantId": "u-2", "ParticipantRole": "AGENT", "DisplayName": "Ben"},
    {"ParticipantId": "u-3", "ParticipantRole": "SYSTEM", "DisplayName": "SYSTEM_MESSAGE"},
    {"ParticipantId": "u-4", "ParticipantRole": "CUSTOM_BOT", "DisplayName": "Helper"},
]


def entry(second: int, who: str | None, text: str | None, **more: object) -> dict[str, object]:
    told = {"AbsoluteTime": f"2024-05-03T23:59:{second:02}.500Z", "ParticipantId": who, "Type": "MESSAGE"}
    name = next((p["DisplayName"] for p in PEOPLE if p["ParticipantId"] == who), None)
    return {**told, "Content": text, "ContentType": "text/plain", "DisplayName": name, **more}


JOINED = entry(1, "u-1", None, Type="EVENT", ContentType="application/vnd.amazonaws.connect.event.participant.joined")
ENDED = entry(41, None, None, Type="EVENT", ContentType="application/vnd.amazonaws.connect.event.chat.ended")
TALK = [entry(3, "u-3", "You are in the queue."), entry(9, "u-2", "Hi, I am Ben."), entry(15, "u-1", "Hello.")]


def document(*entries: object, **more: object) -> str:
    told = {"Channel": "CHAT", "JobStatus": "COMPLETED", "LanguageCode": "en-US", "Participants": PEOPLE}
    return json.dumps({**told, "CustomerMetadata": {"ContactId": "c-1"}, "Transcript": entries, **more})


def test_messages_are_the_segments_and_events_are_counted(one):
    call = one(document(JOINED, *TALK, ENDED))
    assert (call.format, call.id, call.kind) == ("contact-lens-chat", "c-1", "chat")
    assert (call.started, call.duration_ms) == ("2024-05-03T23:59:01.500Z", 40_000)
    assert [(s.label, s.name, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("SYSTEM", None, Role.OTHER, 2000, None),
        ("AGENT", "Ben", Role.AGENT, 8000, None),
        ("CUSTOMER", "Ana", Role.CUSTOMER, 14_000, None),
    ]
    (note,) = call.notes
    assert note.code == "not-speech"
    assert "2 of type EVENT" in note.message


def test_a_bot_is_on_the_agent_s_side(one):
    assert one(document(entry(5, "u-4", "How can I help?"))).segments[0].role is Role.AGENT


def test_redacted_names_are_no_names_and_roles_stand_on_the_entries(one):
    told = entry(5, "u-2", "I am [PII].", DisplayName="[PII]", ParticipantRole="AGENT")
    (segment,) = one(document(told, Participants=[{"ParticipantId": "u-2", "DisplayName": "[PII]"}])).segments
    assert (segment.label, segment.name, segment.role) == ("AGENT", None, Role.AGENT)


def test_forms_and_attachments_are_not_taken_for_talk(one):
    form = entry(5, "u-3", '{"templateType": "ListPicker"}', ContentType="application/json")
    call = one(document(*TALK, form, entry(6, "u-1", None, Type="ATTACHMENT")))
    assert [s.left_out for s in call.segments] == [None, "not a text message", None, None]
    assert "1 of type ATTACHMENT" in call.notes[0].message


def test_the_vendor_s_figures(one):
    roles = {"AGENT": {"Average": {"ValueMillis": 5575}, "Maximum": {"ValueMillis": 7309}}}
    times = {"AgentGreetingTimeMillis": 2511, "DetailsByParticipantRole": roles}
    moods = {"OverallSentiment": {"DetailsByParticipantRole": {"CUSTOMER": -3.75}}}
    call = one(document(*TALK, ConversationCharacteristics={"ResponseTime": times, "Sentiment": moods}))
    assert dict(call.figures) == {
        "vendor-greeting-seconds": 2.511,
        "vendor-response-seconds-agent": 5.575,
        "vendor-longest-response-seconds-agent": 7.309,
        "vendor-sentiment-customer": -3.75,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            json.dumps({"schemaVersion": "3.1", "evaluationId": "e", "sections": [], "questions": []}),
            "this is an evaluation form, not a transcript",
            id="evaluation-form",
        ),
        pytest.param(
            json.dumps({"source": "aws.connect", "detail-type": "Contact Lens Post Call Rules Matched", "detail": {}}),
            "an event that Amazon Connect sent when a rule matched",
            id="event",
        ),
        pytest.param(
            '{\n "version": "0", // set\n "source": "aws.connect",\n "detail-type": "Rules Matched"\n}',
            "an event that Amazon Connect sent when a rule matched",
            id="event-with-comments",
        ),
    ],
)
def test_what_is_no_transcript_is_told(fault, text, message):
    error = fault(text)
    assert isinstance(error, NotATranscriptError)
    assert message in error.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(document(JOINED, ENDED), "there are no turns in it", id="events-only"),
        pytest.param(document(JobStatus="FAILED"), "has the status FAILED", id="failed"),
        pytest.param(document(entry(3, "u-1", "Hi", AbsoluteTime=7)), "Transcript[0].AbsoluteTime", id="wrong-type"),
        pytest.param(document(*TALK)[:-60], "breaks off", id="cut"),
    ],
)
def test_what_is_wrong_is_told(fault, text, message):
    assert message in fault(text).message
