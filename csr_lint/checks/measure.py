"""measure: a number against a threshold, with a minimum of evidence."""

from __future__ import annotations

from csr_lint.checks.quantities import Amount, Unmeasured, quantity
from csr_lint.checks.verdicts import finding, not_applicable
from csr_lint.model import Finding, Result, Verdict
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
    amounts = [a for _, found in judged for a in found]
    over = _over(judged, params)
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.VIOLATED if over else Verdict.MET,
        measured=max((a.amount for a in (over or judged[0][1])), default=0.0),
        findings=tuple(_finding(rule, amount) for amount in over),
        evidence=amounts[0].spans if amounts and not over else (),
    )


def _over(judged: Judged, params: MeasureParams) -> list[Amount]:
    """The amounts over their limit, each agent's once."""
    found: dict[str | None, Amount] = {}
    over = [[a for a in amounts if _passes(a, limit)] for limit, amounts in judged]
    for group in over:
        for amount in group:
            everywhere = all(any(a.agent == amount.agent for a in other) for other in over)
            if params.combine == "any" or everywhere:
                found.setdefault(amount.agent, amount)
    return list(found.values())


def _passes(amount: Amount, limit: Limit) -> bool:
    if limit.from_ is not None:
        return amount.amount >= limit.from_
    return limit.over is not None and amount.amount > limit.over


def _finding(rule: Rule, amount: Amount) -> Finding:
    return finding(rule, amount.spans, amount.agent)
