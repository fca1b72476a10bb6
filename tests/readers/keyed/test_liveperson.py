"""LivePerson: many conversations, "undefined" and -1 for what is missing, cards without text."""

from __future__ import annotations

import json

from csr_lint.model import Role

BEGIN = 1_714_730_400_000


def message(by: str, text: str | None, at: int, **more: object) -> dict[str, object]:
    content = {"msg": {"text": text}} if text else {"richContent": {"content": "{}"}}
    kind = "TEXT_PLAIN" if text else "RICH_CONTENT"
    return {"type": kind, "messageData": content, "sentBy": by, "timeL": BEGIN + at, "participantId": by, **more}


def test_conversations(read):
    said = [
        message("Consumer", "Hi", 0),
        message("Agent", "Hello", 4000),
        message("Agent", "He is odd", 5000, audience="AGENTS_AND_MANAGERS"),
        message("Agent", None, 6000),
    ]
    about = {
        "conversationId": "l-1",
        "startTimeL": BEGIN,
        "latestAgentFullName": "undefined",
        "latestSkillName": "Billing",
    }
    people = [{"agentId": "Agent", "agentFullName": "undefined", "agentNickname": "Jo"}]
    told = [
        {"info": about, "messageRecords": said, "agentParticipants": people},
        {"info": {"conversationId": "undefined", "startTimeL": -1, "startTime": "undefined"}, "messageRecords": said},
    ]
    first, second = read(json.dumps({"conversationHistoryRecords": told}))
    assert (first.id, first.queue, first.agent, first.kind) == ("l-1", "Billing", None, "chat")
    assert [(s.role, s.name, s.text, s.start_ms) for s in first.segments] == [
        (Role.CUSTOMER, None, "Hi", 0),
        (Role.AGENT, "Jo", "Hello", 4000),
    ]
    assert "2 of 4 entries" in next(n.message for n in first.notes if n.code == "not-speech")
    assert (second.id, second.started) == ("call-2", None)


def test_times_that_are_missing(one):
    told = {"messageRecords": [message("Agent", "Hello", 0, timeL=-1, time="undefined")]}
    assert one(json.dumps({"conversationHistoryRecords": [told]})).segments[0].start_ms is None


def test_an_empty_conversation_does_not_stop_the_others(read):
    told = [{"messageRecords": []}, {"messageRecords": [message("Agent", "Hello", 0)]}]
    empty, call = read(json.dumps({"conversationHistoryRecords": told}))
    assert empty.code == "no-turns"
    assert [s.text for s in call.segments] == ["Hello"]
