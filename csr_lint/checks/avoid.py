"""avoid: a thing that should not be said or done."""

from __future__ import annotations

import re

from csr_lint.checks.verdicts import by_turn, episode_places, finding, not_applicable
from csr_lint.model import Cue, Result, Role, Verdict
from csr_lint.rule import AvoidParams, Rule
from csr_lint.scene import Scene


def avoid(rule: Rule, params: AvoidParams, scene: Scene, *, least_words: int) -> Result:
    """Violated where it was seen; met where the agent said enough to have had the chance."""
    places = list(by_turn((c for c in scene.cues(*params.cues) if not _excused(c, params, scene)), scene))
    told = {scene.turn_of(spans[0].segment).index for spans, _ in places}
    places += [p for p in episode_places(params.episodes, scene) if scene.turn_of(p[0][0].segment).index not in told]
    if not places and scene.words(Role.AGENT) < least_words:
        return not_applicable(rule, f"the agent said fewer than {least_words} words")
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.VIOLATED if places else Verdict.MET,
        findings=tuple(finding(rule, spans, agent) for spans, agent in sorted(places, key=lambda p: p[0])),
    )


def _excused(cue: Cue, params: AvoidParams, scene: Scene) -> bool:
    """Do words beside it, or the customer's own before it, make it no fault?"""
    here = scene.call.turns[cue.turn]
    if params.excused_by:
        following = next(scene.after(here, Role.AGENT), None)
        near = {here.index} if following is None or following.speaker != here.speaker else {here.index, following.index}
        if any(c.turn in near and c.speaker == cue.speaker for c in scene.cues(*params.excused_by)):
            return True
    if not params.customers_words:
        return False
    said = re.compile(rf"\b{re.escape(cue.text)}\b", re.IGNORECASE)
    return any(t.role is Role.CUSTOMER and said.search(t.text) for t in scene.call.turns[: here.index])
