"""Salesforce: entries of voice calls and messaging."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

BEGIN = 1_714_730_400_000
PAYLOAD = {"abstractMessage": {"staticContent": {"formatType": "Text", "text": "Hello."}}}


def test_voice_with_durations(one):
    told = [
        {"messageText": "Hi.", "sender": {"role": "EndUser"}, "clientTimestamp": BEGIN, "clientDuration": 900},
        {"messageText": "Hey.", "sender": {"role": "Agent"}, "clientTimestamp": BEGIN + 1000, "clientDuration": 500},
    ]
    call = one(json.dumps({"conversationIdentifier": "s-1", "conversationEntries": told, "startTimestamp": BEGIN}))
    assert (call.format, call.id, call.kind) == ("salesforce", "s-1", "phone")
    assert [(s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        (Role.CUSTOMER, 0, 900),
        (Role.AGENT, 1000, 1500),
    ]


@pytest.mark.parametrize("payload", [PAYLOAD, json.dumps(PAYLOAD)], ids=["object", "string"])
def test_messaging_with_events_between(payload, one):
    told = [
        {"entryType": "ParticipantChanged", "sender": {"role": "System"}, "transcriptedTimestamp": BEGIN},
        {
            "entryType": "Message",
            "entryPayload": payload,
            "sender": {"role": "Chatbot"},
            "senderDisplayName": "Otto",
            "transcriptedTimestamp": BEGIN + 5,
        },
    ]
    call = one(json.dumps({"conversationEntries": told}))
    assert [(s.text, s.name, s.role) for s in call.segments] == [("Hello.", "Otto", Role.AGENT)]
    assert "ParticipantChanged 1" in next(n.message for n in call.notes if n.code == "not-speech")


@pytest.mark.parametrize("wrapped", [False, True], ids=["list", "entries"])
def test_entries_by_sender_type(wrapped, one):
    told = [
        {"content": "Hi.", "senderType": "END_USER", "startTime": 0, "endTime": 800},
        {"content": "Hey.", "senderType": "HUMAN_AGENT", "startTime": 1000, "endTime": 1500},
        {"content": "Go on.", "senderType": "SUPERVISOR", "startTime": 2000, "endTime": 2500},
    ]
    call = one(json.dumps({"entries": told} if wrapped else told))
    assert [(s.role, s.start_ms) for s in call.segments] == [
        (Role.CUSTOMER, 0),
        (Role.AGENT, 1000),
        (Role.OTHER, 2000),
    ]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "conversationEntries[0].messageText" in fault('{"conversationEntries": [{"messageText": 3}]}').message


def test_a_sender_type_of_another_shape_is_no_entry(fault):
    assert "no transcript" in fault('[{"content": "Hi.", "senderType": []}]').message
