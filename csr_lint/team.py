"""Many calls at a glance: how the scores lie, which rules are broken most, and whom to coach on what (pandas)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from csr_lint.model import CheckKind, Severity, Verdict
from csr_lint.outcome import AgentRow, CallLine, CallRow, ScaleMean, Share, Summary
from csr_lint.rule import Rule, Scorecard

if TYPE_CHECKING:
    import pandas as pd

FEW_CALLS = 5  # below this a share says more about chance than about habits
LOWEST_CALLS = 5
CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
VERDICT_COLUMNS = ["call", "agent", "code", "verdict"]


def summarise(rows: Sequence[CallRow], rules: Sequence[Rule], scorecard: Scorecard) -> Summary:
    """The summary of many calls; `rows` from `outcome.row_of`, in any order (the result is the same)."""
    import pandas as pd

    known = {rule.code: rule for rule in rules}
    scores = pd.Series([row.score for row in rows], dtype="float64").dropna()
    seen = verdict_table(rows)
    return Summary(
        calls=len(rows),
        scored=len(scores),
        failed=sum(row.failed for row in rows),
        few=len(rows) < FEW_CALLS,
        mean=_number(scores.mean()) if len(scores) else None,
        median=_number(scores.median()) if len(scores) else None,
        lowest=_number(scores.min()) if len(scores) else None,
        highest=_number(scores.max()) if len(scores) else None,
        bands=_bands(rows, scorecard),
        rules=tuple(s for s in _shares(seen, known, CONDUCT, Verdict.VIOLATED) if s.calls),
        agents=_agents(rows, known),
        scales=_scales(rows, known),
        signals=tuple(s for s in _shares(seen, known, (CheckKind.SIGNAL,), Verdict.PRESENT) if s.calls),
        kudos=tuple(s for s in _shares(seen, known, (CheckKind.KUDOS,), Verdict.PRESENT) if s.calls),
        lowest_calls=_lowest(rows, known),
    )


def verdict_table(rows: Sequence[CallRow]) -> pd.DataFrame:
    """One line per call and verdict (n/a left out): call number, code, verdict."""
    import pandas as pd

    lines = [(n, None, code, verdict) for n, row in enumerate(rows) for code, verdict in row.verdicts]
    return pd.DataFrame(lines, columns=VERDICT_COLUMNS)


def agent_table(rows: Sequence[CallRow]) -> pd.DataFrame:
    """One line per call, agent and verdict: call number, agent ("" where no name is told), code, verdict."""
    import pandas as pd

    lines = [
        (n, part.name or "", code, verdict)
        for n, row in enumerate(rows)
        for part in row.agents
        for code, verdict in part.verdicts
    ]
    return pd.DataFrame(lines, columns=VERDICT_COLUMNS)


def _shares(
    seen: pd.DataFrame, known: Mapping[str, Rule], kinds: tuple[CheckKind, ...], wanted: Verdict
) -> list[Share]:
    """How often each rule of these kinds got the wanted verdict, of the calls in which it got any; most often first."""
    mine = seen[seen["code"].isin([code for code, rule in known.items() if rule.check in kinds])]
    judged = mine.groupby("code")["call"].nunique()
    got = mine[mine["verdict"] == str(wanted)].groupby("code")["call"].nunique()
    shares = [
        Share(code=str(code), name=known[str(code)].name, calls=int(got.get(code, 0)), judged=int(judged[code]))
        for code in judged.index
    ]
    return sorted(shares, key=lambda s: (-s.calls, -s.share, -known[s.code].weight, s.code))


def _agents(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> tuple[AgentRow, ...]:
    """The agents, lowest mean first; those whom no file names stand together, last."""
    seen = agent_table(rows)
    names = {part.name for row in rows for part in row.agents}
    table = [_agent(name, rows, seen[seen["agent"] == (name or "")], known) for name in names]
    return tuple(sorted(table, key=lambda a: (a.name is None, a.mean is None, a.mean or 0.0, a.name or "")))


def _agent(name: str | None, rows: Sequence[CallRow], seen: pd.DataFrame, known: Mapping[str, Rule]) -> AgentRow:
    import pandas as pd

    taken = [row for row in rows if any(part.name == name for part in row.agents)]
    parts = [part for row in taken for part in row.agents if part.name == name]
    scores = pd.Series([part.score for part in parts], dtype="float64").dropna()
    broken = [s for s in _shares(seen, known, CONDUCT, Verdict.VIOLATED) if s.calls]
    kudos = [s for s in _shares(seen, known, (CheckKind.KUDOS,), Verdict.PRESENT) if s.calls]
    critical = {code for code, rule in known.items() if rule.critical}
    return AgentRow(
        name=name,
        calls=len(taken),
        mean=_number(scores.mean()) if len(scores) else None,
        failed=sum(any(c in critical and v == Verdict.VIOLATED for c, v in part.verdicts) for part in parts),
        few=len(taken) < FEW_CALLS,
        to_work_on=min(broken, key=lambda s: _urgency(s, known[s.code]), default=None),
        kudos=msgspec.structs.replace(kudos[0], judged=len(taken)) if kudos else None,
        best=_best(seen, known),
        scales=_scales(taken, known),
    )


def _urgency(share: Share, rule: Rule) -> tuple[bool, bool, float, str]:
    """What to coach first: critical rules, then what costs most points over the calls; mere hints come last."""
    return (not rule.critical, rule.severity is Severity.INFO, -share.calls * rule.weight, share.code)


def _best(seen: pd.DataFrame, known: Mapping[str, Rule]) -> Share | None:
    """The expectation met most reliably."""
    met = [s for s in _shares(seen, known, (CheckKind.EXPECT,), Verdict.MET) if s.calls]
    return max(met, key=lambda s: (s.share, s.calls, known[s.code].weight), default=None)


def _scales(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> tuple[ScaleMean, ...]:
    import pandas as pd

    lines = [(code, value) for row in rows for code, value in row.scales if code in known]
    groups = pd.DataFrame(lines, columns=["code", "value"]).groupby("code")["value"]
    return tuple(
        ScaleMean(code=str(code), name=known[str(code)].name, mean=float(values.mean()), calls=len(values))
        for code, values in groups
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
    lines = [
        CallLine(call=row.call, score=row.score, failed=row.failed, broken=_broken(row, known))
        for row in rows
        if row.score is not None and any(verdict == Verdict.VIOLATED for _, verdict in row.verdicts)
    ]
    return tuple(sorted(lines, key=lambda line: (not line.failed, line.score, line.call))[:LOWEST_CALLS])


def _broken(row: CallRow, known: Mapping[str, Rule]) -> tuple[str, ...]:
    codes = [code for code, verdict in row.verdicts if verdict == Verdict.VIOLATED and code in known]
    return tuple(sorted(codes, key=lambda code: (not known[code].critical, -known[code].weight, code)))


def _number(value: float) -> float:
    return round(float(value), 4)
