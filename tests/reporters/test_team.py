"""What people read of a team: the floor in the summary, tables, comparisons and the coaching page, at two widths."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

import msgspec
import pytest

from csr_lint.floor import (
    By,
    Change,
    Cited,
    Comparison,
    Grouped,
    GroupRow,
    Habit,
    Moment,
    Plan,
    Side,
    TeamFinding,
    TeamVerdict,
    Trend,
)
from csr_lint.model import Severity, Verdict
from csr_lint.outcome import Summary
from csr_lint.reporters.changes import comparison_lines, trend_lines
from csr_lint.reporters.coaching import plan_lines
from csr_lint.reporters.floor import floor, group_table
from csr_lint.reporters.terminal import console, show

WIDTHS = pytest.mark.parametrize("width", [80, 120])
WICKED = "\x1b[31m[red]no\u202e"


def shown(lines, width: int) -> str:
    out = StringIO()
    show(console(out, width=width, color=False), out, lines)
    return out.getvalue()


def told(code: str, name: str, verdict: Verdict, *findings: TeamFinding, reason: str | None = None) -> TeamVerdict:
    return TeamVerdict(
        code=code, name=name, severity=Severity.WARNING, verdict=verdict, message="", advice="Give them a pause.",
        reason=reason, findings=findings,
    )  # fmt: skip


def change(code: str, name: str, kind, was, now, interval, verdict) -> Change:
    return Change(
        code=code, name=name, kind=kind, before=was[0], before_calls=was[1], after=now[0], after_calls=now[1],
        interval=interval, verdict=verdict,
    )  # fmt: skip


BEFORE = Side(title="week-10.jsonl", calls=80, first="2026-03-02", last="2026-03-06", agents=6)
AFTER = Side(title="week-11.jsonl", calls=3, first="2026-03-09", last="2026-03-09", agents=1)
COMPARED = Comparison(
    before=BEFORE,
    after=AFTER,
    confidence=0.999,
    least_shown=0.36,
    least_shown_alone=0.27,
    notes=("judged by different rules (0.3+a, 0.3+b): a change may be the rules', not the people's",),
    changes=(
        change("score", "score", "score", (76.3, 80), (81.9, 85), (1.2, 10.0), "better"),
        change("EMP001", "missed-empathy", "share", (0.58, 71), (0.04, 67), (-0.71, -0.28), "better"),
        change("HLD001", "hold-without-asking", "share", (0.1, 40), (0.5, 38), (0.1, 0.66), "worse"),
        change("CUS001", "gratitude", "scale", (1.3, 80), (2.0, 85), (0.3, 1.1), "better"),
        change("CUS004", "customer-abuse", "signal", (0.05, 80), (0.3, 85), (0.04, 0.5), "more"),
        change("TRF001", "blind-transfer", "share", (0.2, 10), (0.1, 12), (-0.5, 0.4), "unclear"),
        change("HLD004", "long-hold", "share", (0.2, 2), (0.1, 12), None, "few"),
    ),
)
PLACE = Cited(
    moment=Moment(code="EMP001", name="missed-empathy", kind="violation", agent="Todd Keller", turn=14, time_ms=92_000,
                  by="customer",
                  quote="I'm a mechanic, mate, I'm not, me and websites, it's a damn nightmare."),
    call="thu-1605-todd", source="thu-batch.csv", day="2026-03-05",
)  # fmt: skip
PLAN = Plan(
    agent="Todd Keller",
    side=Side(title="Todd Keller", calls=4, first="2026-03-02", last="2026-03-07"),
    mean=65.7,
    notes=("1 call does not count: not fit to lint, or the same call again",),
    few=True,
    abusive=2,
    same_names=("Todd",),
    strengths=(
        Habit(code="CUS008", name="turnaround", calls=1, judged=4, cited=PLACE),
        Habit(code="OPN001", name="missing-greeting", calls=4, judged=4),
    ),
    to_change=(
        Habit(code="EMP001", name="missed-empathy", calls=3, judged=4, cited=PLACE,
              advice="Name the feeling, then start on the work: “That must be stressful. Let me see what I can do.”"),
    ),
    progress=msgspec.structs.replace(
        COMPARED, changes=tuple(c for c in COMPARED.changes if c.kind in ("score", "share"))
    ),
)  # fmt: skip


@WIDTHS
def test_a_comparison(snapshot, width):
    snapshot(f"compare-{width}.txt", shown(comparison_lines(COMPARED), width))


@WIDTHS
def test_a_trend(snapshot, width):
    trend = Trend(spans=((BEFORE, 76.3, 80), (AFTER, None, 0)), comparison=COMPARED)
    snapshot(f"trend-{width}.txt", shown(trend_lines(trend), width))


@WIDTHS
def test_a_coaching_page(snapshot, width):
    snapshot(f"coach-{width}.txt", shown(plan_lines(PLAN), width))


def summed(team, same_names):
    return Summary(calls=9, scored=9, failed=0, few=False, team=tuple(team), same_names=tuple(same_names))


@WIDTHS
def test_the_floor(snapshot, width):
    team = (
        told("FLR001", "no-time-to-regroup", Verdict.VIOLATED,
             *(TeamFinding(message=f"Ana had {n} s between c{n}, a hard call, and d{n}.") for n in range(4))),
        told("FLR003", "factory-floor", Verdict.NOT_APPLICABLE, reason="a trend needs 20 calls of an agent"),
        told("FLR101", "hall-of-heroes", Verdict.PRESENT,
             TeamFinding(message="Ana: compliment.", agent="Ana", day="2026-03-02", quote="you have been a star today"),
             TeamFinding(message="Ben: turnaround.", agent="Ben", quote="well that was easier than I had feared")),
    )  # fmt: skip
    snapshot(f"floor-{width}.txt", shown(floor(summed(team, [("Todd", "Todd Keller")])), width))


@pytest.mark.parametrize("by", ["agent", "rule"])
@WIDTHS
def test_a_table(snapshot, by, width):
    rows = (
        GroupRow(name="Ana", title="Ana", calls=12, few=False, mean=71.4, broken=1, judged=12, interval=(0.0, 0.35),
                 agents=(2, 3), since="2026-03-02", worst=("3/4 missed-empathy", "1/2 long-hold"),
                 strength="5/12 courtesy", gratitude=2.1, abusive=1),
        GroupRow(name=None, title="", calls=2, few=True, broken=0, judged=2, interval=(0.0, 0.66)),
    )  # fmt: skip
    table = Grouped(by=by, rows=rows, gratitude="CUS001", left_out=3)
    snapshot(f"by-{by}-{width}.txt", shown([group_table(table, width=width)], width))


LONG = ("Bartholomew Featherstonehaugh-Smythe", "Featherstonehaugh-Smythe-Worthington-Cholmondeley", "Ana", "Li Wei")


def page_of(names: Sequence[str], width: int, by: By = "agent") -> str:
    rows = tuple(
        GroupRow(name=name, title=name, calls=1_234, few=False, mean=64.6, broken=12, judged=40, gratitude=0.6,
                 abusive=3, worst=("119/180 no-thanks-after-hold", "31/34 missing-apology"),
                 strength="" if by != "agent" else "18/21 free of no-thanks-after-hold")
        for name in names
    )  # fmt: skip
    return shown([group_table(Grouped(by=by, rows=rows, gratitude="CUS001"), width=width)], width)


@pytest.mark.parametrize("by", ["agent", "queue"])
@WIDTHS
def test_no_figure_stands_alone_and_no_rule_is_cut(width, by):
    page = page_of(LONG, width, by)
    assert page.count("119/180 no-thanks-after-hold") == len(LONG)
    assert max(map(len, page.splitlines())) <= width
    assert all(line.split()[0].rstrip("*").isdigit() is False for line in page.splitlines())


def test_names_are_made_shorter_or_go_on_behind_a_sign():
    page = page_of(LONG, 80)
    assert "Bartholomew F. " in page
    assert [line.split()[0] for line in page.splitlines() if "Smythe" in line or "haugh-" in line] == [
        "Featherstonehaugh-", "Smythe-",
    ]  # fmt: skip


def test_agents_whose_short_names_are_the_same_keep_their_own():
    page = page_of(("Bartholomew Featherstonehaugh", "Bartholomew Fanshawe-Smith"), 80)
    assert "Featherstonehaugh" in page
    assert "Fanshawe-" in page


def test_what_has_no_room_is_said():
    assert "no room for gratitude and abuse: a wider terminal or --format json has more" in page_of(LONG, 80)
    assert "no room" not in page_of(["Ana"], 120, "queue")


def test_one_call_left_out():
    page = shown([group_table(Grouped(by="week", rows=(), left_out=1), width=80)], 80)
    assert "1 call left out: unusable, or a copy of another" in page


def test_critical_rules_stand_before_what_moved_more_points():
    moved = [
        msgspec.structs.replace(change(code, name, "share", (was, 80), (now, 80), (0.01, 0.9), "worse"),
                                critical=critical, weight=weight)
        for code, name, was, now, critical, weight in (
            ("RES002", "no-anything-else", 0.1, 0.6, False, 1), ("EMP001", "missed-empathy", 0.1, 0.4, False, 5),
            ("RSP001", "agent-profanity", 0.0, 0.1, True, 5),
        )
    ]  # fmt: skip
    page = shown(comparison_lines(msgspec.structs.replace(COMPARED, changes=tuple(moved))), 80)
    assert page.index("agent-profanity") < page.index("missed-empathy") < page.index("no-anything-else")


def test_where_nothing_can_be_compared_no_names_are_listed():
    few = [msgspec.structs.replace(c, verdict="few", interval=None) for c in COMPARED.changes]
    page = shown(comparison_lines(msgspec.structs.replace(COMPARED, changes=tuple(few))), 80)
    assert "nothing can be compared" in page
    assert "missed-empathy" not in page


def test_so_few_calls_that_nothing_could_show_say_so():
    unclear = tuple(c for c in COMPARED.changes if c.verdict == "unclear")
    told = msgspec.structs.replace(COMPARED, changes=unclear, least_shown=1.0, least_shown_alone=0.9)
    assert "hardly show any change" in shown(comparison_lines(told), 80)


def test_nothing_in_a_file_can_trick_a_terminal():
    bad = Cited(
        moment=Moment(code="X", name="x", kind="kudos", agent="a", quote=WICKED), call=WICKED, source="", day=None
    )
    habit = Habit(code="X", name="x", calls=1, judged=1, advice=WICKED, cited=bad)
    side = Side(title=WICKED, calls=1)
    plan = Plan(
        agent=WICKED,
        side=side,
        mean=None,
        few=False,
        strengths=(habit,),
        to_change=(habit,),
        same_names=(WICKED,),
        notes=(WICKED,),
    )
    finding = TeamFinding(message=WICKED, agent=WICKED, quote=WICKED)
    team = [told("FLR101", "x", Verdict.PRESENT, finding), told("FLR001", "x", Verdict.VIOLATED, finding)]
    group = GroupRow(name=WICKED, title=WICKED, calls=1, few=True)
    compared = Comparison(before=side, after=side, changes=(), confidence=0.95, notes=(WICKED,))
    page = shown(
        [
            *plan_lines(plan),
            *floor(summed(team, [(WICKED, WICKED)])),
            group_table(Grouped(by="queue", rows=(group,)), width=80),
            *comparison_lines(compared),
        ],
        80,
    )
    assert "[red]no" in page
    assert "\x1b" not in page
    assert "\u202e" not in page
