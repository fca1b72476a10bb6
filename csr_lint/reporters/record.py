"""The JSON record of a call, as structs: `docs/schema.json` is generated from them.

Times and durations are seconds; `segment` counts the input's turns from 0; characters are code points.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from csr_lint.model import Verdict
from csr_lint.outcome import Summary

SCHEMA_VERSION = "1"
Points = Annotated[float, msgspec.Meta(ge=0, le=100)]
Rung = Annotated[int, msgspec.Meta(ge=0, le=4)]
Index = Annotated[int, msgspec.Meta(ge=0)]


class SpanRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a segment's text, from `start_char` up to, not including, `end_char`."""

    segment: Index
    start_char: Index
    end_char: Index


class FindingRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something that has a place. `searched`: the first and last segment in which a missing thing was looked for."""

    kind: Literal["violation", "signal", "kudos", "health"]
    code: str
    name: str
    severity: Literal["error", "warning", "info"]
    agent: str | None
    segment: Index | None
    spans: list[SpanRecord]
    searched: tuple[int, int] | None
    line: int | None
    time: float | None
    quote: str
    message: str
    advice: str


class EvidenceRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Why a rule is met: the opportunity, what answered it, and the step that it was."""

    opportunity: list[SpanRecord]
    answer: list[SpanRecord]
    step: str | None


class ScaleRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A value from 0 to 4, null where it cannot be judged, and the segments that gave it."""

    value: Rung | None
    segments: list[Index]


class NoteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Something that had to be guessed while reading."""

    code: str
    message: str


class HealthRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the transcript is fit to lint: suspect calls are judged but marked, unusable ones are not scored."""

    fitness: Literal["reliable", "suspect", "unusable"]
    reasons: list[str]


class SumRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the sum: score = 100 x sum(earned) / sum(weight) - sum(lost)."""

    code: str
    weight: float
    earned: float
    lost: float
    detail: str


class VersionsRecord(msgspec.Struct, frozen=True, kw_only=True):
    """By what this was judged."""

    csr_lint: str = msgspec.field(name="csr-lint")
    schema: str
    rulebook: str
    scorecard: str


class CallRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The evaluation of one call. `sum` explains the score, where that was asked for.

    `metrics` are csr-lint's own figures, `figures` those that the file's maker measured. `agent_verdicts`: where there
    are several agents, what each of them met, broke and earned; one agent's are `verdicts`.
    """

    call: str
    source: str
    kind: str | None
    agents: list[str]
    started: str | None
    queue: str | None
    duration: float | None
    score: Points | None
    score_reason: str | None
    failed: bool
    band: str | None
    categories: dict[str, Points | None]
    agent_scores: dict[str, Points | None]
    agent_verdicts: dict[str, dict[str, Verdict]] = {}
    verdicts: dict[str, Verdict]
    reasons: dict[str, str]
    measured: dict[str, float]
    evidence: dict[str, list[EvidenceRecord]]
    scales: dict[str, ScaleRecord]
    findings: list[FindingRecord]
    metrics: dict[str, float]
    health: HealthRecord
    figures: dict[str, float]
    notes: list[NoteRecord]
    sum: list[SumRecord] | None
    versions: VersionsRecord


class FaultRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong and where."""

    code: str
    place: str
    message: str


class ErrorRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A transcript that could not be read or judged."""

    source: str
    error: FaultRecord


class SkippedRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a folder that is no transcript."""

    source: str
    reason: str


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A whole run as one JSON document (`--format json`)."""

    calls: list[CallRecord]
    errors: list[ErrorRecord]
    skipped: list[SkippedRecord]
    summary: Summary | None
    versions: VersionsRecord
