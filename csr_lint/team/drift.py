"""Numbers before customers: calls that get shorter while conduct scores fall."""

from __future__ import annotations

from collections.abc import Sequence

from csr_lint.chance import falls_at_a_glance, rank_trend
from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.rule import Rule, TeamParams
from csr_lint.team.taken import Taken, nothing, verdict

_SECOND, _MINUTE = 1000, 60


def factory_floor(rule: Rule, params: TeamParams, calls: Sequence[Taken]) -> TeamVerdict:
    """Violated where the calls of an agent, or of all, get shorter and scores fall by `limit` points, beyond chance."""
    told = sorted((c for c in calls if _counts(c)), key=lambda c: (_when(c), c.row.call))
    groups: list[tuple[str | None, list[Taken]]] = [
        (agent, [c for c in told if c.agent == agent]) for agent in sorted({c.agent for c in told})
    ]
    if len(groups) > 1:
        groups.append((None, told))
    enough = [(agent, mine) for agent, mine in groups if len(mine) >= params.fewest_calls]
    if not enough:
        most = max((len(mine) for agent, mine in groups if agent is not None), default=0)
        wanted = f"a trend needs {params.fewest_calls} calls of an agent with date, length and score"
        return nothing(rule, f"{wanted}; there are {most} at most")
    found = []
    for agent, mine in enough:
        lengths, scores = [_seconds(c) for c in mine], [c.part.score or 0.0 for c in mine]
        if not (falls_at_a_glance(lengths) and falls_at_a_glance(scores)):
            continue
        shorter, worse = rank_trend(lengths, params.confidence), rank_trend(scores, params.confidence)
        if shorter is None or worse is None:
            return nothing(rule, "trends are reckoned with scipy: pip install 'csr-lint[team]'")
        if shorter.high < 0 and worse.high < 0 and -worse.change >= params.limit:
            lasting = f"{_clock(shorter.change)} shorter ({_clock(shorter.high)} to {_clock(shorter.low)})"
            falling = f"{-worse.change:.0f} points lower ({-worse.high:.0f} to {-worse.low:.0f})"
            whose = f"{agent}'s {len(mine)}" if agent else f"the team's {len(mine)}"
            found.append(
                TeamFinding(
                    message=f"Over {whose} calls since {mine[0].day}, calls became {lasting} and scores {falling}.",
                    agent=agent,
                    day=mine[0].day,
                    calls=(mine[0].row.call, mine[-1].row.call),
                    measured=round(shorter.change, 1),
                )
            )
    return verdict(rule, Verdict.VIOLATED if found else Verdict.MET, found)


def _counts(call: Taken) -> bool:
    """Whose the length is must be certain, so that calls of several agents do not count; nor do chats."""
    row = call.row
    alone = len(row.agents) == 1 and not row.typed
    return alone and call.started is not None and row.duration_ms is not None and call.part.score is not None


def _when(call: Taken) -> tuple[str, str]:
    """The day, then the time on it as that day's clock shows it."""
    started = call.started
    return (call.day or "", started.at.strftime("%H:%M:%S") if started and started.at else "")


def _seconds(call: Taken) -> float:
    return (call.row.duration_ms or 0) / _SECOND


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(abs(seconds)), _MINUTE)
    return f"{minutes}:{rest:02}"
