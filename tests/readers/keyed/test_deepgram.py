"""Deepgram's JSON: utterances, paragraphs, words; speakers and channels."""

from __future__ import annotations

import json

import pytest

WORDS = [
    {"word": "hi", "punctuated_word": "Hi,", "start": 0.5, "end": 0.7, "confidence": 0.9, "speaker": 0},
    {"word": "there", "punctuated_word": "there.", "start": 0.7, "end": 1.0, "confidence": 0.7, "speaker": 0},
    {"word": "hello", "start": 1.2, "end": 1.5, "confidence": 1.0, "speaker": 1},
]


def document(*channels: dict[str, object], **results: object) -> str:
    told = {"request_id": "r-1", "created": "2024-05-03T10:00:00Z", "duration": 2.5}
    return json.dumps({"metadata": told, "results": {"channels": [{"alternatives": [c]} for c in channels], **results}})


def test_utterances_are_the_segments(one):
    spoken = {"transcript": "Hi, there. hello", "speaker": 0, "channel": 0, "start": 0.5, "end": 1.5, "words": WORDS}
    call = one(document({"transcript": "", "words": WORDS}, utterances=[spoken]))
    (segment,) = call.segments
    assert (call.format, call.id, call.duration_ms) == ("deepgram", "r-1", 2500)
    assert (segment.label, segment.text, segment.start_ms, segment.end_ms) == (
        "speaker 0",
        "Hi, there. hello",
        500,
        1500,
    )
    assert [note.code for note in call.notes] == ["speaker-changed-inside-turn"]


def test_paragraphs_where_there_are_no_utterances(one):
    told = {"paragraphs": [{"sentences": [{"text": "Hi."}, {"text": "You?"}], "speaker": 1, "start": 0.5, "end": 1.5}]}
    (segment,) = one(document({"transcript": "Hi. You?", "words": WORDS, "paragraphs": told})).segments
    assert (segment.label, segment.text, segment.start_ms) == ("speaker 1", "Hi. You?", 500)


def test_words_are_put_together_by_speaker(one):
    call = one(document({"transcript": "…", "words": WORDS}))
    assert [(s.label, s.text) for s in call.segments] == [("speaker 0", "Hi, there."), ("speaker 1", "hello")]
    assert call.segments[0].confidence == pytest.approx(0.8)


def test_channels_are_speakers_of_their_own_and_interleaved(one):
    later = [{**word, "start": word["start"] + 1.6, "end": word["end"] + 1.6} for word in WORDS[:2]]
    call = one(document({"words": later}, {"words": WORDS[2:]}))
    told = [(s.label, s.channel, s.start_ms) for s in call.segments]
    assert told == [("channel 1 speaker 1", "1", 1200), ("channel 0 speaker 0", "0", 2100)]


def test_a_wrong_type_is_told_with_its_place(fault):
    error = fault(document({"words": [{"word": "hi", "start": "soon"}]}))
    assert "results.channels[0].alternatives[0].words[0].start" in error.message
