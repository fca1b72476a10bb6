"""What is told of a team: verdicts of the floor's rules, tables, changes between two sides, a plan for one agent.

Days are ISO dates, None where no file tells them. An interval is (low, high); None where it cannot be reckoned.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from csr_lint.model import Severity, Verdict

By = Literal["call", "agent", "queue", "week", "rule"]
BY: tuple[By, ...] = ("call", "agent", "queue", "week", "rule")
Interval = tuple[float, float]


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of a call, or the words that gave the highest value of a scale; `agent` as the file names them.

    `turn` counts as people do, from 1; `advice` and `message` stand only where they were asked for. `by`: who said the
    words, where that is known.
    """

    code: str
    name: str
    kind: Literal["violation", "signal", "kudos", "scale"]
    agent: str | None
    quote: str = ""
    turn: int | None = None
    line: int | None = None
    time_ms: int | None = None
    message: str = ""
    advice: str = ""
    by: Literal["agent", "customer"] | None = None


class TeamFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Something seen over many calls: in words, whom it concerns (None: the team), and the calls that show it.

    `agents`: those of the team in whom it was seen.
    """

    message: str
    agent: str | None = None
    agents: tuple[str, ...] = ()
    day: str | None = None
    calls: tuple[str, ...] = ()
    quote: str = ""
    measured: float | None = None


class TeamVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """A floor rule's verdict over all calls; `reason`: why n/a, or what could not be told beside it."""

    code: str
    name: str
    severity: Severity
    verdict: Verdict
    message: str
    advice: str
    reason: str | None = None
    findings: tuple[TeamFinding, ...] = ()


class GroupRow(msgspec.Struct, frozen=True, kw_only=True):
    """One agent, queue, week (its Monday) or rule. `name` is None where no file tells it.

    `broken` and `judged` are calls: of a rule those that broke it, of others those that failed by a critical rule.
    `worst`: what to work on first, each in the calls in which it was broken, of those in which it could come up, and
    the rule's name ("18/19 missed-empathy"). `strength`: an agent's kudos ("5/7 courtesy", of all their calls), else
    the flaw that they are free of ("9/9 free of hold-without-asking").
    """

    name: str | None
    title: str
    calls: int
    few: bool
    mean: float | None = None
    broken: int = 0
    judged: int = 0
    interval: Interval | None = None
    agents: tuple[int, int] | None = None
    since: str | None = None
    worst: tuple[str, ...] = ()
    strength: str = ""
    gratitude: float | None = None
    abusive: int = 0


class Grouped(msgspec.Struct, frozen=True, kw_only=True):
    """A table of the calls by agent, queue, week or rule; `left_out`: calls that do not count.

    They are unusable, or stood in the input before.
    """

    by: By
    rows: tuple[GroupRow, ...]
    gratitude: str | None = None
    left_out: int = 0


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a comparison: its calls, and from when to when they were."""

    title: str
    calls: int
    first: str | None = None
    last: str | None = None
    agents: int = 0


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One figure on both sides. `interval` is of the difference, after minus before; shares go from 0 to 1.

    `critical` and `weight` are the rule's. `verdict`: better, worse, or neither: `unclear` where chance alone could
    have made the difference, `few` where the calls are too few to tell. What customers did is more or less, not better
    or worse.
    """

    code: str
    name: str
    kind: Literal["score", "share", "kudos", "scale", "signal"]
    before: float
    before_calls: int
    after: float
    after_calls: int
    interval: Interval | None
    verdict: Literal["better", "worse", "more", "less", "unclear", "few"]
    critical: bool = False
    weight: float = 0.0


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two sides, and every figure that both have; `notes`: what makes them hard to compare.

    `confidence` is that of each interval but the score's (0.95); it is higher, for the figures are many.
    `least_shown`: so large a change of a share is told in four of five cases, at so many calls; `…_alone`: where no
    other figure is asked for. None where the calls are few.
    """

    before: Side
    after: Side
    changes: tuple[Change, ...]
    confidence: float
    notes: tuple[str, ...] = ()
    least_shown: float | None = None
    least_shown_alone: float | None = None


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """Several spans of time in order: their mean scores, and the last against the first."""

    spans: tuple[tuple[Side, float | None, int], ...]
    comparison: Comparison


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """A moment with its call and day."""

    moment: Moment
    call: str
    source: str
    day: str | None


class Habit(msgspec.Struct, frozen=True, kw_only=True):
    """What an agent does well or has to change: in `calls` of `judged` calls, and one of them in its words."""

    code: str
    name: str
    calls: int
    judged: int
    advice: str = ""
    cited: Cited | None = None


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A page for coaching one agent; `progress` is told where there are earlier calls. `notes`: what to mind."""

    agent: str
    side: Side
    mean: float | None
    few: bool
    strengths: tuple[Habit, ...]
    to_change: tuple[Habit, ...]
    abusive: int = 0
    progress: Comparison | None = None
    same_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
