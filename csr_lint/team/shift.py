"""An agent's day: the pause after a hard call, and the abuse that one person took."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.rule import Rule, TeamParams
from csr_lint.team.taken import Taken, hard, nothing, verdict

_NO_NAME = "no file says who the agent is"
_NO_TIME = "no file says at what time its call began"
_NO_DAY = "no file says on which day its call was"
_LOOKED_AT = 20  # calls after one that may lie within it


def time_to_regroup(rule: Rule, params: TeamParams, calls: Sequence[Taken]) -> TeamVerdict:
    """Violated where the next call by phone began less than `limit` seconds after a hard one, for certain."""
    spoken = [call for call in calls if not call.row.typed]
    if not spoken:
        return nothing(rule, _NO_NAME)
    if not any(call.started and call.started.at for call in spoken):
        return nothing(rule, _NO_TIME)
    found: list[TeamFinding] = []
    left_open: Counter[str] = Counter()
    paused = 0
    for before, later in _shifts(spoken):
        if not hard(before.part, params.rules):
            continue
        told = _pause(before, later, params.limit)
        if isinstance(told, TeamFinding):
            found.append(told)
        elif told:
            left_open[told] += 1
        else:
            paused += 1
    reason = "; ".join(f"{n} left open: {why}" for why, n in left_open.most_common()) or None
    if found or paused:
        return verdict(rule, Verdict.VIOLATED if found else Verdict.MET, found, reason=reason)
    return nothing(rule, reason or "no hard call was followed by another of the same agent")


def _shifts(calls: Sequence[Taken]) -> Iterator[tuple[Taken, Sequence[Taken]]]:
    """An agent's calls, each with those after it, past midnight, too; clocks with and without an offset are not mixed.

    A call that nothing follows is left out.
    """
    agents: dict[tuple[str, bool], list[Taken]] = defaultdict(list)
    for call in calls:
        if call.started and call.started.at:
            agents[call.agent, call.started.at.tzinfo is None].append(call)
    for _, mine in sorted(agents.items()):
        mine.sort(key=lambda c: (_at(c), c.row.call))
        for number, call in enumerate(mine[:-1], 1):
            yield call, mine[number : number + _LOOKED_AT]


def _at(call: Taken) -> datetime:
    return call.started.at if call.started and call.started.at else datetime.min


def _pause(before: Taken, later: Sequence[Taken], limit: float) -> TeamFinding | str:
    """A pause that was too short; or why that cannot be told, "" where it was long enough.

    The next call is the first that begins once this one is over; calls within it are no pause's end.
    """
    if before.part.to_ms is None:
        return "the length of the call is not known"
    ended = _at(before) + timedelta(milliseconds=before.part.to_ms)
    for after in later:
        begun = _at(after) + timedelta(milliseconds=after.part.from_ms or 0)
        least = (begun - ended).total_seconds() - _doubt(before)
        most = (begun - ended).total_seconds() + _doubt(after)
        if most >= 0:
            break
        if after.part.to_ms is None or _at(after) + timedelta(milliseconds=after.part.to_ms) > ended:
            return "the calls overlap"
    else:
        return "the calls overlap"
    if least >= limit:
        return ""
    return "the files tell the time only to the minute" if most >= limit else _short(before, after, least, most)


def _doubt(call: Taken) -> float:
    return call.started.doubt_ms / 1000 if call.started else 0.0


def _short(before: Taken, after: Taken, least: float, most: float) -> TeamFinding:
    seconds = int(most)
    told = f"{seconds} s" if least == most else f"at most {seconds} s"
    return TeamFinding(
        message=f"{before.agent} had {told} between {before.row.call}, a hard call, and {after.row.call}.",
        agent=before.agent,
        day=before.day,
        calls=(before.row.call, after.row.call),
        measured=seconds,
    )


def abuse_load(rule: Rule, params: TeamParams, calls: Sequence[Taken]) -> TeamVerdict:
    """Violated where one agent took `limit` abusive calls or more in a day."""
    if not calls:
        return nothing(rule, _NO_NAME)
    if not any(call.day for call in calls):
        return nothing(rule, _NO_DAY)
    days: dict[tuple[str, str], list[str]] = defaultdict(list)
    undated = 0
    for call in calls:
        if set(params.rules) & set(call.part.signals):
            if call.day:
                days[call.agent, call.day].append(call.row.call)
            else:
                undated += 1
    found = [
        TeamFinding(
            message=f"{agent} took {len(ids)} abusive calls on {day}.",
            agent=agent,
            day=day,
            calls=tuple(sorted(ids)),
            measured=len(ids),
        )
        for (agent, day), ids in sorted(days.items())
        if len(ids) >= params.limit
    ]
    without = f"{undated} abusive {'call has' if undated == 1 else 'calls have'} no date" if undated else None
    return verdict(rule, Verdict.VIOLATED if found else Verdict.MET, found, reason=without)
