"""What an agent does well: own deeds and customers' praise in quotes, else duties that are done nearly always."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

import msgspec

from csr_lint.floor import Cited, Habit, Moment
from csr_lint.model import CheckKind, Fitness, Verdict
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.started import when_started
from csr_lint.team.groups import FEW_CALLS
from csr_lint.team.praise import doubtful, place, quote_of, title

Parts = Sequence[tuple[CallRow, AgentPart]]
Place = tuple[str, int | str]
_RELIABLE = 0.8  # of the calls: from here on a duty done is a strength
_PRAISE = "CUS"  # the rules of what customers say


def strengths(mine: Parts, agent: str, rules: Sequence[Rule], most: int) -> tuple[Habit, ...]:
    """The best praise first, then what the agent did, in the order of the hall of heroes; then duties done."""
    order = next((r.params.rules for r in rules if isinstance(r.params, TeamParams) and "heroes" in r.params.watch), ())
    known = {rule.code: rule for rule in rules}
    earned: dict[str, list[tuple[CallRow, Moment]]] = defaultdict(list)
    for row, _ in mine:
        for moment in row.moments:
            if moment.agent == agent and (moment.code in order or moment.kind == "kudos") and moment.quote:
                earned[moment.code].append((row, moment))
    earned = {code: sure for code, all_ in earned.items() if (sure := _sure(all_, known))}
    codes = sorted(earned, key=lambda c: (order.index(c) if c in order else len(order), -len(earned[c]), c))
    praise = [code for code in codes if code.startswith(_PRAISE)]
    telling: list[Habit] = []
    others: list[Habit] = []
    told: set[Place] = set()
    for code in [*praise[:1], *(c for c in codes if c not in praise), *praise[1:]]:
        habit = _earned(code, known, earned[code], len(mine), told)
        (telling if habit.cited and _fresh(habit.cited, told) else others).append(habit)
        if habit.cited:
            told.add(place_of(habit.cited))
    habits = [*telling, *others][:most]
    return (*habits, *_duties(mine, known)[: most - len(habits)])


def _sure(moments: Sequence[tuple[CallRow, Moment]], known: Mapping[str, Rule]) -> list[tuple[CallRow, Moment]]:
    return [(row, moment) for row, moment in moments if not doubtful(moment, row, known)]


def place_of(cited: Cited) -> Place:
    return cited.call, place(cited.moment)


def _fresh(cited: Cited, told: Set[Place]) -> bool:
    """Has it words for a quote, and is not told already?"""
    return bool(cited.moment.quote) and place_of(cited) not in told


def _earned(
    code: str, known: Mapping[str, Rule], moments: Sequence[tuple[CallRow, Moment]], of: int, told: Set[Place]
) -> Habit:
    calls = {call for call, _ in told}
    every = [(row.fitness is not Fitness.SUSPECT, cite(row, moment)) for row, moment in moments]
    _, best = max(every, key=lambda e: (_fresh(e[1], told), e[0], e[1].call not in calls, e[1].day or "", e[1].call))
    return Habit(
        code=code, name=title(best.moment, known), calls=len({c.call for _, c in every}), judged=of, cited=best
    )


def _duties(mine: Parts, known: Mapping[str, Rule]) -> list[Habit]:
    """The expectations that were met most reliably, heaviest first; named by the flaw of which the agent is free."""
    habits = [
        Habit(code=code, name=known[code].name, calls=len(said) - sum(said), judged=len(said))
        for code, said in counts(mine, known, (CheckKind.EXPECT,)).items()
        if len(said) >= FEW_CALLS and sum(said) <= (1 - _RELIABLE) * len(said)
    ]
    return sorted(habits, key=lambda h: (-h.calls / h.judged, -known[h.code].weight * h.calls, h.code))


def counts(mine: Parts, known: Mapping[str, Rule], kinds: Sequence[CheckKind]) -> dict[str, list[bool]]:
    """For each rule of these kinds whether it was broken, call by call."""
    found: dict[str, list[bool]] = defaultdict(list)
    for _, part in mine:
        for code, said in part.verdicts:
            if code in known and known[code].check in kinds and said in (Verdict.MET, Verdict.VIOLATED):
                found[code].append(said == Verdict.VIOLATED)
    return found


def cite(row: CallRow, moment: Moment) -> Cited:
    """The moment with its call and day; without a quote where its words do not tell enough."""
    started = when_started(row.started)
    return Cited(
        moment=msgspec.structs.replace(moment, quote=quote_of(moment)),
        call=row.call,
        source=row.source,
        day=started.day.isoformat() if started else None,
    )
