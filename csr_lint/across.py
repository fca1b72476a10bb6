"""What is told of a call beside all others, when it comes back judged: twins, and sides that nobody could tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import msgspec

from csr_lint.duplicates import Duplicates
from csr_lint.model import CheckKind, Evaluation, Finding, FindingKind, Result, Role, Span, Verdict
from csr_lint.outcome import Outcome, Unreadable
from csr_lint.rule import Rule
from csr_lint.rulebook import Rulebook

_WORD = re.compile(r"[\w'’]+")
Step = Callable[[Outcome], Outcome]


def across(outcomes: Iterable[Outcome], steps: Iterable[Step]) -> Iterator[Outcome]:
    """Every outcome, as the steps leave it."""
    chain = tuple(steps)
    for outcome in outcomes:
        for step in chain:
            outcome = step(outcome)
        yield outcome


def twins(rulebook: Rulebook) -> Iterator[Step]:
    """The step that finds calls which stood in the input before; none where no rule asks for it."""
    if rule := rulebook.noting("duplicate-call"):
        yield _Twins(rule).told


class _Twins:
    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._seen = Duplicates()

    def told(self, outcome: Outcome) -> Outcome:
        """The evaluation with its verdict on being a twin; the first of two is none.

        Where only word for word was compared, the reason of one that is none says so.
        """
        if not isinstance(outcome, Evaluation):
            return outcome
        text = " ".join(s.text for s in outcome.call.segments if s.role is not Role.OTHER and not s.left_out)
        twin = self._seen.seen(outcome.call.id, _WORD.findall(text.lower()))
        detail = "" if twin is None else f"{twin.similarity:.0%} the same as {twin.key}"
        result = Result(
            code=self._rule.code,
            kind=CheckKind.HEALTH,
            verdict=Verdict.ABSENT if twin is None else Verdict.PRESENT,
            reason=detail or self._seen.missing,
            findings=() if twin is None else (self._finding(outcome, detail),),
        )
        results = tuple(result if r.code == result.code else r for r in outcome.results)
        return msgspec.structs.replace(outcome, results=results)

    def _finding(self, evaluation: Evaluation, detail: str) -> Finding:
        segments = evaluation.call.segments
        spans = (Span(0, 0, len(segments[0].text)),) if segments else ()
        return Finding(
            kind=FindingKind.HEALTH,
            code=self._rule.code,
            name=self._rule.name,
            severity=self._rule.severity,
            message=detail,
            advice=self._rule.advice,
            spans=spans,
            line=segments[0].line_at(0) if segments else None,
        )


def unknown_roles(how: Literal["skip", "warn", "error"], tell: Callable[[str], None]) -> Iterator[Step]:
    """The step that tells of calls in which a side is unknown, or makes errors of them."""
    if how == "skip":
        return

    def step(outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Evaluation):
            return outcome
        found = [c.detail for c in outcome.health.conditions if c.name == "unknown-role"]
        if not found:
            return outcome
        message = f"{'; '.join(found)}; --role LABEL=ROLE tells"
        if how == "error":
            source = outcome.call.source
            return Unreadable(source=source, code="unknown-role", place=outcome.call.id, message=message)
        tell(f"{outcome.call.id}: {message}")
        return outcome

    yield step
