"""ELAN's files: time slots, participants, tiers that depend on others."""

from __future__ import annotations

import pytest

SLOTS = {"ts1": 100, "ts2": 1900, "ts3": 2000, "ts4": 3500, "ts5": None}


def aligned(name, first, last, text):
    return (
        f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="{name}" TIME_SLOT_REF1="{first}" TIME_SLOT_REF2="{last}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n"
    )


def refers(name, above, text):
    return (
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{name}" ANNOTATION_REF="{above}">'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n"
    )


def tier(name, *annotations, **more):
    told = "".join(f' {key.upper()}="{value}"' for key, value in more.items())
    return f'<TIER TIER_ID="{name}"{told}>\n{"".join(annotations)}</TIER>\n'


def document(*tiers):
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="{name}"' + ("/>" if at is None else f' TIME_VALUE="{at}"/>')
        for name, at in SLOTS.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0">\n'
        f'<HEADER TIME_UNITS="milliseconds"/>\n<TIME_ORDER>{slots}</TIME_ORDER>\n'
        f"{''.join(tiers)}</ANNOTATION_DOCUMENT>\n"
    )


CUSTOMER = tier("K2", aligned("a2", "ts3", "ts4", "Hi &amp; thanks"), participant="Customer")
AGENT = tier("Agent", aligned("a1", "ts1", "ts2", "Good morning"), aligned("a3", "ts4", "ts5", "Bye"))


def told(call):
    return [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]


def test_participants_and_time_slots(one):
    call = one(document(CUSTOMER, AGENT))
    assert call.format == "elan"
    assert told(call) == [
        ("Agent", "Good morning", 100, 1900),
        ("Customer", "Hi & thanks", 2000, 3500),
        ("Agent", "Bye", 3500, None),
    ]
    assert [s.line for s in call.segments] == [9, 6, 10]


def test_tiers_that_depend_on_others_are_no_speech(one):
    words = tier("words", refers("b1", "a1", "Good"), refers("b2", "a1", "morning"), parent_ref="Agent")
    call = one(document(AGENT, words))
    assert [s.text for s in call.segments] == ["Good morning", "Bye"]
    assert [note.code for note in call.notes] == ["not-speech"]


def test_the_text_may_stand_below_numbers_of_utterances(one):
    numbers = tier("ref", aligned("a1", "ts1", "ts4", "call.001"))
    texts = tier("tx", refers("b1", "a1", "Good morning"), refers("b2", "a1", "Anna here"), parent_ref="ref")
    call = one(document(numbers, texts))
    assert told(call) == [("tx", "Good morning", 100, None), ("tx", "Anna here", None, 3500)]


def test_empty_annotations_are_counted(one):
    call = one(document(AGENT, tier("Customer", aligned("a9", "ts3", "ts4", " "))))
    assert len(call.segments) == 2
    assert not call.notes
    call = one(document(tier("Agent", aligned("a1", "ts1", "ts2", "Hi"), aligned("a2", "ts3", "ts4", ""))))
    assert [note.code for note in call.notes] == ["empty-turn"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(document(CUSTOMER, AGENT)[:900], "bad-xml", id="cut"),
        pytest.param(document(AGENT).replace('"1900"', '"soon"'), "wrong-type", id="no time"),
        pytest.param(document(), "no-turns", id="no tiers"),
        pytest.param(document(tier("Agent", refers("b1", "b1", ""))), "no-turns", id="no text"),
        pytest.param(document(AGENT).replace("?>\n", '?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n', 1), "bad-xml", id="dtd"),
    ],
)
def test_what_is_broken_is_told(fault, text, code):
    assert fault(text, input_format="elan").code == code


def test_annotations_that_refer_to_each_other_have_no_times(one):
    call = one(document(tier("Agent", refers("b1", "b2", "Hello"), refers("b2", "b1", "there"))))
    assert [s.start_ms for s in call.segments] == [None, None]
