"""What a run yields: evaluations, errors as values, what was passed over; small rows of them, and the summary's tables.

Rows are what is kept of a call once it is reported, so that many calls fit in memory.
"""

from __future__ import annotations

import msgspec

from csr_lint.errors import CsrLintError
from csr_lint.floor import Grouped, Moment, TeamVerdict
from csr_lint.model import Call, CheckKind, Evaluation, FindingKind, Fitness, Result, Role, Verdict
from csr_lint.moments import length_of, matter_of, moments_of, signals_to
from csr_lint.vocabulary import load_vocabulary

JUDGED = (Verdict.MET, Verdict.VIOLATED)


class Unreadable(msgspec.Struct, frozen=True, kw_only=True):
    """A transcript, or one line of a file of many, that could not be read or judged."""

    source: str
    code: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place or self.source}: {self.message}"


class Skipped(msgspec.Struct, frozen=True, kw_only=True):
    """A file in a walked folder that is no transcript."""

    source: str
    reason: str


Outcome = Evaluation | Unreadable | Skipped


class AgentPart(msgspec.Struct, frozen=True, kw_only=True):
    """One agent's part in a call; `name` is None where the file does not tell who it was.

    `signals`: the codes of what the customer did to this agent. `from_ms` to `to_ms`: when they were in the call.
    """

    name: str | None
    score: float | None
    verdicts: tuple[tuple[str, str], ...]
    signals: tuple[str, ...] = ()
    from_ms: int | None = None
    to_ms: int | None = None


class CallRow(msgspec.Struct, frozen=True, kw_only=True):
    """What the summary needs of a call: verdicts but for n/a, scales that have a value, moments worth a quote.

    `started` and `queue` are the file's own words. `reach`: somebody was put on hold or transferred; None where that
    is unknown. `words`: what the customer came with, without short words and the agents' names.
    """

    call: str
    source: str
    score: float | None
    failed: bool
    band: str | None
    verdicts: tuple[tuple[str, str], ...]
    scales: tuple[tuple[str, int], ...]
    agents: tuple[AgentPart, ...]
    fitness: Fitness = Fitness.RELIABLE
    started: str | None = None
    queue: str | None = None
    duration_ms: int | None = None
    typed: bool = False
    reach: bool | None = None
    words: tuple[str, ...] = ()
    moments: tuple[Moment, ...] = ()


