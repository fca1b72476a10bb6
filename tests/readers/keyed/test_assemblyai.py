"""AssemblyAI: utterances or words, milliseconds and seconds in one file, jobs that failed."""

from __future__ import annotations

import json

import pytest


def spoken(text: str, start: int, end: int, **more: object) -> dict[str, object]:
    return {"text": text, "start": start, "end": end, "confidence": 0.8, **more}


WORDS = [
    spoken("Hi", 500, 700, speaker="A"),
    spoken("there.", 700, 900, speaker="A"),
    spoken("Yes?", 1000, 1200, speaker="B"),
]


def document(**told: object) -> str:
    shape = {"id": "t-1", "status": "completed", "acoustic_model": "m", "language_code": "en", "audio_duration": 25}
    return json.dumps({**shape, "audio_url": "https://x.example/a.wav?token=secret", "error": None, **told})


def test_utterances_are_the_segments_in_milliseconds(one):
    call = one(document(words=WORDS, utterances=[spoken("Hi there.", 500, 900, speaker="A", words=WORDS[:2])]))
    assert (call.format, call.id, call.duration_ms, call.language) == ("assemblyai", "t-1", 25_000, "en")
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [("A", "Hi there.", 500, 900)]
    assert "secret" not in repr(call)


def test_words_where_utterances_are_null(one):
    call = one(document(words=WORDS, utterances=None))
    assert [(s.label, s.text, s.start_ms) for s in call.segments] == [("A", "Hi there.", 500), ("B", "Yes?", 1000)]


@pytest.mark.parametrize(
    ("speaker", "label"),
    [
        pytest.param("1", "channel 1", id="the channel itself"),
        pytest.param("1A", "1A", id="counted in the channel"),
        pytest.param("A", "channel 1 A", id="apart from it"),
        pytest.param(None, "channel 1", id="none"),
    ],
)
def test_channels_are_strings(one, speaker, label):
    call = one(document(utterances=[spoken("Hi.", 500, 900, speaker=speaker, channel="1")]))
    assert [(s.label, s.channel) for s in call.segments] == [(label, "1")]


def test_only_the_text(one):
    assert [(s.text, s.start_ms) for s in one(document(text="Hi there.")).segments] == [("Hi there.", None)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            document(status="error", error="Download error, https://x.example/a?token=secret is not audio"),
            "no transcript (status 'error': Download error, (address) is not audio)",
            id="failed",
        ),
        pytest.param(document(status="processing"), "(status 'processing')", id="not done yet"),
        pytest.param(document(text="", words=[]), "there are no turns", id="silence"),
        pytest.param(document(words=[spoken("hi", "soon", 9)]), "words[0].start", id="a wrong time"),
        pytest.param(document(words=WORDS)[:-5], "breaks off", id="cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
