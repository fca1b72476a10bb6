"""Chooses the check for a rule, after asking whether the rule can be judged in this call at all."""

from __future__ import annotations

from csr_lint.checks.avoid import avoid
from csr_lint.checks.expect import expect
from csr_lint.checks.health import health
from csr_lint.checks.measure import measure
from csr_lint.checks.scale import scale
from csr_lint.checks.signal import signal
from csr_lint.checks.verdicts import not_applicable
from csr_lint.model import Result, Role
from csr_lint.rule import (
    AvoidParams,
    ExpectParams,
    HealthParams,
    MeasureParams,
    Rule,
    ScaleParams,
    SignalParams,
    TeamParams,
)
from csr_lint.scene import Scene


def check(rule: Rule, scene: Scene, *, least_words: int) -> Result:
    """The verdict of one rule on one call, with its evidence."""
    if isinstance(rule.params, HealthParams):
        return health(rule, rule.params, scene)
    if isinstance(rule.params, TeamParams):
        return not_applicable(rule, "judged over many calls, not in one")
    reason = _out_of_reach(rule, scene)
    if reason:
        return not_applicable(rule, reason)
    match rule.params:
        case ExpectParams():
            return expect(rule, rule.params, scene)
        case AvoidParams():
            return avoid(rule, rule.params, scene, least_words=least_words)
        case MeasureParams():
            return measure(rule, rule.params, scene)
        case ScaleParams():
            return scale(rule, rule.params, scene)
        case SignalParams():
            return signal(rule, rule.params, scene)


def _out_of_reach(rule: Rule, scene: Scene) -> str | None:
    sides = scene.sides
    if not sides:
        return "nobody speaks in this call"
    if Role.UNKNOWN in sides and not {Role.AGENT, Role.CUSTOMER} <= sides:
        return "the speakers' sides are unknown"
    if Role.AGENT not in sides:
        return "no agent speaks in this call"
    if Role.CUSTOMER not in sides and rule.needs_customer:
        return "no customer speaks in this call"
    if scene.call.typed and not rule.typed:
        return f"not judged in {'e-mail' if scene.call.kind == 'email' else 'chat'}"
    return None
