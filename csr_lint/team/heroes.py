"""Recognition: who did something worth telling, in the words of the call, with the day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from csr_lint.floor import Moment, TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.started import when_started
from csr_lint.team.taken import nothing, verdict

FEWEST_WORDS = 4  # "Okay, good" is no quote for the wall


def hall_of_heroes(rule: Rule, params: TeamParams, rows: Sequence[CallRow], known: Mapping[str, Rule]) -> TeamVerdict:
    """Present where somebody earned it: for each agent the `limit` best moments, those of the first rules first."""
    if not any(part.name for row in rows for part in row.agents):
        return nothing(rule, "no file says who the agent is")
    earned: dict[str, list[tuple[tuple[int, str, str], Moment, CallRow]]] = defaultdict(list)
    for row in rows:
        for moment in row.moments:
            if (
                moment.agent
                and len(moment.quote.split()) >= FEWEST_WORDS
                and moment.kind != "violation"
                and moment.code in params.rules
            ):
                key = (params.rules.index(moment.code), row.started or "", row.call)
                earned[moment.agent].append((key, moment, row))
    findings = []
    for agent, moments in sorted(earned.items(), key=lambda item: (-len(item[1]), item[0])):
        best = sorted(moments, key=lambda m: m[0])
        findings += [_told(agent, moment, row, known) for moment, row in _varied(best)[: int(params.limit)]]
    return verdict(rule, Verdict.PRESENT if findings else Verdict.ABSENT, findings)


def _varied(moments: Sequence[tuple[tuple[int, str, str], Moment, CallRow]]) -> list[tuple[Moment, CallRow]]:
    """One moment of a call and of a rule comes before the second of either."""
    seen: set[str] = set()
    fresh: list[tuple[Moment, CallRow]] = []
    again: list[tuple[Moment, CallRow]] = []
    for _, moment, row in moments:
        (again if {moment.code, row.call} & seen else fresh).append((moment, row))
        seen |= {moment.code, row.call}
    return fresh + again


def _told(agent: str, moment: Moment, row: CallRow, known: Mapping[str, Rule]) -> TeamFinding:
    started = when_started(row.started)
    name = known[moment.code].name if moment.code in known else moment.name or moment.code
    return TeamFinding(
        message=f"{agent}: {name.replace('-', ' ')}.",
        agent=agent,
        day=started.day.isoformat() if started else None,
        calls=(row.call,),
        quote=moment.quote,
    )
