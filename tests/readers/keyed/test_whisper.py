"""Whisper's JSON and that of its kin: segments, speakers, what was made up over silence; lists of segments."""

from __future__ import annotations

import json

import pytest


def segment(text: str, start: float = 0.0, end: float = 1.0, **more: object) -> dict[str, object]:
    return {"text": text, "start": start, "end": end, **more}


def document(*segments: dict[str, object], **more: object) -> str:
    return json.dumps({"text": "…", "segments": list(segments), "language": "en", **more})


def test_segments_of_openai_whisper(one):
    figures = {"avg_logprob": -0.25, "no_speech_prob": 0.01, "compression_ratio": 1.4, "tokens": [50364]}
    call = one(document(segment(" Hello, it is Jane.", 0.0, 2.5, **figures), segment(" Hi.", 2.5, 3.0, **figures)))
    (first, _) = call.segments
    assert (call.format, call.language, call.notes) == ("whisper", "en", ())
    assert (first.text, first.label, first.start_ms, first.end_ms) == ("Hello, it is Jane.", "", 0, 2500)
    assert first.confidence == pytest.approx(0.7788, abs=1e-4)


def test_the_duration_of_the_api_may_be_a_string(one):
    call = one(document(segment("Hi."), task="transcribe", duration="8.47", language="english"))
    assert (call.duration_ms, call.language) == (8470, "english")


def test_words_make_pieces_where_the_api_gave_no_segments(one):
    words = [{"word": "hello", "start": 0.1, "end": 0.4}, {"word": "jane", "start": 0.4, "end": 0.9}]
    call = one(json.dumps({"task": "transcribe", "text": "Hello, Jane.", "words": words}))
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [("hello jane", 100, 900)]


def test_confidence_of_whisper_timestamped_is_its_own(one):
    words = [{"text": "Hi.", "start": 0.1, "end": 0.1, "confidence": 0.2}]
    assert one(document(segment(" Hi.", confidence=0.89, words=words))).segments[0].confidence == 0.89


def test_whisperx_speakers_may_be_missing_and_numbers_have_no_times(one):
    words = [{"word": "Room", "start": 0.0, "end": 0.4, "score": 0.8, "speaker": "SPEAKER_01"}, {"word": "12."}]
    call = one(
        document(
            segment("Room 12.", words=words),
            segment("Yes.", 1.0, 2.0, speaker="SPEAKER_00"),
            segment("Mm.", 2.0, 2.5),
            word_segments=words,
        )
    )
    assert call.format == "whisperx"
    assert [s.label for s in call.segments] == ["SPEAKER_01", "SPEAKER_00", ""]
    assert call.segments[0].confidence == 0.8


def test_a_segment_with_words_of_two_speakers_is_told(one):
    words = [{"word": "Room", "speaker": "SPEAKER_01"}, {"word": "Yes", "speaker": "SPEAKER_00"}]
    call = one(document(segment("Room Yes", speaker="SPEAKER_01", words=words)))
    assert [note.code for note in call.notes] == ["speaker-changed-inside-turn"]


def test_openai_diarized_json(one):
    said = segment("Hello.", speaker="A", type="transcript.text.segment", id="seg_001")
    call = one(document(said, task="transcribe", duration=1.0))
    assert (call.format, call.segments[0].label) == ("openai-diarized", "A")


def test_apologies_from_empty_audio_are_no_speech(one):
    loop = [segment(" I'm sorry.", k, k + 1, compression_ratio=13.25, no_speech_prob=0.3) for k in range(29)]
    call = one(document(segment(" Hello, it is Jane.", compression_ratio=1.2), *loop))
    assert [s.left_out for s in call.segments] == [None, *["hallucination-suspect"] * 29]
    assert [note.code for note in call.notes] == ["hallucination-suspect"]


def test_several_results_are_several_calls(read):
    one, two = json.loads(document(segment("Hi."))), json.loads(document(segment("Bye.")))
    assert [call.segments[0].text for call in read(json.dumps([one, two]))] == ["Hi.", "Bye."]


def test_faster_whisper_dumps_a_list_in_seconds(one):
    call = one(json.dumps([segment(" Hello.", 0.0, 1.5, seek=0, avg_logprob=-0.1), segment(" Hi.", 1.5, 2.0)]))
    assert (call.format, call.notes) == ("whisper", ())
    assert [(s.text, s.end_ms) for s in call.segments] == [("Hello.", 1500), ("Hi.", 2000)]


LIST = [segment("Hello, this is Jane speaking.", 1, 2400), segment("I need some help please.", 2500, 4100)]


@pytest.mark.parametrize(
    ("factor", "unit"), [(1, "milliseconds"), (0.001, "seconds"), (1000, "microseconds")], ids=["ms", "s", "us"]
)
def test_the_unit_of_a_bare_list_is_guessed_and_told(one, factor, unit):
    rows = [{**row, "start": row["start"] * factor, "end": row["end"] * factor} for row in LIST]
    call = one(json.dumps(rows))
    assert call.format == "segment-list"
    assert [s.end_ms for s in call.segments] == [2400, 4100]
    assert [(note.code, unit in note.message) for note in call.notes] == [("unit-guessed", True)]


def test_the_list_is_read_by_the_name_of_the_family_too(one):
    assert len(one(json.dumps(LIST), input_format="whisper").segments) == 2


def test_other_records_by_that_name_are_told(fault):
    error = fault(json.dumps({"text": "Hi.", "start": 0}), input_format="whisper")
    assert error.message == "this record has no segments (it has the keys text, start)"


def test_a_segment_a_line_is_one_call(one):
    assert len(one("\n".join(json.dumps({**row, "speaker": "A"}) for row in LIST)).segments) == 2


def test_the_user_may_say_the_unit(one):
    call = one(json.dumps(LIST), time_unit="s")
    assert (call.segments[0].end_ms, call.notes) == (2_400_000, ())


def test_segments_in_milliseconds_of_somebody_else_are_told(one):
    call = one(json.dumps({"call_id": "c-3", "segments": [{**row, "speaker": "A"} for row in LIST]}))
    assert (call.id, [s.end_ms for s in call.segments]) == ("c-3", [2400, 4100])
    assert [note.code for note in call.notes] == ["unit-guessed"]


def test_a_long_silence_is_no_other_unit(one):
    call = one(document(segment("Hi.", 0, 30)))
    assert (call.segments[0].end_ms, call.notes) == (30_000, ())


def test_segments_without_text_are_told(one):
    assert [note.code for note in one(document(segment("Hi."), segment(" "))).notes] == ["empty-turn"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (document(segment("Hi.", start=0.0), segment("Hi.", start="soon")), "segments[1].start"),
        (document(text=""), "nothing was recognised"),
        (document(segment("Hi."), segment("Bye."))[:-40], "is the file cut?"),
        (json.dumps([segment("Hi."), "Bye."]), "Expected object"),
    ],
    ids=["wrong-type", "nothing-said", "cut", "no-object"],
)
def test_what_is_wrong_is_told(fault, text, words):
    assert words in fault(text).message
