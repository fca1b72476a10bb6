"""The calls that somebody took: whose they were, when they began, what was hard in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import Fitness, Severity, Verdict
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import HealthParams, Rule
from csr_lint.started import Started, when_started

_ABUSE = "customer-abuse"


class Taken(NamedTuple):
    """An agent's part in a call, and when the call began."""

    agent: str
    row: CallRow
    part: AgentPart
    started: Started | None

    @property
    def day(self) -> str | None:
        return self.started.day.isoformat() if self.started else None


def taken(rows: Iterable[CallRow]) -> list[Taken]:
    """The parts of agents whose name is known."""
    return [
        Taken(part.name, row, part, when_started(row.started))
        for row in rows
        for part in row.agents
        if part.name is not None
    ]


def fit(rows: Iterable[CallRow], rules: Sequence[Rule]) -> Iterator[CallRow]:
    """The rows without unusable transcripts, and without calls that stood in the input before."""
    twins = {r.code for r in rules if isinstance(r.params, HealthParams) and r.params.condition == "duplicate-call"}
    for row in rows:
        again = any(code in twins and verdict == Verdict.PRESENT for code, verdict in row.verdicts)
        if row.fitness is not Fitness.UNUSABLE and not again:
            yield row


def abuse_codes(rules: Iterable[Rule]) -> frozenset[str]:
    """The codes of the rules that see a customer's abuse."""
    return frozenset(rule.code for rule in rules if rule.name == _ABUSE)


def mood_is_theirs(row: CallRow, part: AgentPart, abuse: Set[str]) -> bool:
    """Is the customer's mood this agent's figure? Not where others took part, nor where the customer was abusive."""
    return len(row.agents) == 1 and not abuse & set(part.signals)


def hard(part: AgentPart, codes: Iterable[str]) -> bool:
    """Did one of these rules see something hard for this agent: a signal, or an occasion to keep one's composure?"""
    judged = {code for code, said in part.verdicts if said in (Verdict.MET, Verdict.VIOLATED)}
    return any(code in part.signals or code in judged for code in codes)


def nothing(rule: Rule, reason: str) -> TeamVerdict:
    """The rule cannot be judged, and says why."""
    return verdict(rule, Verdict.NOT_APPLICABLE, reason=reason)


def verdict(
    rule: Rule, said: Verdict, findings: Iterable[TeamFinding] = (), *, reason: str | None = None
) -> TeamVerdict:
    return TeamVerdict(
        code=rule.code,
        name=rule.name,
        severity=Severity(rule.severity),
        verdict=said,
        message=rule.message,
        advice=rule.advice,
        reason=reason,
        findings=tuple(findings),
    )
