"""Gladia, Soniox, pyannoteAI and Mistral, as their documentation shows them."""

from __future__ import annotations

import json

import pytest


def shown(call) -> list[tuple[str, str, int | None, int | None]]:
    return [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]


def gladia(*utterances: dict[str, object], **more: object) -> str:
    told = {"metadata": {"audio_duration": 9.5}, "transcription": {"languages": ["en"], "utterances": list(utterances)}}
    return json.dumps({"id": "g-1", "status": "done", "request_params": {}, "result": told, **more})


HELLO = {"text": " Hello.", "start": 0.5, "end": 1.0, "confidence": 0.9, "channel": 0, "speaker": 0}
YES = {"text": "Yes?", "start": 0.2, "end": 0.4, "channel": 1, "speaker": 0}


def test_gladia(one):
    call = one(gladia(HELLO, {**YES, "channel": 0, "start": 1.2, "end": 1.4, "speaker": 1}))
    assert (call.format, call.id, call.duration_ms, call.language) == ("gladia", "g-1", 9500, "en")
    assert shown(call) == [("speaker 0", "Hello.", 500, 1000), ("speaker 1", "Yes?", 1200, 1400)]


def test_gladia_counts_speakers_anew_in_each_channel(one):
    call = one(gladia(HELLO, YES))
    assert [(s.label, s.channel) for s in call.segments] == [("channel 1 speaker 0", "1"), ("channel 0 speaker 0", "0")]


def tokens(*told: dict[str, object], **more: object) -> str:
    return json.dumps({"id": "s-1", "text": "…", "tokens": list(told), **more})


def token(text: str, start: int, end: int, speaker: str = "1", **more: object) -> dict[str, object]:
    return {"text": text, "start_ms": start, "end_ms": end, "confidence": 0.5, "speaker": speaker, **more}


SONIOX = [
    token("Beau", 100, 200),
    token("ti", 200, 250),
    token("ful", 250, 400),
    token(" ", 400, 400),
    token("day", 420, 500),
    token(".", 500, 510),
    token("Yes", 700, 900, "2"),
]


def test_soniox_parts_of_words_are_put_together(one):
    call = one(tokens(*SONIOX))
    assert (call.format, call.id) == ("soniox", "s-1")
    assert shown(call) == [("speaker 1", "Beautiful day.", 100, 510), ("speaker 2", "Yes", 700, 900)]
    assert call.segments[0].confidence == pytest.approx(0.5)


def test_soniox_leaves_out_translations_signals_and_what_is_not_final(one):
    extra = [
        token(" Schön", 0, 0, translation_status="translation"),
        {"text": "<end>", "confidence": 1.0},
        token(" Ye", 700, 800, "2", is_final=False),
    ]
    call = one(tokens(*SONIOX[:6], *extra))
    assert [s.text for s in call.segments] == ["Beautiful day."]
    assert [note.code for note in call.notes] == ["partial-result", "not-speech"]


def test_soniox_frames_are_one_call(one):
    frames = [{"tokens": SONIOX[:2], "final_audio_proc_ms": 250}, {"tokens": SONIOX[2:6], "final_audio_proc_ms": 510}]
    assert [s.text for s in one("\n".join(map(json.dumps, frames))).segments] == ["Beautiful day."]


PYANNOTE = {"turnLevelTranscription": [{"start": 0.5, "end": 2.3, "text": "Hello.", "speaker": "SPEAKER_00"}]}


@pytest.mark.parametrize(
    "told", [{"jobId": "p-1", "status": "succeeded", "output": PYANNOTE}, PYANNOTE], ids=["job", "bare"]
)
def test_pyannoteai(one, told):
    call = one(json.dumps({**told, "diarization": []}))
    assert call.format == "pyannoteai"
    assert shown(call) == [("SPEAKER_00", "Hello.", 500, 2300)]


MISTRAL = {"type": "transcription_segment", "text": " Hello.", "start": 0.0, "end": 1.6, "speaker_id": "speaker_1"}


def test_mistral(one):
    call = one(json.dumps({"model": "voxtral-mini", "language": "en", "text": "Hello.", "segments": [MISTRAL]}))
    assert (call.format, call.language) == ("mistral", "en")
    assert shown(call) == [("speaker_1", "Hello.", 0, 1600)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(gladia(status="error", result=None), "status 'error'", id="gladia: failed"),
        pytest.param(gladia({**HELLO, "start": "soon"}), "utterances[0].start", id="gladia: a wrong time"),
        pytest.param(gladia(), "there are no turns", id="gladia: nothing said"),
        pytest.param(tokens({"text": "a", "start_ms": "soon"}), "tokens[0].start_ms", id="soniox: a wrong time"),
        pytest.param(tokens(*SONIOX)[:-4], "breaks off", id="soniox: cut"),
        pytest.param(json.dumps({"status": "failed", "output": PYANNOTE}), "status 'failed'", id="pyannoteai: failed"),
        pytest.param(
            json.dumps({"turnLevelTranscription": [7]}), "turnLevelTranscription[0]", id="pyannoteai: no turn"
        ),
        pytest.param(json.dumps({"segments": [{**MISTRAL, "end": []}]}), "segments[0].end", id="mistral: a wrong time"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
