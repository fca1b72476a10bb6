"""signal and kudos: what the customer did, and good work worth recognition."""

from __future__ import annotations

from csr_lint.checks.verdicts import Place, by_turn, episode_places, finding
from csr_lint.model import Result, Verdict
from csr_lint.rule import Rule, SignalParams
from csr_lint.scene import Scene


def signal(rule: Rule, params: SignalParams, scene: Scene) -> Result:
    """Present where seen, else absent."""
    # What a customer says of or to somebody is meant for who was on the line, not for who takes over.
    said = by_turn(scene.cues(*params.cues), scene)
    places = [(spans, scene.agent_addressed(spans[0].segment)) for spans, _ in said]
    places += _all_of(params, scene)
    places += episode_places(params.episodes, scene)
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.PRESENT if places else Verdict.ABSENT,
        findings=tuple(finding(rule, spans, agent) for spans, agent in sorted(places, key=lambda p: p[0])),
    )


def _all_of(params: SignalParams, scene: Scene) -> list[Place]:
    """One place a speaker (the first hit) who said every cue of `all_of` `at_least` times."""
    places = []
    for speaker in dict.fromkeys(c.speaker for c in scene.cues(*params.all_of)):
        groups = [[c for c in scene.cues(name) if c.speaker == speaker] for name in params.all_of]
        turns = {c.turn for group in groups for c in group}
        if all(len(group) >= params.at_least for group in groups) and len(turns) >= params.spread:
            spans = min(group[0].spans for group in groups)
            places.append((spans, scene.agent_addressed(spans[0].segment)))
    return places
