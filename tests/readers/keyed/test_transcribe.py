"""Amazon Transcribe's JSON: items and signs, speakers on items or only in segments, channels, audio segments."""

from __future__ import annotations

import json

import pytest

from csr_lint.errors import NotATranscriptError


def item(content: str, start: str | None = None, end: str | None = None, **more: object) -> dict[str, object]:
    """An item as Transcribe writes it: all numbers are strings, and a sign has no times."""
    times = {"start_time": start, "end_time": end} if start else {}
    kind = "pronunciation" if start else "punctuation"
    said = {"confidence": "0.9" if start else "0.0", "content": content}
    return {"type": kind, "alternatives": [said], **times, **more}


HELLO = [item("Good", "0.5", "0.7"), item("morning", "0.7", "1.1"), item("."), item("Hi", "1.3", "1.5"), item("!")]


def document(items: list[dict[str, object]], **results: object) -> str:
    told = {"transcripts": [{"transcript": "Good morning. Hi!"}], "items": items, **results}
    return json.dumps({"jobName": "job-7", "accountId": "111122223333", "status": "COMPLETED", "results": told})


def test_one_speaker_is_one_segment_with_its_signs(one):
    call = one(document(HELLO, language_code="en-GB"))
    (segment,) = call.segments
    assert (call.format, call.id, call.language, call.notes) == ("amazon-transcribe", "job-7", "en-GB", ())
    assert (segment.text, segment.label, segment.start_ms, segment.end_ms) == ("Good morning. Hi!", "", 500, 1500)
    assert segment.confidence == pytest.approx(0.9)


def test_speakers_on_the_items(one):
    labels = ["spk_0", "spk_0", "spk_0", "spk_1", "spk_1"]
    call = one(document([{**i, "speaker_label": who} for i, who in zip(HELLO, labels, strict=True)]))
    assert [(s.label, s.text) for s in call.segments] == [("spk_0", "Good morning."), ("spk_1", "Hi!")]


def test_speakers_only_in_the_items_of_segments(one):
    first = [{"start_time": "0.5", "end_time": "0.7"}, {"start_time": "0.7", "end_time": "1.1"}]
    segments = [
        {"speaker_label": "spk_0", "start_time": "0.5", "end_time": "1.2", "items": first},
        {"speaker_label": "spk_1", "start_time": "1.2", "end_time": "1.6", "items": [{"start_time": "1.3"}]},
    ]
    call = one(document(HELLO, speaker_labels={"speakers": 2, "segments": segments}))
    assert [(s.label, s.text) for s in call.segments] == [("spk_0", "Good morning."), ("spk_1", "Hi!")]


def test_segments_without_items_are_joined_by_time(one):
    segments = [
        {"speaker_label": "spk_0", "start_time": "0.5", "end_time": "1.25", "items": []},
        {"speaker_label": "spk_1", "start_time": "1.25", "end_time": "1.45", "items": []},
    ]
    late = [*HELLO, item("You", "1.6", "1.8")]
    call = one(document(late, speaker_labels={"speakers": 2, "segments": segments}))
    assert [(s.label, s.text) for s in call.segments] == [("spk_0", "Good morning."), ("spk_1", "Hi! You")]
    assert [(n.code, n.message.split()[0]) for n in call.notes] == [("speaker-guessed", "1")]


def test_channels_are_interleaved_and_signs_stay_in_theirs(one):
    items = [
        item("Are", "0.5", "0.7", channel_label="ch_0"),
        item("No", "0.6", "0.8", channel_label="ch_1"),
        item("you", "0.7", "0.9", channel_label="ch_0"),
        item(".", channel_label="ch_1"),
        item("?", channel_label="ch_0"),
    ]
    call = one(document(items, channel_labels={"channels": [], "number_of_channels": 2}))
    told = [(s.label, s.channel, s.start_ms, s.text) for s in call.segments]
    assert told == [("ch_0", "ch_0", 500, "Are you?"), ("ch_1", "ch_1", 600, "No.")]


