"""Two sides against each other: what is told as changed, and what chance could have made."""

from __future__ import annotations

import random

import pytest

from csr_lint.errors import ConfigError
from csr_lint.outcome import AgentPart
from csr_lint.team.changes import compare, figures
from csr_lint.team.trends import trend

pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")


def _calls(took, name, broken, of, *, score=80, code="HLD001", agent="Ana", day="2026-03-02"):
    noise = random.Random(name)
    return [
        took(f"{name}{n}", agent, day, score=score + noise.gauss(0, 3), broken=[code] if n < broken else [],
             met=[] if n < broken else [code])
        for n in range(of)
    ]  # fmt: skip


def _change(told, code):
    return next(c for c in told.changes if c.code == code)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((40, 50), (5, 50), "better"),
        ((5, 50), (40, 50), "worse"),
        ((20, 50), (16, 50), "unclear"),
        ((4, 4), (0, 50), "few"),
        ((2, 5), (2, 5), "unclear"),
        ((3, 6), (0, 6), "unclear"),
    ],
    ids="better worse noise few same six".split(),
)
def test_a_share_changes_only_beyond_chance(took, rules, before, after, verdict):
    sides = [figures(name, _calls(took, name, *share), rules) for name, share in (("a", before), ("b", after))]
    change = _change(compare(*sides, rules), "HLD001")
    assert change.verdict == verdict
    assert (change.before_calls, change.after_calls) == (before[1], after[1])
    assert (change.interval is None) == (verdict == "few")


@pytest.mark.parametrize(("rise", "verdict"), [(10, "better"), (-10, "worse"), (0, "unclear")])
def test_the_mean_score(took, rules, rise, verdict):
    sides = [figures(n, _calls(took, n, 0, 20, score=s), rules) for n, s in (("a", 70), ("b", 70 + rise))]
    change = _change(compare(*sides, rules), "score")
    assert change.verdict == verdict
    low, high = change.interval
    assert low < change.after - change.before < high


def test_many_figures_make_each_range_wider(took, rules):
    codes = [r.code for r in rules if r.check == "expect"][:10]

    def rows(name, broken):
        return [
            took(f"{name}{n}", "Ana", broken=codes if n < broken else [], met=[] if n < broken else codes)
            for n in range(30)
        ]

    one = [r for r in rules if r.code == codes[0]]
    narrow, wide = (
        compare(figures("a", rows("a", 15), some), figures("b", rows("b", 8), some), some) for some in (one, rules)
    )
    low, high = _change(narrow, codes[0]).interval
    lower, higher = _change(wide, codes[0]).interval
    assert lower < low < high < higher
    assert narrow.confidence == pytest.approx(0.95)
    assert wide.confidence == pytest.approx(0.995)


def _dealt(took, name, codes, chance, noise, calls):
    """Calls in which each rule is broken by chance: `chance` of it, or what it says for that rule."""
    rows = []
    for n in range(calls):
        broken = [c for c in codes if noise.random() < chance.get(c, 0.3)]
        rows.append(took(f"{name}{n}", "Ana", broken=broken, met=[c for c in codes if c not in broken]))
    return rows


def test_noise_is_hardly_ever_told(took, rules):
    """Of 60 comparisons of sides that do not differ about three may tell of something."""
    codes, noise, told = [r.code for r in rules if r.check == "expect"], random.Random(8), 0
    for trial in range(60):
        sides = [figures(name, _dealt(took, f"{trial}{name}", codes, {}, noise, 25), rules) for name in "ab"]
        told += any(c.verdict in ("better", "worse") for c in compare(*sides, rules).changes if c.kind == "share")
    assert told <= 6


def test_what_did_change_is_found_among_many_that_did_not(took, rules):
    """From 60 % to 30 % in five of twenty rules, 100 calls a side: most are found, and hardly any other."""
    codes, noise = [r.code for r in rules if r.check == "expect"], random.Random(9)
    bettered, found, wrongly = set(codes[:5]), 0, 0
    for trial in range(10):
        before = figures("a", _dealt(took, f"{trial}a", codes, dict.fromkeys(bettered, 0.6), noise, 100), rules)
        after = figures("b", _dealt(took, f"{trial}b", codes, {}, noise, 100), rules)
        told = {c.code for c in compare(before, after, rules).changes if c.kind == "share" and c.verdict == "better"}
        found, wrongly = found + len(told & bettered), wrongly + len(told - bettered)
    assert found >= 45
    assert wrongly <= 4


