"""health: notes on the transcript itself."""

from __future__ import annotations

import msgspec

from csr_lint.checks.verdicts import finding, not_applicable
from csr_lint.model import Condition, Result, Role, Span, Verdict
from csr_lint.rule import HealthParams, Rule
from csr_lint.scene import Scene


def health(rule: Rule, params: HealthParams, scene: Scene) -> Result:
    """Present where the transcript has the condition; n/a where that cannot be told."""
    if params.condition == "cut-off":
        found = _cut_off(scene)
        if found is None:
            return not_applicable(rule, "no agent speaks in this call")
    else:
        reason = dict(scene.health.unknown).get(params.condition)
        if reason is not None:
            return not_applicable(rule, reason)
        found = [c for c in scene.health.conditions if c.name == params.condition]
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.PRESENT if found else Verdict.ABSENT,
        reason="; ".join(dict.fromkeys(c.detail for c in found)) or None,
        findings=tuple(
            msgspec.structs.replace(finding(rule, c.spans, None), message=c.detail, quote=c.quote or "") for c in found
        ),
    )


def _cut_off(scene: Scene) -> list[Condition] | None:
    """Where no opening was followed the call starts in mid-conversation, where no closing was it ends there."""
    turns = scene.turns()
    if not turns or Role.AGENT not in scene.sides:
        return None
    found = []
    if not scene.kind("opening"):
        found.append(_at(turns[0].whole[:1], "the call starts in mid-conversation"))
    if not scene.kind("closing"):
        found.append(_at(turns[-1].whole[-1:], "the call ends in mid-conversation"))
    return found


def _at(spans: tuple[Span, ...], detail: str) -> Condition:
    return Condition(name="cut-off", detail=detail, spans=spans)
