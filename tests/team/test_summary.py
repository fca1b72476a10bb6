"""The summary of many calls: rows, tables, small samples, unknown agents."""

from __future__ import annotations

import random

import msgspec
import pytest

from csr_lint.model import Fitness
from csr_lint.outcome import agent_names, row_of
from csr_lint.rulebook import load_rulebook
from csr_lint.team import summarise


@pytest.fixture
def summary(week, about):
    return summarise([row_of(e) for e in week], about.rules, about.scorecard)


def test_scores_lie_as_they_do(summary):
    assert (summary.calls, summary.scored, summary.failed, summary.few) == (12, 11, 0, False)
    assert (summary.lowest, summary.highest, summary.median) == (30.0, 96.0, 70.0)
    assert summary.mean == 65.8182
    assert summary.bands == (("poor", 5), ("good", 6))


def test_rules_are_sorted_worst_first_and_shared_over_the_calls_that_could(summary):
    assert [(r.code, r.calls, r.judged) for r in summary.rules] == [("HLD001", 6, 6), ("EMP001", 6, 12)]
    assert summary.rules[1].share == 0.5


def test_agents_are_sorted_lowest_first_and_the_unnamed_stand_last(summary):
    assert [a.name for a in summary.agents] == ["Maria", "Anastasia Featherstonehaugh", "Tom", None]
    maria = summary.agents[0]
    assert (maria.calls, maria.mean, maria.few) == (5, 40.0, False)
    assert maria.to_work_on is not None
    assert (maria.to_work_on.code, maria.to_work_on.calls, maria.to_work_on.judged) == ("EMP001", 5, 5)
    assert maria.kudos is not None
    assert maria.kudos.code == "EMP101"
    assert maria.scales[0].mean == 3.0


def test_who_broke_nothing_is_praised_for_what_was_met(summary):
    tom = summary.agents[2]
    assert tom.to_work_on is None
    assert tom.kudos is None
    assert tom.best is not None
    assert (tom.best.code, tom.best.calls, tom.best.judged) == ("EMP001", 4, 4)


def test_a_few_calls_are_no_habit(summary):
    assert [a.few for a in summary.agents] == [False, True, True, True]


def test_the_calls_to_hear_first(summary):
    assert [line.call for line in summary.lowest_calls] == [f"monday-{n:02}" for n in range(5)]
    assert summary.lowest_calls[0].broken == ("EMP001", "HLD001")


def test_signals_and_kudos_are_counted(summary):
    assert [(s.code, s.calls, s.judged) for s in summary.signals] == [("CUS009", 6, 6)]
    assert [(s.code, s.calls) for s in summary.kudos] == [("EMP101", 6)]


def test_the_order_of_calls_is_irrelevant(week, about, summary):
    rows = [row_of(e) for e in week]
    random.Random(3).shuffle(rows)
    assert summarise(rows, about.rules, about.scorecard) == summary


def test_no_calls_are_no_disaster(about):
    empty = summarise([], about.rules, about.scorecard)
    assert (empty.calls, empty.mean, empty.rules, empty.agents) == (0, None, (), ())


def test_a_row_has_every_verdict_and_whose_it_is(mixed):
    row = row_of(mixed)
    assert len(row.verdicts) == 7
    (part,) = row.agents
    assert part.name == "Maria"
    assert dict(part.verdicts) == {
        "EMP001": "violated", "EMP101": "present", "HLD001": "violated", "OPN001": "met", "RSP001": "met",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "name", "given", "told"),
    [
        ("Agent", "Jane", None, "Jane"),
        ("Agent", None, "Jane", "Jane"),
        ("Agent 2", None, None, None),
        ("SPEAKER_00", None, None, None),
        ("Jane Doe", None, None, "Jane Doe"),
        ("Agent", "Jane", "Jane Doe", "Jane Doe"),
        ("Agent", "Jane", "Tom Poe", "Jane"),
    ],
)
def test_whose_name_is_known(mixed, label, name, given, told):
    segments = tuple(
        msgspec.structs.replace(s, label=label, name=name) if s.role == "agent" else s for s in mixed.call.segments
    )
    call = msgspec.structs.replace(mixed.call, segments=segments, agent=given)
    assert list(agent_names(call).values()) == [told]


def test_two_speakers_never_share_a_name(mixed):
    names = {0: "Jane", 2: "Jane D."}
    segments = tuple(msgspec.structs.replace(s, name=names.get(s.index, s.name)) for s in mixed.call.segments)
    call = msgspec.structs.replace(mixed.call, segments=segments[:3], agent="Jane Doe")
    assert list(agent_names(call).values()) == ["Jane Doe", "Jane D."]


def test_copies_and_unusable_transcripts_are_counted_and_count_nowhere_else(week, about):
    rows = [row_of(e) for e in week]
    rules = load_rulebook().rules
    again = [
        msgspec.structs.replace(row, call=f"{row.call}#2", verdicts=(*row.verdicts, ("DAT004", "present")))
        for row in rows
    ]
    useless = msgspec.structs.replace(rows[0], call="useless", fitness=Fitness.UNUSABLE, score=1.0)
    once = summarise(rows, rules, about.scorecard)
    told = summarise([*rows, *again, useless], rules, about.scorecard)
    assert (told.calls, told.repeated, told.unusable) == (25, 12, 1)
    for field in ("scored", "mean", "median", "lowest", "rules", "agents", "scales", "kudos", "lowest_calls", "bands"):
        assert getattr(told, field) == getattr(once, field), field
    assert [share.code for share in told.health] == ["DAT004"]