def test_what_is_told_has_a_range_that_leaves_out_no_change(took, rules):
    codes, noise = [r.code for r in rules if r.check == "expect"], random.Random(10)
    before = figures("a", _dealt(took, "a", codes, dict.fromkeys(codes[:8], 0.8), noise, 60), rules)
    told = compare(before, figures("b", _dealt(took, "b", codes, {}, noise, 60), rules), rules)
    better = [c for c in told.changes if c.verdict == "better"]
    assert better
    assert all(c.interval is not None and c.interval[1] < 0 for c in better if c.kind == "share")
    assert told.confidence > 0.95


def test_what_customers_did_is_neither_better_nor_worse(took, rules):
    before = [took(f"a{n}", "Ana", absent=["CUS004"]) for n in range(40)]
    after = [took(f"b{n}", "Ana", signals=["CUS004"]) for n in range(40)]
    told = compare(figures("a", before, rules), figures("b", after, rules), rules)
    assert _change(told, "CUS004").verdict == "more"
    assert _change(told, "score").verdict == "unclear"


def test_an_agent_answers_for_their_own_part_only(took, rules):
    parts = (
        AgentPart(name="Ana", score=90, verdicts=(("HLD001", "met"),)),
        AgentPart(name="Ben", score=40, verdicts=(("HLD001", "violated"),)),
    )
    rows = [took(f"c{n}", None, broken=["HLD001"], score=60, agents=parts) for n in range(6)]
    ana, ben = (figures(name, rows, rules, name) for name in ("Ana", "Ben"))
    assert (ana.said["HLD001"], ben.said["HLD001"]) == ((False,) * 6, (True,) * 6)
    assert (ana.scores, ben.scores) == ((90,) * 6, (40,) * 6)


def test_a_customers_mood_is_an_agents_figure_only_where_it_is_fair(took, rules):
    two = tuple(AgentPart(name=name, score=80, verdicts=()) for name in ("Ana", "Ben"))
    rows = [
        took("alone", "Ana", scales=(("CUS001", 3),)),
        took("abused", "Ana", signals=["CUS004"], scales=(("CUS001", 0),)),
        took("shared", None, agents=two, scales=(("CUS001", 1),)),
    ]
    assert figures("Ana", rows, rules, "Ana").values == {"CUS001": (3,)}
    assert figures("all", rows, rules).values == {"CUS001": (3, 0, 1)}


def test_runs_stand_in_the_order_of_their_days(took, rules):
    sets = [(name, _calls(took, name, 1, 6, day=day)) for name, day in (("new", "2026-03-09"), ("old", "2026-03-02"))]
    told = trend(sets, rules)
    assert [side.title for side, _, _ in told.spans] == ["old", "new"]
    assert (told.comparison.before.title, told.comparison.after.title) == ("old", "new")


def test_runs_without_days_stand_as_given_and_the_middle_one_belongs_to_neither_half(took, rules):
    told = trend([(name, _calls(took, name, 1, 6, day=None)) for name in "cab"], rules)
    assert [side.title for side, _, _ in told.spans] == ["c", "a", "b"]
    assert (told.comparison.before.title, told.comparison.after.title) == ("c", "b")


def test_one_run_is_told_by_its_weeks(took, rules):
    rows = [*_calls(took, "a", 1, 6, day="2026-03-03"), *_calls(took, "b", 1, 6, day="2026-03-08 10:00")]
    with pytest.raises(ConfigError, match="of one week"):
        trend([("run", rows)], rules)
    told = trend([("run", [*rows, *_calls(took, "c", 1, 6, day="2026-03-09")])], rules)
    assert [(side.title, side.calls) for side, _, _ in told.spans] == [
        ("week of 2026-03-02", 12),
        ("week of 2026-03-09", 6),
    ]


def test_one_run_without_days_shows_no_trend(took, rules):
    with pytest.raises(ConfigError, match="no call in it has a date"):
        trend([("run", _calls(took, "a", 1, 6, day="02/03/2026"))], rules)
