"""The overview over all calls: the summary's tables, what was praised, what could not be judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.model import Fitness
from csr_lint.outcome import AgentRow, Share, Skipped, Summary, Unreadable
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.charts import Chart
from csr_lint.reporters.html.drawings import drawings
from csr_lint.reporters.html.floornotes import FloorNote, floor_notes, unjudged_of_the_floor
from csr_lint.reporters.html.heroes import Hero, heroes
from csr_lint.reporters.html.lines import THANKS, CallLine
from csr_lint.reporters.standing import NOT_NAMED, strength
from csr_lint.reporters.wording import count, plain, points

REASONS = 12  # why rules were not judged
DOUBTED = 20  # calls whose transcripts are in doubt


class Tile(msgspec.Struct, frozen=True, kw_only=True):
    """A figure at the top of the page."""

    figure: str
    name: str
    note: str = ""


class AgentLine(msgspec.Struct, frozen=True, kw_only=True):
    """An agent over the calls; `name` is the one by which the list is filtered, `thanks` the mean of the ladder.

    `strength` in words, with its counts in `strong`.
    """

    name: str
    calls: int
    few: bool
    mean: str
    failed: int
    work: Share | None
    strength: str
    strong: Share | None
    thanks: str


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """All that the overview shows."""

    tiles: tuple[Tile, ...]
    few: bool
    charts: tuple[Chart, ...]
    agents: tuple[AgentLine, ...]
    same_names: tuple[tuple[str, tuple[str, ...]], ...]
    hear_first: tuple[CallLine, ...]
    floor: tuple[FloorNote, ...]
    floor_unjudged: tuple[tuple[str, str], ...]
    heroes: tuple[Hero, ...]
    unjudged: tuple[tuple[str, int, str], ...]
    more_unjudged: int
    doubted: tuple[CallLine, ...]
    more_doubted: int
    health: tuple[tuple[str, str, int], ...]
    faults: tuple[str, ...]
    skipped: tuple[str, ...]


def overview(
    lines: Sequence[CallLine],
    summary: Summary,
    about: About,
    faults: Sequence[Unreadable],
    skipped: Sequence[Skipped],
) -> Overview:
    """The overview of the calls whose lines these are."""
    unjudged = _unjudged(lines)
    doubted = [line for line in lines if line.fitness is not Fitness.RELIABLE]
    return Overview(
        tiles=tuple(_tiles(lines, summary)),
        few=summary.few and summary.calls > 1,
        charts=tuple(drawings(lines, summary, about)) if lines else (),
        agents=tuple(map(_agent, summary.agents)),
        same_names=_same_names(summary),
        hear_first=tuple(_named(lines, summary)),
        floor=floor_notes(lines, summary),
        floor_unjudged=() if summary.few else unjudged_of_the_floor(summary.team),
        heroes=heroes(lines, summary, about),
        unjudged=unjudged[:REASONS],
        more_unjudged=max(0, len(unjudged) - REASONS),
        doubted=tuple(doubted[:DOUBTED]),
        more_doubted=max(0, len(doubted) - DOUBTED),
        health=tuple((s.code, s.name, s.calls) for s in summary.health),
        faults=tuple(plain(str(fault)) for fault in faults),
        skipped=tuple(plain(file.source) for file in skipped),
    )


def _named(lines: Sequence[CallLine], summary: Summary) -> Iterator[CallLine]:
    """The lines of the lowest calls; of two calls of one name, the one with that score."""
    rest = list(lines)
    for call in summary.lowest_calls:
        for line in rest:
            if line.id == plain(call.call) and line.score == call.score and line.failed == call.failed:
                rest.remove(line)
                yield line
                break


def _same_names(summary: Summary) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fuller names, each with the names that are counted as it."""
    names: dict[str, list[str]] = defaultdict(list)
    for name, fuller in summary.same_names:
        names[plain(fuller)].append(plain(name))
    return tuple((fuller, tuple(short)) for fuller, short in names.items())


def _agent(row: AgentRow) -> AgentLine:
    name, strong = strength(row) or ("", None)
    return AgentLine(
        name=plain(row.name or NOT_NAMED),
        calls=row.calls,
        few=row.few,
        mean=points(row.mean),
        failed=row.failed,
        work=row.to_work_on,
        strength=name.replace("-", " "),
        strong=strong,
        thanks=next((f"{scale.mean:.1f}" for scale in row.scales if scale.code == THANKS), "–"),
    )


def _tiles(lines: Sequence[CallLine], summary: Summary) -> list[Tile]:
    agents = {name for line in lines for name, _ in line.agents} - {NOT_NAMED}
    days = sorted(line.date for line in lines if line.date)
    span = days[0] if days and days[0] == days[-1] else f"{days[0]} to {days[-1]}" if days else ""
    tiles = [Tile(figure=f"{summary.calls:,}", name="call" if summary.calls == 1 else "calls", note=span)]
    if summary.mean is not None and summary.median is not None:
        tiles.append(Tile(figure=f"{summary.mean:.1f}", name="mean score", note=f"median {summary.median:.1f}"))
    if agents:
        tiles.append(Tile(figure=f"{len(agents):,}", name="agent" if len(agents) == 1 else "agents"))
    tiles += [
        Tile(figure=f"{scale.mean:.1f}", name=f"{scale.name.replace('-', ' ')}, of 4", note=count(scale.calls, "call"))
        for scale in summary.scales[:1]
    ]
    if lines:
        tiles.append(Tile(figure=f"{sum(len(line.praise) for line in lines):,}", name="kudos", note="earned by agents"))
    if summary.failed:
        tiles.append(Tile(figure=f"{summary.failed:,}", name="failed", note="a critical rule was broken"))
    if summary.scored < summary.calls:
        tiles.append(Tile(figure=f"{summary.calls - summary.scored:,}", name="without a score", note="see below"))
    return tiles


def _unjudged(lines: Sequence[CallLine]) -> tuple[tuple[str, int, str], ...]:
    """Reasons, in how many calls, and for which rules; most calls first."""
    calls: Counter[str] = Counter()
    codes: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for reason, concerned in line.unjudged:
            calls[reason] += 1
            codes[reason].update(concerned)
    ordered = sorted(calls.items(), key=lambda item: (-item[1], item[0]))
    return tuple((plain(reason), number, ", ".join(sorted(codes[reason]))) for reason, number in ordered)
