"""The overview over all calls: the summary's tables, what was praised, what could not be judged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import msgspec

from csr_lint.model import Fitness
from csr_lint.outcome import AgentRow, Share, Skipped, Summary, Unreadable
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.charts import Chart
from csr_lint.reporters.html.drawings import drawings
from csr_lint.reporters.html.lines import NAMELESS, THANKS, CallLine, Praise
from csr_lint.reporters.wording import count, plain, points

HEROES = 12  # agents in the hall; two quotes each
QUOTES = 2
FEW_WORDS = 3  # blanks in a quote that tells little
REASONS = 12  # why rules were not judged
DOUBTED = 20  # calls whose transcripts are in doubt


class Tile(msgspec.Struct, frozen=True, kw_only=True):
    """A figure at the top of the page."""

    figure: str
    name: str
    note: str = ""


class Hero(msgspec.Struct, frozen=True, kw_only=True):
    """An agent in the hall: how often which kudos, and quotes with the calls that they are from."""

    agent: str
    kudos: tuple[tuple[str, int], ...]
    share: str
    quotes: tuple[tuple[Praise, CallLine], ...]


class AgentLine(msgspec.Struct, frozen=True, kw_only=True):
    """An agent over the calls; `name` is the one by which the list is filtered, `thanks` the mean of the ladder."""

    name: str
    calls: int
    few: bool
    mean: str
    failed: int
    work: Share | None
    kudos: Share | None
    thanks: str


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """All that the overview shows."""

    tiles: tuple[Tile, ...]
    few: bool
    charts: tuple[Chart, ...]
    agents: tuple[AgentLine, ...]
    same_names: tuple[tuple[str, tuple[str, ...]], ...]
    hear_first: tuple[CallLine, ...]
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
        heroes=tuple(_heroes(lines, {plain(row.name or NAMELESS) for row in summary.agents if row.few})),
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
    return AgentLine(
        name=plain(row.name or NAMELESS),
        calls=row.calls,
        few=row.few,
        mean=points(row.mean),
        failed=row.failed,
        work=row.to_work_on,
        kudos=row.kudos,
        thanks=next((f"{scale.mean:.1f}" for scale in row.scales if scale.code == THANKS), "–"),
    )


def _tiles(lines: Sequence[CallLine], summary: Summary) -> list[Tile]:
    agents = {name for line in lines for name, _ in line.agents} - {NAMELESS}
    days = sorted(line.date for line in lines if line.date)
    span = days[0] if days and days[0] == days[-1] else f"{days[0]} to {days[-1]}" if days else ""
    tiles = [Tile(figure=f"{summary.calls:,}", name="call" if summary.calls == 1 else "calls", note=span)]
    if summary.scored:
        tiles.append(Tile(figure=points(summary.mean), name="mean score", note=f"median {points(summary.median)}"))
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


def _heroes(lines: Sequence[CallLine], few: set[str]) -> list[Hero]:
    """Agents by the share of their calls with kudos, those of a few calls last; quotes of the rarest kudos."""
    calls = Counter(name for line in lines for name, _ in line.agents)
    rare = Counter(praise.code for line in lines for praise in line.praise)
    earned: dict[str, list[tuple[Praise, CallLine]]] = defaultdict(list)
    for line in lines:
        for praise in line.praise:
            if praise.agent not in ("", NAMELESS):
                earned[praise.agent].append((praise, line))
    praised = {agent: len({line.page for _, line in told}) for agent, told in earned.items()}
    heroes = [
        _hero(agent, told, rare, f"in {praised[agent]} of {count(calls[agent], 'call')}")
        for agent, told in earned.items()
    ]

    def place(hero: Hero) -> tuple[bool, float, str]:
        return hero.agent in few, -praised[hero.agent] / max(1, calls[hero.agent]), hero.agent

    return sorted(heroes, key=place)[:HEROES]


def _hero(agent: str, told: list[tuple[Praise, CallLine]], rare: Counter[str], share: str) -> Hero:
    kudos = Counter(praise.name for praise, _ in told)

    def telling(pair: tuple[Praise, CallLine]) -> tuple[bool, int, str, str]:
        return pair[0].words.count(" ") < FEW_WORDS, rare[pair[0].code], pair[1].date, pair[1].id

    worded = sorted((pair for pair in told if pair[0].words), key=telling)
    one_a_call = {line.page: (praise, line) for praise, line in reversed(worded)}
    quotes = sorted(one_a_call.values(), key=telling)
    return Hero(agent=agent, kudos=tuple(kudos.most_common()), share=share, quotes=tuple(islice(quotes, QUOTES)))


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
