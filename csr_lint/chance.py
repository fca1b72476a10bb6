"""What chance alone can do: intervals for shares, differences and trends.

Shares need only what the standard library has, so that a summary loads nothing for them; means and
trends are scipy's (extra `team`), loaded when one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum, lgamma, sqrt
from statistics import NormalDist, fmean, median, variance

import msgspec

from csr_lint.errors import ConfigError

CONFIDENCE = 0.95
Interval = tuple[float, float]
_Function = Callable[[float, float], float]
_POWER = 0.8
_MOST_POINTS = 400  # of a trend, which looks at every pair


class Chance(msgspec.Struct, frozen=True):
    """How probable so large a difference is by chance alone, either way, and the least that these cases could show."""

    value: float
    least: float


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


def least_share_change(before: int, after: int, confidence: float = CONFIDENCE) -> float:
    """The smallest difference of two shares of so many cases that is told in four of five cases, about a half."""
    normal = NormalDist()
    sure = normal.inv_cdf((1 + confidence) / 2) + normal.inv_cdf(_POWER)
    return min(1.0, sure * sqrt((1 / before + 1 / after) / 4))


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


def share_chance(before: tuple[int, int], after: tuple[int, int]) -> Chance:
    """How probable so large a difference of two shares, each as (hits, of), is by chance alone.

    Fisher's exact test, both sides, with half the weight of the table itself (mid-p, H. O. Lancaster 1961): the whole
    weight is too strict where few tables are possible.
    """
    hits, every = before[0] + after[0], before[1] + after[1]
    more, of = max(before, after, key=lambda side: side[0] / side[1])
    least = min(_mid(min(hits, side[1]), side[1], hits, every) for side in (before, after))
    return Chance(_mid(more, of, hits, every), least)


def _mid(hits: int, of: int, all_hits: int, every: int) -> float:
    itself = exp(_log_ways(all_hits, hits) + _log_ways(every - all_hits, of - hits) - _log_ways(every, of))
    return min(1.0, 2 * chance_of_as_many(hits, of, all_hits, every) - itself)


def mean_chance(before: Sequence[float], after: Sequence[float]) -> Chance:
    """How probable so large a difference of two means is by chance alone (Welch), of two values or more a side.

    It is never less than what exchanging the values could show, which of a few equal ones Welch's test would promise.
    """
    least = 2 * exp(-_log_ways(len(before) + len(after), len(after)))
    if fmean(before) == fmean(after):
        return Chance(1.0, least)
    spread, freedom = _welch(before, after)
    if not spread:
        return Chance(least, least)
    below, _ = _student()
    beyond = float(below(freedom, -abs(fmean(after) - fmean(before)) / spread))
    return Chance(max(least, 2 * beyond), least)


def mean_change(before: Sequence[float], after: Sequence[float], confidence: float = CONFIDENCE) -> Interval | None:
    """The interval of the difference of two means, after minus before (Welch); None of fewer than two values a side.

    Raises ConfigError where scipy is missing.
    """
    if min(len(before), len(after)) < 2:
        return None
    change = fmean(after) - fmean(before)
    spread, freedom = _welch(before, after)
    if not spread:
        return change, change
    _, quantile = _student()
    half = spread * float(quantile(freedom, (1 + confidence) / 2))
    return change - half, change + half


def _welch(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    """The standard error of the difference of two means, and Welch's degrees of freedom."""
    one, two = variance(before) / len(before), variance(after) / len(after)
    if not one + two:
        return 0.0, 1.0
    return sqrt(one + two), (one + two) ** 2 / (one**2 / (len(before) - 1) + two**2 / (len(after) - 1))


def _student() -> tuple[_Function, _Function]:
    """Student's distribution by degrees of freedom: what lies below a value, and below which value a share lies."""
    try:
        from scipy.special import stdtr, stdtrit
    except ImportError as error:
        raise ConfigError("means are compared with scipy: pip install 'csr-lint[team]'") from error
    return stdtr, stdtrit


def beyond_chance(chances: Mapping[str, Chance], rate: float = 1 - CONFIDENCE) -> tuple[frozenset[str], float]:
    """Which of many differences are told, and the confidence that an interval of each has then.

    Of those told at most `rate` are chance alone, on average; where nothing differs, nothing is told but in a share
    of `rate` (Y. Benjamini and Y. Hochberg 1995). Those that could never be told, however they fell out, are not
    counted among the many (P. B. Gilbert 2005); intervals after Y. Benjamini and D. Yekutieli (2005).
    """
    many = 1
    while len(able := {name: told for name, told in chances.items() if told.least < rate / many}) > many:
        many += 1
    ranked = sorted(able, key=lambda name: able[name].value)
    told = max((n for n, name in enumerate(ranked, 1) if able[name].value <= n * rate / many), default=0)
    return frozenset(ranked[:told]), 1 - max(1, told) * rate / many


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
