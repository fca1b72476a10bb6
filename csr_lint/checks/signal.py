"""signal and kudos: what the customer did, and good work worth recognition."""

from __future__ import annotations

from csr_lint.checks.verdicts import Place, by_turn, episode_places, finding
from csr_lint.model import Result, Verdict
from csr_lint.rule import Rule, SignalParams
from csr_lint.scene import Scene


def signal(rule: Rule, params: SignalParams, scene: Scene) -> Result:
    """Present where seen, else absent."""
    places = list(by_turn(scene.cues(*params.cues), scene))
    places += _all_of(params, scene)
    places += episode_places(params.episodes, scene)
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.PRESENT if places else Verdict.ABSENT,
        findings=tuple(finding(rule, spans, agent) for spans, agent in sorted(places, key=lambda p: p[0])),
    )


def _all_of(params: SignalParams, scene: Scene) -> list[Place]:
    """One place (the first hit) where every cue of `all_of` was seen `at_least` times."""
    groups = [scene.cues(name) for name in params.all_of]
    if not groups or any(len(group) < params.at_least for group in groups):
        return []
    spans = min(group[0].spans for group in groups)
    return [(spans, scene.agent_near(spans[0].segment))]
