"""Podcasting 2.0: phrases or words, speakers who are named once, ends drawn out into the next segment."""

from __future__ import annotations

import json


def segment(body: str, start: float, end: float, speaker: str | None = None) -> dict[str, object]:
    told = {"startTime": start, "endTime": end, "body": body}
    return told if speaker is None else {"speaker": speaker, **told}


def document(*segments: dict[str, object]) -> str:
    return json.dumps({"version": "1.0.0", "segments": list(segments)})


def test_words_and_signs_are_put_together_by_speaker(one):
    call = one(
        document(
            segment("Hi", 0.2, 0.4, "Jane"),
            segment(" ", 0.4, 0.4, "Jane"),
            segment("there", 0.4, 0.8, "Jane"),
            segment(".", 0.8, 0.8, "Jane"),
            segment("Hello.", 1.0, 1.3, "Bob"),
        )
    )
    assert call.format == "podcast"
    assert [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        ("Jane", "Hi there.", 200, 800),
        ("Bob", "Hello.", 1000, 1300),
    ]


def test_phrases_are_segments_and_a_speaker_goes_on(one):
    call = one(
        document(segment("Hi there.", 0, 1, "Jane"), segment("How are you?", 1, 2), segment("Fine.", 2, 3, "Bob"))
    )
    assert [s.label for s in call.segments] == ["Jane", "Jane", "Bob"]
    assert [note.code for note in call.notes] == ["speaker-carried"]


def test_padded_ends_are_no_interruptions(one):
    said = [segment(f"Sentence number {k}.", k, k + 1.3, "JB"[k % 2]) for k in range(4)]
    call = one(document(*said))
    assert [s.end_ms for s in call.segments] == [1000, 2000, 3000, 4300]
    assert [note.code for note in call.notes] == ["end-padded"]


def test_a_single_overlap_stays(one):
    said = [segment("Sentence one.", 0, 1.3, "J"), *(segment("More of it.", k, k + 0.9, "B") for k in range(1, 9))]
    assert one(document(*said)).segments[0].end_ms == 1300


def test_a_loop_without_speakers_is_left_out(one):
    said = [segment("Thank you.", k, k + 0.9) for k in range(5)]
    assert {s.left_out for s in one(document(*said)).segments} == {"hallucination-suspect"}


def test_a_wrong_type_is_told_with_its_place(fault):
    assert "segments[1].startTime" in fault(document(segment("Hi.", 0, 1), segment("Hi.", "soon", 1))).message


def test_a_cut_file_is_told(fault):
    assert fault(document(segment("Hi.", 0, 1), segment("Hi.", 1, 2))[:-20]).code == "truncated"
