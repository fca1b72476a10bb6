"""Logs of Amazon Transcribe's streams: partial results, repeated ones, speakers, the utterances of calls."""

from __future__ import annotations

import json

import pytest

from csr_lint.model import Role


def word(content: str, start: float, **more: object) -> dict[str, object]:
    return {"Content": content, "Type": "pronunciation", "StartTime": start, "EndTime": start + 0.2, **more}


def event(number: str, text: str, start: float, *, partial: bool = False, items: object = (), **more: object):
    alternatives = [{"Transcript": text, "Items": items}]
    told = {"ResultId": number, "IsPartial": partial, "StartTime": start, "EndTime": start + 1, **more}
    results = [{**told, "Alternatives": alternatives}]
    return {"TranscriptResultStream": {"TranscriptEvent": {"Transcript": {"Results": results}}}}


def log(*events: object) -> str:
    return "\n".join(json.dumps(e) for e in events)


def test_partial_results_are_left_out_and_counted(one):
    growing = [event("a", text, 0.5, partial=True) for text in ("good", "good more", "good morning")]
    call = one(log(*growing, event("a", "Good morning.", 0.5), event("b", "what", 2, partial=True)))
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [("Good morning.", 500, 1500)]
    (note,) = call.notes
    assert (call.format, note.code) == ("amazon-transcribe-stream", "partial-result")
    assert "4 of 5 results were partial; left out; 1 never became final" in note.message


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(lambda events: json.dumps(events), id="list"),
        pytest.param(lambda events: "\n".join(json.dumps(e, indent=1) for e in events), id="values-over-lines"),
        pytest.param(lambda events: log(*(e["TranscriptResultStream"] for e in events)), id="bare-events"),
        pytest.param(
            lambda events: log(*(e["TranscriptResultStream"]["TranscriptEvent"] for e in events)), id="bare-transcripts"
        ),
        pytest.param(
            lambda events: json.dumps({"TranscriptResultStream": [e["TranscriptResultStream"] for e in events]}),
            id="one-stream-of-many",
        ),
    ],
)
def test_all_events_are_of_one_call(one, wrap):
    call = one(wrap([event("a", "Good morning.", 0.5), event("b", "Hello there.", 2)]))
    assert [s.text for s in call.segments] == ["Good morning.", "Hello there."]


def test_a_result_that_comes_twice_is_taken_once(one):
    call = one(log(event("a", "Hi.", 0.5), event("a", "Hi.", 0.5), event("b", "Hi.", 3)))
    assert [s.start_ms for s in call.segments] == [500, 3000]
    assert [note.code for note in call.notes] == ["repeated-result"]


def test_a_result_of_two_speakers_is_taken_apart(one):
    items = [word("hi", 0.5, Speaker="0"), word("yes", 1.0, Speaker="1"), {"Content": ".", "Type": "punctuation"}]
    call = one(log(event("a", "hi yes.", 0.5, items=items)))
    assert [(s.label, s.text) for s in call.segments] == [("speaker 0", "hi"), ("speaker 1", "yes.")]


def test_channels(one):
    call = one(log(event("a", "Hi.", 2, ChannelId="ch_1"), event("b", "Hello.", 1, ChannelId="ch_0")))
    assert [(s.label, s.channel) for s in call.segments] == [("ch_0", "ch_0"), ("ch_1", "ch_1")]


def utterance(role: str, text: str, start: int, *, partial: bool = False) -> dict[str, object]:
    told = {"UtteranceId": text, "IsPartial": partial, "ParticipantRole": role, "Transcript": text}
    return {"UtteranceEvent": {**told, "BeginOffsetMillis": start, "EndOffsetMillis": start + 900}}


def test_utterances_of_call_analytics_have_sides(one):
    events = [utterance("AGENT", "Hello.", 100), utterance("CUSTOMER", "Hi.", 1200), {"CategoryEvent": {}}]
    call = one(log(*events))
    assert [(s.role, s.start_ms, s.end_ms) for s in call.segments] == [
        (Role.AGENT, 100, 1000),
        (Role.CUSTOMER, 1200, 2100),
    ]
    assert [note.code for note in call.notes] == ["not-speech"]


def test_only_partial_results_are_no_call(fault):
    assert "partial results only" in fault(log(event("a", "good", 0.5, partial=True))).message


def test_a_cut_line_is_told_and_the_rest_is_read(read):
    error, call = sorted(
        read(log(event("a", "Hi.", 0.5), event("b", "Yes.", 2))[:-30]), key=lambda found: str(type(found))
    )
    assert "breaks off" in error.message
    assert error.place.endswith(":2")
    assert [s.text for s in call.segments] == ["Hi."]


def test_a_wrong_type_is_told_with_its_place(fault):
    error = fault(log(event("a", "Hi.", 0.5, EndTime="late")))
    assert "Transcript.Results[0].EndTime" in error.message
