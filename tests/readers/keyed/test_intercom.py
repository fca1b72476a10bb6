"""Intercom: the first message in `source`, HTML bodies, notes kept out; transcripts of calls."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

BEGIN = 1_714_730_400


def part(kind: str, who: str, body: str | None, at: int) -> dict[str, object]:
    return {"part_type": kind, "author": {"type": who, "name": "Jo"}, "body": body, "created_at": BEGIN + at}


def conversation(*parts: dict[str, object], count: int | None = None) -> dict[str, object]:
    first = {"body": "<p>Where is &amp; what<br>is it?</p>", "author": {"type": "user"}}
    inner = {"conversation_parts": list(parts), "total_count": len(parts) if count is None else count}
    return {"id": "5", "created_at": BEGIN, "source": first, "conversation_parts": inner}


def test_source_first_html_as_text_notes_out(one):
    parts = [
        part("comment", "admin", "<p>Here.</p><p>Bye.</p>", 30),
        part("note", "admin", "rude one", 40),
        part("assignment", "bot", None, 50),
    ]
    call = one(json.dumps(conversation(*parts)))
    assert (call.format, call.kind, call.id) == ("intercom", "chat", "5")
    assert [(s.role, s.text, s.start_ms) for s in call.segments] == [
        (Role.CUSTOMER, "Where is & what\nis it?", 0),
        (Role.AGENT, "Here.\nBye.", 30_000),
    ]
    (note,) = [n for n in call.notes if n.code == "not-speech"]
    assert "note 1" in note.message
    assert "rude" not in note.message


def test_parts_that_are_missing_are_told(one):
    assert "truncated" in [n.code for n in one(json.dumps(conversation(count=700))).notes]


def test_many_conversations(read):
    assert len(read(json.dumps({"conversations": [conversation(), conversation()]}))) == 2


@pytest.mark.parametrize("wrapped", [False, True], ids=["list", "transcript"])
def test_calls_with_times_as_strings_or_numbers(wrapped, one):
    said = [
        {
            "start_time": "0.5",
            "end_time": 1.5,
            "speaker_label": "Teammate 1",
            "content": "Hi.",
            "speaker_type": "admin",
        },
        {"start_time": 2, "end_time": "3", "speaker_label": "Customer", "content": "Hello.", "speaker_type": None},
    ]
    call = one(json.dumps({"id": "c", "transcript": said} if wrapped else said))
    assert (call.format, call.kind) == ("intercom", "phone")
    assert [(s.label, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Teammate 1", Role.AGENT, 500, 1500),
        ("Customer", Role.UNKNOWN, 2000, 3000),
    ]


def test_a_wrong_type_is_told_with_its_place(fault):
    broken = conversation({"part_type": "comment", "body": 3})
    assert "conversation_parts.conversation_parts[0].body" in fault(json.dumps(broken)).message
