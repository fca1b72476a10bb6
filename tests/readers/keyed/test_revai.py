"""Rev.ai's JSON: elements as they are, times that are missing, speakers' names."""

from __future__ import annotations

import json

import pytest


def text(value: str, ts: float | None = None, end_ts: float | None = None, **more: object) -> dict[str, object]:
    return {"type": "text", "value": value, "ts": ts, "end_ts": end_ts, **more}


def sign(value: str) -> dict[str, object]:
    return {"type": "punct", "value": value}


def document(*monologues: dict[str, object]) -> str:
    return json.dumps({"monologues": list(monologues)})


HELLO = [text("Hi", 0.5, 0.7, confidence=0.8), sign(","), sign(" "), text("there", 0.7, 1.1, confidence=0.6), sign(".")]


def test_elements_are_put_together_as_they_are(one):
    call = one(document({"speaker": 0, "elements": HELLO}, {"speaker": 1, "elements": [text("Yes", 2.0, 2.5)]}))
    assert call.format == "revai"
    told = [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]
    assert told == [("speaker 0", "Hi, there.", 500, 1100), ("speaker 1", "Yes", 2000, 2500)]
    assert call.segments[0].confidence == pytest.approx(0.7)


def test_what_was_not_understood_has_no_time(one):
    unknown = {"type": "unknown", "value": "<inaudible>"}
    (segment,) = one(document({"speaker": 0, "elements": [unknown, sign(" "), text("yes", None, 2.0)]})).segments
    assert (segment.text, segment.start_ms, segment.end_ms) == ("<inaudible> yes", None, 2000)


@pytest.mark.parametrize(
    ("shown", "name"),
    [pytest.param("Jane Doe", "Jane Doe", id="a name"), pytest.param("Speaker 0", None, id="a number")],
)
def test_names_of_speakers(one, shown, name):
    told = {"speaker": 0, "speaker_info": {"id": "s", "display_name": shown}, "elements": HELLO}
    assert [(s.label, s.name) for s in one(document(told)).segments] == [("speaker 0", name)]


def test_empty_monologues_are_counted(one):
    call = one(document({"speaker": 0, "elements": HELLO}, {"speaker": 1, "elements": [sign(" ")]}))
    assert (len(call.segments), [note.code for note in call.notes]) == (1, ["empty-turn"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(document({"elements": HELLO}, {"speaker": 1}), "monologues[1]", id="no elements"),
        pytest.param(document({"speaker": 0, "elements": []}), "there are no turns", id="nothing said"),
        pytest.param(document({"elements": [text("a", "soon")]}), "monologues[0].elements[0].ts", id="a wrong time"),
        pytest.param(document({"elements": HELLO})[:-4], "breaks off", id="cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
