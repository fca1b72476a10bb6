"""An evaluation as people read it: findings grouped by rule, the customer's side apart, what could not be judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from csr_lint.model import CheckKind, Evaluation, Finding, FindingKind, Result, Severity, Span, Verdict, merge_spans
from csr_lint.outcome import agent_names
from csr_lint.quoting import quotation
from csr_lint.reporters.contract import About
from csr_lint.reporters.wording import plain, quoted
from csr_lint.rule import Rule

# What cannot be told of these is told elsewhere, or goes without saying.
_OWN_PLACE = (CheckKind.SCALE, CheckKind.HEALTH)
RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the call: the turn as people count (from 1), the time, the words, the agent (of several).

    `agent` is "Ana", or "for Ana" where the words are another's.
    """

    turn: int | None
    time_ms: int | None
    words: str
    agent: str | None = None


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """All findings of one rule."""

    code: str
    name: str
    severity: Severity
    critical: bool
    message: str
    advice: str
    spots: tuple[Spot, ...]


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A scale's value from 0 to 4, or why there is none, and the words that gave it."""

    code: str
    name: str
    value: int | None
    reason: str
    spots: tuple[Spot, ...]


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """What a report shows of a call, the heaviest first."""

    agents: tuple[str, ...]
    turns: int
    to_work_on: tuple[Group, ...]
    done_well: tuple[Group, ...]
    signals: tuple[Group, ...]
    health: tuple[Group, ...]
    scales: tuple[Measured, ...]
    not_judged: tuple[tuple[str, tuple[str, ...]], ...]


def digest(evaluation: Evaluation, about: About) -> Digest:
    """The evaluation, arranged for reading."""
    names = {speaker: plain(name or speaker) for speaker, name in agent_names(evaluation.call).items()}
    rules = {rule.code: rule for rule in about.rules}
    places = _Places(evaluation, names)
    scaled = [r for r in evaluation.results if r.kind is CheckKind.SCALE]
    return Digest(
        agents=tuple(dict.fromkeys(names.values())),
        turns=len(evaluation.call.turns),
        to_work_on=_groups(evaluation.findings, FindingKind.VIOLATION, rules, places),
        done_well=_groups(evaluation.findings, FindingKind.KUDOS, rules, places),
        signals=_groups(evaluation.findings, FindingKind.SIGNAL, rules, places),
        health=_groups(evaluation.findings, FindingKind.HEALTH, rules, places),
        scales=tuple(_scale(r, rules, places) for r in scaled),
        not_judged=_not_judged(evaluation.results),
    )


def categories(evaluation: Evaluation, about: About) -> Iterator[tuple[str, float]]:
    """The categories in which something went wrong, or was asked of the agent, with their scores."""
    names = about.scorecard.categories
    asked = {rule.category for r in evaluation.results if r.opportunities and (rule := about.rule(r.code))}
    for prefix, score in evaluation.categories:
        if score.value is not None and (score.value < 100 or prefix in asked):
            yield plain(names.get(prefix, prefix)), score.value


class _Places:
    """Turns a finding or a span into a spot."""

    def __init__(self, evaluation: Evaluation, names: dict[str, str]) -> None:
        self._call = evaluation.call
        self._names = names
        self._turn = {segment: turn.index + 1 for turn in self._call.turns for segment in turn.segments}

    def of_finding(self, found: Finding) -> Spot:
        return Spot(
            turn=self._turn.get(found.segment) if found.segment is not None else None,
            time_ms=found.time_ms,
            words=quoted(found.quote),
            agent=self._concerned(found) if len(self._names) > 1 else None,
        )

    def _concerned(self, found: Finding) -> str | None:
        if found.agent is None:
            return None
        name = self._names.get(found.agent, found.agent)
        own = found.segment is not None and self._call.segments[found.segment].speaker == found.agent
        return name if own else f"for {name}"

    def of_span(self, span: Span) -> Spot:
        segment = self._call.segments[span.segment]
        words = quoted(quotation(segment.text, span.start_char, span.end_char))
        return Spot(turn=self._turn.get(span.segment), time_ms=segment.start_ms, words=words)


def _groups(
    findings: Iterable[Finding], kind: FindingKind, rules: dict[str, Rule], places: _Places
) -> tuple[Group, ...]:
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        if found.kind is kind:
            by_code[found.code].append(found)
    groups = [_group(found, rules.get(code), places) for code, found in by_code.items()]
    weight = {code: rule.weight for code, rule in rules.items()}
    return tuple(sorted(groups, key=lambda g: (not g.critical, RANK[g.severity], -weight.get(g.code, 0), g.code)))


def _group(findings: list[Finding], rule: Rule | None, places: _Places) -> Group:
    first = findings[0]
    return Group(
        code=first.code,
        name=first.name,
        severity=first.severity,
        critical=rule.critical if rule else False,
        message=plain(first.message),
        advice=plain(first.advice),
        spots=tuple(places.of_finding(f) for f in findings),
    )


def _scale(result: Result, rules: dict[str, Rule], places: _Places) -> Measured:
    rule = rules.get(result.code)
    return Measured(
        code=result.code,
        name=rule.name if rule else result.code,
        value=result.value,
        reason=result.reason or "",
        spots=tuple(places.of_span(span) for span in merge_spans([result.evidence])),
    )


def _not_judged(results: Iterable[Result]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Reasons with the codes that they kept from being judged, most codes first."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if result.verdict is Verdict.NOT_APPLICABLE and result.kind not in _OWN_PLACE:
            by_reason[result.reason or "no reason given"].append(result.code)
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[1]))
    return tuple((reason, tuple(codes)) for reason, codes in ordered)
