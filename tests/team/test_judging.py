"""The floor's rules: what they see over many calls, and what they leave open."""

from __future__ import annotations

import random

import msgspec
import pytest

from csr_lint.floor import Moment
from csr_lint.model import Fitness, Verdict
from csr_lint.outcome import AgentPart
from csr_lint.rulebook import load_rulebook
from csr_lint.team.examples import judge_example
from csr_lint.team.judging import judge_team

TEAM = [rule for rule in load_rulebook().rules if rule.check == "team"]


@pytest.fixture
def judged(rules):
    def verdicts(rows, code):
        return next(v for v in judge_team(rows, rules) if v.code == code)

    return verdicts


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(r, e, id=f"{r.code}-{n}") for r in TEAM for n, e in enumerate(r.examples, 1)],
)
def test_the_examples_of_the_rules_hold(rules, rule, example):
    told, marked = judge_example(rule, example, rules)
    assert told.verdict is example.verdict
    assert marked <= {call for found in told.findings for call in found.calls}


def test_the_rules_of_the_floor_never_stand_in_a_call(week):
    assert TEAM
    assert not {rule.code for rule in TEAM} & {r.code for evaluation in week for r in evaluation.results}


def test_the_order_of_calls_is_irrelevant(rules, took):
    rows = [took(f"c{n}", "Ana", f"2026-03-02 0{n}:00", signals=["CUS004"]) for n in range(5)]
    shuffled = list(rows)
    random.Random(2).shuffle(shuffled)
    assert judge_team(shuffled, rules) == judge_team(rows, rules)


@pytest.mark.parametrize(
    ("began", "then", "seconds", "verdict"),
    [
        ("2026-03-02 09:00:00", "2026-03-02 09:04:59", 240, Verdict.VIOLATED),
        ("2026-03-02 09:00:00", "2026-03-02 09:05:00", 240, Verdict.MET),
        ("2026-03-02T09:00:00Z", "2026-03-02T11:04:30+02:00", 240, Verdict.VIOLATED),
        ("2026-03-02 09:00", "2026-03-02 09:02", 240, Verdict.NOT_APPLICABLE),
        ("2026-03-02 09:00", "2026-03-02 09:04", 240, Verdict.VIOLATED),
        ("2026-03-02 09:00", "2026-03-02 09:05", 240, Verdict.NOT_APPLICABLE),
        ("2026-03-02 09:00", "2026-03-02 09:06", 240, Verdict.MET),
        ("2026-03-02 23:58:00", "2026-03-03 00:02:10", 240, Verdict.VIOLATED),
        ("2026-03-02T23:58:00Z", "2026-03-03T01:02:10+01:00", 240, Verdict.VIOLATED),
        ("2026-03-02 16:58:00", "2026-03-03 09:00:00", 240, Verdict.MET),
        ("2026-10-25T02:58:00+02:00", "2026-10-25T02:02:10+01:00", 240, Verdict.VIOLATED),
        ("2026-03-29T01:58:00+01:00", "2026-03-29T03:02:10+02:00", 240, Verdict.VIOLATED),
        ("2026-03-02T09:00:00Z", "2026-03-02T09:04:10", 240, Verdict.NOT_APPLICABLE),
        ("2026-03-02T09:00:00", "2026-03-02T09:04:59.600", 240, Verdict.VIOLATED),
        ("2026-03-02 09:00:00", "2026-03-02 09:04:05", None, Verdict.NOT_APPLICABLE),
        ("2026-03-02", "2026-03-02", 240, Verdict.NOT_APPLICABLE),
        ("02/03/2026 09:00:00", "02/03/2026 09:04:05", 240, Verdict.NOT_APPLICABLE),
    ],
    ids=(
        "short enough offsets overlap coarse open coarse-enough midnight midnight-offsets next-morning autumn spring "
        "mixed-clocks fraction no-length no-time which-month"
    ).split(),
)
def test_the_pause_after_a_hard_call(judged, took, began, then, seconds, verdict):
    rows = [took("a", "Ana", began, seconds=seconds, signals=["CUS005"]), took("b", "Ana", then)]
    told = judged(rows, "FLR001")
    assert told.verdict is verdict
    assert verdict is not Verdict.NOT_APPLICABLE or told.reason