class Share(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was seen: in `calls` of the `judged` calls in which it could be."""

    code: str
    name: str
    calls: int
    judged: int

    @property
    def share(self) -> float:
        return self.calls / self.judged if self.judged else 0.0


class ScaleMean(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of a 0-4 scale over the calls in which it could be judged."""

    code: str
    name: str
    mean: float
    calls: int


class AgentRow(msgspec.Struct, frozen=True, kw_only=True):
    """An agent over many calls; `few`: too few calls to tell a habit from a bad day.

    `to_work_on` is what to coach first: a critical rule, else what costs most points over the calls. `kudos` are the
    ones earned most often, `best` is the expectation met most reliably.
    """

    name: str | None
    calls: int
    mean: float | None
    failed: int
    few: bool
    to_work_on: Share | None = None
    kudos: Share | None = None
    best: Share | None = None
    scales: tuple[ScaleMean, ...] = ()


class CallLine(msgspec.Struct, frozen=True, kw_only=True):
    """A call on one line: where it is, who took it (those whom the file names), what was broken, the heaviest first."""

    call: str
    source: str
    score: float | None
    failed: bool
    agents: tuple[str, ...]
    broken: tuple[str, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Many calls at a glance; the tables are sorted worst first, `signals`, `kudos`, `health` most often first.

    `repeated`: calls that stood in the input before; they and the unusable ones are in `calls`, `health` and their own
    figures only. `lowest_calls`: those to hear first, or all where a table by call was asked for. `team`: the verdicts
    of the floor's rules. `same_names`: names that stand for an agent whose fuller one is known, as (name, fuller name).
    `grouped`: the table that was asked for.
    """

    calls: int
    scored: int
    failed: int
    few: bool
    mean: float | None = None
    median: float | None = None
    lowest: float | None = None
    highest: float | None = None
    bands: tuple[tuple[str, int], ...] = ()
    rules: tuple[Share, ...] = ()
    agents: tuple[AgentRow, ...] = ()
    scales: tuple[ScaleMean, ...] = ()
    signals: tuple[Share, ...] = ()
    kudos: tuple[Share, ...] = ()
    lowest_calls: tuple[CallLine, ...] = ()
    health: tuple[Share, ...] = ()
    suspect: int = 0
    unusable: int = 0
    repeated: int = 0
    team: tuple[TeamVerdict, ...] = ()
    same_names: tuple[tuple[str, str], ...] = ()
    grouped: Grouped | None = None


def unreadable(error: CsrLintError, source: str) -> Unreadable:
    """An error as a value of the run."""
    return Unreadable(source=source, code=error.code, place=error.place or source, message=error.message)


def share_of(result: Result, agent: str, *, only: bool) -> Result | None:
    """What of a result concerns this agent; None if nothing. What names nobody falls to an `only` agent.

    An opportunity and a finding carry their agent, and a measure those whom it measured; an avoid rule that is met is
    met by all.
    """

    def concerns(name: str | None) -> bool:
        return name == agent or (only and name is None)

    if result.kind is CheckKind.EXPECT and result.opportunities:
        mine = tuple(o for o in result.opportunities if concerns(o.agent))
        verdict = Verdict.MET if all(o.met for o in mine) else Verdict.VIOLATED
        return Result(code=result.code, kind=result.kind, verdict=verdict, opportunities=mine) if mine else None
    if any(concerns(f.agent) for f in result.findings) or (only and not result.findings):
        return result
    if result.agents:
        within = msgspec.structs.replace(result, verdict=Verdict.MET, findings=())
        return within if agent in result.agents else None
    return result if result.verdict is Verdict.MET else None


def agent_names(call: Call) -> dict[str, str | None]:
    """The agents' speakers in the order in which they come, each with the name the file tells, or None.

    A name is the speaker's own or a label that is no mere "Agent" or "SPEAKER_00" (in full where the call gives it),
    else the call's where there is one agent only.
    """
    words = load_vocabulary()
    speakers = {s.speaker: s.name for s in call.segments if s.role is Role.AGENT}
    only = len(speakers) == 1
    found: dict[str, str | None] = {}
    for speaker, name in speakers.items():
        mere_label = words.role_of(speaker) is not None or words.is_numbered(speaker)
        told = name or (None if mere_label else speaker)
        given = call.agent if call.agent not in found.values() else None
        found[speaker] = given if given and _fits(told, given, only=only) else told
    return found


def _fits(told: str | None, given: str, *, only: bool) -> bool:
    """Is the name that the call gives for its agent this speaker's, perhaps in full ("Todd", "Todd Keller")?"""
    return only if told is None else given.casefold().split()[:1] == told.casefold().split()


def row_of(evaluation: Evaluation, *, violations: bool = False) -> CallRow:
    """The small row that is kept of an evaluation; with the moments of its violations where they are asked for."""
    names = agent_names(evaluation.call)
    metrics = dict(evaluation.metrics)
    reach = [metrics[name] > 0 for name in ("holds", "transfers") if name in metrics]
    return CallRow(
        call=evaluation.call.id,
        source=evaluation.call.source,
        score=evaluation.score.value,
        failed=evaluation.score.failed,
        band=evaluation.band,
        verdicts=tuple((r.code, str(r.verdict)) for r in evaluation.results if _tells(r)),
        scales=tuple((r.code, r.value) for r in evaluation.results if r.value is not None),
        agents=tuple(_part(evaluation, speaker, name, only=len(names) == 1) for speaker, name in names.items()),
        fitness=evaluation.health.fitness,
        started=evaluation.call.started,
        queue=evaluation.call.queue,
        duration_ms=length_of(evaluation.call),
        typed=evaluation.call.typed,
        reach=any(reach) if reach else None,
        words=tuple(matter_of(evaluation, names)),
        moments=tuple(moments_of(evaluation, names, violations=violations)),
    )


def _part(evaluation: Evaluation, speaker: str, name: str | None, *, only: bool) -> AgentPart:
    score = dict(evaluation.agents).get(speaker)
    mine = [s for s in evaluation.call.segments if s.speaker == speaker]
    starts = [s.start_ms for s in mine if s.start_ms is not None]
    ends = [s.end_ms for s in mine if s.end_ms is not None]
    return AgentPart(
        name=name,
        score=score.value if score else None,
        verdicts=tuple(agent_verdicts(evaluation, speaker, only=only)),
        signals=tuple(signals_to(evaluation, speaker, only=only)),
        from_ms=0 if only else min(starts, default=None),
        to_ms=length_of(evaluation.call) if only else max(ends, default=None),
    )


def _tells(result: Result) -> bool:
    return result.kind is not CheckKind.SCALE and result.verdict in (*JUDGED, Verdict.PRESENT, Verdict.ABSENT)


def agent_verdicts(evaluation: Evaluation, speaker: str, *, only: bool) -> list[tuple[str, str]]:
    """What this agent met and broke, and the kudos that are theirs."""
    found = []
    for result in evaluation.results:
        if result.kind is CheckKind.KUDOS and result.verdict is Verdict.PRESENT:
            kudos = [f for f in result.findings if f.kind is FindingKind.KUDOS]
            if any(f.agent == speaker or (only and f.agent is None) for f in kudos):
                found.append((result.code, str(Verdict.PRESENT)))
        elif (
            result.kind is not CheckKind.SCALE
            and result.verdict in JUDGED
            and (mine := share_of(result, speaker, only=only))
        ):
            found.append((result.code, str(mine.verdict)))
    return found
