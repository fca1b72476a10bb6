"""IBM Watson: results in results, speakers joined by the time at which a word begins."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Call


def result(*words: tuple[str, float, float], final: bool = True) -> dict[str, object]:
    told = {
        "transcript": " ".join(w for w, *_ in words) + " ",
        "confidence": 0.9,
        "timestamps": [list(w) for w in words],
    }
    return {"final": final, "alternatives": [told, {"transcript": "something else "}]}


HELLO = result(("hello", 0.5, 0.9), ("there", 0.9, 1.3), ("yes", 1.4, 1.8))
LATER = result(("bye", 13.04, 13.23))
LABELS = [
    {"from": start, "to": end, "speaker": who, "confidence": 0.5, "final": False}
    for start, end, who in [(0.5, 0.9, 0), (0.9, 1.3, 0), (1.4, 1.8, 1), (13.04, 13.23, 0)]
]


def nested(*results: dict[str, object], **more: object) -> str:
    return json.dumps({"results": [{"results": list(results), "result_index": 0, **more}], "result_index": 0})


def flat(*results: dict[str, object], **more: object) -> str:
    return json.dumps({"result_index": 0, "results": list(results), **more})


@pytest.mark.parametrize("shape", [nested, flat])
def test_a_result_is_a_segment_where_there_are_no_speakers(one, shape):
    call: Call = one(shape(HELLO, LATER))
    assert call.format == "ibm"
    told = [(s.label, s.text, s.start_ms, s.end_ms, s.confidence) for s in call.segments]
    assert told == [("", "hello there yes", 500, 1800, 0.9), ("", "bye", 13040, 13230, 0.9)]


@pytest.mark.parametrize("shape", [nested, flat])
def test_speakers_are_joined_on_the_begin_of_the_word(one, shape):
    call = one(shape(HELLO, LATER, speaker_labels=LABELS))
    assert [(s.label, s.text) for s in call.segments] == [
        ("speaker 0", "hello there"),
        ("speaker 1", "yes"),
        ("speaker 0", "bye"),
    ]


def test_a_word_without_a_speaker_is_kept(one):
    call = one(nested(HELLO, speaker_labels=LABELS[:2]))
    assert [(s.label, s.text) for s in call.segments] == [("speaker 0", "hello there"), ("", "yes")]


def test_a_result_without_times_is_kept_beside_speakers(one):
    untimed = {"final": True, "alternatives": [{"transcript": "anything else "}]}
    call = one(flat(HELLO, untimed, speaker_labels=LABELS))
    assert [s.text for s in call.segments] == ["hello there", "yes", "anything else"]


def test_results_that_are_not_final_are_counted_and_left_out(one):
    call = one(nested(result(("hell", 0.5, 0.7), final=False), HELLO))
    assert [s.text for s in call.segments] == ["hello there yes"]
    assert [note.code for note in call.notes] == ["partial-result"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(nested(result(("hi", "soon", 2.0))), "timestamps[0][1]", id="a wrong time"),
        pytest.param(flat(result(("hi", 0.1, 0.2), final=False)), "there are no turns", id="nothing final"),
        pytest.param(flat(HELLO, status="failed"), "status 'failed'", id="a job that failed"),
        pytest.param(nested(HELLO)[:-6], "breaks off", id="cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
