"""Several spans of time in their order, the earlier half against the later one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from statistics import fmean

from csr_lint.errors import ConfigError
from csr_lint.floor import Trend
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule
from csr_lint.team.changes import compare, figures, side_of
from csr_lint.team.groups import monday

Span = tuple[str, Sequence[CallRow]]


def trend(sets: Sequence[tuple[str, Sequence[CallRow]]], rules: Sequence[Rule], notes: Sequence[str] = ()) -> Trend:
    """Runs in the order of their days (else as given), the earlier half against the later; one run by its weeks.

    Of an odd number the one in the middle belongs to neither. Raises ConfigError where there is nothing to compare.
    """
    spans = _weeks(*sets[0]) if len(sets) == 1 else _in_order(sets)
    told = [figures(title, rows, rules) for title, rows in spans]
    half = len(spans) // 2
    sides = [_joined(spans[:half]), _joined(spans[-half:])]
    before, after = (figures(title, rows, rules) for title, rows in sides)
    return Trend(
        spans=tuple((one.side, round(fmean(one.scores), 4) if one.scores else None, len(one.scores)) for one in told),
        comparison=compare(before, after, rules, notes=notes),
    )


def _weeks(title: str, rows: Sequence[CallRow]) -> list[Span]:
    dated = sorted((row for row in rows if monday(row)), key=lambda row: monday(row) or "")
    weeks = [(f"week of {week}", tuple(group)) for week, group in groupby(dated, key=monday)]
    if len(weeks) < 2:
        told = "all calls that have a date are of one week" if weeks else "no call in it has a date"
        raise ConfigError(f"one file shows a trend only by its weeks, and {told}; give the results of another run")
    return list(weeks)


def _in_order(sets: Sequence[Span]) -> list[Span]:
    days = {title: side_of(title, rows).first or "" for title, rows in sets}
    return sorted(sets, key=lambda span: days[span[0]]) if all(days.values()) else list(sets)


def _joined(spans: Sequence[Span]) -> Span:
    titles = [title for title, _ in spans]
    title = titles[0] if len(titles) == 1 else f"{titles[0]} to {titles[-1]}"
    return title, [row for _, rows in spans for row in rows]
