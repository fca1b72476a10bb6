"""Call Analytics and Contact Lens voice: sides, vendor's figures kept apart, ids, jobs that failed."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role

WORDS = [
    {"Type": "pronunciation", "Confidence": 0.9, "Content": "Hello", "BeginOffsetMillis": 40, "EndOffsetMillis": 300},
    {"Type": "pronunciation", "Confidence": 0.7, "Content": "there", "BeginOffsetMillis": 300, "EndOffsetMillis": 600},
    {"Type": "punctuation", "Confidence": 0.0, "Content": "."},
]
TURNS = [
    {"ParticipantRole": "AGENT", "Content": "Hello there.", "BeginOffsetMillis": 40, "EndOffsetMillis": 600},
    {"ParticipantRole": "CUSTOMER", "Content": "Hi, [PII].", "BeginOffsetMillis": 500, "EndOffsetMillis": 1100},
]
MEASURED = {
    "TotalConversationDurationMillis": 60_000,
    "Interruptions": {
        "TotalCount": 2,
        "TotalTimeMillis": 4340,
        "InterruptionsByInterrupter": {"AGENT": [{"BeginOffsetMillis": 1, "DurationMillis": 2}] * 2},
    },
    "NonTalkTime": {"Instances": [], "TotalTimeMillis": 0},
    "TalkTime": {"DetailsByParticipant": {"AGENT": {"TotalTimeMillis": 32_750}}, "TotalTimeMillis": 50_760},
    "TalkSpeed": {"DetailsByParticipant": {"CUSTOMER": {"AverageWordsPerMinute": 135}}},
    "Sentiment": {"OverallSentiment": {"AGENT": 2.4}},
}


def document(turns: object = TURNS, **more: object) -> str:
    people = [{"ParticipantRole": "AGENT"}, {"ParticipantRole": "CUSTOMER"}]
    told = {"JobStatus": "COMPLETED", "LanguageCode": "en-US", "Channel": "VOICE", "Participants": people}
    return json.dumps({**told, "Transcript": turns, **more})


def test_turns_have_sides_and_signs_are_not_averaged_in(one):
    call = one(document([{**TURNS[0], "Items": WORDS}, TURNS[1]], JobName="call.wav"))
    assert (call.format, call.id, call.kind, call.language) == ("call-analytics", "call.wav", "phone", "en-US")
    assert [(s.label, s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        ("AGENT", Role.AGENT, 40, 600),
        ("CUSTOMER", Role.CUSTOMER, 500, 1100),
    ]
    assert call.segments[0].confidence == pytest.approx(0.8)
    assert call.segments[1].confidence is None
    assert call.notes == ()


def test_the_vendor_s_figures_are_named_so(one):
    call = one(document(ConversationCharacteristics=MEASURED))
    assert call.duration_ms == 60_000
    assert dict(call.figures) == {
        "vendor-interruptions": 2,
        "vendor-interruptions-agent": 2,
        "vendor-interruption-seconds": 4.34,
        "vendor-non-talk-seconds": 0,
        "vendor-talk-seconds-agent": 32.75,
        "vendor-words-per-minute-customer": 135,
        "vendor-sentiment-agent": 2.4,
    }


def test_what_was_not_measured_is_no_figure(one):
    assert one(document(ConversationCharacteristics={"Interruptions": None})).figures == ()


@pytest.mark.parametrize(
    ("who", "told"),
    [
        pytest.param("AGENT", ("AGENT", Role.AGENT), id="an-id-that-is-a-role"),
        pytest.param("u-1", ("AGENT", Role.AGENT), id="an-id-that-the-list-knows"),
        pytest.param("u-9", ("u-9", Role.UNKNOWN), id="an-id-that-nobody-knows"),
        pytest.param("u-2", ("u-2", Role.CUSTOMER), id="one-of-two-customers"),
        pytest.param("u-4", ("SUPERVISOR", Role.OTHER), id="supervisor"),
    ],
)
def test_contact_lens_tells_sides_by_id(one, who, told):
    roles = {"u-1": "AGENT", "u-2": "CUSTOMER", "u-3": "CUSTOMER", "u-4": "SUPERVISOR"}
    people = [{"ParticipantId": key, "ParticipantRole": role} for key, role in roles.items()]
    turn = {"ParticipantId": who, "Content": "Hi.", "BeginOffsetMillis": 0, "EndOffsetMillis": 90, "LoudnessScore": [7]}
    call = one(document([turn], Participants=people))
    (segment,) = call.segments
    assert call.format == "contact-lens-voice"
    assert (segment.label, segment.role) == told


@pytest.mark.parametrize(
    ("path", "more", "name"),
    [
        pytest.param("x.json", {"CustomerMetadata": {"ContactId": "c-1"}}, "c-1", id="in-the-file"),
        pytest.param(
            "12345678-ABCD-4321-9876-1234567890ab_analysis_2024-05-03T10_00_00Z.json",
            {},
            "12345678-ABCD-4321-9876-1234567890ab",
            id="in-the-name",
        ),
        pytest.param("x.json", {}, "x", id="nowhere"),
    ],
)
def test_the_contact_s_id(one, path, more, name):
    assert one(document(**more), path).id == name


def test_turns_without_text_are_left_out_and_counted(one):
    call = one(document([*TURNS, {"ParticipantRole": "AGENT", "Content": " ", "BeginOffsetMillis": 9000}]))
    assert len(call.segments) == 2
    assert [note.code for note in call.notes] == ["empty-turn"]


def test_a_bracket_too_many_behind_it_is_passed_over_and_told(one):
    call = one(json.dumps(json.loads(document()), indent=1) + "\n}\n")
    assert len(call.segments) == 2
    assert [note.code for note in call.notes] == ["trailing-characters"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(document([], JobStatus="FAILED"), "has the status FAILED", id="failed"),
        pytest.param(document([]), "there are no turns in it", id="no-turns"),
        pytest.param(document([{"Content": 7}]), "Transcript[0].Content", id="wrong-type"),
        pytest.param(document()[:200], "breaks off", id="cut"),
        pytest.param(document().replace("[{", "[...{", 1), "something was left out here (...)", id="shortened"),
        pytest.param(document().replace(", ", ", // set by AWS\n", 1), "there is a comment in it", id="comment"),
    ],
)
def test_what_is_wrong_is_told(fault, text, message):
    assert message in fault(text).message