def test_older_files_tell_the_channel_in_the_list_of_channels_only(one):
    channels = [
        {"channel_label": "ch_0", "items": [item("Late", "2.0", "2.2")]},
        {"channel_label": "ch_1", "items": [item("Early", "1.0", "1.2")]},
    ]
    call = one(
        document([item("Early", "1.0", "1.2"), item("Late", "2.0", "2.2")], channel_labels={"channels": channels})
    )
    assert [(s.label, s.text) for s in call.segments] == [("ch_1", "Early"), ("ch_0", "Late")]


def test_speakers_are_counted_anew_in_each_channel(one):
    items = [
        item("Hi", "0.5", "0.7", channel_label="ch_0", speaker_label="spk_0"),
        item("Yes", "1.0", "1.2", channel_label="ch_1", speaker_label="spk_0"),
    ]
    assert [s.label for s in one(document(items)).segments] == ["ch_0 spk_0", "ch_1 spk_0"]


def audio(number: int, text: str, items: list[int], start: str, end: str) -> dict[str, object]:
    return {"id": number, "transcript": text, "items": items, "start_time": start, "end_time": end}


AUDIO = [audio(0, "Good morning.", [0, 1, 2], "0.4", "1.2"), audio(1, "Hi!", [3, 4], "1.2", "1.6")]


def test_audio_segments_are_the_segments(one):
    call = one(document([{"id": k, **i} for k, i in enumerate(HELLO)], audio_segments=AUDIO))
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Good morning.", 400, 1200),
        ("Hi!", 1200, 1600),
    ]


@pytest.mark.parametrize(
    ("segments", "speakers"),
    [
        pytest.param(AUDIO[:1], ["spk_0"] * 5, id="one-that-does-not-hold-all-items"),
        pytest.param([audio(0, "Good morning. Hi!", [0, 1, 2, 3, 4], "0.4", "1.6")], "abbbb", id="one-of-two-speakers"),
    ],
)
def test_audio_segments_that_do_not_tell_all_give_way_to_the_items(one, segments, speakers):
    items = [{"id": k, **i, "speaker_label": who} for k, (i, who) in enumerate(zip(HELLO, speakers, strict=True))]
    call = one(document(items, audio_segments=segments))
    assert " ".join(s.text for s in call.segments) == "Good morning. Hi!"
    assert {s.label for s in call.segments} == set(speakers)


def test_redacted_words_stay_as_they_are_written(one):
    hidden = {"content": "[PII]", "redactions": [{"confidence": "0.99", "type": "NAME", "category": "PII"}]}
    items = [item("I'm", "0.5", "0.7"), {"type": "pronunciation", "alternatives": [hidden], "start_time": "0.7"}]
    assert one(document(items)).segments[0].text == "I'm [PII]"


def test_a_text_without_items_is_told(one):
    call = one(document([]))
    assert call.segments[0].text == "Good morning. Hi!"
    assert [note.code for note in call.notes] == ["time-missing"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(document([item("Hi", "soon", "0.7")]), "results.items[0].start_time", id="wrong-type"),
        pytest.param(document([], transcripts=[]), "there are no turns in it", id="nothing-said"),
        pytest.param(
            json.dumps({"status": "FAILED", "results": {"items": [], "transcripts": []}}),
            "has the status FAILED",
            id="failed",
        ),
        pytest.param(document(HELLO)[:-40], "breaks off", id="cut"),
    ],
)
def test_what_is_wrong_is_told(fault, text, message):
    assert message in fault(text).message


def test_the_description_of_a_job_is_no_transcript(fault):
    told = {"TranscriptionJobName": "job-7", "Transcript": {"TranscriptFileUri": "https://secret"}}
    error = fault(json.dumps({"TranscriptionJob": told}))
    assert isinstance(error, NotATranscriptError)
    assert "describes a job" in error.message
    assert "secret" not in error.message
