"""Genesys Cloud: decorated text, legs, clocks since 1970 and offsets."""

from __future__ import annotations

import json

from csr_lint.model import Role

BEGIN = 1_714_730_400_000


def phrase(purpose: str, text: str, start: int, **more: object) -> dict[str, object]:
    length = {"milliseconds": 900}
    return {"participantPurpose": purpose, "text": text, "startTimeMs": BEGIN + start, "duration": length, **more}


def document(*legs: list[dict[str, object]], **more: object) -> str:
    transcripts = [{"phrases": leg, "language": "en-us"} for leg in legs]
    return json.dumps({"conversationId": "g-1", "mediaType": "call", "transcripts": transcripts, **more})


def test_decorated_text_sides_and_times_from_the_first(one):
    told = [
        phrase("ivr", "press one", 0),
        phrase("internal", "hi", 2000, decoratedText="Hi.", confidence=0.8),
        phrase("external", "hello", 3000),
    ]
    call = one(document(told))
    assert (call.format, call.id, call.kind, call.language) == ("genesys", "g-1", "phone", "en-us")
    assert call.started == "2024-05-03T10:00:00+00:00"
    assert [(s.role, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        (Role.OTHER, "press one", 0, 900),
        (Role.AGENT, "Hi.", 2000, 2900),
        (Role.CUSTOMER, "hello", 3000, 3900),
    ]


def test_all_legs_are_read_in_the_order_of_the_clock_and_shared_phrases_once(one):
    both = phrase("external", "hello", 3000)
    call = one(document([both, phrase("internal", "bye", 9000)], [phrase("internal", "hi", 1000), both]))
    assert [s.text for s in call.segments] == ["hi", "hello", "bye"]
    assert {"several-legs", "repeated-result"} <= {note.code for note in call.notes}


def test_after_a_transfer_internal_is_somebody_else(one):
    people = [
        {"participantPurpose": "agent", "userId": "u-1", "startTimeMs": BEGIN, "endTimeMs": BEGIN + 5000},
        {"participantPurpose": "agent", "userId": "u-2", "startTimeMs": BEGIN + 5000},
    ]
    call = one(document([phrase("internal", "hi", 0), phrase("internal", "hello", 6000)], participants=people))
    assert [s.name for s in call.segments] == ["u-1", "u-2"]


def test_offsets_where_there_are_no_clocks(one):
    told = {"text": "hi", "offsetMs": 1500, "durationMs": 500, "channel": 0}
    (segment,) = one(document([told])).segments
    assert (segment.label, segment.channel, segment.start_ms, segment.end_ms) == ("channel 0", "0", 1500, 2000)


def test_the_same_words_without_times_stay_twice(one):
    assert len(one(document([{"text": "yes"}, {"text": "yes"}], [{"text": "no"}])).segments) == 3


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "transcripts[0].phrases[0].startTimeMs" in fault(document([{"text": "x", "startTimeMs": "soon"}])).message


def test_no_phrases(fault):
    assert fault('{"transcripts": [{"phrases": []}]}').code == "no-turns"
