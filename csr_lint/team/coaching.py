"""A plan for coaching one agent: strengths in quotes, what to change with its place, and what came of the last plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from statistics import fmean

from csr_lint.errors import ConfigError
from csr_lint.floor import Cited, Comparison, Habit, Moment, Plan
from csr_lint.model import CheckKind, Severity, Verdict
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.started import when_started
from csr_lint.suggest import did_you_mean
from csr_lint.team.changes import CONDUCT, compare, figures
from csr_lint.team.groups import FEW_CALLS
from csr_lint.team.heroes import FEWEST_WORDS
from csr_lint.team.people import united

MOST = 3
_RELIABLE = 0.8  # of the calls: from here on a duty done is a strength
_ABUSE = "customer-abuse"


def find_agent(rows: Sequence[CallRow], name: str) -> str:
    """The agent of that name, or of that first name if there is one only. Raises ConfigError with the names near it."""
    names = sorted({part.name for row in rows for part in row.agents if part.name})
    same = [each for each in names if each.casefold() == name.casefold()]
    near = same or [each for each in names if each.casefold().split()[:1] == name.casefold().split()]
    if len(near) == 1:
        return near[0]
    if len(near) > 1:
        raise ConfigError(f'"{name}" is more than one agent: {", ".join(near)}')
    known = did_you_mean(name, names) or (f" (agents: {', '.join(names)})" if names else "; no agent is named here")
    raise ConfigError(f'there is no agent "{name}" in these calls{known}')


def plan(name: str, rows: Sequence[CallRow], rules: Sequence[Rule], earlier: Sequence[CallRow] = ()) -> Plan:
    """The plan for an agent, from rows with the moments of violations; `earlier` calls show what came of the last one.

    Raises ConfigError where no such agent, or more than one, takes part.
    """
    every, same = united((*rows, *earlier))
    now, before = every[: len(rows)], every[len(rows) :]
    agent = find_agent(now, name)
    mine = _parts(now, agent)
    to_change = _to_change(mine, agent, rules)
    scores = [part.score for _, part in mine if part.score is not None]
    abuse = {rule.code for rule in rules if rule.name == _ABUSE}
    return Plan(
        agent=agent,
        side=figures(agent, now, rules, agent).side,
        mean=round(fmean(scores), 4) if scores else None,
        few=len(mine) < FEW_CALLS,
        strengths=_strengths(mine, agent, rules),
        to_change=to_change,
        abusive=sum(bool(abuse & set(part.signals)) for _, part in mine),
        progress=_progress(agent, now, before, rules, to_change) if before else None,
        same_names=tuple(short for short, full in same if full == agent),
    )


Parts = Sequence[tuple[CallRow, AgentPart]]
Place = tuple[str, int | str]


def _parts(rows: Sequence[CallRow], agent: str) -> Parts:
    return [(row, part) for row in rows for part in row.agents if part.name == agent]


def _strengths(mine: Parts, agent: str, rules: Sequence[Rule]) -> tuple[Habit, ...]:
    """What earned kudos, compliments and the warmest thanks, in the order of the hall of heroes; then duties done."""
    order = next((r.params.rules for r in rules if isinstance(r.params, TeamParams) and "heroes" in r.params.watch), ())
    known = {rule.code: rule for rule in rules}
    earned: dict[str, list[tuple[CallRow, Moment]]] = defaultdict(list)
    for row, _ in mine:
        for moment in row.moments:
            if moment.agent == agent and (moment.code in order or moment.kind == "kudos") and moment.quote:
                earned[moment.code].append((row, moment))
    codes = sorted(earned, key=lambda c: (order.index(c) if c in order else len(order), -len(earned[c]), c))
    telling: list[Habit] = []
    others: list[Habit] = []
    told: set[Place] = set()
    for code in codes:
        habit = _earned(code, known.get(code), earned[code], len(mine), told)
        (telling if habit.cited and _tells(habit.cited, told) else others).append(habit)
        if habit.cited:
            told.add(_place(habit.cited))
    habits = [*telling, *others][:MOST]
    return (*habits, *_duties(mine, known)[: MOST - len(habits)])


def _place(cited: Cited) -> Place:
    """The turn, or the line: what is told of one place need not be told of it again."""
    moment = cited.moment
    return cited.call, moment.turn or moment.line or moment.quote


def _tells(cited: Cited, told: Set[Place]) -> bool:
    """Is it long enough for a quote, and not told already?"""
    return len(cited.moment.quote.split()) >= FEWEST_WORDS and _place(cited) not in told


def _earned(
    code: str, rule: Rule | None, moments: Sequence[tuple[CallRow, Moment]], of: int, told: Set[Place]
) -> Habit:
    cited = [_cited(row, moment) for row, moment in moments]
    best = max(cited, key=lambda c: (_tells(c, told), c.day or "", c.call))
    name = rule.name if rule else best.moment.name or code
    return Habit(code=code, name=name, calls=len({c.call for c in cited}), judged=of, cited=best)


def _duties(mine: Parts, known: Mapping[str, Rule]) -> list[Habit]:
    """The expectations that were met most reliably, heaviest first; named by the flaw of which the agent is free."""
    counts = _counts(mine, known, (CheckKind.EXPECT,))
    habits = [
        Habit(code=code, name=known[code].name, calls=len(said) - sum(said), judged=len(said))
        for code, said in counts.items()
        if len(said) >= FEW_CALLS and sum(said) <= (1 - _RELIABLE) * len(said)
    ]
    return sorted(habits, key=lambda h: (-h.calls / h.judged, -known[h.code].weight * h.calls, h.code))


def _counts(mine: Parts, known: Mapping[str, Rule], kinds: Sequence[CheckKind]) -> dict[str, list[bool]]:
    counts: dict[str, list[bool]] = defaultdict(list)
    for _, part in mine:
        for code, said in part.verdicts:
            if code in known and known[code].check in kinds and said in (Verdict.MET, Verdict.VIOLATED):
                counts[code].append(said == Verdict.VIOLATED)
    return counts


def _to_change(mine: Parts, agent: str, rules: Sequence[Rule]) -> tuple[Habit, ...]:
    """What to work on first: critical rules, then what costs most points over the calls; mere hints come last."""
    known = {rule.code: rule for rule in rules}
    counts = {code: said for code, said in _counts(mine, known, CONDUCT).items() if any(said)}

    def urgency(code: str) -> tuple[bool, bool, float, str]:
        rule = known[code]
        return not rule.critical, rule.severity is Severity.INFO, -sum(counts[code]) * rule.weight, code

    habits: list[Habit] = []
    for code in sorted(counts, key=urgency)[:MOST]:
        cited = _latest(mine, agent, code, {_place(h.cited) for h in habits if h.cited})
        told = cited.moment.advice if cited else ""
        rule = known[code]
        habits.append(
            Habit(
                code=code,
                name=rule.name,
                calls=sum(counts[code]),
                judged=len(counts[code]),
                advice=rule.advice or told,
                cited=cited,
            )
        )
    return tuple(habits)


def _latest(mine: Parts, agent: str, code: str, told: Set[Place]) -> Cited | None:
    """The place to talk about: the latest one that can be quoted, and is not talked about already."""
    found = [
        _cited(row, moment)
        for row, _ in mine
        for moment in row.moments
        if moment.kind == "violation" and moment.code == code and moment.agent == agent
    ]
    return max(found, key=lambda c: (bool(c.moment.quote), _place(c) not in told, c.day or "", c.call), default=None)


def _cited(row: CallRow, moment: Moment) -> Cited:
    return Cited(moment=moment, call=row.call, source=row.source, day=_day(row))


def _day(row: CallRow) -> str | None:
    started = when_started(row.started)
    return started.day.isoformat() if started else None


def _progress(
    agent: str, now: Sequence[CallRow], before: Sequence[CallRow], rules: Sequence[Rule], to_change: Sequence[Habit]
) -> Comparison | None:
    """The score and what was or is to be changed, then and now; None where the agent took no call before."""
    then = _parts(before, agent)
    if not then:
        return None
    watched = {habit.code for habit in (*to_change, *_to_change(then, agent, rules))}
    looked_at = [rule for rule in rules if rule.code in watched]
    return compare(figures("before", before, looked_at, agent), figures("now", now, looked_at, agent), looked_at)
