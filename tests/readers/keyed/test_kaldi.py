"""BBC's Kaldi, digital paper edit, autoEdit2: words and stretches of speakers that are joined by time."""

from __future__ import annotations

import json

WORDS = [
    {"start": 1.0, "end": 1.4, "word": "hello", "punct": "Hello,", "confidence": 0.5},
    {"start": 1.5, "end": 1.9, "word": "jane", "punct": "Jane.", "confidence": 0.7},
    {"start": 2.1, "end": 2.4, "word": "hi", "punct": "Hi.", "confidence": 1.0},
    {"start": 9.0, "end": 9.4, "word": "bye", "punct": "Bye.", "confidence": 1.0},
]
STRETCHES = [
    {"@type": "Segment", "start": 0, "duration": 0.5, "speaker": {"@id": "S0"}},
    {"@type": "Segment", "start": 0.9, "duration": 0.9, "speaker": {"@id": "S1"}},
    {"@type": "Segment", "start": 2.3, "duration": 2.0, "speaker": {"@id": "S2"}},
]


def document(**more: object) -> str:
    result = {"status": True, "wonid": "w-1", "words": WORDS, "segmentation": {"segments": STRETCHES}}
    return json.dumps({"action": "audio-transcribe", "retval": {**result, **more}})


def test_words_are_joined_to_the_stretches_of_speakers(one):
    call = one(document())
    assert (call.format, call.id) == ("bbc-kaldi", "w-1")
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("S1", "Hello, Jane.", 1000, 1900),
        ("S2", "Hi.", 2100, 2400),
        ("", "Bye.", 9000, 9400),
    ]
    assert call.segments[0].confidence == 0.6
    assert [(note.code, note.message.split()[0]) for note in call.notes] == [
        ("speaker-unknown", "1"),
        ("empty-turn", "1"),
    ]


def test_words_without_stretches_are_put_together(one):
    call = one(document(segmentation={}))
    assert [(s.label, s.text) for s in call.segments] == [("", "Hello, Jane. Hi."), ("", "Bye.")]
    assert call.notes == ()


def test_a_failure_is_told(fault):
    assert "failed" in fault(document(status=False)).message


def test_digital_paper_edit(one):
    words = [{"id": k, "start": w["start"], "end": w["end"], "text": w["punct"]} for k, w in enumerate(WORDS)]
    paragraphs = [
        {"id": 0, "start": 1.0, "end": 2.4, "speaker": "F_S1"},
        {"id": 2, "start": 9, "end": 9.4, "speaker": 2},
    ]
    call = one(json.dumps({"words": words, "paragraphs": paragraphs}))
    assert [(s.label, s.text) for s in call.segments] == [("F_S1", "Hello, Jane. Hi."), ("2", "Bye.")]


def test_autoedit_has_its_words_in_lines(one):
    line = [{"id": 0, "text": "Hello", "startTime": 1.0, "endTime": 1.4}, {"text": "Jane.", "start": 1.5, "end": 1.9}]
    blocks = [{"id": 1, "speaker": "A", "paragraph": [{"line": line}]}, {"paragraph": [{"line": [{"words": line}]}]}]
    call = one(json.dumps({"text": blocks}))
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("A", "Hello Jane.", 1000, 1900),
        ("", "Hello Jane.", 1000, 1900),
    ]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "retval.words[0].start" in fault(document(words=[{"word": "hi", "start": "soon"}])).message


def test_nothing_said_is_told(fault):
    assert fault(document(words=[])).code == "no-turns"
