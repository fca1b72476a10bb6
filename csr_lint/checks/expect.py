"""expect: an opportunity, and what should follow it."""

from __future__ import annotations

from itertools import islice

from csr_lint.checks.verdicts import finding, not_applicable
from csr_lint.model import Episode, Opportunity, Result, Role, Step, Verdict
from csr_lint.rule import ExpectParams, Rule
from csr_lint.scene import Scene


def expect(rule: Rule, params: ExpectParams, scene: Scene) -> Result:
    """Violated where at least one opportunity went wrong (each is a finding), met where none did."""
    episodes = scene.kind(params.episode)
    if not episodes:
        return not_applicable(rule, f"no {params.episode.replace('_', ' ')} in this call")
    chances = [e for e in episodes if _is_chance(e, params)]
    if not chances:
        return not_applicable(rule, params.not_with_reason or f"no {params.episode.replace('_', ' ')} to be judged")
    seen = [_opportunity(e, params, scene) for e in chances]
    judged = [o for o, e in zip(seen, chances, strict=True) if o.met or not e.open]
    if not judged:
        return not_applicable(rule, "the transcript ends before it could be seen")
    wrong = [o for o in judged if not o.met]
    return Result(
        code=rule.code,
        kind=rule.check,
        verdict=Verdict.VIOLATED if wrong else Verdict.MET,
        opportunities=tuple(judged),
        findings=tuple(finding(rule, o.spans, o.agent, searched=o.searched) for o in wrong),
    )


def _is_chance(episode: Episode, params: ExpectParams) -> bool:
    wanted = not params.needs or episode.step(*params.needs) is not None
    unwanted = bool(params.not_with) and episode.step(*params.not_with) is not None
    return wanted and not unwanted


def _opportunity(episode: Episode, params: ExpectParams, scene: Scene) -> Opportunity:
    answer = _answer(episode, params)
    place = episode.step(params.placed_at) if params.placed_at else None
    return Opportunity(
        met=answer is not None,
        agent=episode.agent,
        spans=place.spans if place else episode.spans,
        answer=answer.spans if answer else (),
        step=answer.name if answer else None,
        searched=_searched(episode, params, scene),
    )


def _searched(episode: Episode, params: ExpectParams, scene: Scene) -> tuple[int, int] | None:
    """The episode's stretch, no further than the agent's turns in which an answer counts."""
    if episode.searched is None or params.within is None:
        return episode.searched
    first, last = episode.searched
    counted = list(islice(scene.after(scene.turn_of(first), Role.AGENT), params.within))
    whole = len(counted) < params.within
    return first, last if whole else min(last, counted[-1].segments[-1] if counted else first)


def _answer(episode: Episode, params: ExpectParams) -> Step | None:
    for step in episode.steps:
        if step.name in params.met_by and (params.within is None or step.after <= params.within):
            return step
    return None
