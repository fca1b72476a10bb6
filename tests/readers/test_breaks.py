"""Texts that go over several lines, and where each line begins in them."""

from __future__ import annotations

from csr_lint.model import Segment
from csr_lint.readers.breaks import folded, joined
from csr_lint.readers.source import Line


def test_lines_are_joined_and_their_begins_are_told() -> None:
    assert joined([Line(3, "hello"), Line(4, "there"), Line(6, "you")], 3) == ("hello there you", ((6, 4), (12, 6)))
    assert joined([Line(3, "all in"), Line(3, "one")], 3) == ("all in one", ())
    assert joined([Line(5, "below its label")], 4) == ("below its label", ((0, 5),))
    assert joined([], 4) == ("", ())


def test_runs_of_text_are_folded_with_the_lines_of_their_words() -> None:
    runs = [Line(2, "  \n well,  "), Line(3, "ok"), Line(3, "ay\n\n  then\n")]
    assert folded(runs, 2) == ("well, okay then", ((0, 3), (11, 5)))
    assert folded([Line(2, "one line")], 2) == ("one line", ())
    assert folded([Line(2, " \n ")], 2) == ("", ())


def test_a_segment_knows_the_line_of_each_character() -> None:
    text, breaks = joined([Line(4, "hello"), Line(5, "there"), Line(7, "you")], 3)
    segment = Segment(index=0, label="A", text=text, line=3, breaks=breaks)
    assert [segment.line_at(text.index(word)) for word in text.split()] == [4, 5, 7]
    assert segment.line_at(5) == 4
    assert Segment(index=0, label="A", text=text, line=3).line_at(9) == 3
    assert Segment(index=0, label="A", text=text).line_at(9) is None
