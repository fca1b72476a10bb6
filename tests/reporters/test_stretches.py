"""Turns as they are shown: nothing is told before it was said, and nobody is silent while another speaks."""

from __future__ import annotations

import pytest

from csr_lint.model import Call, Role, Segment
from csr_lint.reporters.stretches import ending, ends_are_told, silence, stretches
from csr_lint.turns import with_turns

ROLES = {"A": Role.AGENT, "C": Role.CUSTOMER}


def call(*said: str) -> Call:
    """A call of "A 0-9 words" lines, times in seconds."""
    segments = []
    for number, line in enumerate(said):
        who, times, text = line.split(" ", 2)
        start, end = (int(t) * 1000 for t in times.split("-"))
        segments.append(Segment(index=number, label=who, text=text, role=ROLES[who], start_ms=start, end_ms=end))
    return with_turns(Call(id="c", source="c.txt", format="text", segments=tuple(segments)))


def shown(made: Call) -> list[str]:
    return [f"{part.index + 1} {part.start_ms // 1000} {part.text}" for part in stretches(made)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param(
            ["A 0-3 it says forty", "C 3-4 okay", "A 4-6 and a fee of ten", "C 7-8 thank you"],
            ["1 0 it says forty and a fee of ten", "2 3 okay", "2 7 thank you"],
            id="a backchannel does not cut the turn, and its own speaker's next words come later",
        ),
        pytest.param(
            ["A 0-3 one moment", "C 3-4 okay", "A 40-42 it is forty"],
            ["1 0 one moment", "2 3 okay", "1 40 it is forty"],
            id="a hold cuts it, and what was said before it is told before",
        ),
        pytest.param(
            ["A 0-3 it says", "C 3-9 mm-hm", "A 9-12 forty"],
            ["1 0 it says forty", "2 3 mm-hm"],
            id="while the other makes a sound there is no silence",
        ),
    ],
)
def test_turns_in_the_order_in_which_they_were_said(said, expected):
    made = call(*said)
    assert shown(made) == expected
    assert sorted(s for part in stretches(made) for s in part.segments) == [s.index for s in made.segments]


def test_silence_is_long_and_measured():
    made = call("A 0-1 hello", "C 1-2 hello")
    assert silence(made, 2_000, 9_400) == 7
    assert silence(made, 2_000, 6_000) is None
    assert silence(made, None, 9_000) is None


def test_of_beginnings_alone_a_long_silence_is_told_too():
    said = ("A let me look", "C ok", "A it depends on the meter", "C right thanks")
    starts = (9, 12, 171, 177)
    segments = tuple(
        Segment(index=k, label=line[0], text=line[2:], role=ROLES[line[0]], start_ms=start * 1000)
        for k, (line, start) in enumerate(zip(said, starts, strict=True))
    )
    made = with_turns(Call(id="c", source="c.txt", format="text", segments=segments))
    assert shown(made) == ["1 9 let me look", "2 12 ok", "1 171 it depends on the meter", "2 177 right thanks"]
    assert not ends_are_told(made)
    assert [ending(s) for s in segments[:2]] == [10_800, 12_600]
