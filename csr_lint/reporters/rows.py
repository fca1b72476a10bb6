"""The flat table of verdicts: one row for each call and rule, under the same columns wherever a table is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, get_args, get_type_hints

import msgspec

from csr_lint.model import CheckKind, Evaluation, Finding, Result
from csr_lint.outcome import Outcome, Unreadable, agent_names
from csr_lint.rule import Rule

ColumnType = Literal["text", "integer", "number", "flag"]


class VerdictRow(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's verdict on a call; or, with `error`, a transcript that could not be read or judged.

    A scale has a value or a reason for having none, never a verdict.
    What stands in `segment`, `line`, `time` (seconds), `quote` and `message` is the first finding's. `started` are the
    file's own words for the date and time of the call.
    """

    call_id: str | None = None
    source: str
    code: str | None = None
    name: str | None = None
    kind: str | None = None
    severity: str | None = None
    verdict: str | None = None
    reason: str | None = None
    value: int | None = None
    measured: float | None = None
    findings: int | None = None
    agent: str | None = None
    segment: int | None = None
    line: int | None = None
    time: float | None = None
    quote: str | None = None
    message: str | None = None
    score: float | None = None
    failed: bool | None = None
    band: str | None = None
    started: str | None = None
    queue: str | None = None
    rulebook: str
    error_code: str | None = None
    error: str | None = None


_TYPES: dict[type, ColumnType] = {str: "text", int: "integer", float: "number", bool: "flag"}


def columns() -> dict[str, ColumnType]:
    """The columns in their order, with what they hold; all but `source` and `rulebook` may be empty."""
    hints = get_type_hints(VerdictRow)
    return {name: _TYPES[(get_args(hints[name]) or (hints[name],))[0]] for name in VerdictRow.__struct_fields__}


def verdict_rows(outcome: Outcome, rules: Mapping[str, Rule], rulebook: str) -> Iterator[VerdictRow]:
    """A row for each result, in the order of the codes; one row for what could not be read, none for what was skipped.

    `rules` by their codes; `rulebook` is its version.
    """
    if isinstance(outcome, Unreadable):
        yield VerdictRow(source=outcome.source, rulebook=rulebook, error_code=outcome.code, error=str(outcome))
    elif isinstance(outcome, Evaluation):
        names = {speaker: name or speaker for speaker, name in agent_names(outcome.call).items()}
        for result in outcome.results:
            yield _row(outcome, result, rules[result.code], names, rulebook)


def _row(evaluation: Evaluation, result: Result, rule: Rule, names: Mapping[str, str], rulebook: str) -> VerdictRow:
    found = result.findings[0] if result.findings else None
    return VerdictRow(
        call_id=evaluation.call.id,
        source=evaluation.call.source,
        code=result.code,
        name=rule.name,
        kind=result.kind.value,
        severity=rule.severity.value,
        verdict=None if result.kind is CheckKind.SCALE else result.verdict.value,
        reason=result.reason,
        value=result.value,
        measured=None if result.measured is None else round(result.measured, 4),
        findings=len(result.findings),
        agent=_agent(found, names),
        segment=found.segment if found else None,
        line=found.line if found else None,
        time=found.time_ms / 1000 if found and found.time_ms is not None else None,
        quote=found.quote if found else None,
        message=found.message if found else None,
        score=None if evaluation.score.value is None else round(evaluation.score.value, 4),
        failed=evaluation.score.failed,
        band=evaluation.band,
        started=evaluation.call.started,
        queue=evaluation.call.queue,
        rulebook=rulebook,
    )


def _agent(found: Finding | None, names: Mapping[str, str]) -> str | None:
    """Whom the finding concerns; without one, the call's only agent."""
    if found is not None and found.agent is not None:
        return names.get(found.agent, found.agent)
    return next(iter(names.values())) if len(names) == 1 else None
