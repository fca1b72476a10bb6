"""Speechmatics: json-v2 and real-time messages, signs and entities, channels; v1 with its strings and spans."""

from __future__ import annotations

import json

import pytest


def word(text: str, start: float, end: float, speaker: str | None = "S1", **more: object) -> dict[str, object]:
    said = {"content": text, "confidence": 0.8, **({} if speaker is None else {"speaker": speaker})}
    return {"type": "word", "start_time": start, "end_time": end, "alternatives": [said], **more}


def sign(text: str, at: float, speaker: str = "S1", **more: object) -> dict[str, object]:
    return word(text, at, at, speaker, **{"type": "punctuation", **more})


def document(*results: dict[str, object]) -> str:
    job = {"id": "j-1", "created_at": "2024-05-03T10:00:00Z", "duration": 15}
    told = {"transcription_config": {"language": "en"}, "language_pack_info": {"word_delimiter": ""}}
    return json.dumps({"format": "2.9", "job": job, "metadata": told, "results": list(results)})


def shown(call) -> list[tuple[str, str]]:
    return [(s.label, s.text) for s in call.segments]


def test_words_are_put_together_by_speaker_with_blanks(one):
    call = one(document(word("Hi", 0.5, 0.7), word("there", 0.7, 0.9), sign(".", 0.9), word("Yes", 1.0, 1.2, "S2")))
    assert (call.format, call.id, call.duration_ms, call.language) == ("speechmatics-v2", "j-1", 15_000, "en")
    assert shown(call) == [("S1", "Hi there."), ("S2", "Yes")]
    assert [(s.start_ms, s.end_ms) for s in call.segments] == [(500, 900), (1000, 1200)]
    assert call.segments[0].confidence == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("attaches", "text"),
    [
        pytest.param(None, "a- b", id="not told"),
        pytest.param("previous", "a- b", id="previous"),
        pytest.param("next", "a -b", id="next"),
        pytest.param("both", "a-b", id="both"),
        pytest.param("none", "a - b", id="none"),
    ],
)
def test_signs_attach_as_they_say(one, attaches, text):
    call = one(document(word("a", 0, 0.2), sign("-", 0.2, attaches_to=attaches), word("b", 0.2, 0.4)))
    assert shown(call) == [("S1", text)]


def test_an_entity_is_said_once_and_as_it_is_written(one):
    parts = {"spoken_form": [word("two", 0, 0.3), word("dollars", 0.3, 0.6)], "written_form": [word("$2", 0, 0.6)]}
    assert shown(one(document(word("$2", 0, 0.6, type="entity", **parts)))) == [("S1", "$2")]
    assert shown(one(document({**word("", 0, 0.6, type="entity", **parts), "alternatives": []}))) == [("", "$2")]


def test_nobody_is_no_speaker(one):
    assert shown(one(document(word("hi", 0, 0.2, "UU")))) == [("", "hi")]


def test_channels_have_labels_and_are_interleaved(one):
    call = one(
        document(
            word("hello", 0, 0.4, None, channel="Agent"),
            word("bye", 9, 9.4, None, channel="Agent"),
            word("hi", 1, 1.4, "UU", channel="Caller"),
        )
    )
    assert [(s.label, s.channel, s.text) for s in call.segments] == [
        ("Agent", "Agent", "hello"),
        ("Caller", "Caller", "hi"),
        ("Agent", "Agent", "bye"),
    ]


def test_a_change_of_speaker_begins_a_segment(one):
    change = {"type": "speaker_change", "start_time": 0.4, "end_time": 0.4, "score": 0.8}
    assert shown(one(document(word("hi", 0, 0.4, None), change, word("yes", 0.5, 0.7, None)))) == [
        ("", "hi"),
        ("", "yes"),
    ]


def test_sounds_are_counted_and_left_out(one):
    call = one(document(word("hi", 0, 0.4), {"type": "audio_event", "start_time": 1, "end_time": 2}))
    assert (shown(call), [note.code for note in call.notes]) == ([("S1", "hi")], ["not-speech"])


@pytest.mark.parametrize("lines", [True, False], ids=["a message a line", "a list"])
def test_the_messages_of_one_call_are_one_call(one, lines):
    messages = [
        {"message": "RecognitionStarted", "id": "s"},
        {"message": "AddPartialTranscript", "results": [word("h", 0, 0.1)]},
        {"message": "AddTranscript", "results": [word("hi", 0, 0.4)]},
        {"message": "AddTranscript", "results": [sign(".", 0.4), word("yes", 0.5, 0.7, "S2")]},
        {"message": "EndOfTranscript"},
    ]
    call = one("\n".join(map(json.dumps, messages)) if lines else json.dumps(messages))
    assert shown(call) == [("S1", "hi."), ("S2", "yes")]
    assert [note.code for note in call.notes] == ["partial-result"]


def old(words: list[dict[str, object]], speakers: list[dict[str, object]] | None = None) -> str:
    job = {"id": 7, "lang": "en", "duration": 9}
    return json.dumps({"format": "1.0", "job": job, "words": words, "speakers": speakers})


def named(name: str, time: str, duration: str, confidence: object = "0.900") -> dict[str, object]:
    return {"name": name, "time": time, "duration": duration, "confidence": confidence}


V1 = [named("Hi", "0.50", "0.30"), named(".", "0.80", "0.00", "NaN"), named("Yes", "1.10", "0.30", None)]


def test_v1_has_strings_and_spans_of_speakers(one):
    call = one(old(V1, [named("F1", "1.00", "2.0"), named("M1", "0.40", "0.5")]))
    assert (call.format, call.id, call.duration_ms, call.language) == ("speechmatics-v1", "7", 9000, "en")
    told = [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]
    assert told == [("M1", "Hi.", 500, 800), ("F1", "Yes", 1100, 1400)]
    assert [s.confidence for s in call.segments] == [pytest.approx(0.9), None]


def test_v1_without_speakers(one):
    assert shown(one(old(V1))) == [("", "Hi. Yes")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(document(word("hi", "soon", 1)), "results[0].start_time", id="a wrong time"),
        pytest.param(document(), "there are no turns", id="nothing said"),
        pytest.param(document(word("hi", 0, 1))[:-4], "breaks off", id="cut"),
        pytest.param(old([named("hi", "soon", "1")]), "words[0].time", id="v1: a wrong time"),
        pytest.param(old(V1)[:-4], "breaks off", id="v1: cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
