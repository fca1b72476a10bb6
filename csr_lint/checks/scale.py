"""scale: an ordinal from 0 to 4, read off a ladder of cues."""

from __future__ import annotations

from csr_lint.checks.verdicts import not_applicable
from csr_lint.model import Cue, Result, Role, Turn, Verdict, merge_spans
from csr_lint.rule import Rule, ScaleParams
from csr_lint.scene import Scene


def scale(rule: Rule, params: ScaleParams, scene: Scene) -> Result:
    """The value with the words it was read from; n/a where the customer says too little."""
    turns = scene.turns(Role.CUSTOMER, backchannels=True)
    if len(turns) < params.least_turns:
        return not_applicable(rule, "the customer says too little")
    rated = _rated(params, scene, turns)
    if not rated:
        return Result(code=rule.code, kind=rule.check, verdict=Verdict.MET, value=params.default)
    if params.pick == "last":
        final = max(cue.turn for _, cue in rated)
        rated = [(value, cue) for value, cue in rated if cue.turn == final]
    # The strongest word counts, to either side of what is said without one.
    value = max((value for value, _ in rated), key=lambda v: (abs(v - params.default), v))
    spans = merge_spans(cue.spans for v, cue in rated if v == value)
    return Result(code=rule.code, kind=rule.check, verdict=Verdict.MET, value=value, evidence=spans)


def _rated(params: ScaleParams, scene: Scene, turns: list[Turn]) -> list[tuple[int, Cue]]:
    last = {t.index for t in [t for t in turns if not t.backchannel][-params.turns :]}
    found = []
    ironic = {cue.turn for cue in scene.cues(*params.ironic_with)}
    for rung in params.rungs:
        for cue in scene.cues(*rung.cues):
            if params.where == "close" and cue.turn not in last:
                continue
            if rung.value > params.default and (cue.turn in ironic or _answers(cue, params.ironic_after, scene)):
                continue
            capped = cue.name not in params.free and _answers(cue, params.cap_after, scene)
            found.append((min(rung.value, params.cap) if capped else rung.value, cue))
    return found


def _answers(cue: Cue, names: tuple[str, ...], scene: Scene) -> bool:
    """Do the words answer an agent's turn with one of these cues (a number read out, a wait, an insult)?"""
    before = scene.before(scene.turn_of(cue.spans[0].segment), Role.AGENT) if names else None
    return before is not None and any(c.turn == before.index for c in scene.cues(*names))
