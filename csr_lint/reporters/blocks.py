"""One call for the terminal, in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.model import Call, CheckKind, Evaluation, Fitness, Severity
from csr_lint.reporters.arithmetic import the_sum
from csr_lint.reporters.contract import About
from csr_lint.reporters.digest import Digest, Group, Measured, Spot, categories, digest
from csr_lint.reporters.wording import clock, count, few_of, plain, points

SPOTS = 3  # places shown of one rule; the others are named by their turns
SIGNALS = 5  # named where none was seen
CODES = 6  # codes shown for one reason; beyond that their number says more
OUTCOMES = (CheckKind.SCALE, CheckKind.SIGNAL)
HEADING = "bold underline"
STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def full(evaluation: Evaluation, about: About) -> Iterator[RenderableType]:
    """A call's whole story, part by part."""
    seen = digest(evaluation, about)
    yield head(evaluation, seen, about)
    if about.explain_score:
        yield Padding(the_sum(evaluation.score, about), (1, 0, 0, 2))
    if seen.to_work_on:
        yield heading("To work on")
        for group in seen.to_work_on:
            yield Padding(_group(group), (0, 0, 0, 2))
    elif evaluation.score.value is not None:
        yield Padding(Text("Nothing to work on in what could be judged.", style="green"), (1, 0, 0, 2))
    if seen.done_well:
        yield heading("Done well")
        yield Padding(_list(seen.done_well, style="green"), (0, 0, 0, 2))
    if any(rule.check in OUTCOMES for rule in about.rules):
        yield heading("The customer")
        yield Padding(_customer(seen, about), (0, 0, 0, 2))
    if seen.health:
        yield heading("The transcript")
        yield Padding(_health(seen.health), (0, 0, 0, 2))
    yield from _footnotes(evaluation.call, seen)


def head(evaluation: Evaluation, seen: Digest, about: About) -> RenderableType:
    """The call's name and score, where it comes from, and the categories in which something came up."""
    call = evaluation.call
    grid = Table.grid(expand=True, padding=(0, 2))
    grid.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(Text(plain(call.id), style="bold"), score_words(evaluation))
    lines = Table.grid(expand=True)
    lines.add_row(grid)
    lines.add_row(Text(" · ".join(_facts(call, seen)), style="dim"))
    if evaluation.score.value is None and evaluation.score.reason:
        lines.add_row(Text(f"No score: {evaluation.score.reason}."))
    elif evaluation.health.fitness is Fitness.SUSPECT:
        lines.add_row(Text(f"Take it with care: {plain('; '.join(evaluation.health.reasons))}.", style="yellow"))
    if told := [f"{name} {points(value)}" for name, value in categories(evaluation, about)]:
        lines.add_row(Text(" · ".join(told)))
    return lines


def score_words(evaluation: Evaluation) -> Text:
    score, name = evaluation.score, evaluation.band
    if score.value is None:
        return Text("failed" if score.failed else "no score", style="bold red" if score.failed else "dim")
    words = f"{points(score.value)}" + (f" {plain(name)}" if name else "") + (", failed" if score.failed else "")
    style = "bold red" if score.failed or score.value < 50 else "bold yellow" if score.value < 75 else "bold green"
    return Text(words, style=style)


def _facts(call: Call, seen: Digest) -> list[str]:
    ends = [s.end_ms for s in call.segments if s.end_ms is not None]
    length = clock(call.duration_ms if call.duration_ms is not None else max(ends, default=None))
    facts = (
        plain(call.source) if call.source != call.id else "",
        plain(call.kind or ""),
        plain(call.started or ""),
        length,
        count(seen.turns, "turn"),
        f"{'agents' if len(seen.agents) > 1 else 'agent'} {' and '.join(seen.agents) or 'unknown'}",
    )
    return [fact for fact in facts if fact]


def heading(words: str) -> RenderableType:
    return Padding(Text(words, style=HEADING), (1, 0, 0, 0))


