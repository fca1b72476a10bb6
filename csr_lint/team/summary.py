"""Many calls at a glance: how the scores lie, which rules are broken most, and whom to coach on what.

Plain counting, without pandas: loading that would cost more than linting many calls.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean, median

import msgspec

from csr_lint.floor import By
from csr_lint.model import CheckKind, Fitness, Severity, Verdict
from csr_lint.outcome import AgentRow, CallLine, CallRow, ScaleMean, Share, Summary
from csr_lint.rule import Rule, Scorecard
from csr_lint.team.groups import grouped
from csr_lint.team.judging import judge_team
from csr_lint.team.people import united
from csr_lint.team.taken import abuse_codes, fit, mood_is_theirs

FEW_CALLS = 5  # below this a share says more about chance than about habits
LOWEST_CALLS = 8
CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
# A verdict on a call: the call's number, the rule's code, the verdict.
Seen = tuple[int, str, str]


def summarise(rows: Sequence[CallRow], rules: Sequence[Rule], scorecard: Scorecard, *, by: By | None = None) -> Summary:
    """The summary of many calls; `rows` from `outcome.row_of`, in any order (the result is the same).

    Transcripts that are not fit to lint, and calls that stood in the input before, are counted but count nowhere else.
    `by`: with a table of the calls one by one, or by agent, queue, week or rule.
    """
    every, same = united(rows)
    rows = tuple(fit(every, rules))
    known = {rule.code: rule for rule in rules}
    scores = [row.score for row in rows if row.score is not None]
    seen = [(n, code, verdict) for n, row in enumerate(rows) for code, verdict in row.verdicts]
    conditions = [(n, code, verdict) for n, row in enumerate(every) for code, verdict in row.verdicts]
    return Summary(
        calls=len(every),
        scored=len(scores),
        failed=sum(row.failed for row in rows),
        few=len(rows) < FEW_CALLS,
        mean=_mean(scores),
        median=_number(median(scores)) if scores else None,
        lowest=_number(min(scores)) if scores else None,
        highest=_number(max(scores)) if scores else None,
        bands=_bands(rows, scorecard),
        rules=tuple(s for s in _shares(seen, known, CONDUCT, Verdict.VIOLATED) if s.calls),
        agents=_agents(rows, known),
        scales=_scales(rows, known),
        signals=tuple(s for s in _shares(seen, known, (CheckKind.SIGNAL,), Verdict.PRESENT) if s.calls),
        kudos=tuple(s for s in _shares(seen, known, (CheckKind.KUDOS,), Verdict.PRESENT) if s.calls),
        lowest_calls=tuple(_lines(every, known)) if by == "call" else _lowest(rows, known),
        health=tuple(s for s in _shares(conditions, known, (CheckKind.HEALTH,), Verdict.PRESENT) if s.calls),
        suspect=sum(row.fitness is Fitness.SUSPECT for row in every),
        unusable=sum(row.fitness is Fitness.UNUSABLE for row in every),
        repeated=sum(row.fitness is not Fitness.UNUSABLE for row in every) - len(rows),
        team=judge_team(every, rules),
        same_names=same,
        grouped=grouped(every, rules, by) if by else None,
    )


def _shares(
    seen: Iterable[Seen], known: Mapping[str, Rule], kinds: tuple[CheckKind, ...], wanted: Verdict
) -> list[Share]:
    """How often each rule of these kinds got the wanted verdict, of the calls in which it got any; most often first."""
    judged: dict[str, set[int]] = defaultdict(set)
    got: dict[str, set[int]] = defaultdict(set)
    for call, code, verdict in seen:
        if code in known and known[code].check in kinds:
            judged[code].add(call)
            if verdict == wanted:
                got[code].add(call)
    shares = [
        Share(code=code, name=known[code].name, calls=len(got[code]), judged=len(calls))
        for code, calls in judged.items()
    ]
    return sorted(shares, key=lambda s: (-s.calls, -s.share, -known[s.code].weight, s.code))


def _agents(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> tuple[AgentRow, ...]:
    """The agents, lowest mean first; those whom no file names stand together, last."""
    names = {part.name for row in rows for part in row.agents}
    table = [_agent(name, rows, known) for name in names]
    return tuple(sorted(table, key=lambda a: (a.name is None, a.mean is None, a.mean or 0.0, a.name or "")))


def _agent(name: str | None, rows: Sequence[CallRow], known: Mapping[str, Rule]) -> AgentRow:
    taken = [row for row in rows if any(part.name == name for part in row.agents)]
    parts = [(n, part) for n, row in enumerate(taken) for part in row.agents if part.name == name]
    seen = [(n, code, verdict) for n, part in parts for code, verdict in part.verdicts]
    abuse = abuse_codes(known.values())
    moods = [taken[n] for n, part in parts if mood_is_theirs(taken[n], part, abuse)]
    broken = [s for s in _shares(seen, known, CONDUCT, Verdict.VIOLATED) if s.calls]
    kudos = [s for s in _shares(seen, known, (CheckKind.KUDOS,), Verdict.PRESENT) if s.calls]
    critical = {code for code, rule in known.items() if rule.critical}
    return AgentRow(
        name=name,
        calls=len(taken),
        mean=_mean([part.score for _, part in parts if part.score is not None]),
        failed=sum(any(c in critical and v == Verdict.VIOLATED for c, v in part.verdicts) for _, part in parts),
        few=len(taken) < FEW_CALLS,
        to_work_on=min(broken, key=lambda s: _urgency(s, known[s.code]), default=None),
        kudos=msgspec.structs.replace(kudos[0], judged=len(taken)) if kudos else None,
        best=_best(seen, known),
        scales=_scales(moods, known),
    )


def _urgency(share: Share, rule: Rule) -> tuple[bool, bool, float, str]:
    """What to coach first: critical rules, then what costs most points over the calls; mere hints come last."""
    return (not rule.critical, rule.severity is Severity.INFO, -share.calls * rule.weight, share.code)


def _best(seen: Iterable[Seen], known: Mapping[str, Rule]) -> Share | None:
    """The expectation met most reliably."""
    met = [s for s in _shares(seen, known, (CheckKind.EXPECT,), Verdict.MET) if s.calls]
    return max(met, key=lambda s: (s.share, s.calls, known[s.code].weight), default=None)


def _scales(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> tuple[ScaleMean, ...]:
    values: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        for code, value in row.scales:
            if code in known:
                values[code].append(value)
    return tuple(
        ScaleMean(code=code, name=known[code].name, mean=fmean(values[code]), calls=len(values[code]))
        for code in sorted(values)
    )


def _bands(rows: Sequence[CallRow], scorecard: Scorecard) -> tuple[tuple[str, int], ...]:
    """Number of scored calls per band, the lowest band first."""
    counts = [
        (band.name, sum(row.band == band.name for row in rows if row.score is not None))
        for band in sorted(scorecard.bands, key=lambda band: band.at)
    ]
    return tuple((name, count) for name, count in counts if count)


def _lowest(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> tuple[CallLine, ...]:
    """The calls to listen to first: failed or with the lowest scores, where something was broken."""
    return tuple(line for line in _lines(rows, known) if line.broken and line.score is not None)[:LOWEST_CALLS]


def _lines(rows: Iterable[CallRow], known: Mapping[str, Rule]) -> list[CallLine]:
    """The calls, the worst first: failed, then by the score; those without one come last."""
    lines = [
        CallLine(
            call=row.call,
            source=row.source,
            score=row.score,
            failed=row.failed,
            agents=tuple(part.name for part in row.agents if part.name),
            broken=_broken(row, known),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda c: (not c.failed, c.score is None, c.score or 0.0, c.call, c.source))


def _broken(row: CallRow, known: Mapping[str, Rule]) -> tuple[str, ...]:
    codes = [code for code, verdict in row.verdicts if verdict == Verdict.VIOLATED and code in known]
    return tuple(sorted(codes, key=lambda code: known[code].gravity))


def _mean(values: Sequence[float]) -> float | None:
    return _number(fmean(values)) if values else None


def _number(value: float) -> float:
    return round(float(value), 4)
