"""What all checks share: n/a results, findings, and the choice of episodes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from csr_lint.model import CheckKind, Cue, Episode, Finding, FindingKind, Result, Span, Verdict, merge_spans
from csr_lint.rule import EpisodeUse, Rule
from csr_lint.scene import Scene

_KINDS = {
    CheckKind.SIGNAL: FindingKind.SIGNAL,
    CheckKind.KUDOS: FindingKind.KUDOS,
    CheckKind.HEALTH: FindingKind.HEALTH,
}
Place = tuple[tuple[Span, ...], str | None]


def not_applicable(rule: Rule, reason: str) -> Result:
    """The rule takes no part, and says why."""
    return Result(code=rule.code, kind=rule.check, verdict=Verdict.NOT_APPLICABLE, reason=reason)


def finding(
    rule: Rule, spans: tuple[Span, ...], agent: str | None, *, searched: tuple[int, int] | None = None
) -> Finding:
    """A finding of this rule at a place; quote, line and time are filled in by the report's stage."""
    return Finding(
        kind=_KINDS.get(rule.check, FindingKind.VIOLATION),
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        message=rule.message,
        advice=rule.advice,
        spans=spans,
        agent=agent,
        searched=searched,
    )


def by_turn(cues: Iterable[Cue], scene: Scene) -> Iterator[Place]:
    """Hits that lie in one turn are one place: its spans and the agent concerned."""
    for _, group in groupby(sorted(cues, key=lambda c: (c.turn, c.place)), key=lambda c: c.turn):
        spans = merge_spans(c.spans for c in group)
        yield spans, scene.agent_near(spans[0].segment)


def episode_places(uses: Iterable[EpisodeUse], scene: Scene) -> Iterator[Place]:
    """The places of episodes that show what a rule looks for; none of a kind of which there are too few."""
    for use in uses:
        chosen = [e for e in scene.kind(use.kind) if _shows(e, use)]
        if len(chosen) >= use.at_least:
            yield from (_place(e, use, scene) for e in chosen)


def _shows(episode: Episode, use: EpisodeUse) -> bool:
    wanted = all(episode.step(name) for name in use.with_steps)
    return wanted and not (use.without and episode.step(*use.without))


def _place(episode: Episode, use: EpisodeUse, scene: Scene) -> Place:
    """Where the episode shows it, and whose it is: that of a later step is the agent's who is there by then."""
    steps = [s for s in episode.steps if s.name == use.placed_at]
    if not steps:
        return episode.spans, episode.agent
    return steps[-1].spans, scene.agent_addressed(steps[-1].spans[0].segment)
