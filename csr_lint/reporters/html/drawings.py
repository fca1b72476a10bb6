"""Which charts the overview has, and the figures in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from urllib.parse import quote

from csr_lint.outcome import Summary
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.charts import Chart, bars, bars_of_scores, course, dots, ladder
from csr_lint.reporters.html.lines import CallLine
from csr_lint.reporters.wording import count, plain, points

AGENTS, RULES = 15, 12
TALL = 9  # so many agents below each other take two rows of drawings
MANY_DAYS = 45  # beyond so many days with calls, weeks tell more


def drawings(lines: Sequence[CallLine], summary: Summary, about: About) -> Iterator[Chart]:
    """The charts in their order; one without figures is left out."""
    if summary.scored:
        yield _scores(lines)
        yield from _course(lines)
        yield _agents(lines, summary)
        yield from _categories(lines, about)
    if summary.rules:
        yield _rules(summary)
    yield from _ladders(lines, about)


def _scores(lines: Sequence[CallLine]) -> Chart:
    scores = [line.score for line in lines if line.score is not None]
    tens = [
        (low, sum(low <= score < low + 10 or (low == 90 and score == 100) for score in scores))
        for low in range(0, 100, 10)
    ]
    return Chart(
        title="How the scores lie",
        note=f"{count(len(scores), 'scored call')} by ten points of the conduct score.",
        svg=bars_of_scores([{"start": low, "end": low + 10, "calls": calls} for low, calls in tens]),
        columns=("score", "calls"),
        rows=tuple((f"{low} to {low + 10}", str(calls)) for low, calls in tens),
    )


def _course(lines: Sequence[CallLine]) -> Iterator[Chart]:
    dated = [(line.date, line.score) for line in lines if line.date and line.score is not None]
    days = {day for day, _ in dated}
    if len(days) < 2:
        return
    weekly = len(days) > MANY_DAYS
    means = _means((_monday(day) if weekly else day, score) for day, score in dated)
    undated = len([line for line in lines if line.score is not None]) - len(dated)
    left_out = f" {count(undated, 'call')} without a date left out." if undated else ""
    yield Chart(
        title="Over time",
        note=f"A dot a call; the line is the mean of each {'week' if weekly else 'day'}.{left_out}",
        svg=course(
            [{"date": day, "score": round(score, 1)} for day, score in dated],
            [{"date": day, "score": round(mean, 1)} for day, (mean, _) in sorted(means.items())],
        ),
        columns=("week from" if weekly else "day", "mean score", "calls"),
        rows=tuple((day, points(mean), str(calls)) for day, (mean, calls) in sorted(means.items())),
    )


def _monday(day: str) -> str:
    when = date.fromisoformat(day)
    return (when - timedelta(days=when.weekday())).isoformat()


def _means(pairs: Iterator[tuple[str, float]]) -> dict[str, tuple[float, int]]:
    values: dict[str, list[float]] = defaultdict(list)
    for key, value in pairs:
        values[key].append(value)
    return {key: (fmean(found), len(found)) for key, found in values.items()}


def _agents(lines: Sequence[CallLine], summary: Summary) -> Chart:
    taken = [(name, score) for line in lines for name, score in line.agents if score is not None]
    means = sorted(_means(iter(taken)).items(), key=lambda item: (item[1][0], item[0]))
    shown = means[:AGENTS]
    names = {name for name, _ in shown}
    more = f" The {len(shown)} lowest means of {len(means)}." if len(means) > len(shown) else ""
    return Chart(
        title="By agent",
        note=f"A dot for each call's score, an upright stroke for the mean.{more}",
        svg=dots(
            [{"name": name, "score": round(score, 1)} for name, score in taken if name in names],
            [{"name": name, "score": round(mean, 1)} for name, (mean, _) in shown],
        ),
        columns=("agent", "mean score", "calls"),
        rows=tuple((name, points(mean), str(calls)) for name, (mean, calls) in means),
        filters=tuple(f"agent={quote(name)}" for name, _ in means),
        tall=len(shown) > TALL,
    )


def _categories(lines: Sequence[CallLine], about: About) -> Iterator[Chart]:
    names = about.scorecard.categories
    found = _means((prefix, value) for line in lines for prefix, value in line.categories)
    if not found:
        return
    table = [(plain(names.get(prefix, prefix)), mean, calls) for prefix, (mean, calls) in found.items()]
    table.sort(key=lambda row: (row[1], row[0]))
    yield Chart(
        title="By category",
        note="Mean score of the calls in which it could be judged, the lowest first.",
        svg=bars([{"name": name, "value": round(mean, 1), "label": points(mean)} for name, mean, _ in table], most=100),
        columns=("category", "mean score", "calls"),
        rows=tuple((name, points(mean), str(calls)) for name, mean, calls in table),
    )


def _rules(summary: Summary) -> Chart:
    shown = summary.rules[:RULES]
    named = [(rule, rule.name.replace("-", " ")) for rule in shown]
    most = max(rule.share for rule in shown) * 100
    more = f" The first {len(shown)} of {len(summary.rules)} rules." if len(summary.rules) > len(shown) else ""
    return Chart(
        title="What was broken most",
        note=f"Share of the calls in which the rule could be judged.{more}",
        svg=bars(
            [{"name": n, "value": round(100 * r.share, 1), "label": f"{r.calls} of {r.judged}"} for r, n in named],
            most=most,
        ),
        columns=("rule", "broken in", "judged in", "share"),
        rows=tuple((f"{r.code} {r.name}", str(r.calls), str(r.judged), f"{r.share:.0%}") for r in summary.rules),
        filters=tuple(f"rule={rule.code}" for rule in summary.rules),
    )


def _ladders(lines: Sequence[CallLine], about: About) -> Iterator[Chart]:
    values: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for code, value in line.scales:
            if value is not None:
                values[code].append(value)
    for code in sorted(values):
        rule = about.rule(code)
        yield _ladder(rule.name if rule else code, plain(rule.summary) if rule else "", values[code])


def _ladder(name: str, note: str, found: Sequence[int]) -> Chart:
    steps: Mapping[int, int] = {value: sum(one == value for one in found) for value in range(5)}
    return Chart(
        title=name.replace("-", " ").capitalize(),
        note=f"{note} {count(len(found), 'call')}.",
        svg=ladder([{"value": value, "calls": calls} for value, calls in steps.items()]),
        columns=("value", "calls"),
        rows=tuple((str(value), str(calls)) for value, calls in steps.items()),
    )
