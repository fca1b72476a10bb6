"""Zendesk: internal notes of tickets are never read; chats."""

from __future__ import annotations

import json

from csr_lint.model import Role


def comment(author: int, body: str, minute: int, *, public: bool = True) -> dict[str, object]:
    return {"author_id": author, "plain_body": body, "public": public, "created_at": f"2024-05-03T10:{minute:02}:00Z"}


def test_a_ticket(one):
    told = {
        "ticket": {"id": 4, "requester_id": 1, "assignee_id": 2, "via": {"channel": "email"}},
        "comments": [
            comment(1, "It is broken.", 0),
            comment(2, "He is a pain.", 1, public=False),
            comment(2, "Sorry!", 2),
            comment(3, "Me too.", 3),
        ],
        "users": [{"id": 3, "name": "Ann", "role": "admin"}],
    }
    call = one(json.dumps(told))
    assert (call.format, call.id, call.kind) == ("zendesk", "4", "email")
    assert [(s.label, s.name, s.role, s.text, s.start_ms) for s in call.segments] == [
        ("requester", None, Role.CUSTOMER, "It is broken.", 0),
        ("assignee", None, Role.AGENT, "Sorry!", 120_000),
        ("3", "Ann", Role.AGENT, "Me too.", 180_000),
    ]
    (note,) = [n for n in call.notes if n.code == "not-speech"]
    assert "internal note 1" in note.message


def test_nothing_but_notes(fault):
    assert fault(json.dumps({"comments": [comment(2, "Hm.", 1, public=False)]})).code == "no-turns"


def test_chats(read):
    history = [
        {"type": "chat.memberjoin", "name": "Vi", "timestamp": "2024-05-03T10:00:00Z"},
        {"type": "chat.msg", "sender_type": "Visitor", "msg": "Hi", "timestamp": "2024-05-03T10:00:01Z"},
        {"type": "chat.msg", "sender_type": "Agent", "name": "Jo", "msg": "Hey", "timestamp": "2024-05-03T10:00:04Z"},
        {"type": "chat.msg", "sender_type": "Trigger", "msg": "Rate us", "timestamp": "2024-05-03T10:00:05Z"},
    ]
    first, second = read(json.dumps({"chats": [{"id": "a", "history": history}, {"id": "b", "history": history[1:]}]}))
    assert (first.id, second.id, first.kind) == ("a", "b", "chat")
    assert [(s.role, s.name) for s in first.segments] == [
        (Role.CUSTOMER, None),
        (Role.AGENT, "Jo"),
        (Role.OTHER, None),
    ]
    assert "not-speech" in [n.code for n in first.notes]
