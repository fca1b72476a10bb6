"""Twilio: sentences of Conversational Intelligence, messages of Conversations."""

from __future__ import annotations

import json

from csr_lint.model import Role


def sentence(index: int, channel: int, text: str, start: str, end: str) -> dict[str, object]:
    return {
        "media_channel": channel,
        "sentence_index": index,
        "transcript": text,
        "start_time": start,
        "end_time": end,
        "confidence": "0.9",
    }


def test_sentences_with_times_as_strings(one):
    call = one(json.dumps({"sentences": [sentence(1, 2, "Hello.", "2.5", "3.0"), sentence(0, 1, "Hi.", "0.5", "1.0")]}))
    assert [(s.label, s.channel, s.role, s.text, s.start_ms, s.end_ms, s.confidence) for s in call.segments] == [
        ("channel 1", "1", Role.UNKNOWN, "Hi.", 500, 1000, 0.9),
        ("channel 2", "2", Role.UNKNOWN, "Hello.", 2500, 3000, 0.9),
    ]


def test_sides_where_the_transcript_is_beside_them_and_a_cut_page(one):
    people = [{"channel_participant": 1, "role": "Agent"}, {"channel_participant": 2, "role": "Customer"}]
    told = {
        "transcript": {"sid": "GT1", "channel": {"participants": people}},
        "sentences": [sentence(0, 1, "Hi.", "0", "1"), sentence(1, 2, "Hello.", "1", "2")],
        "meta": {"next_page_url": "https://x.test/?Page=1"},
    }
    call = one(json.dumps(told))
    assert (call.id, [s.role for s in call.segments]) == ("GT1", [Role.AGENT, Role.CUSTOMER])
    assert [n.code for n in call.notes] == ["truncated"]


def test_messages_of_a_conversation_show_no_number(one):
    told = [
        {"conversation_sid": "CH1", "author": author, "body": body, "date_created": f"2024-05-03T10:00:{at:02}Z"}
        for author, body, at in [("whatsapp:+15550001", "Hi", 0), ("jane", "Hello", 9), ("system", "joined", 10)]
    ]
    call = one(json.dumps({"messages": told}))
    assert (call.id, call.kind) == ("CH1", "chat")
    assert [(s.label, s.role, s.start_ms) for s in call.segments] == [
        ("whatsapp address", Role.CUSTOMER, 0),
        ("jane", Role.UNKNOWN, 9000),
    ]
    assert "not-speech" in [n.code for n in call.notes]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "sentences[0].start_time" in fault(json.dumps({"sentences": [sentence(0, 1, "x", "soon", "1")]})).message