@pytest.mark.parametrize(
    ("between", "verdict"),
    [
        (("2026-03-02 09:02:00", 60), Verdict.VIOLATED),
        (("2026-03-02 09:02:00", 600), Verdict.NOT_APPLICABLE),
        (("2026-03-02 09:02:00", None), Verdict.NOT_APPLICABLE),
    ],
    ids="within beyond no-length".split(),
)
def test_a_call_within_the_hard_one_is_no_pauses_end(judged, took, between, verdict):
    begun, seconds = between
    rows = [
        took("a", "Ana", "2026-03-02 09:00:00", seconds=600, signals=["CUS004"]),
        took("b", "Ana", begun, seconds=seconds),
        took("c", "Ana", "2026-03-02 09:10:10"),
    ]
    told = judged(rows, "FLR001")
    assert told.verdict is verdict
    assert [f.calls for f in told.findings] == ([("a", "c")] if verdict is Verdict.VIOLATED else [])


def test_a_pause_is_never_told_as_long_as_the_limit(judged, took):
    rows = [
        took("a", "Ana", "2026-03-02T09:00:00", signals=["CUS004"]),
        took("b", "Ana", "2026-03-02T09:04:59.600"),
    ]
    (found,) = judged(rows, "FLR001").findings
    assert "had 59 s" in found.message


@pytest.mark.parametrize(
    ("starts", "verdict"),
    [
        (["2026-03-02T08:00:00", "2026-03-02 23:59", "2 March 2026"], Verdict.VIOLATED),
        (["2026-03-02T23:50:00", "2026-03-03T00:10:00", "2026-03-03T00:30:00"], Verdict.MET),
        (["2026-03-02T08:00:00Z", "2026-03-02T23:50:00+02:00", "2026-03-02T10:00:00-05:00"], Verdict.VIOLATED),
        (["2026-03-02", "2026-03-02", "02/03/2026"], Verdict.MET),
    ],
    ids="forms midnight own-clocks which-month".split(),
)
def test_a_day_is_the_files_own(judged, took, starts, verdict):
    rows = [took(f"c{n}", "Ana", start, signals=["CUS004"]) for n, start in enumerate(starts)]
    assert judged(rows, "FLR002").verdict is verdict


def test_keeping_ones_composure_is_a_hard_call_too(judged, took):
    rows = [took("a", "Ana", "2026-03-02 09:00:00", met=["RSP005"]), took("b", "Ana", "2026-03-02 09:04:10")]
    (found,) = judged(rows, "FLR001").findings
    assert (found.agent, found.calls, found.measured, found.day) == ("Ana", ("a", "b"), 10, "2026-03-02")


def test_who_handed_a_call_over_is_free_earlier(judged, took):
    parts = (
        AgentPart(name="Ana", score=80, verdicts=(), signals=("CUS004",), from_ms=0, to_ms=60_000),
        AgentPart(name="Ben", score=80, verdicts=(), from_ms=70_000, to_ms=240_000),
    )
    rows = [took("a", None, "2026-03-02 09:00:00", agents=parts), took("b", "Ana", "2026-03-02 09:01:30")]
    (found,) = judged(rows, "FLR001").findings
    assert (found.agent, found.measured) == ("Ana", 30)


def test_the_load_is_of_whom_the_abuse_was_aimed_at(judged, took):
    parts = (
        AgentPart(name="Ana", score=80, verdicts=(), signals=("CUS004",)),
        AgentPart(name="Ben", score=80, verdicts=()),
    )
    rows = [took(f"c{n}", None, "2026-03-02", agents=parts) for n in range(3)]
    (found,) = judged(rows, "FLR002").findings
    assert (found.agent, found.measured, len(found.calls)) == ("Ana", 3, 3)


def test_a_call_that_stood_there_before_and_an_unusable_one_do_not_count(judged, took):
    rows = [took(f"c{n}", "Ana", "2026-03-02", signals=["CUS004"]) for n in range(2)]
    again = took("c9", "Ana", "2026-03-02", signals=["CUS004", "DAT004"])
    broken = msgspec.structs.replace(took("c8", "Ana", "2026-03-02", signals=["CUS004"]), fitness=Fitness.UNUSABLE)
    assert judged([*rows, again, broken], "FLR002").verdict is Verdict.MET


def test_without_the_rule_that_sees_abuse_nothing_is_said_of_it(rules, took):
    left = [rule for rule in rules if rule.code != "CUS004"]
    told = next(v for v in judge_team([took("a", "Ana", "2026-03-02")], left) if v.code == "FLR002")
    assert told.verdict is Verdict.NOT_APPLICABLE
    assert "CUS004" in (told.reason or "")


