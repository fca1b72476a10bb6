"""Sides of other agents or queues are minded, the same mixture is not."""

from __future__ import annotations

import random
from collections import Counter

import msgspec
import pytest

from csr_lint.model import Fitness
from csr_lint.team.changes import compare, figures
from csr_lint.team.mixture import uneven

pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")


@pytest.mark.parametrize(
    ("before", "after", "minded"),
    [
        ({"Ana": 50, "Ben": 50}, {"Ana": 48, "Ben": 52}, False),
        ({"Ana": 50, "Ben": 50}, {"Cleo": 100}, True),
        ({"Ana": 80, "Ben": 20}, {"Ana": 20, "Ben": 80}, True),
        ({"Ana": 3, "Ben": 2}, {"Ana": 2, "Ben": 3}, False),
        ({"Ana": 50}, {}, False),
        ({}, {}, False),
    ],
    ids="alike others turned few one-silent silent".split(),
)
def test_a_mixture(before, after, minded):
    assert (uneven("agents", Counter(before), Counter(after)) is not None) == minded


def test_the_two_that_moved_most_are_named():
    told = uneven("queues", Counter(a=10, b=80, c=10), Counter(a=12, b=20, c=68))
    assert told is not None
    assert "queues (b 80% then 20%; c 10% then 68%)" in told


def test_chance_alone_hardly_ever_looks_like_another_mixture():
    noise = random.Random(5)
    sides = [[Counter(noise.choices("abcdefghij", k=30)) for _ in range(2)] for _ in range(200)]
    assert sum(uneven("agents", *pair) is not None for pair in sides) <= 4


def test_a_comparison_minds_other_agents_and_other_queues_but_not_of_two_agents(took, rules):
    def rows(name, agent, queue):
        return [took(f"{name}{n}", agent, met=["HLD001"], queue=queue) for n in range(20)]

    before, after = rows("a", "Ana", "billing"), rows("b", "Ben", "returns")
    notes = compare(figures("a", before, rules), figures("b", after, rules), rules).notes
    assert [("agents" in note, "queues" in note) for note in notes] == [(True, False), (False, True)]
    (note,) = compare(figures("Ana", before, rules, "Ana"), figures("Ben", after, rules, "Ben"), rules).notes
    assert "queues" in note


def test_what_is_not_fit_and_what_stood_there_before_does_not_count_and_it_is_said(took, rules):
    good = [took(f"a{n}", "Ana", met=["HLD001"]) for n in range(6)]
    again = took("a0", "Ana", broken=["HLD001"], signals=["DAT004"])
    broken = msgspec.structs.replace(took("a9", "Ana", broken=["HLD001"]), fitness=Fitness.UNUSABLE)
    side = figures("a", [*good, again, broken], rules)
    assert (side.side.calls, side.said["HLD001"], side.left_out) == (6, (False,) * 6, 2)
    assert "2 calls do not count" in compare(side, figures("b", good, rules), rules).notes[-1]
