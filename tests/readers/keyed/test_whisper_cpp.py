"""whisper.cpp's JSON: offsets, tokens, the speakers of stereo files; chunks of Hugging Face pipelines."""

from __future__ import annotations

import json

import pytest


def segment(text: str, start: int, end: int, **more: object) -> dict[str, object]:
    return {"timestamps": {"from": "00:00:00,000"}, "offsets": {"from": start, "to": end}, "text": text, **more}


def document(*segments: dict[str, object]) -> str:
    return json.dumps({"systeminfo": "AVX = 1", "result": {"language": "en"}, "transcription": list(segments)})


def test_offsets_are_milliseconds_and_marks_have_no_probability(one):
    tokens = [{"text": "[_BEG_]", "p": 0.1}, {"text": " Hel", "p": 0.8}, {"text": "lo", "p": 0.6}]
    call = one(document(segment(" Hello", 0, 2500, tokens=[*tokens, {"text": "[_TT_125]", "p": 0.1}])))
    (only,) = call.segments
    assert (call.format, call.language, only.text, only.end_ms) == ("whisper.cpp", "en", "Hello", 2500)
    assert only.confidence == pytest.approx(0.7)


def test_the_speaker_of_a_stereo_file_is_its_channel(one):
    said = [segment(f" Text {who}", k, k + 1, speaker=who) for k, who in enumerate("01?")]
    call = one(document(*said))
    assert [(s.label, s.channel) for s in call.segments] == [("0", "0"), ("1", "1"), ("", None)]
    assert [note.code for note in call.notes] == ["speaker-unknown"]


def test_changes_of_speaker_without_names_are_told(one):
    call = one(document(segment("Hello", 0, 1, speaker_turn_next=True), segment("Hi", 1, 2)))
    assert [(note.code, "after 1 of 2" in note.message) for note in call.notes] == [("speaker-unknown", True)]


def test_blank_audio_is_no_speech(one):
    call = one(document(segment(" [BLANK_AUDIO]", 0, 900), segment(" Hello", 900, 1000)))
    assert [s.left_out for s in call.segments] == ["not-speech", None]


def test_a_letter_torn_between_two_tokens_does_not_spoil_the_file(one):
    said = segment(" Très café, déjà", 0, 900, tokens=[{"text": "XX", "p": 0.5}])
    data = json.dumps(json.loads(document(said)), ensure_ascii=False).encode().replace(b"XX", b"\xe2\x82")
    call = one(data)
    assert call.segments[0].text == "Très café, déjà"
    assert [note.code for note in call.notes] == ["encoding-guessed"]


def test_times_of_the_clock_where_there_are_no_offsets(one):
    told = {"timestamps": {"from": "00:00:01,500", "to": "00:00:02,250"}, "text": "Hello"}
    (only,) = one(document(told)).segments
    assert (only.start_ms, only.end_ms) == (1500, 2250)


def test_a_file_without_segments_is_told(fault):
    assert fault(document()).code == "no-turns"


def chunk(text: str, start: float | None, end: float | None, **more: object) -> dict[str, object]:
    return {"text": text, "timestamp": [start, end], **more}


def test_chunks_whose_last_end_is_missing(one):
    call = one(json.dumps({"text": "…", "chunks": [chunk(" Hello there.", 0.0, 2.5), chunk(" Hi you.", 2.5, None)]}))
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Hello there.", 0, 2500),
        ("Hi you.", 2500, None),
    ]


def test_speakers_are_taken_where_there_are_any(one):
    said = [chunk(" Hello there.", 0.0, 2.5, speaker="SPEAKER_00"), chunk(" Hi you.", 2.5, 3.0, speaker="SPEAKER_01")]
    call = one(json.dumps({"speakers": said, "chunks": [chunk("Hello there. Hi you.", 0, 3)], "text": "…"}))
    assert [s.label for s in call.segments] == ["SPEAKER_00", "SPEAKER_01"]


def test_chunks_of_a_word_are_put_together(one):
    words = [chunk(" Hello", 0.0, 0.5), chunk(" there.", 0.5, 0.9), chunk(" Hi.", 5.0, 5.2)]
    assert [s.text for s in one(json.dumps({"text": "…", "chunks": words})).segments] == ["Hello there.", "Hi."]


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "chunks[0].timestamp" in fault(json.dumps({"chunks": [{"text": "Hi", "timestamp": "soon"}]})).message