def _drift(took, *, falling: float, shorter: float, calls: int = 30):
    noise = random.Random(4)
    return [
        took(f"c{n:02}", "Ana", f"2026-03-{2 + n // 6:02} {9 + n % 6:02}:00",
             seconds=500 - shorter * n + noise.gauss(0, 20), score=90 - falling * n + noise.gauss(0, 4))
        for n in range(calls)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("falling", "shorter", "calls", "verdict"),
    [
        (1.0, 8, 30, Verdict.VIOLATED),
        (0.0, 8, 30, Verdict.MET),
        (1.0, 0, 30, Verdict.MET),
        (-1.0, -8, 30, Verdict.MET),
        (1.0, 8, 19, Verdict.NOT_APPLICABLE),
    ],
    ids="both only-shorter only-worse better few".split(),
)
def test_shorter_and_worse_together_are_a_factory_floor(judged, took, falling, shorter, calls, verdict):
    pytest.importorskip("scipy", reason="trends are reckoned with scipy (extra team)")
    told = judged(_drift(took, falling=falling, shorter=shorter, calls=calls), "FLR003")
    assert told.verdict is verdict
    assert all(found.agent == "Ana" for found in told.findings)


def test_a_training_gap_says_since_when(judged, took):
    rows = [
        took(
            f"{agent}{n}",
            agent,
            f"2026-03-0{n + 2}",
            broken=["HLD001"] if n > 1 else [],
            met=[] if n > 1 else ["HLD001"],
        )
        for agent in ("Ana", "Ben", "Cleo")
        for n in range(4)
    ]
    (found,) = judged(rows, "FLR004").findings
    assert found.message == "HLD001 hold-without-asking: 3 of 3 agents, since 2026-03-04."
    assert found.agents == ("Ana", "Ben", "Cleo")


def test_one_slip_is_no_habit(judged, took):
    rows = [
        took(f"{agent}{n}", agent, broken=["HLD001"] if n == 0 else [], met=[] if n == 0 else ["HLD001"])
        for agent in ("Ana", "Ben", "Cleo")
        for n in range(8)
    ]
    assert judged(rows, "FLR004").verdict is Verdict.MET


def test_a_queue_may_be_the_matter(judged, took):
    rows = [
        took(f"{queue}{n}", "Ana" if n % 2 else "Ben", "2026-03-02", queue=queue, reach=queue == "billing")
        for queue in ("billing", "orders")
        for n in range(8)
    ]
    (found,) = judged(rows, "FLR005").findings
    assert "In the queue billing" in found.message
    assert "8 of 8" in found.message
    assert "0 of 8" in found.message


def test_one_agents_holds_are_no_missing_tool(judged, took):
    rows = [took(f"b{n}", "Ana", queue="billing", reach=True) for n in range(8)]
    rows += [took(f"o{n}", "Ben", queue="orders", reach=False) for n in range(8)]
    assert judged(rows, "FLR005").verdict is Verdict.MET


def test_words_that_stand_out_by_chance_are_no_matter(judged, took):
    noise, words = random.Random(6), [f"word{n}" for n in range(300)]
    found = 0
    for trial in range(10):
        rows = [
            took(f"{trial}-{n}", noise.choice(["Ana", "Ben", "Cleo"]), reach=noise.random() < 0.15,
                 words=tuple(noise.sample(words, 12)))
            for n in range(200)
        ]  # fmt: skip
        found += judged(rows, "FLR005").verdict is Verdict.VIOLATED
    assert found <= 1


def test_a_matter_that_nobody_names_is_said_to_be_missing(judged, took):
    told = judged([took("a", "Ana", reach=True)], "FLR005")
    assert told.verdict is Verdict.NOT_APPLICABLE
    assert "queue" in (told.reason or "")


def test_recognition_is_quoted_and_dated_and_short_words_are_none(judged, took):
    def said(code, quote):
        return Moment(code=code, name="", kind="kudos", agent="Ana", quote=quote)

    moments = [said("EMP101", "that must have been a dreadful night"), said("CUS008", "okay good")]
    told = judged([took("a", "Ana", "2 March 2026", moments=moments)], "FLR101")
    (found,) = told.findings
    assert (told.verdict, found.agent, found.day, found.quote) == (
        Verdict.PRESENT,
        "Ana",
        "2026-03-02",
        moments[0].quote,
    )
