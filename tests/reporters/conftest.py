"""Calls that machine formats must withstand: hostile words, files without lines, turns put in elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import (
    CheckKind,
    Evaluation,
    Finding,
    FindingKind,
    Result,
    Role,
    Segment,
    Severity,
    Span,
    Verdict,
)
from csr_lint.outcome import Unreadable
from csr_lint.turns import with_turns

HOSTILE = (
    "=cmd|'/c calc'!A1 </script><img src=x onerror=\"a\"> @team #12 [a](http://b.c) {0} `x` $a$ | "
    "::error::\r\n\x00\x1b%0A]]>\u202e"
)


@pytest.fixture
def unreadable() -> Unreadable:
    return Unreadable(source="week/x, y.txt", code="not-utf-8", place="week/x, y.txt:4", message="not UTF-8: 100%")


def _with_findings(evaluation: Evaluation, **changes: object) -> Evaluation:
    results = tuple(
        msgspec.structs.replace(r, findings=tuple(msgspec.structs.replace(f, **changes) for f in r.findings))
        for r in evaluation.results
    )
    return msgspec.structs.replace(evaluation, results=results)


@pytest.fixture
def hostile(mixed: Evaluation) -> Evaluation:
    """Every text that a file can fill tries to be more than text."""
    call = msgspec.structs.replace(mixed.call, id=HOSTILE, source=f"week/{HOSTILE}", queue=HOSTILE, started=HOSTILE)
    segments = tuple(
        msgspec.structs.replace(s, text=HOSTILE, name=HOSTILE if s.role is Role.AGENT else None) for s in call.segments
    )
    call = with_turns(msgspec.structs.replace(call, segments=segments))
    changed = _with_findings(mixed, quote=HOSTILE, agent=HOSTILE, message=HOSTILE, advice=HOSTILE)
    return msgspec.structs.replace(changed, call=call, band=HOSTILE)


@pytest.fixture
def lineless(mixed: Evaluation) -> Evaluation:
    """The same call from a format without lines."""
    segments = tuple(msgspec.structs.replace(s, line=None, breaks=()) for s in mixed.call.segments)
    call = with_turns(msgspec.structs.replace(mixed.call, segments=segments, turns=(), source="week/export.json"))
    return msgspec.structs.replace(_with_findings(mixed, line=None), call=call)


@pytest.fixture
def cut_off() -> Callable[[Evaluation], Evaluation]:
    """Says of a call that its transcript is cut off."""

    def said(evaluation: Evaluation) -> Evaluation:
        found = Finding(
            kind=FindingKind.HEALTH, code="DAT005", name="cut-off", severity=Severity.WARNING, spans=(),
            message="The transcript ends in the middle.", agent=None,
        )  # fmt: skip
        cut = Result(code="DAT005", kind=CheckKind.HEALTH, verdict=Verdict.PRESENT, findings=(found,))
        return msgspec.structs.replace(evaluation, results=(cut, *evaluation.results))

    return said


@pytest.fixture
def team() -> tuple[TeamVerdict, ...]:
    """What the floor's rules say of a week: something to mend, nothing, n/a, and recognition for two agents."""
    days = ("2026-03-02", "2026-03-03", "2026-03-04", None)
    abuse = [
        TeamFinding(message=f"Maria took {n} abusive calls.", agent="Maria", day=day, calls=("monday-01", "monday-02"))
        for n, day in enumerate(days, 3)
    ]
    gap = TeamFinding(message="EMP001: 2 of 2 agents.", agents=("Maria", "Tom"), day="2026-03-02", calls=("monday-00",))
    heroes = [
        TeamFinding(message="Tom: turnaround.", agent="Tom", day="2026-03-02", calls=("tuesday-00",),
                    quote="oh thank you so much | maria"),
        TeamFinding(message="Tom: empathy shown.", agent="Tom", calls=("tuesday-01",), quote="three days must be cold"),
        TeamFinding(message="Maria: empathy shown.", agent="Maria", day="2024-03-04", calls=("monday-00",),
                    quote="so i can imagine how cold three days must be"),
    ]  # fmt: skip

    def told(code: str, name: str, verdict: Verdict, *findings: TeamFinding, reason: str | None = None) -> TeamVerdict:
        return TeamVerdict(
            code=code, name=name, severity=Severity.WARNING, verdict=verdict, message="", advice=f"Mend {name}.",
            reason=reason, findings=findings,
        )  # fmt: skip

    return (
        told("FLR001", "no-time-to-regroup", Verdict.NOT_APPLICABLE, reason="no file tells the time"),
        told("FLR002", "abuse-load", Verdict.VIOLATED, *abuse),
        told("FLR003", "tool-gap", Verdict.MET),
        told("FLR004", "training-gap", Verdict.VIOLATED, gap),
        told("FLR101", "hall-of-heroes", Verdict.PRESENT, *heroes),
    )


@pytest.fixture
def put_in() -> Callable[[Evaluation], Evaluation]:
    """Puts a turn of the customer before all others, so that every place in the call moves by one."""

    def moved(evaluation: Evaluation) -> Evaluation:
        first = Segment(index=0, label="Customer", text="is anybody there", role=Role.CUSTOMER, line=1)
        rest = [
            msgspec.structs.replace(s, index=s.index + 1, line=s.line + 1 if s.line else None)
            for s in evaluation.call.segments
        ]
        call = with_turns(msgspec.structs.replace(evaluation.call, segments=(first, *rest), turns=()))
        results = tuple(
            msgspec.structs.replace(
                r,
                findings=tuple(
                    msgspec.structs.replace(
                        f,
                        spans=tuple(Span(s.segment + 1, s.start_char, s.end_char) for s in f.spans),
                        line=f.line + 1 if f.line else None,
                    )
                    for f in r.findings
                ),
            )
            for r in evaluation.results
        )
        return msgspec.structs.replace(evaluation, call=call, results=results)

    return moved


@pytest.fixture
def twice() -> Callable[[Evaluation], Evaluation]:
    """Every finding two times."""

    def doubled(evaluation: Evaluation) -> Evaluation:
        results = tuple(msgspec.structs.replace(r, findings=r.findings * 2) for r in evaluation.results)
        return msgspec.structs.replace(evaluation, results=results)

    return doubled


@pytest.fixture
def crowded(mixed: Evaluation) -> Evaluation:
    """The same call in a file of a call a line: all of it in line 7."""
    segments = tuple(msgspec.structs.replace(s, line=7) for s in mixed.call.segments)
    call = with_turns(msgspec.structs.replace(mixed.call, segments=segments, turns=(), source="week/export.jsonl"))
    return msgspec.structs.replace(_with_findings(mixed, line=7), call=call)
