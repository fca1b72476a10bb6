"""NVIDIA NeMo's sentences and manifests, and Riva's results, whose times are milliseconds."""

from __future__ import annotations

import json

import pytest


def sentence(who: str, text: str, start: float | str, end: float | str, key: str = "text") -> dict[str, object]:
    return {"speaker": who, "start_time": start, "end_time": end, key: text}


@pytest.mark.parametrize("key", ["text", "sentence"])
def test_sentences_of_a_diarized_file(one, key):
    said = [sentence("speaker_0", "hello jane", 0.5, "1.25", key), sentence("speaker_1", "hi", 1.5, 2.0, key)]
    call = one(json.dumps({"session_id": "c-7", "transcription": "…", "sentences": said, "words": []}))
    assert (call.format, call.id) == ("nemo", "c-7")
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("speaker_0", "hello jane", 500, 1250),
        ("speaker_1", "hi", 1500, 2000),
    ]


def test_words_where_there_are_no_sentences(one):
    said = [
        sentence("a", "hello", 0, 0.5, "word"),
        sentence("a", "jane", 0.5, 1, "word"),
        sentence("b", "hi", 1, 2, "word"),
    ]
    assert [(s.label, s.text) for s in one(json.dumps({"words": said})).segments] == [("a", "hello jane"), ("b", "hi")]


def line(path: str, offset: float, text: str, **more: object) -> str:
    return json.dumps({"audio_filepath": path, "offset": offset, "duration": 1.5, "text": text, **more})


def test_a_manifest_is_a_call_each_audio_file(read):
    lines = [
        line("/audio/a.wav", 2.0, "hi", label="speaker_1"),
        line("/audio/b.wav", 0.0, "good morning", label="infer"),
        line("/audio/a.wav", 0.0, "-", pred_text="hello jane", label="speaker_0"),
    ]
    a, b = read("\n".join(lines))
    assert [(s.label, s.text, s.start_ms, s.end_ms, s.line) for s in a.segments] == [
        ("speaker_0", "hello jane", 0, 1500, 3),
        ("speaker_1", "hi", 2000, 3500, 1),
    ]
    assert (a.id, b.id, b.segments[0].label) == ("a", "b", "")


def test_a_manifest_that_is_not_transcribed_is_told(fault):
    assert "not transcribed yet" in fault(line("/audio/a.wav", 0, "-", label="infer", duration=None)).message


def word(text: str, start: int, end: int, **more: object) -> dict[str, object]:
    return {"word": text, "start_time": start, "end_time": end, **more}


def result(transcript: str, *words: dict[str, object], **more: object) -> dict[str, object]:
    return {"alternatives": [{"transcript": transcript, "words": list(words)}], **more}


def test_riva_counts_milliseconds(one):
    said = result("Hello, Jane. ", word("hello", 480, 900), word("jane", 900, 1250))
    call = one(json.dumps({"results": [said]}))
    assert call.format == "riva"
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [("", "Hello, Jane.", 480, 1250)]


def test_riva_results_are_cut_where_the_speaker_changes(one):
    said = result("Hello. Hi.", {"word": "Hello.", "endTime": 500}, word("Hi.", 600, 900, speaker_tag=1))
    call = one(json.dumps({"results": [said, result("later", word("later", 990, 999), is_final=False)]}))
    assert [(s.label, s.text, s.start_ms) for s in call.segments] == [
        ("speaker 0", "Hello.", 0),
        ("speaker 1", "Hi.", 600),
    ]
    assert [note.code for note in call.notes] == ["partial-result"]


def test_riva_channels_are_speakers(one):
    left, right = (
        result("Hello.", word("hello", 900, 1000), channel_tag=1),
        result("Hi.", word("hi", 1, 9), channel_tag=2),
    )
    told = [(s.label, s.channel, s.text) for s in one(json.dumps({"results": [left, right]})).segments]
    assert told == [("channel 2", "2", "Hi."), ("channel 1", "1", "Hello.")]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"sentences": [sentence("a", "hi", "soon", 1)]}, "sentences[0].start_time"),
        ({"results": [result("hi", word("hi", 1, 2, confidence="sure"))]}, "words[0].confidence"),
    ],
    ids=["nemo", "riva"],
)
def test_a_wrong_type_is_told_with_its_place(fault, value, words):
    assert words in fault(json.dumps(value)).message
