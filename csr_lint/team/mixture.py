"""Are two sides the same kind of calls? Where other agents took them, or other queues, that alone makes differences."""

from __future__ import annotations

from collections import Counter
from math import pi, sqrt

_ODD = 0.2  # the share of calls that would have to be another's for the sides to be alike
_BEYOND = 2  # times what chance alone makes it


def uneven(what: str, before: Counter[str], after: Counter[str]) -> str | None:
    """A note where the calls lie otherwise among the `what` ("agents", "queues"); None where they are alike enough.

    Nothing is said where one side does not tell.
    """
    one, two = before.total(), after.total()
    if not one or not two:
        return None
    names = sorted(before | after)
    moved = {name: after[name] / two - before[name] / one for name in names}
    apart = sum(map(abs, moved.values())) / 2
    if apart < _ODD or apart < _BEYOND * _by_chance(before, after):
        return None
    most = sorted(names, key=lambda name: (-abs(moved[name]), name))[:2]
    told = "; ".join(f"{name} {before[name] / one:.0%} then {after[name] / two:.0%}" for name in most)
    return f"the calls lie otherwise among the {what} ({told}): a change may come of that, not of how people work"


def _by_chance(before: Counter[str], after: Counter[str]) -> float:
    """How far apart two sides are on average whose calls come from the same mixture."""
    one, two = before.total(), after.total()
    shares = [(before[name] + after[name]) / (one + two) for name in before | after]
    return sum(sqrt(2 / pi * share * (1 - share) * (1 / one + 1 / two)) for share in shares) / 2
