"""avoid: a thing that should not be said or done."""

from __future__ import annotations

from csr_lint.checks.verdicts import by_turn, episode_places, finding, not_applicable
from csr_lint.model import Result, Role, Verdict
from csr_lint.rule import AvoidParams, Rule
from csr_lint.scene import Scene


def avoid(rule: Rule, params: AvoidParams, scene: Scene, *, least_words: int) -> Result:
    """Violated where it was seen; met where the agent said enough to have had the chance."""
    places = list(by_turn(scene.cues(*params.cues), scene))
    places += episode_places(params.episodes, scene)
    if not places and scene.words(Role.AGENT) < least_words:
        return not_applicable(rule, f"the agent said fewer than {least_words} words")
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.VIOLATED if places else Verdict.MET,
        findings=tuple(finding(rule, spans, agent) for spans, agent in sorted(places, key=lambda p: p[0])),
    )
