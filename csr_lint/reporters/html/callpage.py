"""A call as its page shows it, made from its evaluation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from csr_lint.model import Call, Evaluation, Fitness, Span, Turn
from csr_lint.outcome import agent_names
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import Digest, Group, Measured, Spot, categories, digest
from csr_lint.reporters.html.clockwork import overlaps, quiet
from csr_lint.reporters.html.record import CallPage, Place, Remark, Row, RuleNote, SumLine, Topic
from csr_lint.reporters.html.remarks import remarks
from csr_lint.reporters.html.spoken import Mark, marks_in, pieces
from csr_lint.reporters.stretches import stretches
from csr_lint.reporters.wording import clock, count, plain, points
from csr_lint.started import when_started


def call_page(evaluation: Evaluation, about: About) -> CallPage:
    """Everything that is shown of a call."""
    call, seen = evaluation.call, digest(evaluation, about)
    named = {speaker: plain(name or speaker) for speaker, name in agent_names(call).items()}
    told = list(remarks(evaluation, about, named))
    shown = list(stretches(call))
    speakers = {turn.speaker: turn.role.value for turn in shown}
    return CallPage(
        id=plain(call.id),
        facts=_facts(call, seen, _agents(evaluation, named)),
        score=points(evaluation.score.value),
        band=plain(evaluation.band or ""),
        failed=evaluation.score.failed,
        care=_care(evaluation),
        duration=length(call),
        typed=call.typed,
        speakers=tuple((named.get(speaker, plain(speaker)), role) for speaker, role in speakers.items()),
        categories=tuple((name, points(value)) for name, value in categories(evaluation, about)),
        rows=_rows(shown, list(speakers), told),
        remarks=tuple(remark for remark, _ in told),
        quiet=tuple(quiet(evaluation, about, shown)),
        overlaps=tuple(overlaps(call.segments)) if not call.typed else (),
        work=tuple(_topic(group, about) for group in seen.to_work_on),
        good=tuple(_topic(group, about) for group in seen.done_well),
        signals=tuple(_topic(group, about) for group in seen.signals),
        scales=tuple(map(_scale, seen.scales)),
        health=tuple(_topic(group, about) for group in seen.health),
        unjudged=tuple((plain(reason), codes) for reason, codes in seen.not_judged),
        notes=tuple(plain(note.message) for note in call.notes),
        sum=_sum(evaluation),
    )


def length(call: Call) -> int | None:
    """How long the call lasted, in ms."""
    ends = [s.end_ms for s in call.segments if s.end_ms is not None]
    return call.duration_ms if call.duration_ms is not None else max(ends, default=None)


def rule_notes(codes: set[str], about: About) -> dict[str, RuleNote]:
    """What the page tells of these rules."""
    return {
        rule.code: RuleNote(
            name=rule.name,
            severity=rule.severity.value,
            kind=rule.check.value,
            critical=rule.critical,
            summary=plain(rule.summary),
            message=plain(rule.message),
            why=plain(rule.why),
            advice=plain(rule.advice),
        )
        for rule in about.rules
        if rule.code in codes
    }


def _agents(evaluation: Evaluation, named: dict[str, str]) -> str:
    """The agents; where there are several, each with the score of their own part."""
    scores = {named.get(speaker, plain(speaker)): points(score.value) for speaker, score in evaluation.agents}
    names = list(dict.fromkeys(named.values()))
    if len(names) > 1:
        names = [f"{name} ({scores.get(name, points(None))})" for name in names]
    return " and ".join(names) or "unknown"


def _facts(call: Call, seen: Digest, agents: str) -> tuple[str, ...]:
    facts = (
        f"{'Agents' if len(seen.agents) > 1 else 'Agent'}: {agents}",
        _began(call.started),
        plain(call.queue or ""),
        plain(call.kind or ""),
        clock(length(call)),
        count(seen.turns, "turn"),
        plain(call.source) if call.source != call.id else "",
    )
    return tuple(fact for fact in facts if fact)


def _began(started: str | None) -> str:
    """The file's own words for the start of a call, as 2026-03-02 09:12 where they leave no doubt."""
    told = when_started(started)
    if told is None:
        return plain(started or "")
    return told.at.isoformat(" ", "minutes") if told.at else told.day.isoformat()


def _care(evaluation: Evaluation) -> str:
    if evaluation.score.value is None and evaluation.score.reason:
        return f"No score: {plain(evaluation.score.reason)}."
    if evaluation.health.fitness is Fitness.SUSPECT:
        return f"Take it with care: {plain('; '.join(evaluation.health.reasons))}."
    return ""


def _rows(
    shown: Sequence[Turn], speakers: list[str], told: Sequence[tuple[Remark, tuple[Span, ...]]]
) -> tuple[Row, ...]:
    by_segment: dict[int, list[int]] = defaultdict(list)
    for number, (_, spans) in enumerate(told):
        for segment in dict.fromkeys(span.segment for span in spans):
            by_segment[segment].append(number)
    return tuple(_row(turn, speakers.index(turn.speaker), by_segment, told) for turn in shown)


def _row(
    turn: Turn, who: int, by_segment: dict[int, list[int]], told: Sequence[tuple[Remark, tuple[Span, ...]]]
) -> Row:
    """A turn with its marks; a remark is told where its words begin."""
    here = dict.fromkeys(number for segment in turn.segments for number in by_segment[segment])
    marks: list[Mark] = [mark for number in here for mark in marks_in(turn, told[number][1], number)]
    return Row(
        turn=turn.index + 1,
        who=who,
        said=pieces(turn.text, marks),
        at=turn.start_ms,
        until=turn.end_ms,
        remarks=tuple(number for number in here if told[number][1][0].segment in turn.segments),
    )


def _topic(group: Group, about: About) -> Topic:
    rule = about.rule(group.code)
    said = "" if rule and group.message == plain(rule.message) else group.message
    return Topic(code=group.code, places=tuple(map(_place, group.spots)), said=said)


def _scale(scale: Measured) -> Topic:
    places = tuple(map(_place, scale.spots)) if scale.value else ()
    return Topic(code=scale.code, places=places, said=plain(scale.reason), value=scale.value)


def _place(spot: Spot) -> Place:
    return Place(turn=spot.turn, words=spot.words, agent=spot.agent or "")


def _sum(evaluation: Evaluation) -> tuple[SumLine, ...]:
    if evaluation.score.value is None:
        return ()
    return tuple(
        SumLine(code=line.code, detail=plain(line.detail), weight=line.weight, earned=line.earned, lost=line.lost)
        for line in evaluation.score.lines
    )
