"""Bedrock Data Automation: segments with speakers and channels but without sides; a blueprint's result is refused."""

from __future__ import annotations

import json

import pytest

from csr_lint.errors import NotATranscriptError
from csr_lint.model import Role


def segment(text: str, start: int, speaker: str | None = None, channel: str | None = None, **more: object):
    told = {"text": text, "start_timestamp_millis": start, "end_timestamp_millis": start + 900, "type": "TRANSCRIPT"}
    who = {"speaker": {"speaker_label": speaker}} if speaker else {}
    where = {"channel": {"channel_label": channel}} if channel else {}
    return {**told, **who, **where, "audio_item_indices": [0], "language": "EN", **more}


def document(*segments: object) -> str:
    told = {
        "semantic_modality": "AUDIO",
        "s3_key": "secret",
        "duration_millis": 61_000,
        "dominant_asset_language": "EN",
    }
    return json.dumps({"metadata": told, "audio_items": [], "audio_segments": segments})


def test_segments_have_no_sides(one):
    call = one(document(segment("Hi.", 40, "spk_0", "ch_0"), segment("Hello.", 1200, "spk_1", "ch_1")))
    assert (call.format, call.duration_ms, call.language) == ("aws-bda", 61_000, "EN")
    assert [(s.label, s.channel, s.start_ms, s.end_ms) for s in call.segments] == [
        ("spk_0", "ch_0", 40, 940),
        ("spk_1", "ch_1", 1200, 2100),
    ]
    assert {s.role for s in call.segments} == {Role.UNKNOWN}


@pytest.mark.parametrize(
    ("segments", "told"),
    [
        pytest.param(
            [segment("Hi.", 40, "spk_0", "ch_0"), segment("Yes.", 1200, "spk_0", "ch_1")],
            [("ch_0 spk_0", "ch_0"), ("ch_1 spk_0", "ch_1")],
            id="speakers-counted-anew",
        ),
        pytest.param(
            [segment("Hi.", 40, None, "ch_0"), segment("Yes.", 1200, None, "ch_1")],
            [("ch_0", "ch_0"), ("ch_1", "ch_1")],
            id="channels-only",
        ),
        pytest.param([segment("Hi.", 40), segment("Yes.", 1200)], [("", None), ("", None)], id="nothing-told"),
        pytest.param([segment("Hi.", 40, "spk_0", "ch_0")], [("spk_0", None)], id="one-channel"),
    ],
)
def test_labels(one, segments, told):
    assert [(s.label, s.channel) for s in one(document(*segments)).segments] == told


def test_what_is_no_speech_is_left_out_and_counted(one):
    call = one(document(segment("Hi.", 40), segment("", 1000), segment("music", 2000, type="SOUND")))
    assert [s.text for s in call.segments] == ["Hi."]
    (note,) = call.notes
    assert (note.code, note.message[:6]) == ("not-speech", "2 of 3")


def test_a_blueprint_s_result_is_no_transcript(fault):
    error = fault(json.dumps({"metadata": {}, "matched_blueprint": {"arn": "secret"}, "inference_result": {}}))
    assert isinstance(error, NotATranscriptError)
    assert "blueprint of Bedrock Data Automation" in error.message
    assert "secret" not in error.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(document(), "there are no turns in it", id="empty"),
        pytest.param(document(segment("Hi.", 1) | {"text": []}), "audio_segments[0].text", id="wrong-type"),
        pytest.param(document(segment("Hi.", 1))[:-9], "breaks off", id="cut"),
    ],
)
def test_what_is_wrong_is_told(fault, text, message):
    assert message in fault(text).message
