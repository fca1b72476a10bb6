"""Why a rule said what it said of a call: for a rule that did not fire, which step was missing."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.checks.dispatch import check
from csr_lint.episodes.following import opened_by
from csr_lint.lint import Linter, quote
from csr_lint.model import Call, Opportunity, Result, Span
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


def why(linter: Linter, call: Call, rule: Rule) -> list[str]:
    """Lines that tell the verdict and what led to it: opportunities and answers, hits, and hits that did not count."""
    return reasons(linter.scene(call), rule, least_words=linter.rulebook.scorecard.least_words)


def reasons(scene: Scene, rule: Rule, *, least_words: int) -> list[str]:
    """The same of a call that has been looked through already."""
    result = check(rule, scene, least_words=least_words)
    said = str(result.value) if result.value is not None else result.verdict.value
    reason = f" ({result.reason})" if result.reason else ""
    return [f"{rule.code} {rule.name}: {said}{reason}", *(f"  {line}" for line in _told(rule, scene, result))]


def _told(rule: Rule, scene: Scene, result: Result) -> Iterator[str]:
    if isinstance(rule.params, ExpectParams):
        yield from _chances(rule.params, scene, result)
    else:
        for found in result.findings:
            yield f"seen {_place(found.spans, scene)}"
    cues = tuple(dict.fromkeys(_cues(rule)))
    counted = scene.cues(*cues)
    if isinstance(rule.params, MeasureParams | ScaleParams):
        for cue in counted:
            yield f"counted {cue.name} {_place(cue.spans, scene)}"
    stopped = [c for c in scene.all_cues if c.name in cues and c.stopped is not None]
    for cue in stopped:
        yield f"not counted: {cue.name} {_place(cue.spans, scene)}: {cue.stopped}"
    if cues and not counted and not stopped:
        yield f"none of its cues was seen: {', '.join(cues)}"


def _chances(params: ExpectParams, scene: Scene, result: Result) -> Iterator[str]:
    """Opportunities and what answered them; where nothing was judged, the episodes that there were and their steps."""
    for chance in result.opportunities:
        yield _opportunity(chance, params, scene)
    if not result.opportunities:
        for episode in scene.kind(params.episode):
            steps = ", ".join(dict.fromkeys(s.name for s in episode.steps)) or "nothing"
            yield f"not judged: {episode.kind} {_place(episode.spans, scene)}, with {steps}"


def _opportunity(chance: Opportunity, params: ExpectParams, scene: Scene) -> str:
    if not chance.met:
        within = f" within {params.within} agent turns" if params.within is not None else ""
        return f"opportunity {_place(chance.spans, scene)}: not answered (wanted: {', '.join(params.met_by)}{within})"
    answer = f"answered {_place(chance.answer, scene)}" if chance.answer else "answered"
    return f"opportunity {_place(chance.spans, scene)}: {answer} [{chance.step}]"


def _place(spans: tuple[Span, ...], scene: Scene) -> str:
    if not spans:
        return "nowhere"
    return f"in turn {scene.turn_of(spans[0].segment).index + 1}: “{quote(scene.call, spans)}”"


def _cues(rule: Rule) -> tuple[str, ...]:
    """The cues that a rule hangs on: its own, or those that open its episodes."""
    match rule.params:
        case ExpectParams(episode=kind):
            return opened_by(kind)
        case AvoidParams(cues=cues, episodes=uses) | SignalParams(cues=cues, episodes=uses):
            extra = rule.params.all_of if isinstance(rule.params, SignalParams) else ()
            return (*cues, *extra, *(c for use in uses for c in opened_by(use.kind)))
        case MeasureParams(limits=limits):
            return tuple(c for limit in limits for c in limit.cues)
        case ScaleParams(rungs=rungs):
            return tuple(c for rung in rungs for c in rung.cues)
        case HealthParams() | TeamParams():
            return ()
