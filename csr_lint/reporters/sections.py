"""The sections of the summary for the terminal, each under its heading, of lines that never wrap."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.outcome import AgentRow, Share, Summary
from csr_lint.reporters.blocks import HEADING
from csr_lint.reporters.calllist import ROOMY, as_many, call_list, how_to_show, short_names
from csr_lint.reporters.standing import NOT_NAMED, strength
from csr_lint.reporters.wording import count, plain, points

BAR = 16  # columns of a full bar
IN = (0, 0, 0, 2)


def clipped(text: Text) -> RenderableType:
    """A line that is cut with an ellipsis where the terminal ends."""
    grid = Table.grid()
    grid.add_column(no_wrap=True, overflow="ellipsis")
    grid.add_row(text)
    return grid


def table(title: str, *columns: tuple[str, str]) -> Table:
    """A table without lines, its first column under the section's title; columns: a heading, l(eft) or r(ight)."""
    made = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="", pad_edge=False)
    made.add_column(Text.assemble((title, HEADING)), no_wrap=True, overflow="ellipsis")
    for words, side in columns:
        made.add_column(
            Text(words, style="dim"), justify="right" if side == "r" else "left", no_wrap=True, overflow="ellipsis"
        )
    return made


def hear_first(summary: Summary, *, rows: int, width: int) -> list[RenderableType]:
    """The worst calls, and how to see one of them turn by turn."""
    if summary.calls < 2 or not summary.lowest_calls:
        return []
    shown = summary.lowest_calls[:rows]
    names = {rule.code: rule.name for rule in summary.rules}
    more = "  (all of them, worst first: --by call)" if summary.calls > len(shown) else ""
    # Never cut: it is there to be copied.
    command = Text.assemble(
        "  turn by turn: ", (how_to_show(shown[0].call, shown[0].source), "bold"), no_wrap=True, overflow="ignore"
    )
    return [
        Text.assemble(("Hear these first", HEADING), (more, "dim")),
        Padding(call_list(shown, names, width=width - 2), IN),
        command,
    ]


def agents(found: Sequence[AgentRow], *, rows: int, width: int) -> list[RenderableType]:
    """The agents with the lowest means: what to coach, what to praise."""
    if not any(agent.name for agent in found):
        return []
    shown, named, roomy = found[:rows], sum(bool(agent.name) for agent in found), width >= ROOMY
    scale = next((a.scales[0] for a in found if a.scales), None) if roomy else None
    numbers = ("calls", "mean", *([scale.name] if scale else []))
    made = table("By agent", *((words, "r") for words in numbers))
    for words in ("to work on", "strength"):
        made.add_column(Text(words, style="dim"), ratio=1, no_wrap=True, overflow="ellipsis")
    made.expand = True
    for agent in shown:
        means = {scale.code: f"{scale.mean:.1f}" for scale in agent.scales}
        known = Text(short_names([plain(agent.name or "")], 34 if roomy else 18))
        made.add_row(
            known if agent.name else Text(NOT_NAMED, style="dim"),
            f"{agent.calls:,}" + ("*" if agent.few else " "),
            points(agent.mean),
            *([means.get(scale.code, "–")] if scale else []),
            Text(_share(_named(agent.to_work_on)), style="" if agent.to_work_on else "dim"),
            Text(_share(strength(agent)), style="green"),
        )
    notes = []
    if named > len(shown):
        notes.append(f"{count(named, 'agent')}, lowest means first: --by agent tells of all")
    if any(agent.few for agent in shown):
        notes.append("* few calls: a hint, not a habit")
    return [made, *([Padding(clipped(Text(" · ".join(notes), style="dim")), IN)] if notes else [])]


def _named(share: Share | None) -> tuple[str, Share] | None:
    return (share.name, share) if share else None


def _share(told: tuple[str, Share] | None) -> str:
    """The numbers first, for the end may be cut."""
    return f"{told[1].calls}/{told[1].judged} {told[0]}" if told else "–"


def most_broken(rules: Sequence[Share], *, rows: int) -> list[RenderableType]:
    """The rules broken in most calls."""
    if not rules:
        return []
    more = f"{len(rules)} rules in all: --by rule" if len(rules) > rows else ""
    made = table("Most broken", ("", "l"), ("calls", "r"), ("", "r"), (more, "l"))
    for rule in rules[:rows]:
        bar = Text("█" * max(1, round(BAR * rule.share)), style="red")
        made.add_row(
            Text(rule.code, style="dim"), rule.name, f"{rule.calls:,} of {rule.judged:,}", f"{rule.share:.0%}", bar
        )
    return [made]


def customers(summary: Summary, *, lines: int, width: int) -> list[RenderableType]:
    """What the customers gave back, and what the agents earned."""
    told = []
    if summary.scales:
        means = " · ".join(f"{scale.name} {scale.mean:.1f}" for scale in summary.scales)
        told.append(Text(f"{means}  (means of 0 to 4)"))
    for title, shares, style in (("signals: ", summary.signals, "cyan"), ("kudos: ", summary.kudos, "green")):
        if shares:
            names = as_many([f"{share.name} {share.calls:,}" for share in shares], width - 2 - len(title))
            told.append(Text.assemble((title, style), names))
    if not told:
        return []
    return [Text("Customers and kudos", style=HEADING), *(Padding(clipped(line), IN) for line in told[:lines])]
