"""What is kept of a call for the overview and the list of calls, once its page is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import msgspec

from csr_lint.model import Call, CheckKind, Evaluation, Finding, FindingKind, Fitness, Verdict
from csr_lint.moments import moments_of
from csr_lint.outcome import agent_names
from csr_lint.quoting import quotation
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import Group, digest
from csr_lint.reporters.html.callpage import length
from csr_lint.reporters.standing import NOT_NAMED
from csr_lint.reporters.wording import LONGEST_QUOTE, plain, quoted
from csr_lint.started import when_started

THANKS = "CUS001"  # the ladder by which the list of calls can be sorted
_STOP = re.compile(r"[.?!…](?=\s)\s*")
_LONGEST = 80  # characters of a page's name


class Praise(msgspec.Struct, frozen=True, kw_only=True):
    """Kudos with the words that earned them."""

    agent: str
    code: str
    name: str
    words: str
    turn: int | None


class CallLine(msgspec.Struct, frozen=True, kw_only=True):
    """A call in the overview. `page`: its handle in addresses; `agents` pairs names with scores.

    `moments`: the words that the floor's rules may quote, with their turns.
    """

    page: str
    id: str
    source: str
    date: str
    length: int | None
    agents: tuple[tuple[str, float | None], ...]
    score: float | None
    band: str
    failed: bool
    fitness: Fitness
    reasons: tuple[str, ...]
    work: tuple[Group, ...]
    found: tuple[tuple[str, str | None], ...]
    scales: tuple[tuple[str, int | None], ...]
    categories: tuple[tuple[str, float], ...]
    unjudged: tuple[tuple[str, tuple[str, ...]], ...]
    health: tuple[str, ...]
    praise: tuple[Praise, ...]
    moments: tuple[tuple[str, int | None], ...]


def call_line(evaluation: Evaluation, about: About, page: str) -> CallLine:
    """The line of a call whose page has that handle."""
    call, seen = evaluation.call, digest(evaluation, about)
    told = agent_names(call)
    names = {speaker: plain(name or NOT_NAMED) for speaker, name in told.items()}
    scores = dict(evaluation.agents)
    found = [(f.code, names.get(f.agent) if f.agent else None) for f in evaluation.findings]
    return CallLine(
        page=page,
        id=plain(call.id),
        source=plain(call.source),
        date=day(call.started),
        length=length(call),
        agents=tuple({name: scores[who].value if who in scores else None for who, name in names.items()}.items()),
        score=evaluation.score.value,
        band=plain(evaluation.band or ""),
        failed=evaluation.score.failed,
        fitness=evaluation.health.fitness,
        reasons=tuple(map(plain, evaluation.health.reasons)),
        work=seen.to_work_on,
        found=tuple(dict.fromkeys(found)),
        scales=tuple((r.code, r.value) for r in evaluation.results if r.kind is CheckKind.SCALE),
        categories=tuple((prefix, score.value) for prefix, score in evaluation.categories if score.value is not None),
        unjudged=seen.not_judged,
        health=tuple(r.code for r in evaluation.results if r.kind is CheckKind.HEALTH and r.verdict is Verdict.PRESENT),
        praise=_praise(evaluation, names),
        moments=tuple((moment.quote, moment.turn) for moment in moments_of(evaluation, told)),
    )


def renamed(line: CallLine, fuller: Mapping[str, str]) -> CallLine:
    """The line with the names under which agents are counted, where a name stands for a fuller one."""
    if not any(name in fuller for name, _ in line.agents):
        return line
    return msgspec.structs.replace(
        line,
        agents=tuple({fuller.get(name, name): score for name, score in line.agents}.items()),
        found=tuple(dict.fromkeys((code, fuller.get(name, name) if name else None) for code, name in line.found)),
        praise=tuple(msgspec.structs.replace(p, agent=fuller.get(p.agent, p.agent)) for p in line.praise),
    )


def _praise(evaluation: Evaluation, names: dict[str, str]) -> tuple[Praise, ...]:
    """Kudos in the order of the call, each under the name of the agent who earned it."""
    turn = {segment: turn.index + 1 for turn in evaluation.call.turns for segment in turn.segments}
    only = next(iter(names.values())) if len(names) == 1 else ""
    found = (f for f in evaluation.findings if f.kind is FindingKind.KUDOS)
    return tuple(
        Praise(
            agent=names.get(kudos.agent or "", only),
            code=kudos.code,
            name=kudos.name,
            words=quoted(_sentence(evaluation.call, kudos)),
            turn=None if kudos.segment is None else turn.get(kudos.segment),
        )
        for kudos in found
    )


def _sentence(call: Call, found: Finding) -> str:
    """The sentence in which the words stand, for praise should be whole; the words alone where it is too long."""
    if len(found.spans) != 1:
        return found.quote
    span = found.spans[0]
    text = call.segments[span.segment].text
    start = max((stop.end() for stop in _STOP.finditer(text, 0, span.start_char)), default=0)
    end = next((stop.start() + 1 for stop in _STOP.finditer(text, max(span.end_char - 1, 0))), len(text))
    return quotation(text, start, end) if span.end_char <= end <= start + LONGEST_QUOTE else found.quote


def day(started: str | None) -> str:
    """The day of the file's own words for the start of a call, as 2026-03-02; empty where they leave a doubt."""
    if told := when_started(started):
        return told.day.isoformat()
    try:
        return date.fromisoformat((started or "").strip()[:10]).isoformat()
    except ValueError:
        return ""


class Handles:
    """Gives calls handles that are safe in addresses and file names, told apart whatever the file system's case."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def handle(self, name: str) -> str:
        """The call's id where it is safe, else what is safe of it; a number behind it where that is taken."""
        safe = re.sub(r"[^A-Za-z0-9_-]+", "-", name)[:_LONGEST].strip("-") or "call"
        number, handle = 1, safe
        while handle.casefold() in self._taken:
            number += 1
            handle = f"{safe}-{number}"
        self._taken.add(handle.casefold())
        return handle
