"""Fills the JSON records from evaluations and errors."""

from __future__ import annotations

from csr_lint.model import CheckKind, Evaluation, Finding, Result, Score, Span, Verdict
from csr_lint.outcome import Unreadable, agent_names, agent_verdicts
from csr_lint.reporters.contract import About
from csr_lint.reporters.record import (
    SCHEMA_VERSION,
    CallRecord,
    ErrorRecord,
    EvidenceRecord,
    FaultRecord,
    FindingRecord,
    HealthRecord,
    NoteRecord,
    ScaleRecord,
    SpanRecord,
    SumRecord,
    VersionsRecord,
)
from csr_lint.version import __version__


def versions(about: About) -> VersionsRecord:
    return VersionsRecord(
        csr_lint=__version__, schema=SCHEMA_VERSION, rulebook=about.rulebook, scorecard=about.scorecard.name
    )


def error_record(fault: Unreadable) -> ErrorRecord:
    return ErrorRecord(
        source=fault.source, error=FaultRecord(code=fault.code, place=fault.place, message=fault.message)
    )


def call_record(evaluation: Evaluation, about: About) -> CallRecord:
    """The record of an evaluation, agents under the names that the file tells, else under their labels."""
    call, results = evaluation.call, evaluation.results
    names = {speaker: name or speaker for speaker, name in agent_names(call).items()}
    scaled = [r for r in results if r.kind is CheckKind.SCALE]
    ends = [s.end_ms for s in call.segments if s.end_ms is not None]
    return CallRecord(
        call=call.id,
        source=call.source,
        kind=call.kind,
        agents=list(dict.fromkeys(names.values())),
        started=call.started,
        queue=call.queue,
        duration=_seconds(call.duration_ms if call.duration_ms is not None else max(ends, default=None)),
        score=_points(evaluation.score),
        score_reason=evaluation.score.reason,
        failed=evaluation.score.failed,
        band=evaluation.band,
        categories={prefix: _points(score) for prefix, score in evaluation.categories},
        agent_scores={names.get(speaker, speaker): _points(score) for speaker, score in evaluation.agents},
        agent_verdicts=_agent_verdicts(evaluation, names) if len(names) > 1 else {},
        verdicts={r.code: r.verdict for r in results if r.kind is not CheckKind.SCALE},
        reasons={r.code: r.reason for r in results if r.reason},
        measured={r.code: _rounded(r.measured) for r in results if r.measured is not None},
        evidence={r.code: found for r in results if (found := _evidence(r))},
        scales={r.code: ScaleRecord(value=r.value, segments=sorted({s.segment for s in r.evidence})) for r in scaled},
        findings=[_finding(f, names) for f in evaluation.findings],
        metrics={name: _rounded(value) for name, value in evaluation.metrics},
        health=HealthRecord(fitness=evaluation.health.fitness.value, reasons=list(evaluation.health.reasons)),
        figures={name: _rounded(value) for name, value in call.figures},
        notes=[NoteRecord(code=n.code, message=n.message) for n in call.notes],
        sum=_sum(evaluation.score) if about.explain_score else None,
        versions=versions(about),
    )


def _agent_verdicts(evaluation: Evaluation, names: dict[str, str]) -> dict[str, dict[str, Verdict]]:
    return {
        name: {code: Verdict(said) for code, said in agent_verdicts(evaluation, speaker, only=False)}
        for speaker, name in names.items()
    }


def _finding(found: Finding, names: dict[str, str]) -> FindingRecord:
    return FindingRecord(
        kind=found.kind.value,
        code=found.code,
        name=found.name,
        severity=found.severity.value,
        agent=names.get(found.agent, found.agent) if found.agent is not None else None,
        segment=found.segment,
        spans=_spans(found.spans),
        searched=found.searched,
        line=found.line,
        time=_seconds(found.time_ms),
        quote=found.quote,
        message=found.message,
        advice=found.advice,
    )


def _evidence(result: Result) -> list[EvidenceRecord]:
    if result.verdict is not Verdict.MET or result.kind is CheckKind.SCALE:
        return []
    if result.evidence and not result.opportunities:
        return [EvidenceRecord(opportunity=_spans(result.evidence), answer=[], step=None)]
    return [
        EvidenceRecord(opportunity=_spans(o.spans), answer=_spans(o.answer), step=o.step) for o in result.opportunities
    ]


def _sum(score: Score) -> list[SumRecord]:
    return [
        SumRecord(code=line.code, weight=line.weight, earned=line.earned, lost=line.lost, detail=line.detail)
        for line in score.lines
    ]


def _spans(spans: tuple[Span, ...]) -> list[SpanRecord]:
    return [SpanRecord(segment=s.segment, start_char=s.start_char, end_char=s.end_char) for s in spans]


def _points(score: Score) -> float | None:
    return None if score.value is None else _rounded(score.value)


def _seconds(millis: int | None) -> float | None:
    return None if millis is None else millis / 1000


def _rounded(number: float) -> float:
    return round(number, 4)
