"""One agent under two names is one, where that is unambiguous."""

from __future__ import annotations

import pytest

from csr_lint.outcome import AgentPart
from csr_lint.team.people import same_names, united


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Todd", "Todd Keller"], {"Todd": "Todd Keller"}),
        (["Todd K.", "Todd Keller"], {"Todd K.": "Todd Keller"}),
        (["TODD KELLER", "Todd Keller"], {"TODD KELLER": "Todd Keller"}),
        (["todd", "Todd", "Todd Keller"], {"todd": "Todd Keller", "Todd": "Todd Keller"}),
        (["Todd", "Todd Keller", "Todd Moss"], {}),
        (["Todd M.", "Todd Keller"], {}),
        (["Toddy", "Todd Keller"], {}),
        (["Keller", "Todd Keller"], {}),
        (["Todd"], {}),
    ],
    ids="first initial capitals three two-of-them other-initial other-name surname alone".split(),
)
def test_names_of_one_agent(took, names, told):
    assert same_names([took(f"c{n}", name) for n, name in enumerate(names)]) == told


def test_two_who_spoke_in_one_call_are_two(took):
    both = tuple(AgentPart(name=name, score=None, verdicts=()) for name in ("Todd", "Todd Keller"))
    assert same_names([took("a", None, agents=both)]) == {}


def test_rows_have_the_fuller_name_everywhere(took):
    rows, told = united([took("a", "Todd"), took("b", "Todd Keller"), took("c", None)])
    assert [row.agents[0].name for row in rows] == ["Todd Keller", "Todd Keller", None]
    assert told == (("Todd", "Todd Keller"),)
