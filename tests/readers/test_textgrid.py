"""TextGrids of Praat: both spellings, tiers as speakers, silence, points."""

from __future__ import annotations

import pytest

HEADER = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'


def long(*tiers):
    told = [HEADER + f"xmin = 0 \nxmax = 9.5 \ntiers? <exists> \nsize = {len(tiers)} \nitem []: "]
    for number, (name, *intervals) in enumerate(tiers, 1):
        told += [f'    item [{number}]:\n        class = "IntervalTier" \n        name = "{name}" ']
        told += [f"        xmin = 0 \n        xmax = 9.5 \n        intervals: size = {len(intervals)} "]
        for at, (start, end, text) in enumerate(intervals, 1):
            told += [f"        intervals [{at}]:\n            xmin = {start} \n            xmax = {end} "]
            told += [f'            text = "{text}" ']
    return "\n".join(told) + "\n"


SHORT = HEADER + '0\n9.5\n<exists>\n2\n"IntervalTier"\n"Agent"\n0\n9.5\n2\n0\n1.5\n"Hello, I am ""Al"""\n1.5\n9.5\n""\n'
POINTS = '"TextTier"\n"clicks"\n0\n9.5\n2\n2.5\n"click"\n3.5\n"click"\n'
ALINE = long(
    ("Agent", (0, 1.5, 'Hello, I am ""Al""'), (1.5, 3, ""), (3, 4.25, "Two\nlines")),
    ("Customer", (-0.0, 2, " "), (2, 2.5, "Hi")),
)


def told(call):
    return [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_tier_is_a_speaker_and_empty_intervals_are_silence(one, encoding):
    call = one(ALINE.encode(encoding))
    assert (call.format, call.duration_ms) == ("textgrid", 9500)
    assert told(call) == [
        ("Agent", 'Hello, I am "Al"', 0, 1500),
        ("Customer", "Hi", 2000, 2500),
        ("Agent", "Two lines", 3000, 4250),
    ]
    assert call.segments[0].line == 16
    assert not call.notes


def test_utf_16_big_endian(one):
    assert len(one(b"\xfe\xff" + ALINE.encode("utf-16-be")).segments) == 3


def test_short_form_with_points(one):
    call = one(SHORT + POINTS)
    assert told(call) == [("Agent", 'Hello, I am "Al"', 0, 1500)]
    assert [(n.code, "2 points" in n.message) for n in call.notes] == [("not-speech", True)]


def test_the_oldest_short_form(one):
    old = SHORT.replace('"ooTextFile"', '"ooTextFile short"').replace("Object class = ", "")
    assert len(one(old + POINTS).segments) == 1


def test_tiers_of_the_same_name_are_kept_apart(one):
    call = one(long(("Al", (0, 1, "one")), ("Al", (1, 2, "two"))))
    assert [s.label for s in call.segments] == ["Al", "Al 2"]
    assert [n.code for n in call.notes] == ["label-repeated"]


WORDS = ("Al - words", (0, 0.4, "good"), (0.4, 1, "morning"), (4, 5, "yes"))
PHONES = ("Al - phones", (0, 0.2, "g"), (0.2, 0.4, "u"))


@pytest.mark.parametrize(
    ("tiers", "segments", "words"),
    [
        pytest.param((WORDS, PHONES), [("Al", "good morning"), ("Al", "yes")], "2 sounds", id="words put together"),
        pytest.param((WORDS, ("Al", (0, 1, "Good morning."))), [("Al", "Good morning.")], "3 words", id="turns do"),
    ],
)
def test_tiers_of_forced_aligners(one, tiers, segments, words):
    call = one(long(*tiers))
    assert [(s.label, s.text) for s in call.segments] == segments
    assert words in call.notes[0].message


def test_marks_in_angle_brackets(one):
    call = one(long(("Al", (0, 1, "I <UNSURE>took</UNSURE> <UNIN/> twice"))))
    assert call.segments[0].text == "I took [unin] twice"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        pytest.param(ALINE[: ALINE.index("Two") + 5], "truncated", ":26", id="cut in a string"),
        pytest.param(ALINE[: ALINE.index('"Customer"')], "truncated", ":30", id="cut between tiers"),
        pytest.param(ALINE.replace("xmax = 1.5", "xmax = soon", 1), "wrong-type", ":18", id="no time"),
        pytest.param(HEADER + "xmin = 0 \nxmax = 1 \ntiers? <absent> \n", "no-turns", "call.txt", id="no tiers"),
        pytest.param(long(("Al", (0, 1, ""))), "no-turns", "call.txt", id="silence only"),
    ],
)
def test_what_is_broken_is_told_with_its_line(fault, text, code, place):
    error = fault(text)
    assert error.code == code
    assert error.place.endswith(place)
