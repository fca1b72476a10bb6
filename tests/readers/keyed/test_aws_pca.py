"""AWS Post Call Analytics: speakers by their display texts, Python's None as a word, the vendor's figures."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def segment(who: str, text: str, start: float, **more: object) -> dict[str, object]:
    told = {"SegmentStartTime": start, "SegmentEndTime": start + 1, "SegmentSpeaker": who, "SegmentInterruption": False}
    words = [{"Text": "x", "Confidence": 0.5}, {"Text": " y", "Confidence": 1.0}]
    return {**told, "DisplayText": text, "OriginalText": "as heard", "WordConfidence": words, **more}


TALK = [segment("spk_0", "Hello.", 0.5), segment("spk_1", "Hi.", 1.25, SegmentInterruption=True)]
LABELS = [{"Speaker": "spk_0", "DisplayText": "Agent"}, {"Speaker": "spk_1", "DisplayText": "Customer"}]


def document(segments: object = TALK, **told: object) -> str:
    job = {"TranscriptionJobName": "stereo.mp3", "MediaOriginalUri": "s3://secret"}
    head = {"GUID": "None", "Agent": "None", "ConversationTime": "2021-11-25 13:35:14", "Duration": "28.67"}
    more = {"LanguageCode": "en-US", "SpeakerLabels": LABELS, "SourceInformation": [{"TranscribeJobInfo": job}]}
    return json.dumps({"ConversationAnalytics": {**head, **more, **told}, "SpeechSegments": segments})


def test_sides_are_those_of_the_display_texts(one):
    call = one(document())
    assert (call.format, call.id, call.agent, call.started) == ("aws-pca", "stereo.mp3", None, "2021-11-25 13:35:14")
    assert (call.duration_ms, call.language) == (28_670, "en-US")
    assert [(s.label, s.name, s.role, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("spk_0", None, Role.AGENT, "Hello.", 500, 1500),
        ("spk_1", None, Role.CUSTOMER, "Hi.", 1250, 2250),
    ]
    assert call.segments[0].confidence == pytest.approx(0.75)


def test_another_display_text_is_a_name_and_no_side(one):
    call = one(document(SpeakerLabels=[{"Speaker": "spk_0", "DisplayText": "Maria"}], Agent="maria.k", GUID="g-1"))
    assert (call.id, call.agent) == ("g-1", "maria.k")
    assert [(s.name, s.role) for s in call.segments] == [("Maria", Role.UNKNOWN), (None, Role.UNKNOWN)]


def test_the_vendor_s_figures(one):
    spans = {"spk_0": {"TotalTimeSecs": 9.879}, "NonTalkTime": {"Instances": [], "TotalTimeSecs": 1.5}}
    trends = {"spk_1": {"SentimentScore": 1.7, "SentimentChange": -2.5}}
    assert dict(one(document(SpeakerTime=spans, SentimentTrends=trends)).figures) == {
        "vendor-interruptions": 1,
        "vendor-non-talk-seconds": 1.5,
        "vendor-talk-seconds-agent": 9.879,
        "vendor-sentiment-customer": 1.7,
    }


def test_the_text_as_heard_where_none_is_displayed(one):
    call = one(document([segment("spk_0", "", 0.5), segment("spk_0", "", 2.5, OriginalText="")]))
    assert [s.text for s in call.segments] == ["as heard"]
    assert [note.code for note in call.notes] == ["empty-turn"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(document([]), "there are no turns in it", id="empty"),
        pytest.param(document([segment("s", "Hi", 1, SegmentEndTime="x")]), "[0].SegmentEndTime", id="wrong-type"),
        pytest.param(document()[:-20], "breaks off", id="cut"),
    ],
)
def test_what_is_wrong_is_told(fault, text, message):
    assert message in fault(text).message
