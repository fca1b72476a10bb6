"""Vosk: results one after the other, partial ones between them."""

from __future__ import annotations

import json

import pytest

WORDS = [
    {"conf": 0.8, "start": 0.5, "end": 0.9, "word": "hello"},
    {"conf": 1.0, "start": 0.9, "end": 1.2, "word": "jane"},
]
RESULTS = [
    {"partial": ""},
    {"partial": "hello"},
    {"result": WORDS, "spk": [0.1, 0.2], "text": "hello jane"},
    {"text": ""},
    {"result": [{"conf": 0.6, "start": 3.0, "end": 3.4, "word": "hi"}], "text": "hi"},
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(json.dumps(result, indent=2) for result in RESULTS),
        "\n".join(json.dumps(result) for result in RESULTS),
        json.dumps(RESULTS),
        json.dumps(RESULTS[3:4] + RESULTS[:3] + RESULTS[4:]),
    ],
    ids=["one-after-the-other", "a-line-each", "listed", "silence-first"],
)
def test_results_are_the_segments_of_one_call(one, text):
    call = one(text)
    assert call.format == "vosk"
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [("hello jane", 500, 1200), ("hi", 3000, 3400)]
    assert call.segments[0].confidence == pytest.approx(0.9)
    assert [(note.code, note.message.split()[0]) for note in call.notes] == [
        ("partial-result", "2"),
        ("empty-turn", "1"),
    ]


def test_of_alternatives_the_first_is_taken(one):
    told = {"alternatives": [{"confidence": 230.5, "text": "hello", "result": WORDS[:1]}, {"text": "yellow"}]}
    assert [s.text for s in one(json.dumps([RESULTS[0], told])).segments] == ["hello"]


def test_only_partial_results_are_no_call(fault):
    assert fault(json.dumps(RESULTS[:2])).code == "no-turns"


def test_a_cut_file_is_told(fault):
    text = "\n".join(json.dumps(result, indent=2) for result in RESULTS)
    assert "is the file cut?" in fault(text[:-30]).message
