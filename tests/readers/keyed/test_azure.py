"""Azure's transcripts: batch, real-time, fast, and conversations sent in for analysis."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def guess(display: str, confidence: float = 0.9) -> dict[str, object]:
    return {"confidence": confidence, "lexical": display.lower(), "itn": display.lower(), "display": display}


def phrase(display: str, ticks: object, **more: object) -> dict[str, object]:
    told = {"recognitionStatus": "Success", "offsetInTicks": ticks, "durationInTicks": "10000000", "channel": 0}
    return {**told, "nBest": [guess(display)], **more}


def batch(*phrases: dict[str, object], **more: object) -> str:
    told = {"source": "https://store.example/call.wav?sig=secret", "timestamp": "2024-05-03T10:00:00Z"}
    return json.dumps({**told, "recognizedPhrases": list(phrases), **more})


def test_batch_phrases_are_the_segments(one):
    call = one(batch(phrase("Hi.", 400000.0, speaker=2), phrase("Yes?", "25000000.0", speaker=1), durationTicks=4e7))
    assert (call.format, call.started, call.duration_ms) == ("azure-batch", "2024-05-03T10:00:00Z", 4000)
    told = [(s.label, s.text, s.start_ms, s.end_ms, s.channel) for s in call.segments]
    assert told == [("speaker 2", "Hi.", 40, 1040, None), ("speaker 1", "Yes?", 2500, 3500, None)]
    assert "secret" not in repr(call)


@pytest.mark.parametrize(
    ("told", "place"),
    [
        pytest.param({"offset": "PT1M2.04S", "duration": "PT0.5S"}, (62_040, 62_540), id="ISO 8601"),
        pytest.param({"offset": "PT0S", "duration": "PT2S"}, (0, 2000), id="zero is a time"),
        pytest.param({"offsetMilliseconds": 80, "durationMilliseconds": 20}, (80, 100), id="milliseconds"),
        pytest.param({}, (None, None), id="none"),
    ],
)
def test_times_in_every_spelling(one, told, place):
    (segment,) = one(batch({"recognitionStatus": "Success", "nBest": [guess("Hi.")], **told})).segments
    assert (segment.start_ms, segment.end_ms) == place


@pytest.mark.parametrize(
    "drifted",
    [
        pytest.param({"durationInTicks": 74800000, "timeStamp": "t"}, id="durationInTicks"),
        pytest.param({"durationTicks": 74800000}, id="durationTicks"),
        pytest.param({"duration": "PT7.48S"}, id="duration"),
        pytest.param({"durationMilliseconds": 7480}, id="durationMilliseconds"),
    ],
)
def test_the_duration_under_each_of_its_names(one, drifted):
    assert one(batch(phrase("Hi.", 0), **drifted)).duration_ms == 7480


def test_the_surest_guess_is_taken_wherever_it_stands(one):
    said = phrase("hullo", 0, nBest=[guess("hullo", 0.3), guess("Hello.", 0.9)])
    (segment,) = one(batch(said)).segments
    assert (segment.text, segment.confidence) == ("Hello.", 0.9)


def test_channels_one_after_the_other_are_sorted_by_time(one):
    call = one(batch(phrase("A", 0), phrase("C", 9e7), phrase("B", 5e7, channel=1, speaker=1)))
    assert [(s.text, s.label, s.channel) for s in call.segments] == [
        ("A", "channel 0", "0"),
        ("B", "channel 1 speaker 1", "1"),
        ("C", "channel 0", "0"),
    ]


def test_what_was_not_recognized_is_counted(one, fault):
    silent = phrase("", 9e7, recognitionStatus="InitialSilenceTimeout", nBest=[])
    call = one(batch(phrase("Hi.", 0), silent, phrase("", 2e7)))
    assert [s.text for s in call.segments] == ["Hi."]
    assert [note.code for note in call.notes] == ["not-recognized", "empty-turn"]
    assert "1 of 1 phrases were not recognized (InitialSilenceTimeout)" in fault(batch(silent)).message


def test_analytics_behind_a_batch_do_not_double_it(one):
    items = [{"id": "0", "channel": "0", "redactedContent": {"text": "Hi."}}]
    analytics = {"conversationPiiResults": {"conversations": [{"conversationItems": items}]}}
    call = one(batch(phrase("Hi.", 0), conversationAnalyticsResults=analytics))
    assert [s.text for s in call.segments] == ["Hi."]


def live(display: str, offset: int, speaker: str, **more: object) -> dict[str, object]:
    best = [{"Confidence": 0.2, "Display": "no"}, {"Confidence": 0.9, "Display": display}]
    told = {"RecognitionStatus": "Success", "Offset": offset, "Duration": 5000000, "SpeakerId": speaker}
    return {**told, "NBest": best, **more}


def test_a_real_time_list_is_one_call(one):
    call = one(json.dumps([live("Hello.", 900000, "0"), live("Hi.", 6900000, "Guest-2")]))
    assert call.format == "azure-realtime"
    told = [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]
    assert told == [("speaker 0", "Hello.", 90, 590), ("Guest-2", "Hi.", 690, 1190)]


def test_real_time_messages_a_line_are_one_call_and_a_broken_one_fails_it(one, fault):
    lines = [json.dumps(live("Hello.", 0, "1")), json.dumps(live("", 9000, "1", RecognitionStatus="NoMatch"))]
    call = one("\n".join(lines))
    assert len(call.segments) == 1
    assert [note.code for note in call.notes] == ["not-recognized"]
    assert fault("\n".join([*lines, lines[0][:40]])).code == "truncated"


def test_fast_transcription(one):
    said = [
        {"channel": 1, "offsetMilliseconds": 900, "durationMilliseconds": 100, "text": "Hi.", "locale": "en-US"},
        {"channel": 0, "offset": 0, "duration": 640, "text": "Hello.", "speaker": 1, "confidence": 0.7},
    ]
    call = one(json.dumps({"durationMilliseconds": 1000, "combinedPhrases": [{"text": "…"}], "phrases": said}))
    assert (call.format, call.duration_ms, call.language) == ("azure-fast", 1000, "en-US")
    assert [(s.label, s.text, s.start_ms, s.end_ms, s.confidence) for s in call.segments] == [
        ("channel 0 speaker 1", "Hello.", 0, 640, 0.7),
        ("channel 1", "Hi.", 900, 1000, None),
    ]


def test_conversations_sent_in_have_sides(one):
    items = [
        {"text": "Hello?", "id": "1", "role": "Customer", "participantId": "Customer_1"},
        {"text": "How can I help?", "id": "2", "role": "Agent", "participantId": "Agent_1"},
    ]
    told = {"conversations": [{"conversationItems": items, "modality": "text", "id": "c1", "language": "en"}]}
    call = one(json.dumps({"displayName": "x", "analysisInput": told}))
    assert (call.id, call.kind, call.format) == ("c1", "chat", "azure-conversations")
    assert [(s.label, s.role) for s in call.segments] == [("Customer_1", Role.CUSTOMER), ("Agent_1", Role.AGENT)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(batch(phrase("Hi.", "soon")), "recognizedPhrases[0].offsetInTicks", id="a wrong time"),
        pytest.param(batch(), "there are no turns", id="no phrases"),
        pytest.param(json.dumps({"recognizedPhrases": None}), "recognizedPhrases", id="null"),
        pytest.param(batch(phrase("Hi.", 0))[:-5], "breaks off", id="cut"),
        pytest.param(
            json.dumps({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {"recognizedPhrases": {}}}),
            "it is a JSON schema",
            id="a schema",
        ),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
