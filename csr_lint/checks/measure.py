"""measure: a number against a threshold, with a minimum of evidence."""

from __future__ import annotations

from csr_lint.checks.quantities import Amount, Unmeasured, quantity
from csr_lint.checks.verdicts import finding, not_applicable
from csr_lint.model import Result, Span, Verdict
from csr_lint.rule import Limit, MeasureParams, Rule
from csr_lint.scene import Scene

Judged = list[tuple[Limit, list[Amount]]]


def measure(rule: Rule, params: MeasureParams, scene: Scene) -> Result:
    """Violated where `any` limit (or `all` of them, for the same agent) is passed; n/a says what was missing."""
    judged: Judged = []
    reasons: list[str] = []
    for limit in params.limits:
        amounts = quantity(limit.quantity)(scene, limit)
        if isinstance(amounts, Unmeasured):
            reasons.append(amounts.reason)
        else:
            judged.append((limit, amounts))
    if not judged or (params.combine == "all" and reasons):
        return not_applicable(rule, reasons[0])
    over = _over(judged, params)
    passed = (group for _, found in judged if (group := [a for a in found if a in over]))
    highest = max(next(passed, judged[0][1]), key=lambda a: a.amount, default=None)
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.VIOLATED if over else Verdict.MET,
        measured=highest.amount if highest else 0.0,
        findings=tuple(finding(rule, amount.spans, amount.agent) for amount in over),
        evidence=highest.spans if highest and not over else (),
        agents=tuple(dict.fromkeys(a.agent for _, found in judged for a in found if a.agent is not None)),
    )


def _over(judged: Judged, params: MeasureParams) -> list[Amount]:
    """The amounts over their limit, the first of those at one place; with `all`, where the agent passes every limit."""
    over = [[a for a in amounts if _passes(a, limit)] for limit, amounts in judged]
    if params.combine == "all":
        both = set.intersection(*({a.agent for a in group} for group in over))
        over = [[a for a in group if a.agent in both] for group in over]
    found: dict[tuple[str | None, tuple[Span, ...]], Amount] = {}
    for amount in (a for group in over for a in group):
        found.setdefault((amount.agent, amount.spans), amount)
    return list(found.values())


def _passes(amount: Amount, limit: Limit) -> bool:
    if limit.from_ is not None:
        return amount.amount >= limit.from_
    return limit.over is not None and amount.amount > limit.over
