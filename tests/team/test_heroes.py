"""Recognition: meant, said in words that tell something, of calls that can be trusted, no call twice."""

from __future__ import annotations

import pytest

from csr_lint.floor import Moment
from csr_lint.model import Fitness, Verdict
from csr_lint.team.coaching import plan
from csr_lint.team.judging import judge_team

WORDS = "you have been such a great help"


@pytest.fixture
def heroes(rules):
    def found(rows):
        return next(v for v in judge_team(rows, rules) if v.code == "FLR101")

    return found


def _said(code, quote=WORDS, *, kind="signal", turn=9):
    return Moment(code=code, name="", kind=kind, agent="Ana", quote=quote, turn=turn)


def test_no_call_is_told_twice_of_one_agent(heroes, took):
    both = [_said("CUS007"), _said("CUS001", "thank you so very much Ana", kind="scale", turn=11), _said("CUS007")]
    rows = [took("a", "Ana", "2026-03-02", moments=both), took("b", "Ana", "2026-03-03", moments=[_said("CUS007")])]
    assert [(f.calls[0], f.message) for f in heroes(rows).findings] == [
        ("b", "Ana: compliment."),
        ("a", "Ana: highest gratitude."),
    ]


def test_the_latest_of_a_kind_comes_first_and_what_has_no_date_last(heroes, took):
    days = {"old": "2026-03-02", "new": "9 March 2026", "none": None}
    rows = [took(name, "Ana", day, moments=[_said("CUS007")]) for name, day in days.items()]
    assert [(f.calls[0], f.day) for f in heroes(rows).findings] == [
        ("new", "2026-03-09"), ("old", "2026-03-02"), ("none", None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("moments", "scales", "told"),
    [
        ([_said("CUS007")], (("CUS001", 3), ("CUS003", 3)), True),
        ([_said("CUS007")], (), True),
        ([_said("CUS007")], (("CUS003", 1),), False),
        ([_said("CUS007")], (("CUS001", 0), ("CUS003", 3)), False),
        ([_said("CUS008", kind="kudos")], (("CUS001", 0), ("CUS003", 3)), True),
        ([_said("CUS008", kind="kudos")], (("CUS003", 0),), False),
        ([_said("CUS007"), _said("CUS004", "you useless lump of a man")], (), False),
        ([_said("CUS007"), _said("CUS004", "you useless lump of a man", turn=2)], (), True),
        ([_said("EMP101", "that must have been awful for you", kind="kudos")], (("CUS003", 0),), True),
    ],
    ids="meant unknown sour thankless relieved turned-sour abusive-there abusive-before own-deed".split(),
)
def test_bitter_praise_is_nowhere_quoted(heroes, took, rules, moments, scales, told):
    rows = [took("a", "Ana", "2026-03-02", moments=moments, scales=scales)]
    assert heroes(rows).verdict is (Verdict.PRESENT if told else Verdict.ABSENT)
    assert bool(plan("Ana", rows, rules).strengths) == told


def test_unusable_transcripts_and_repeated_calls_praise_nobody(heroes, took):
    rows = [
        took("a", "Ana", moments=[_said("CUS007")], fitness=Fitness.UNUSABLE),
        took("b", "Ana", moments=[_said("CUS007")], signals=["DAT004"]),
    ]
    told = heroes(rows)
    assert (told.verdict, told.reason) == (
        Verdict.NOT_APPLICABLE,
        "no call counts: none is fit to lint, or all are repeats",
    )


def test_doubtful_transcripts_come_last(heroes, took):
    rows = [
        took("a", "Ana", "2026-03-09", moments=[_said("CUS007")], fitness=Fitness.SUSPECT),
        took("b", "Ana", "2026-03-02", moments=[_said("EMP101", "that must have been awful for you", kind="kudos")]),
    ]
    assert [f.calls[0] for f in heroes(rows).findings] == ["b", "a"]
