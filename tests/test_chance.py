"""Intervals: against figures that were published, against scipy, and where there is nothing to reckon."""

from __future__ import annotations

import random
import warnings

import pytest

from csr_lint.chance import (
    Chance,
    beyond_chance,
    chance_of_as_many,
    mean_chance,
    mean_change,
    rank_trend,
    share_chance,
    share_change,
    share_interval,
)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_lies_where_wilson_says(hits, of, low, high):
    assert share_interval(hits, of) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, table II, method 10.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_of_shares_lies_where_newcombe_says(first, second, low, high):
    assert share_change(second, first) == pytest.approx((low, high), abs=5e-5)


def test_wilsons_interval_is_scipys():
    stats = pytest.importorskip("scipy.stats", reason="scipy is the extra team")
    told = stats.binomtest(7, 31).proportion_ci(0.99, method="wilson")
    assert share_interval(7, 31, 0.99) == pytest.approx((told.low, told.high))


@pytest.mark.parametrize("told", [(6, 6, 6, 15), (3, 5, 30, 300), (0, 5, 30, 300), (40, 50, 900, 20_000)])
def test_fishers_test_is_scipys(told):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the extra team")
    hits, of, all_hits, every = told
    assert chance_of_as_many(*told) == pytest.approx(stats.hypergeom.sf(hits - 1, every, all_hits, of), rel=1e-6)


def test_a_lady_tasting_tea():
    assert chance_of_as_many(4, 4, 4, 8) == pytest.approx(1 / 70)


def test_a_difference_of_means():
    pytest.importorskip("scipy", reason="scipy is the extra team")
    interval = mean_change([70, 72, 71, 69, 73], [80, 82, 81, 79, 83])
    assert interval == pytest.approx((7.694, 12.306), abs=1e-3)


def test_means_of_one_value_or_of_equal_ones():
    assert mean_change([70], [80, 81]) is None
    assert mean_change([70, 70], [80, 80]) == (10, 10)


@pytest.mark.parametrize("seed", range(3))
def test_means_are_compared_as_scipy_does(seed):
    stats = pytest.importorskip("scipy.stats", reason="scipy is the extra team")
    noise = random.Random(seed)
    before, after = [noise.gauss(0, 1) for _ in range(12)], [noise.gauss(1, 3) for _ in range(9)]
    told = stats.ttest_ind(after, before, equal_var=False)
    assert mean_chance(before, after).value == pytest.approx(told.pvalue)
    low, high = told.confidence_interval(0.99)
    assert mean_change(before, after, 0.99) == pytest.approx((low, high))


def test_values_that_hardly_differ_warn_of_nothing():
    pytest.importorskip("scipy", reason="scipy is the extra team")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert mean_change([80 + 1e-13, 80, 80], [80, 80, 80 + 1e-13]) == pytest.approx((0, 0), abs=1e-9)
        assert mean_chance([80 + 1e-13, 80, 80], [80, 80, 80]).value > 0.05


def test_a_few_equal_values_promise_no_more_than_exchanging_them_does():
    """Of ten values, five of each kind, 2 of the 252 ways to deal them are so uneven."""
    assert mean_chance([0] * 5, [1] * 5) == Chance(pytest.approx(2 / 252), pytest.approx(2 / 252))
    assert mean_chance([2] * 5, [2] * 5).value == 1


@pytest.mark.parametrize(
    ("before", "after", "value", "least"),
    [
        ((0, 4), (4, 4), 1 / 70, 1 / 70),
        ((4, 4), (0, 4), 1 / 70, 1 / 70),
        ((0, 9), (0, 9), 1, 1),
        ((3, 6), (3, 6), 1, 0),
    ],
    ids="after before never same".split(),
)
def test_the_chance_of_a_difference_of_shares(before, after, value, least):
    told = share_chance(before, after)
    assert told.value == pytest.approx(value)
    assert told.least == pytest.approx(least) if least else told.least < told.value


def test_few_of_many_differences_are_told_and_those_that_could_never_be_are_not_counted():
    strong = {"a": Chance(0.001, 0), "b": Chance(0.015, 0)}
    noise = {f"n{k}": Chance(0.5, 0) for k in range(3)}
    never = {f"m{k}": Chance(1.0, 0.2) for k in range(90)}
    told, confidence = beyond_chance({**strong, **noise, **never})
    assert told == {"a", "b"}
    assert confidence == pytest.approx(1 - 2 * 0.05 / 5)
    assert beyond_chance({**strong, **noise, **{name: Chance(0.5, 0) for name in never}})[0] == frozenset()
    assert beyond_chance({}) == (frozenset(), pytest.approx(0.95))


def test_a_trend_of_very_many_values_is_that_of_their_blocks():
    pytest.importorskip("scipy", reason="scipy is the extra team")
    slope = rank_trend([1000 - n for n in range(5000)])
    assert slope is not None
    assert slope.high < 0
    assert slope.change == pytest.approx(-5000, rel=0.01)
