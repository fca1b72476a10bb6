"""What stands on the sheets of a workbook: headings with their widths, and rows of plain values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from csr_lint.floor import TeamVerdict
from csr_lint.model import CheckKind, Evaluation, Verdict
from csr_lint.outcome import AgentRow, Share, Summary, Unreadable, agent_names
from csr_lint.reporters.contract import About
from csr_lint.reporters.pointing import pointed
from csr_lint.reporters.standing import NOT_NAMED, strength
from csr_lint.reporters.wording import plain, quoted
from csr_lint.rule import Rule
from csr_lint.started import when_started
from csr_lint.version import __version__

Cell = str | int | float | bool | date | datetime | None
Row = Sequence[Cell]
# Headings with the widths of their columns, in characters.
Columns = dict[str, int]

FIGURES: Columns = {"figure": 32, "value": 40}
CALLS: Columns = {
    "call": 32, "source": 40, "agents": 24, "kind": 8, "queue": 14, "started": 20, "seconds": 9, "turns": 7,
    "score": 8, "failed": 8, "band": 12, "fitness": 10, "violations": 10, "kudos": 8, "signals": 8, "note": 60,
}  # fmt: skip
FINDINGS: Columns = {
    "call": 32, "source": 40, "line": 7, "turn": 7, "seconds": 9, "agent": 20, "speaker": 10, "kind": 10, "code": 9,
    "name": 26, "severity": 9, "message": 60, "quote": 60, "advice": 60,
}  # fmt: skip
RULES: Columns = {
    "code": 9, "name": 26, "summary": 60, "check": 9, "severity": 9, "weight": 8, "critical": 8, "violated": 9,
    "met": 8, "present": 8, "absent": 8, "n/a": 8, "share violated": 14, "findings": 9,
}  # fmt: skip
AGENTS: Columns = {
    "agent": 24, "calls": 7, "mean score": 10, "failed": 8, "few calls": 9, "work on": 26, "in calls": 9, "of": 7,
    "strength": 32, "strength in calls": 15, "strength of": 11,
}  # fmt: skip
FLOOR: Columns = {
    "code": 9, "name": 22, "verdict": 10, "message": 60, "agent": 24, "day": 12, "calls": 32, "quote": 60,
    "reason": 40,
}  # fmt: skip
# What can be violated; the verdicts of others say something else.
CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
_FIRST_YEAR = 1900  # no spreadsheet knows an earlier date
_VERDICTS = (Verdict.VIOLATED, Verdict.MET, Verdict.PRESENT, Verdict.ABSENT, Verdict.NOT_APPLICABLE)


def call_row(evaluation: Evaluation) -> Row:
    call, score = evaluation.call, evaluation.score
    kinds = Counter(found.kind.value for found in evaluation.findings)
    names = dict.fromkeys(name or NOT_NAMED for name in agent_names(call).values())
    ends = [s.end_ms for s in call.segments if s.end_ms is not None]
    length = call.duration_ms if call.duration_ms is not None else max(ends, default=None)
    doubts = (score.reason, *evaluation.health.reasons)
    return (
        call.id, call.source, ", ".join(names), call.kind, call.queue, _date(call.started), _seconds(length),
        len(call.turns), _number(score.value), score.failed, evaluation.band, evaluation.health.fitness.value,
        kinds["violation"], kinds["kudos"], kinds["signal"], "; ".join(dict.fromkeys(d for d in doubts if d)) or None,
    )  # fmt: skip


def fault_row(fault: Unreadable) -> Row:
    """In the sheet of calls: what could not be read."""
    note = f"could not be read ({fault.code}): {plain(str(fault))}"
    return (None, fault.source or fault.place, *[None] * (len(CALLS) - 3), note)


def finding_rows(evaluation: Evaluation) -> Iterator[Row]:
    names = agent_names(evaluation.call)
    for whose, found in zip(evaluation.findings, pointed(evaluation), strict=True):
        agent = NOT_NAMED if whose.agent in names and names[whose.agent] is None else found.agent
        yield (
            found.call, found.source, found.line, found.turn, _seconds(found.time_ms), agent, found.side,
            found.kind.value, found.code, found.name, found.severity.value, found.message, found.quote, found.advice,
        )  # fmt: skip


def rule_row(rule: Rule, verdicts: Counter[tuple[str, Verdict]], findings: int) -> Row:
    """A rule, and how often it got which verdict; its share is of the calls in which it could be judged.

    A scale gives values, no verdicts: of it only what could not be judged is counted.
    """
    told = [verdicts[rule.code, verdict] for verdict in _VERDICTS]
    judged = told[0] + told[1] if rule.check in CONDUCT else 0
    counts: Row = (*[None] * (len(told) - 1), told[-1]) if rule.check is CheckKind.SCALE else told
    return (
        rule.code, rule.name, plain(rule.summary), rule.check.value, rule.severity.value, rule.weight, rule.critical,
        *counts, _number(told[0] / judged) if judged else None, findings,
    )  # fmt: skip


def agent_row(agent: AgentRow) -> Row:
    work, (name, best) = agent.to_work_on, strength(agent) or (None, None)
    return (
        agent.name or NOT_NAMED, agent.calls, _number(agent.mean), agent.failed, agent.few, _name(work),
        work.calls if work else None, work.judged if work else None, name, best.calls if best else None,
        best.judged if best else None,
    )  # fmt: skip


def floor_rows(team: Sequence[TeamVerdict]) -> Iterator[Row]:
    """The floor's rules, a finding a row; one row for a rule that found nothing or could not be judged."""
    for told in team:
        for found in told.findings:
            whom = found.agent or ", ".join(found.agents) or None
            day = date.fromisoformat(found.day) if found.day else None
            yield (
                told.code, told.name, told.verdict.value, plain(found.message), whom, day, ", ".join(found.calls),
                quoted(found.quote) or None, told.reason,
            )  # fmt: skip
        if not told.findings:
            yield (told.code, told.name, told.verdict.value, *[None] * (len(FLOOR) - 4), told.reason)


def figure_rows(summary: Summary | None, about: About, faults: int, left_out: int) -> Iterator[Row]:
    """The summary, a figure a row; without one the run was broken off."""
    if summary is None:
        yield ("complete", "no: the run was interrupted")
    else:
        yield from (
            ("calls", summary.calls), ("scored", summary.scored), ("failed", summary.failed),
            ("mean score", _number(summary.mean)), ("median score", _number(summary.median)),
            ("lowest score", _number(summary.lowest)), ("highest score", _number(summary.highest)),
        )  # fmt: skip
        yield from ((f"calls in band {name}", count) for name, count in summary.bands)
        yield from ((f"mean {scale.name} (0 to 4)", _number(scale.mean)) for scale in summary.scales)
        yield from (("suspect transcripts", summary.suspect), ("unusable transcripts", summary.unusable))
    yield ("transcripts that could not be read", faults)
    if left_out:
        yield ("rows left out, a sheet being full", left_out)
    yield from (("scorecard", about.scorecard.name), ("rulebook", about.rulebook), ("csr-lint", __version__))


def _date(words: str | None) -> Cell:
    """A date that spreadsheets can sort by, in the file's own time; the words where they leave a doubt."""
    started = when_started(words)
    if started is None or started.day.year < _FIRST_YEAR:
        return words
    return started.at.replace(tzinfo=None) if started.at else started.day


def _name(share: Share | None) -> str | None:
    return f"{share.code} {share.name}" if share else None


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _seconds(millis: int | None) -> float | None:
    return None if millis is None else millis / 1000