def _group(group: Group) -> RenderableType:
    """A rule's findings: what it is, where, in which words, what to do instead."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    title = Text.assemble((group.name, "bold"), "  ", (_weight_word(group), STYLES[group.severity]))
    grid.add_row(Text(group.code, style=STYLES[group.severity]), title)
    if group.message:
        grid.add_row("", Text(group.message))
    for spot in group.spots[:SPOTS]:
        grid.add_row("", place(spot))
    if rest := group.spots[SPOTS:]:
        turns = [str(spot.turn) for spot in rest if spot.turn is not None]
        also = f"also in {'turn' if len(turns) == 1 else 'turns'} {few_of(turns, 12)}"
        grid.add_row("", Text(also, style="dim"))
    if group.advice:
        grid.add_row("", Text.assemble(("Instead: ", "bold green"), group.advice))
    return grid


def _weight_word(group: Group) -> str:
    return f"{group.severity}, critical" if group.critical else str(group.severity)


def place(spot: Spot) -> RenderableType:
    """The place of a finding: turn and time, then the words, hanging."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    where = [f"turn {spot.turn}" if spot.turn is not None else "", clock(spot.time_ms)]
    agent = f"  ({spot.agent})" if spot.agent else ""
    grid.add_row(Text("  ".join(w for w in where if w), style="dim"), Text(spot.words + agent))
    return grid


def _list(groups: Sequence[Group], *, style: str) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for group in groups:
        grid.add_row(Text(group.code, style=style), Text(group.name, style="bold"))
        for spot in group.spots[:SPOTS]:
            grid.add_row("", place(spot))
        if len(group.spots) > SPOTS:
            grid.add_row("", Text(f"and {len(group.spots) - SPOTS} more", style="dim"))
    return grid


def _health(groups: Sequence[Group]) -> RenderableType:
    """What is wrong with the transcript, and where."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for group in groups:
        grid.add_row(Text(group.code, style="dim"), Text.assemble((group.name, "bold"), f"  {group.message}"))
        for spot in group.spots[:SPOTS]:
            if spot.turn is not None:
                grid.add_row("", place(spot))
        if len(group.spots) > SPOTS:
            grid.add_row("", Text(f"and {len(group.spots) - SPOTS} more", style="dim"))
    return grid


def _customer(seen: Digest, about: About) -> RenderableType:
    """The customer's side: the scales with the words that gave them, then the signals."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for scale in seen.scales:
        grid.add_row(Text(scale.code, style="cyan"), Text.assemble((scale.name, "bold"), f"  {_value(scale)}"))
        for spot in scale.spots[:2] if scale.value else ():
            grid.add_row("", place(spot))
    lines = Table.grid()
    if seen.scales:
        lines.add_row(grid)
    if seen.signals:
        lines.add_row(_list(seen.signals, style="cyan"))
    elif names := [rule.name for rule in about.rules if rule.check is CheckKind.SIGNAL]:
        lines.add_row(Text(f"None of the signals looked for ({few_of(names, SIGNALS)}).", style="dim"))
    return lines


def _value(scale: Measured) -> str:
    return f"– ({scale.reason})" if scale.value is None else f"{scale.value} of 4"


def _footnotes(call: Call, seen: Digest) -> Iterator[RenderableType]:
    if seen.not_judged:
        yield heading("Not judged")
        grid = Table.grid(padding=(0, 2))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(ratio=2, overflow="fold")
        for reason, codes in seen.not_judged:
            shown = " ".join(codes) if len(codes) <= CODES else f"{len(codes)} rules"
            grid.add_row(Text(plain(reason), style="dim"), Text(shown, style="dim"))
        yield Padding(grid, (0, 0, 0, 2))
    if call.figures:
        yield heading("The file's own figures")
        figures = ", ".join(f"{plain(name).replace('-', ' ')} {value:g}" for name, value in call.figures)
        yield Padding(Text(figures, style="dim"), (0, 0, 0, 2))
    if call.notes:
        yield heading("Notes on the transcript")
        yield Padding(Text("\n".join(plain(note.message) for note in call.notes), style="dim"), (0, 0, 0, 2))
