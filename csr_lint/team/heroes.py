"""Recognition: who did something worth telling, in the words of the call, with the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from csr_lint.floor import Moment, TeamFinding, TeamVerdict
from csr_lint.model import Fitness, Verdict
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.started import when_started
from csr_lint.team.praise import doubtful, quote_of, tells, title
from csr_lint.team.taken import nothing, verdict


class _Earned(NamedTuple):
    moment: Moment
    row: CallRow
    day: date | None


def hall_of_heroes(rule: Rule, params: TeamParams, rows: Sequence[CallRow], known: Mapping[str, Rule]) -> TeamVerdict:
    """Present where somebody earned it: for each agent the `limit` best moments, those of the first rules first."""
    if not any(part.name for row in rows for part in row.agents):
        return nothing(rule, "no file says who the agent is")
    earned: dict[str, list[_Earned]] = defaultdict(list)
    for row in rows:
        started = when_started(row.started)
        for moment in row.moments:
            fits = moment.kind != "violation" and moment.code in params.rules and tells(moment)
            if moment.agent and fits and not doubtful(moment, row, known):
                earned[moment.agent].append(_Earned(moment, row, started.day if started else None))
    findings = []
    for agent, moments in sorted(earned.items(), key=lambda item: (-len({m.row.call for m in item[1]}), item[0])):
        best = sorted(moments, key=lambda m: _order(m, params.rules))
        findings += [_told(agent, each, known) for each in _varied(best)[: int(params.limit)]]
    return verdict(rule, Verdict.PRESENT if findings else Verdict.ABSENT, findings)


def _order(earned: _Earned, rules: Sequence[str]) -> tuple[bool, int, int, str]:
    """Transcripts that can be trusted first, then the first rules; of those the latest, what has no day last."""
    suspect = earned.row.fitness is Fitness.SUSPECT
    return suspect, rules.index(earned.moment.code), -earned.day.toordinal() if earned.day else 0, earned.row.call


def _varied(moments: Sequence[_Earned]) -> list[_Earned]:
    """The moments, one of each call; one of each rule before the second of any."""
    calls: set[str] = set()
    rules: set[str] = set()
    fresh: list[_Earned] = []
    again: list[_Earned] = []
    for each in moments:
        if each.row.call not in calls and each.moment.code not in rules:
            calls.add(each.row.call)
            rules.add(each.moment.code)
            fresh.append(each)
        else:
            again.append(each)
    for each in again:
        if each.row.call not in calls:
            calls.add(each.row.call)
            fresh.append(each)
    return fresh


def _told(agent: str, earned: _Earned, known: Mapping[str, Rule]) -> TeamFinding:
    return TeamFinding(
        message=f"{agent}: {title(earned.moment, known)}.",
        agent=agent,
        day=earned.day.isoformat() if earned.day else None,
        calls=(earned.row.call,),
        quote=quote_of(earned.moment),
    )
