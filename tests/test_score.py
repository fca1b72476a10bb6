"""The score: what verdicts add up to, and that every point can be traced."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.model import CheckKind, Finding, FindingKind, Opportunity, Result, Score, Severity, Span, Verdict
from csr_lint.rule import AvoidParams, Band, Rule, Scorecard
from csr_lint.score import band, score, sum_of

CARD = Scorecard(
    name="test", critical_cap=40, least_words=30, bands=(Band(name="fair", at=60), Band(name="good", at=80))
)
TALK = {"Ann": 100}


def a_rule(code: str, check: CheckKind, weight: float = 5, *, critical: bool = False) -> Rule:
    return Rule(
        code=code, name=f"flaw-{code.lower()}", aliases=(), summary="", why="", source=(), severity=Severity.ERROR,
        critical=critical, weight=weight, check=check, params=AvoidParams(), message="", advice="", typed=True,
        cues=(), examples=(), path="",
    )  # fmt: skip


def chances(*met: bool, agent: str | None = "Ann") -> tuple[Opportunity, ...]:
    return tuple(Opportunity(met=m, agent=agent, spans=(Span(0, 0, 1),)) for m in met)


def expect(code: str, *opportunities: Opportunity) -> Result:
    verdict = Verdict.MET if all(o.met for o in opportunities) else Verdict.VIOLATED
    verdict = verdict if opportunities else Verdict.NOT_APPLICABLE
    return Result(code=code, kind=CheckKind.EXPECT, verdict=verdict, opportunities=opportunities)


def found(code: str, agent: str | None) -> Finding:
    return Finding(
        kind=FindingKind.VIOLATION, code=code, name="", severity=Severity.ERROR, message="", spans=(), agent=agent
    )


def plain(code: str, kind: CheckKind, verdict: Verdict, *by: str | None) -> Result:
    return Result(code=code, kind=kind, verdict=verdict, findings=tuple(found(code, agent) for agent in by))


def whole(results: list[Result], rules: list[Rule], words: dict[str, int] = TALK) -> Score:
    return score(results, rules, CARD, agent_words=words)[0]


EXPECT_A, EXPECT_B = a_rule("EMP001", CheckKind.EXPECT, 6), a_rule("OPN001", CheckKind.EXPECT, 2)
AVOID, CRITICAL = a_rule("RSP003", CheckKind.AVOID, 10), a_rule("RSP001", CheckKind.AVOID, 10, critical=True)
MEASURE = a_rule("HLD003", CheckKind.MEASURE, 4)
RULES = [EXPECT_A, EXPECT_B, AVOID, CRITICAL, MEASURE]


@pytest.mark.parametrize(
    ("results", "value"),
    [
        pytest.param([expect("EMP001", *chances(True, True))], 100, id="all met"),
        pytest.param([expect("EMP001", *chances(True, False))], 50, id="half of the chances"),
        pytest.param([expect("EMP001", *chances(False)), expect("OPN001", *chances(True))], 25, id="by weight"),
        pytest.param([expect("EMP001", *chances(True)), expect("OPN001")], 100, id="n/a takes no part"),
        pytest.param(
            [expect("EMP001", *chances(True)), plain("HLD003", CheckKind.MEASURE, Verdict.VIOLATED, "Ann")],
            60,
            id="a measure is all or nothing",
        ),
        pytest.param(
            [expect("EMP001", *chances(True)), plain("RSP003", CheckKind.AVOID, Verdict.VIOLATED, "Ann", "Ann")],
            90,
            id="an avoid rule costs its weight once",
        ),
        pytest.param(
            [expect("EMP001", *chances(False)), plain("RSP003", CheckKind.AVOID, Verdict.VIOLATED, "Ann")],
            0,
            id="never below nought",
        ),
        pytest.param(
            [expect("EMP001", *chances(True)), plain("RSP001", CheckKind.AVOID, Verdict.VIOLATED, "Ann")],
            40,
            id="critical caps",
        ),
        pytest.param([plain("RSP003", CheckKind.AVOID, Verdict.MET)], 100, id="nothing called for, enough said"),
        pytest.param([plain("RSP003", CheckKind.AVOID, Verdict.VIOLATED, "Ann")], 90, id="only a slip"),
    ],
)
def test_the_sum(results: list[Result], value: float) -> None:
    total = whole(results, RULES)
    assert total.value == pytest.approx(value)
    assert sum_of(total.lines) == pytest.approx(value)


def test_too_little_said_is_no_score_and_says_so() -> None:
    total = whole([plain("RSP003", CheckKind.AVOID, Verdict.NOT_APPLICABLE)], RULES, {"Ann": 29})
    assert total == Score(value=None, reason="the agent said 29 words, a score needs 30")


def test_a_failed_call_says_so_even_without_a_score() -> None:
    total = whole([plain("RSP001", CheckKind.AVOID, Verdict.VIOLATED, "Ann")], RULES, {"Ann": 3})
    assert (total.value, total.failed) == (None, True)


def test_outcomes_and_kudos_never_count() -> None:
    rules = [EXPECT_A, a_rule("CUS004", CheckKind.SIGNAL, 50), a_rule("CUS001", CheckKind.SCALE, 50)]
    results = [
        expect("EMP001", *chances(True)),
        plain("CUS004", CheckKind.SIGNAL, Verdict.PRESENT, "Ann"),
        Result(code="CUS001", kind=CheckKind.SCALE, verdict=Verdict.PRESENT, value=0),
    ]
    assert whole(results, rules).value == 100
    assert [prefix for prefix, _ in score(results, rules, CARD, agent_words=TALK)[1]] == ["EMP"]


def test_categories_are_judged_apart_and_empty_ones_say_so() -> None:
    results = [expect("EMP001", *chances(False)), plain("RSP003", CheckKind.AVOID, Verdict.VIOLATED, "Ann")]
    categories = dict(score(results, RULES, CARD, agent_words=TALK)[1])
    assert {prefix: s.value for prefix, s in categories.items()} == {"EMP": 0, "HLD": None, "OPN": None, "RSP": 90}
    assert categories["HLD"].reason == "nothing of this kind came up"


def test_nobody_answers_for_the_other() -> None:
    results = [
        expect("EMP001", *chances(False, agent="Bob"), *chances(True, agent="Ann")),
        plain("RSP001", CheckKind.AVOID, Verdict.VIOLATED, "Bob"),
        plain("HLD003", CheckKind.MEASURE, Verdict.VIOLATED, "Ann"),
    ]
    agents = dict(score(results, RULES, CARD, agent_words={"Ann": 50, "Bob": 50, "Cy": 5})[2])
    assert agents["Ann"].value == pytest.approx(60)
    assert not agents["Ann"].failed
    assert agents["Bob"].value == 0
    assert agents["Bob"].failed
    assert agents["Cy"].value is None


def test_a_measure_counts_for_those_whom_it_measured() -> None:
    rate = Result(code="HLD003", kind=CheckKind.MEASURE, verdict=Verdict.MET, agents=("Ann",))
    over = plain("HLD003", CheckKind.MEASURE, Verdict.VIOLATED, "Ann")
    both = Result(code="HLD003", kind=over.kind, verdict=over.verdict, findings=over.findings, agents=("Ann", "Bob"))
    words = {"Ann": 50, "Bob": 5}
    assert [s.value for _, s in score([rate], RULES, CARD, agent_words=words)[2]] == [100, None]
    assert [s.value for _, s in score([both], RULES, CARD, agent_words=words)[2]] == [0, 100]


def test_what_names_nobody_falls_to_an_only_agent() -> None:
    results = [expect("EMP001", *chances(False, True, agent=None)), plain("RSP003", CheckKind.AVOID, Verdict.VIOLATED)]
    total, _, agents = score(results, RULES, CARD, agent_words=TALK)
    assert dict(agents)["Ann"].value == total.value == pytest.approx(40)
    both = score(results, RULES, CARD, agent_words={"Ann": 40, "Bob": 40})[2]
    assert [s.value for _, s in both] == [100, 100]


@pytest.mark.parametrize(
    ("value", "name"),
    [(None, None), (59.9, None), (60, "fair"), (79, "fair"), (80, "good"), (100, "good")],
    ids=["no score", "below all", "at the first", "between", "at the second", "top"],
)
def test_bands(value: float | None, name: str | None) -> None:
    assert band(Score(value=value), CARD) == name


AGENTS = ["Ann", "Bob"]
WEIGHTS = st.sampled_from([0.0, 0.5, 1.0, 3.0, 10.0, 60.0])


@st.composite
def judged_calls(draw: st.DrawFn) -> tuple[list[Result], list[Rule]]:
    rules, results = [], []
    for number in range(draw(st.integers(0, 6))):
        check = draw(st.sampled_from([CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE]))
        code = f"{draw(st.sampled_from(['AAA', 'BBB']))}{number:03}"
        rules.append(a_rule(code, check, draw(WEIGHTS), critical=draw(st.booleans())))
        if check is CheckKind.EXPECT:
            who = st.sampled_from(AGENTS)
            some = draw(st.lists(st.tuples(st.booleans(), who), max_size=4))
            results.append(expect(code, *(chances(met, agent=a)[0] for met, a in some)))
        else:
            by = draw(st.lists(st.sampled_from(AGENTS), max_size=2))
            results.append(plain(code, check, Verdict.VIOLATED if by else Verdict.MET, *by))
    return results, rules


def every(results: list[Result], rules: list[Rule]) -> list[Score]:
    total, categories, agents = score(results, rules, CARD, agent_words={"Ann": 40, "Bob": 10})
    return [total, *(s for _, s in categories), *(s for _, s in agents)]


@given(judged_calls())
def test_scores_stay_within_bounds_and_their_lines_add_up(call: tuple[list[Result], list[Rule]]) -> None:
    for one in every(*call):
        if one.value is not None:
            assert 0 <= one.value <= 100
            assert sum_of(one.lines) == pytest.approx(one.value, abs=1e-9)
            assert not one.failed or one.value <= CARD.critical_cap + 1e-9


@given(judged_calls(), st.randoms(use_true_random=False))
def test_order_is_irrelevant(call: tuple[list[Result], list[Rule]], chance: random.Random) -> None:
    results, rules = call
    shuffled = chance.sample(results, len(results)), chance.sample(rules, len(rules))
    assert every(*shuffled) == every(results, rules)


@given(judged_calls(), st.data())
def test_doing_better_never_lowers_a_score(call: tuple[list[Result], list[Rule]], data: st.DataObject) -> None:
    results, rules = call
    missed = [(i, k) for i, r in enumerate(results) for k, o in enumerate(r.opportunities) if not o.met]
    if not missed:
        return
    i, k = data.draw(st.sampled_from(missed))
    better = list(results[i].opportunities)
    better[k] = chances(True, agent=better[k].agent)[0]
    improved = [*results[:i], expect(results[i].code, *better), *results[i + 1 :]]
    for before, after in zip(every(results, rules), every(improved, rules), strict=True):
        assert (after.value is None) == (before.value is None)
        assert after.value is None or before.value is None or after.value >= before.value - 1e-9
