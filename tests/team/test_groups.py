"""Tables by agent, queue, week and rule."""

from __future__ import annotations

import pytest

from csr_lint.model import Fitness
from csr_lint.outcome import AgentPart
from csr_lint.rulebook import load_rulebook
from csr_lint.team import summarise
from csr_lint.team.groups import grouped


@pytest.fixture
def calls(took):
    parts = (
        AgentPart(name="Ana", score=90, verdicts=(("HLD001", "met"),), signals=("CUS004",)),
        AgentPart(name="Ben", score=40, verdicts=(("HLD001", "violated"),)),
    )
    return [
        took("a", None, "2026-03-02", queue="billing", agents=parts, broken=["HLD001"], signals=["CUS004"], score=60),
        took("b", "Ana", "2026-03-09", queue="orders", met=["HLD001"], score=100),
        took("c", None, "02/03/2026", met=["HLD001"], score=80),
    ]


def test_by_agent_each_has_their_own(calls, rules):
    table = grouped(calls, rules, "agent")
    assert [(row.name, row.calls, row.mean, row.abusive, row.few) for row in table.rows] == [
        ("Ben", 1, 40.0, 0, True), ("Ana", 2, 95.0, 1, True), (None, 1, 80.0, 0, True),
    ]  # fmt: skip
    assert [(row.worst, row.strength) for row in table.rows] == [
        (("1/1 hold-without-asking",), ""), ((), "2/2 free of hold-without-asking"),
        ((), "1/1 free of hold-without-asking"),
    ]  # fmt: skip


def test_kudos_are_praised_before_duties(took, rules):
    """As in the summary: those earned most often, of all calls of the agent."""
    kudos = (("EMP101", "present"), ("HLD001", "met"))
    parts = [AgentPart(name="Ana", score=90, verdicts=kudos[:n]) for n in (2, 1)] + [
        AgentPart(name="Ana", score=90, verdicts=(("RES101", "present"),))
    ]
    rows = [took(f"c{n}", None, agents=(part,)) for n, part in enumerate(parts)]
    (ana,) = grouped(rows, rules, "agent").rows
    assert ana.strength == "2/3 empathy-shown"
    (told,) = summarise(rows, rules, load_rulebook().scorecard).agents
    assert (told.kudos.calls, told.kudos.judged, told.kudos.name) == (2, 3, "empathy-shown")


@pytest.mark.parametrize("by", ["agent", "queue", "week", "rule"])
def test_copies_and_unusable_transcripts_do_not_count_and_it_is_said(calls, took, rules, by):
    again = took("b", "Ana", "2026-03-09", queue="orders", broken=["HLD001"], score=0, signals=["DAT004"])
    bad = took("x", "Zoe", "2026-03-09", queue="odd", broken=["HLD001"], score=None, fitness=Fitness.UNUSABLE)
    table = grouped([*calls, again, bad], rules, by)
    assert table.left_out == 2
    assert table.rows == grouped(calls, rules, by).rows


def test_by_week_in_order_and_what_has_no_day_is_last(calls, rules):
    table = grouped(calls, rules, "week")
    assert [(row.name, row.calls) for row in table.rows] == [("2026-03-02", 1), ("2026-03-09", 1), (None, 1)]


def test_by_queue_lowest_first(calls, rules):
    assert [row.name for row in grouped(calls, rules, "queue").rows] == ["billing", "orders", None]


def test_by_rule_with_its_range_and_by_how_many_agents(calls, rules):
    (row,) = grouped(calls, rules, "rule").rows
    assert (row.name, row.broken, row.judged, row.agents, row.since) == ("HLD001", 1, 3, (1, 2), "2026-03-02")
    assert row.interval is not None
    assert row.interval[0] < 1 / 3 < row.interval[1]


def test_abuse_costs_nobody_a_point(took, rules):
    calm, abused = (grouped([took("a", "Ana", signals=s)], rules, "agent").rows[0] for s in ([], ["CUS004", "CUS005"]))
    assert (calm.mean, calm.broken, calm.worst) == (abused.mean, abused.broken, abused.worst)


def test_thanks_that_an_abusive_customer_or_a_call_of_two_agents_holds_back_are_nobodys_figure(took, rules):
    """The same in the table and in the summary."""
    both = tuple(AgentPart(name=name, score=80, verdicts=()) for name in ("Ana", "Ben"))
    rows = [
        took("calm", "Ana", scales=(("CUS001", 3),)),
        took("abused", "Ana", signals=["CUS004"], scales=(("CUS001", 0),)),
        took("shared", None, agents=both, scales=(("CUS001", 0),)),
    ]
    ana, ben = grouped(rows, rules, "agent").rows
    assert (ana.name, ana.gratitude, ben.gratitude) == ("Ana", 3.0, None)
    by_name = {agent.name: agent for agent in summarise(rows, rules, load_rulebook().scorecard).agents}
    assert [(scale.mean, scale.calls) for scale in by_name["Ana"].scales] == [(3.0, 1)]
    assert by_name["Ben"].scales == ()
