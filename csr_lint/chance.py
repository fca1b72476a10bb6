"""What chance alone can do: intervals for shares, differences and trends.

Shares need only what the standard library has, so that a summary loads nothing for them; means and
trends are scipy's (extra `team`), loaded when one is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, fsum, lgamma, sqrt
from statistics import NormalDist, fmean, median

import msgspec

from csr_lint.errors import ConfigError

CONFIDENCE = 0.95
Interval = tuple[float, float]
_MOST_POINTS = 400  # of a trend, which looks at every pair


class Slope(msgspec.Struct, frozen=True):
    """A trend from the first value to the last: the change between them, and the interval in which it lies."""

    change: float
    low: float
    high: float


def share_interval(hits: int, of: int, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval of the share `hits` / `of`, from 0 to 1 (E. B. Wilson 1927). `of` is at least 1."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = hits / of, z * z / of
    middle = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return 0.0 if hits == 0 else max(0.0, middle - half), 1.0 if hits == of else min(1.0, middle + half)


def share_change(before: tuple[int, int], after: tuple[int, int], confidence: float = CONFIDENCE) -> Interval:
    """The interval of the difference of two shares, after minus before, each as (hits, of): R. G. Newcombe's hybrid
    score interval (Statistics in Medicine 17, 1998, method 10).
    """
    p, q = before[0] / before[1], after[0] / after[1]
    p_low, p_high = share_interval(*before, confidence)
    q_low, q_high = share_interval(*after, confidence)
    down, up = sqrt((q - q_low) ** 2 + (p_high - p) ** 2), sqrt((q_high - q) ** 2 + (p - p_low) ** 2)
    return q - p - down, q - p + up


def chance_of_as_many(hits: int, of: int, all_hits: int, every: int) -> float:
    """The probability that chance alone puts `hits` or more of `all_hits` into `of` cases out of `every`.

    Fisher's exact test, one side: where one of very many shares stands out, intervals are not exact enough.
    """
    low = max(hits, of - (every - all_hits))
    return fsum(
        exp(_log_ways(all_hits, n) + _log_ways(every - all_hits, of - n) - _log_ways(every, of))
        for n in range(low, min(of, all_hits) + 1)
    )


def _log_ways(of: int, some: int) -> float:
    return lgamma(of + 1) - lgamma(some + 1) - lgamma(of - some + 1)


def mean_change(before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """The interval of the difference of two means, after minus before (Welch); None of fewer than two values a side.

    Raises ConfigError where scipy is missing.
    """
    if min(len(before), len(after)) < 2:
        return None
    if len(set(before)) == len(set(after)) == 1:
        return (after[0] - before[0],) * 2
    try:
        from scipy.stats import ttest_ind
    except ImportError as error:
        raise ConfigError("means are compared with scipy: pip install 'csr-lint[team]'") from error
    found = ttest_ind(after, before, equal_var=False).confidence_interval(confidence)
    return float(found.low), float(found.high)


def rank_trend(values: Sequence[float], confidence: float = CONFIDENCE) -> Slope | None:
    """The trend of values in their order (Theil and Sen, with Sen's interval); None where scipy is missing.

    More than some hundred values are taken in blocks, each by its median.
    """
    try:
        from scipy.stats import theilslopes
    except ImportError:
        return None
    told = _blocks(values)
    found = theilslopes(told, alpha=confidence)
    steps = len(told) - 1
    return Slope(float(found.slope) * steps, float(found.low_slope) * steps, float(found.high_slope) * steps)


def _blocks(values: Sequence[float]) -> list[float]:
    size = -(-len(values) // _MOST_POINTS)
    return [median(values[at : at + size]) for at in range(0, len(values), size)]


def falls_at_a_glance(values: Sequence[float]) -> bool:
    """Is the later half lower on the whole? What does not even look so needs no reckoning."""
    half = len(values) // 2
    return half > 0 and fmean(values[-half:]) < fmean(values[:half])
