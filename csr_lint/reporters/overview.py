"""The summary of all calls for the terminal: whom to coach on what, at a glance and on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.rule import Rule as HorizontalLine
from rich.text import Text

from csr_lint.outcome import Summary
from csr_lint.reporters.blocks import heading
from csr_lint.reporters.calllist import as_many, long_call_list
from csr_lint.reporters.floor import group_table, recognition, seen_on_the_floor, what_to_know
from csr_lint.reporters.sections import agents, clipped, customers, hear_first, most_broken
from csr_lint.reporters.wording import count, plain, points

SCREEN = 50  # lines, where no terminal tells its own
SMALLEST = 16  # lines: the summary is never cut below what says anything


class Plan(NamedTuple):
    """How much to show: `rows` of each table, lines of the floor, of recognition, of customers and of notes.

    `airy`: blank lines between sections.
    """

    rows: int
    floor: int
    heroes: int
    customers: int = 3
    notes: int = 3
    airy: bool = False


# From roomy to tight; the first that fits is taken. Small print goes before the calls to hear.
PLANS = (
    Plan(8, 5, 5, airy=True),
    Plan(6, 5, 5, airy=True),
    Plan(5, 4, 3, airy=True),
    Plan(4, 3, 2, notes=1, airy=True),
    Plan(4, 2, 2, notes=0, airy=True),
    Plan(4, 2, 2, notes=1),
    Plan(4, 1, 1, customers=1, notes=0),
    Plan(3, 1, 1, customers=1, notes=0),
    Plan(3, 0, 1, customers=1, notes=0),
    Plan(3, 0, 0, customers=1, notes=0),
    Plan(2, 0, 1, customers=1, notes=0),
    Plan(2, 0, 0, customers=1, notes=0),
    Plan(1, 0, 0, customers=1, notes=0),
)


def overview(summary: Summary, *, width: int = 80, height: int = SCREEN) -> Iterator[RenderableType]:
    """The summary, part by part: scores, the calls to hear first, agents, rules, the floor, customers.

    It takes no more than `height` lines, if that is not less than `SMALLEST`. Whoever asks for a table gets that whole,
    instead of the parts.
    """
    yield HorizontalLine("Summary", align="left", style="dim", characters="─")
    yield from _scores(summary, width)
    if summary.grouped is not None:
        yield heading(f"By {summary.grouped.by}")
        if summary.grouped.by == "call":
            names = {rule.code: rule.name for rule in summary.rules}
            yield from long_call_list(summary.lowest_calls, names, width=width)
        else:
            yield group_table(summary.grouped, width=width)
        return
    made = Console(width=width)
    taken = 1 + len(list(_scores(summary, width)))
    for plan in PLANS:
        parts = list(_parts(summary, plan, width=width))
        if taken + height_of(parts, made) <= max(height, SMALLEST):
            break
    yield from parts


def height_of(parts: Iterable[RenderableType], made: Console) -> int:
    """How many lines of the screen these take; what is never cut goes on in the next."""
    lines = [line for part in parts for line in made.render_lines(part, pad=False)]
    return sum(max(1, -(-sum(piece.cell_length for piece in line) // made.width)) for line in lines)


def _scores(summary: Summary, width: int) -> Iterator[RenderableType]:
    """Lines on how many calls there are and how their scores lie."""
    facts = [count(summary.calls, "call")]
    if summary.scored < summary.calls:
        facts.append(f"{summary.scored:,} scored")
    if summary.scored == 1:
        facts.append(f"score {points(summary.mean)}")
    elif summary.scored:
        facts.append(f"mean {summary.mean:.1f}, median {summary.median:.1f}")
        facts.append(f"from {points(summary.lowest)} to {points(summary.highest)}")
    yield clipped(Text(" · ".join(facts), style="bold"))
    bands = " · ".join(f"{plain(name)} {calls:,}" for name, calls in summary.bands) if summary.scored > 1 else ""
    failed = f"{count(summary.failed, 'call')} failed by a critical rule" if summary.failed else ""
    if bands and failed and len(bands) + len(failed) + 3 <= width:
        yield Text.assemble((failed, "bold red"), " · ", bands)
    else:
        yield from (clipped(Text(told, style)) for told, style in ((failed, "bold red"), (bands, "")) if told)
    if health := _health(summary, width):
        yield health
    if summary.few and summary.calls > 1:
        yield Text("Few calls: take the shares below as hints, not as habits.", style="dim")


def _health(summary: Summary, width: int) -> RenderableType | None:
    """How many transcripts are not as they should be, and in what."""
    counts = ((summary.suspect, "suspect"), (summary.unusable, "unusable"), (summary.repeated, "left out as copies"))
    doubtful = [f"{n:,} {word}" for n, word in counts if n]
    seen = [f"{share.name} {share.calls:,}" for share in summary.health]
    if not doubtful and not seen:
        return None
    head = "Transcripts: " + ", ".join(doubtful) + ("; " if doubtful and seen else "")
    return clipped(Text(head + as_many(seen, width - len(head)), style="yellow" if doubtful else "dim"))


def _parts(summary: Summary, plan: Plan, *, width: int) -> Iterator[RenderableType]:
    for section in (
        hear_first(summary, rows=plan.rows, width=width),
        agents(summary.agents, rows=plan.rows, width=width),
        most_broken(summary.rules, rows=plan.rows),
        seen_on_the_floor(summary.team, lines=plan.floor) if plan.floor else [],
        recognition(summary.team, lines=plan.heroes) if plan.heroes else [],
        customers(summary, lines=plan.customers, width=width),
        what_to_know(summary, lines=plan.notes) if plan.notes else [],
    ):
        if section:
            if plan.airy:
                yield ""
            yield from section
