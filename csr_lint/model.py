"""What flows through csr-lint: calls, what was seen in them, and the verdicts.

Times are whole milliseconds from the start of the call; `None` means unknown, never zero.
Characters are counted in code points of a segment's own text.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

import msgspec

Number = int | float
"""A count stays a count on its way through a file or a pipe; `float` alone would make 3 a 3.0 there."""


class Role(StrEnum):
    """The side a speaker is on; `other` is a menu voice or a recording."""

    AGENT = "agent"
    CUSTOMER = "customer"
    OTHER = "other"
    UNKNOWN = "unknown"


class Modifier(StrEnum):
    """What the words around a hit make of it (ConText: Harkema et al. 2009)."""

    NEGATED = "negated"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    ASKED = "asked"
    OFFERED = "offered"
    OTHER_PERSON = "other-person"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class CheckKind(StrEnum):
    """The closed set of rule kinds; `team` rules are judged over many calls, never in one."""

    EXPECT = "expect"
    AVOID = "avoid"
    MEASURE = "measure"
    SCALE = "scale"
    SIGNAL = "signal"
    KUDOS = "kudos"
    HEALTH = "health"
    TEAM = "team"


class Verdict(StrEnum):
    VIOLATED = "violated"
    MET = "met"
    PRESENT = "present"
    ABSENT = "absent"
    NOT_APPLICABLE = "n/a"


class FindingKind(StrEnum):
    VIOLATION = "violation"
    SIGNAL = "signal"
    KUDOS = "kudos"
    HEALTH = "health"


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of one segment's text: characters `start_char` up to, not including, `end_char`."""

    segment: int
    start_char: int
    end_char: int


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of talk as the file has it; `line` is its line in the file, from 1.

    `breaks`: where its words go on in another line, as (character, line); they begin in `line` if none is at 0.
    `channel`: the audio channel, as the file counts it; `confidence`: the recogniser's own, 0 to 1; `left_out`: why
    this is not taken for speech (a recogniser's hallucination): it stays in the call, but in no turn.
    """

    index: int
    label: str
    text: str
    name: str | None = None
    role: Role = Role.UNKNOWN
    start_ms: int | None = None
    end_ms: int | None = None
    line: int | None = None
    channel: str | None = None
    confidence: float | None = None
    left_out: str | None = None
    breaks: tuple[tuple[int, int], ...] = ()

    def line_at(self, character: int) -> int | None:
        """The line of the file in which this character of the text stands."""
        return next((line for start, line in reversed(self.breaks) if start <= character), self.line)

    @property
    def speaker(self) -> str:
        """Who speaks: the name where the file gives one, else the label."""
        return self.name or self.label


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """All that a speaker says until another speaks (backchannels of the other do not end it).

    `text` is the segments' texts joined by blanks; `starts[k]` is where segment `segments[k]` begins in it.
    """

    index: int
    role: Role
    speaker: str
    segments: tuple[int, ...]
    starts: tuple[int, ...]
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    backchannel: bool = False

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """Characters `start` to `end` of this turn's text, as spans of its segments."""
        if len(self.segments) == 1:
            return (Span(self.segments[0], start, end),) if start < end else ()
        found = []
        for k, (segment, at) in enumerate(zip(self.segments, self.starts, strict=True)):
            stop = self.starts[k + 1] - 1 if k + 1 < len(self.starts) else len(self.text)
            low, high = max(start, at), min(end, stop)
            if low < high:
                found.append(Span(segment, low - at, high - at))
        return tuple(found)

    @property
    def whole(self) -> tuple[Span, ...]:
        """The whole turn, as spans."""
        return self.spans(0, len(self.text))


class Note(msgspec.Struct, frozen=True):
    """Something a reader, or the search for roles, had to guess or found odd."""

    code: str
    message: str


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation: as read (`turns` empty, roles as the file says), and then with roles and turns.

    `source` is the file as the user named it; `kind` phone | chat | email, or None; `agent` the name that the
    file gives for the agent; `started` is the file's own words for the date and time. `figures`: what the file's maker
    measured (interruptions, silence …), by name; csr-lint's own figures are never mixed with them.
    """

    id: str
    source: str
    format: str
    segments: tuple[Segment, ...]
    turns: tuple[Turn, ...] = ()
    kind: str | None = None
    agent: str | None = None
    started: str | None = None
    queue: str | None = None
    duration_ms: int | None = None
    language: str | None = None
    figures: tuple[tuple[str, Number], ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def typed(self) -> bool:
        """Written contact: clocks say nothing about silence or speech rate."""
        return self.kind in ("chat", "email")

    @property
    def timed(self) -> bool:
        """Has any segment both a start and an end?"""
        return any(s.start_ms is not None and s.end_ms is not None for s in self.segments)


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """A named lexical or timing event, with its place and what the words around it make of it.

    `start` and `end` are characters of the turn's text; `stopped` names the guard or the modifier that kept it
    from counting (None: it counts); `seen` is what its slots held.
    """

    name: str
    turn: int
    role: Role
    speaker: str
    start: int
    end: int
    spans: tuple[Span, ...]
    text: str
    modifiers: frozenset[Modifier] = frozenset()
    stopped: str | None = None
    seen: tuple[tuple[str, str], ...] = ()
    amount: float | None = None

    @property
    def place(self) -> tuple[int, int]:
        return (self.spans[0].segment, self.spans[0].start_char) if self.spans else (0, 0)


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step of a procedure that was seen; `after` counts the agent's turns since the opportunity (0: same turn)."""

    name: str
    spans: tuple[Span, ...]
    after: int = 0


class Episode(msgspec.Struct, frozen=True, kw_only=True):
    """One pass through a procedure (a hold, a transfer, a need …): the place that opened it and the steps seen.

    `agent` is the agent concerned; `searched` the first and last segment in which steps were looked for; `open`
    says that the transcript ends before the episode could.
    """

    kind: str
    agent: str | None
    spans: tuple[Span, ...]
    steps: tuple[Step, ...] = ()
    searched: tuple[int, int] | None = None
    open: bool = False
    amount: float | None = None

    def step(self, *names: str) -> Step | None:
        """The first step seen that bears one of these names."""
        return next((s for s in self.steps if s.name in names), None)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something found in a call: a violation, a signal, kudos, or a fault of the transcript (health)."""

    kind: FindingKind
    code: str
    name: str
    severity: Severity
    message: str
    spans: tuple[Span, ...]
    agent: str | None = None
    searched: tuple[int, int] | None = None
    advice: str = ""
    quote: str = ""
    line: int | None = None
    time_ms: int | None = None

    @property
    def segment(self) -> int | None:
        return self.spans[0].segment if self.spans else None


class Opportunity(msgspec.Struct, frozen=True, kw_only=True):
    """A chance to do well: where it was, whose it was, and what answered it."""

    met: bool
    agent: str | None
    spans: tuple[Span, ...]
    answer: tuple[Span, ...] = ()
    step: str | None = None
    searched: tuple[int, int] | None = None


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A rule's verdict on a call, with its evidence; `value` for scales, `measured` for measures.

    `agents` are those whom a measure could measure; empty: nobody in particular.
    """

    code: str
    kind: CheckKind
    verdict: Verdict
    reason: str | None = None
    value: int | None = None
    measured: Number | None = None
    opportunities: tuple[Opportunity, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Span, ...] = ()
    agents: tuple[str, ...] = ()


class ScoreLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the sum: what a rule earned of its weight, or cost."""

    code: str
    weight: Number
    earned: Number = 0.0
    lost: Number = 0.0
    detail: str = ""


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A conduct score, 0 to 100, or None with the reason; `lines` add up to it."""

    value: Number | None
    failed: bool = False
    reason: str | None = None
    lines: tuple[ScoreLine, ...] = ()


class Fitness(StrEnum):
    """Whether a transcript is fit to lint: suspect calls are judged but marked, unusable ones are not scored."""

    RELIABLE = "reliable"
    SUSPECT = "suspect"
    UNUSABLE = "unusable"


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """Something wrong with a transcript, in words; `quote`: what may be shown of the place, if not its words."""

    name: str
    detail: str
    spans: tuple[Span, ...] = ()
    quote: str | None = None


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Is the transcript fit to lint? `unknown`: conditions that cannot be judged, with the reason."""

    fitness: Fitness = Fitness.RELIABLE
    reasons: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """A filled scorecard: every verdict on a call, and what they add up to."""

    call: Call
    results: tuple[Result, ...]
    score: Score
    categories: tuple[tuple[str, Score], ...] = ()
    agents: tuple[tuple[str, Score], ...] = ()
    metrics: tuple[tuple[str, Number], ...] = ()
    band: str | None = None
    health: Health = Health()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, in the order of the call, then of the codes."""
        found = [f for r in self.results for f in r.findings]
        return tuple(sorted(found, key=lambda f: (f.segment if f.segment is not None else -1, f.code, f.spans)))

    def result(self, code: str) -> Result | None:
        return next((r for r in self.results if r.code == code), None)


def merge_spans(groups: Iterable[tuple[Span, ...]]) -> tuple[Span, ...]:
    """Several places as one, in order; those that overlap are one span."""
    merged: list[Span] = []
    for span in sorted(span for group in groups for span in group):
        last = merged[-1] if merged else None
        if last is not None and last.segment == span.segment and span.start_char < last.end_char:
            merged[-1] = Span(last.segment, last.start_char, max(last.end_char, span.end_char))
        else:
            merged.append(span)
    return tuple(merged)
