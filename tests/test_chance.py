"""Intervals: against figures that were published, against scipy, and where there is nothing to reckon."""

from __future__ import annotations

import pytest

from csr_lint.chance import chance_of_as_many, mean_change, rank_trend, share_change, share_interval


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


def test_a_trend_of_very_many_values_is_that_of_their_blocks():
    pytest.importorskip("scipy", reason="scipy is the extra team")
    slope = rank_trend([1000 - n for n in range(5000)])
    assert slope is not None
    assert slope.high < 0
    assert slope.change == pytest.approx(-5000, rel=0.01)
