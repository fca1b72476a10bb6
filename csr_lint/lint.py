"""lint(call): the stages in order, on one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.checks.dispatch import check
from csr_lint.cues.lexicon import LexiconError
from csr_lint.cues.spot import spotter_of
from csr_lint.episodes.following import follow_all
from csr_lint.errors import RuleError
from csr_lint.health import health_of
from csr_lint.model import Call, CheckKind, Evaluation, Finding, Fitness, Result, Role, Score, Span
from csr_lint.quoting import quotation
from csr_lint.roles import RoleChoices, assign_roles, load_vocabulary
from csr_lint.rule import Rule
from csr_lint.rulebook import Rulebook
from csr_lint.scene import Scene
from csr_lint.score import band, score
from csr_lint.turns import with_turns


class Linter:
    """A rulebook made ready to run over many calls. Raises RuleError for faults in the cues' notation."""

    def __init__(self, rulebook: Rulebook, choices: RoleChoices | None = None) -> None:
        self.rulebook = rulebook
        self._rules = tuple(rule for rule in rulebook.rules if rule.check is not CheckKind.TEAM)
        self._choices = choices
        self._personal = rulebook.noting("exposed-pii") is not None
        self._vocabulary = load_vocabulary()
        try:
            self._spotter = spotter_of(rulebook.lexicon)
        except LexiconError as e:
            raise RuleError([rulebook.placed(fault) for fault in e.faults]) from e

    def scene(self, call: Call) -> Scene:
        """The call with roles and turns (kept where it has them already), cues and episodes."""
        told = call if call.turns else with_turns(self._with_roles(call))
        cues = self._spotter.spot(told)
        return Scene(
            told, cues, follow_all(Scene(told, cues)), health_of(told, self._vocabulary, personal=self._personal)
        )

    def _with_roles(self, call: Call) -> Call:
        return assign_roles(call, choices=self._choices, vocabulary=self._vocabulary)

    def lint(self, call: Call) -> Evaluation:
        """Every verdict on a call as it was read, and the score."""
        scene = self.scene(call)
        card = self.rulebook.scorecard
        results = tuple(_judge(rule, scene, card.least_words) for rule in self._rules)
        words = {agent: scene.words(Role.AGENT, agent) for agent in scene.agents}
        total, categories, agents = score(results, self._rules, card, agent_words=words)
        if scene.health.fitness is Fitness.UNUSABLE:
            total = Score(value=None, reason="; ".join(scene.health.reasons))
            categories, agents = (), tuple((agent, total) for agent in scene.agents)
        return Evaluation(
            call=scene.call,
            results=results,
            score=total,
            categories=categories,
            agents=agents,
            metrics=tuple(_metrics(scene)),
            band=band(total, card),
            health=scene.health,
        )


def _judge(rule: Rule, scene: Scene, least_words: int) -> Result:
    try:
        result = check(rule, scene, least_words=least_words)
    except Exception as e:
        e.add_note(f"while judging rule {rule.code} on call {scene.call.id} ({scene.call.source})")
        raise
    if not result.findings:
        return result
    return msgspec.structs.replace(result, findings=tuple(_told(f, scene.call) for f in result.findings))


def _told(finding: Finding, call: Call) -> Finding:
    """The finding with the words at its place, their line and their time."""
    if not finding.spans:
        return finding
    first = call.segments[finding.spans[0].segment]
    line = first.line_at(finding.spans[0].start_char)
    words = finding.quote or quote(call, finding.spans)
    return msgspec.structs.replace(finding, quote=words, line=line, time_ms=first.start_ms)


def quote(call: Call, spans: Sequence[Span]) -> str:
    """The words at a place, whole ones, stretches apart from each other joined by an ellipsis, card numbers masked."""
    pieces = [quotation(call.segments[s.segment].text, s.start_char, s.end_char) for s in spans]
    return " … ".join(piece for piece in pieces if piece)


def _metrics(scene: Scene) -> Iterator[tuple[str, float]]:
    """Plain numbers of the call: turns and words of each side, holds, transfers, seconds of talk and of silence."""
    for role in (Role.AGENT, Role.CUSTOMER):
        yield f"{role.value}_turns", len(scene.turns(role))
        yield f"{role.value}_words", scene.words(role)
    for kind in ("hold", "transfer"):
        yield f"{kind}s", len(scene.kind(kind))
    if scene.call.timed and not scene.call.typed:
        yield "silence_seconds", round(sum(c.amount or 0 for c in scene.cues("silence")), 2)
        yield "interruptions", len(scene.cues("interruption"))
