"""Gecko's JSON: monologues, signs, two who talk at once, and what vosk-transcriber makes of it."""

from __future__ import annotations

import json


def term(text: str, start: float, end: float, kind: str = "WORD", **more: object) -> dict[str, object]:
    return {"text": text, "start": start, "end": end, "type": kind, **more}


def monologue(who: str | None, *terms: dict[str, object], name: str | None = None) -> dict[str, object]:
    return {"speaker": {"id": who, "name": name}, "terms": list(terms)}


def document(*monologues: dict[str, object]) -> str:
    return json.dumps({"schemaVersion": "2.0", "monologues": list(monologues)})


def test_monologues_are_the_segments(one):
    call = one(
        document(
            monologue("A", term("Hi", 0.1, 0.3), term(",", 0.3, 0.3, "PUNCTUATION"), term("Bob", 0.4, 0.9)),
            monologue("A+B", term("Bye", 1.0, 1.2), name="Both"),
        )
    )
    assert call.format == "gecko"
    assert [(s.label, s.name, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("A", None, "Hi, Bob", 100, 900),
        ("A+B", "Both", "Bye", 1000, 1200),
    ]


def test_an_unknown_speaker_is_nobody(one):
    (only,) = one(document(monologue("unknown", term("hello", 0, 1, confidence=0.5)))).segments
    assert (only.label, only.confidence) == ("", 0.5)


def test_empty_monologues_are_told(one):
    call = one(document(monologue("A", term("Hi", 0, 1)), monologue("B")))
    assert [note.code for note in call.notes] == ["empty-turn"]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "monologues[0].terms[0].start" in fault(document(monologue("A", term("Hi", "soon", 1)))).message


def test_nothing_said_is_told(fault):
    assert fault(document(monologue("A"))).code == "no-turns"
