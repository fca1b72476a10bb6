"""Judges the floor's rules over all calls of a run."""

from __future__ import annotations

from collections.abc import Sequence

from csr_lint.floor import TeamVerdict
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.team.drift import factory_floor
from csr_lint.team.gaps import tool_gap, training_gap
from csr_lint.team.heroes import hall_of_heroes
from csr_lint.team.shift import abuse_load, time_to_regroup
from csr_lint.team.taken import fit, nothing, taken


def judge_team(rows: Sequence[CallRow], rules: Sequence[Rule]) -> tuple[TeamVerdict, ...]:
    """A verdict for each rule of the floor, in the order of the rules; rows have one name for each agent."""
    wanted = [rule for rule in rules if isinstance(rule.params, TeamParams)]
    good = sorted(fit(rows, rules), key=lambda row: (row.call, row.source)) if wanted else []
    return tuple(_judged(rule, rule.params, good, rules) for rule in wanted if isinstance(rule.params, TeamParams))


def _judged(rule: Rule, params: TeamParams, rows: Sequence[CallRow], rules: Sequence[Rule]) -> TeamVerdict:
    known = {r.code: r for r in rules}
    # Holds and transfers are counted without any rule.
    if params.watch != "tool-gap" and params.rules and not set(params.rules) & set(known):
        return nothing(rule, f"none of the rules that it looks at takes part: {', '.join(params.rules)}")
    if not rows:
        return nothing(rule, "no call counts: none is fit to lint, or all are repeats")
    match params.watch:
        case "time-to-regroup":
            return time_to_regroup(rule, params, taken(rows))
        case "abuse-load":
            return abuse_load(rule, params, taken(rows))
        case "factory-floor":
            return factory_floor(rule, params, taken(rows))
        case "training-gap":
            return training_gap(rule, params, taken(rows), rules)
        case "tool-gap":
            return tool_gap(rule, params, rows)
        case "hall-of-heroes":
            return hall_of_heroes(rule, params, rows, known)
