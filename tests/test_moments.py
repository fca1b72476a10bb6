"""What is kept of a call for the team: what the customer came with, and who said a moment's words."""

from __future__ import annotations

import pytest

from csr_lint.lint import Linter
from csr_lint.model import Call, Segment
from csr_lint.outcome import row_of
from csr_lint.rulebook import load_rulebook

TALK = (
    ("agent", "Good morning, Harbour Gas, this is Ana, how can I help you today?"),
    ("customer", "The boiler is broken again and I am freezing, I am at my wits' end with it."),
    ("agent", "May I put you on hold for a minute while I look that up?"),
    ("customer", "No that's completely wonderful thank you."),
    ("agent", "Thank you for holding. The engineer comes tomorrow at nine."),
    ("customer", "Lovely, goodbye."),
)


@pytest.fixture(scope="module")
def row():
    segments = tuple(Segment(index=k, label=who, text=text, line=k + 1) for k, (who, text) in enumerate(TALK))
    call = Call(id="c", source="c.txt", format="text", agent="Ana Kerr", segments=segments)
    return row_of(Linter(load_rulebook()).lint(call), violations=True)


def test_what_answers_a_hold_is_no_matter(row):
    assert {"boiler", "broken", "freezing"} <= set(row.words)
    assert not {"completely", "wonderful", "lovely"} & set(row.words)


def test_a_moment_says_who_spoke(row):
    (missed,) = [moment for moment in row.moments if moment.code == "EMP001"]
    assert (missed.by, missed.agent, missed.turn) == ("customer", "Ana Kerr", 2)
