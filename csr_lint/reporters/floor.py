"""The team for the terminal: what the floor's rules saw, who earned recognition, tables of the calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.floor import By, Grouped, GroupRow, Interval, TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.reporters.blocks import STYLES, heading
from csr_lint.reporters.wording import count, plain, points, quoted

SHOWN = 2  # findings of one rule in the summary; --format json has them all
HEROES = 5
ROWS = 40
ROOMY = 100  # columns from which a table has all it could show
_UNKNOWN = {"agent": "not named", "queue": "no queue named", "week": "no date"}


def floor(team: Sequence[TeamVerdict], same_names: Sequence[tuple[str, str]], *, few: bool) -> Iterator[RenderableType]:
    """What was seen over all calls; of few calls nothing is said of what could not be judged."""
    seen = [v for v in team if v.verdict is Verdict.VIOLATED]
    if seen:
        yield heading("The floor")
        yield Padding(_seen(seen), (0, 0, 0, 2))
    for told in team:
        if told.verdict is Verdict.PRESENT:
            yield heading("Recognition")
            yield Padding(_heroes(told), (0, 0, 0, 2))
    notes = [f"{plain(name)} is counted as {plain(full)}" for name, full in same_names]
    if not few:
        notes += _not_judged(team)
    if notes:
        yield Padding(Text("\n".join(notes), style="dim"), (1, 0, 0, 0))


def _seen(team: Sequence[TeamVerdict]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for told in team:
        grid.add_row(Text(told.code, style=STYLES[told.severity]), Text(told.name, style="bold"))
        for found in told.findings[:SHOWN]:
            grid.add_row("", Text(plain(found.message)))
        if len(told.findings) > SHOWN:
            grid.add_row("", Text(f"and {len(told.findings) - SHOWN} more", style="dim"))
        grid.add_row("", Text.assemble(("Instead: ", "bold green"), plain(told.advice)))
    return grid


def _heroes(told: TeamVerdict) -> RenderableType:
    """The best moment of each agent: when, who, what for, in which words."""
    best: dict[str | None, TeamFinding] = {}
    for found in told.findings:
        best.setdefault(found.agent, found)
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for found in list(best.values())[:HEROES]:
        words = Text.assemble((plain(found.message), "green"), "  ", quoted(found.quote, longest=100))
        grid.add_row(Text(found.day or "no date", style="dim"), words)
    if len(best) > HEROES:
        grid.add_row("", Text(f"and {count(len(best) - HEROES, 'more agent')}", style="dim"))
    return grid


def _not_judged(team: Sequence[TeamVerdict]) -> list[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for told in team:
        if told.verdict is Verdict.NOT_APPLICABLE:
            reasons[told.reason or ""].append(f"{told.code} {told.name}")
    return [f"Not judged: {', '.join(names)} ({plain(reason)})" for reason, names in sorted(reasons.items())]


def group_table(table: Grouped, *, width: int) -> RenderableType:
    """The table that --by asks for."""
    lines = Table.grid()
    lines.add_row(_rules(table.rows, width) if table.by == "rule" else _groups(table, width))
    if len(table.rows) > ROWS:
        lines.add_row(Text(f"and {len(table.rows) - ROWS} more; --format json has them all", style="dim"))
    notes = []
    if any(row.few for row in table.rows[:ROWS]):
        notes.append("* few calls: a hint, not a habit")
    if table.by == "rule":
        notes.append("in brackets: where the true share lies, 19 times in 20")
    if any(row.abusive for row in table.rows) and table.by != "rule":
        notes.append("abuse: calls in which the customer was abusive; it counts against nobody")
    if notes:
        lines.add_row(Text("\n".join(notes), style="dim"))
    return lines


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for title, kind in columns:
        table.add_column(title, justify="right" if kind == "r" else "left", no_wrap=kind != "w", overflow="fold")
    return table


def _groups(table: Grouped, width: int) -> Table:
    heads: dict[By, str] = {"agent": "agent", "queue": "queue", "week": "week of"}
    columns = [(heads[table.by], "w"), ("calls", "r"), ("mean", "r"), ("failed", "r"), ("abuse", "r")]
    if table.gratitude:
        columns.append(("gratitude", "r"))
    made = _table(*columns, ("to work on", "w"))
    most = 2 if width >= ROOMY else 1
    for row in table.rows[:ROWS]:
        name = plain(row.title) if row.title else _UNKNOWN[table.by]
        thanks = [f"{row.gratitude:.1f}" if row.gratitude is not None else "–"] if table.gratitude else []
        made.add_row(
            Text(name, style="bold" if row.title else "dim"),
            f"{row.calls:,}" + ("*" if row.few else ""),
            points(row.mean),
            Text(str(row.broken or "–"), style="bold red" if row.broken else "dim"),
            str(row.abusive or "–"),
            *thanks,
            Text(", ".join(row.worst[:most]) or "–"),
        )
    return made


def _rules(rows: Sequence[GroupRow], width: int) -> Table:
    roomy = width >= ROOMY
    columns = [("rule", "l"), ("", "w"), ("broken in", "r"), ("", "r"), ("", "l"), ("by agents", "r")]
    made = _table(*columns, *([("since", "l")] if roomy else []))
    for row in rows[:ROWS]:
        told = f"{row.broken:,} of {row.judged:,}" + ("*" if row.few else " ")
        since = [row.since or "–"] if roomy else []
        agents = f"{row.agents[0]} of {row.agents[1]}" if row.agents else "–"
        share = f"{row.broken / row.judged:.0%}" if row.judged else "–"
        made.add_row(row.name or "", Text(row.title, style="bold"), told, share, _range(row.interval), agents, *since)
    return made


def _range(interval: Interval | None) -> str:
    return f"({interval[0]:.0%}–{interval[1]:.0%})" if interval else ""
