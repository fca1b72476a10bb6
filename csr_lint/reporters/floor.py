"""The team for the terminal: what the floor's rules saw, who earned recognition, tables of the calls."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.floor import Grouped, GroupRow, Interval, TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.outcome import Summary
from csr_lint.reporters.blocks import HEADING, STYLES
from csr_lint.reporters.calllist import ROOMY
from csr_lint.reporters.grouptable import group_rows
from csr_lint.reporters.sections import IN, clipped
from csr_lint.reporters.wording import count, plain, quoted

SHOWN = 3  # findings of one rule, where there is room; --format json has them all
ROWS = 40
FAR_IN = (0, 0, 0, 10)


def floor(summary: Summary) -> Iterator[RenderableType]:
    """All of it, for a page that has room."""
    for section in (
        seen_on_the_floor(summary.team, lines=ROWS),
        recognition(summary.team, lines=ROWS),
        what_to_know(summary, lines=ROWS),
    ):
        if section:
            yield ""
            yield from section


def seen_on_the_floor(team: Sequence[TeamVerdict], *, lines: int) -> list[RenderableType]:
    """What no single call shows: a line a rule, or with more findings and what to do about it where there is room."""
    seen = [told for told in team if told.verdict is Verdict.VIOLATED]
    if not seen:
        return []
    made: list[RenderableType] = [Text("The floor", style=HEADING)]
    each = max(1, min(SHOWN, lines // len(seen)))
    for told in seen[:lines]:
        number = f" ({len(told.findings)} findings)" if len(told.findings) > each else ""
        head = Text.assemble((told.code, STYLES[told.severity]), "  ", (told.name, "bold"), number)
        words = [plain(found.message) for found in told.findings[:each]]
        if each == 1:
            made.append(Padding(clipped(Text.assemble(head, ": ", *words)), IN))
        else:
            made.append(Padding(head, IN))
            made += (Padding(Text(line), FAR_IN) for line in words)
            if more := len(told.findings) - each:
                made.append(Padding(Text(f"and {more:,} more; check --format json has them all", style="dim"), FAR_IN))
            made.append(Padding(Text.assemble(("Instead: ", "bold green"), plain(told.advice)), FAR_IN))
    if len(seen) > lines:
        made.append(Padding(Text(f"and {len(seen) - lines} more; --format json tells all", style="dim"), IN))
    return made


def recognition(team: Sequence[TeamVerdict], *, lines: int) -> list[RenderableType]:
    """The best moment of each agent: when, who, what for, in which words."""
    found = [finding for told in team if told.verdict is Verdict.PRESENT for finding in told.findings]
    best: dict[str | None, TeamFinding] = {}
    for finding in found:
        best.setdefault(finding.agent, finding)
    if not best:
        return []
    more = f"  ({count(len(best), 'agent')} earned it)" if len(best) > lines else ""
    made: list[RenderableType] = [Text.assemble(("Recognition", HEADING), (more, "dim"))]
    for finding in list(best.values())[:lines]:
        praise = (f"{plain(finding.message).rstrip('.')}: ", "green")
        line = Text.assemble((f"{finding.day or 'no date':<10}  ", "dim"), praise, quoted(finding.quote))
        made.append(Padding(clipped(line), IN))
    return made


def what_to_know(summary: Summary, *, lines: int) -> list[RenderableType]:
    """Names that were joined, and what could not be judged of the floor; of few calls nothing is said of that."""
    notes = [f"{plain(name)} is counted as {plain(full)}" for name, full in summary.same_names]
    if not summary.few:
        notes += _not_judged(summary.team)
    shown: list[RenderableType] = [clipped(Text(note, style="dim")) for note in notes[:lines]]
    if len(notes) > lines:
        shown[-1] = clipped(Text(f"{notes[lines - 1]}  (and {len(notes) - lines} more)", style="dim"))
    return shown


def _not_judged(team: Sequence[TeamVerdict]) -> list[str]:
    reasons: dict[str, list[str]] = defaultdict(list)
    for told in team:
        if told.verdict is Verdict.NOT_APPLICABLE:
            reasons[told.reason or ""].append(told.code)
    return [f"Not judged: {', '.join(codes)} ({plain(reason)})" for reason, codes in sorted(reasons.items())]


def group_table(table: Grouped, *, width: int) -> RenderableType:
    """The table that --by asks for."""
    lines, shown = Table.grid(), table.rows[:ROWS]
    dropped: tuple[str, ...] = ()
    if table.by == "rule":
        made = _rules(shown, width)
    else:
        made, dropped = group_rows(table, shown, width=width)
    lines.add_row(made)
    if len(table.rows) > ROWS:
        lines.add_row(Text(f"and {len(table.rows) - ROWS} more; --format json has them all", style="dim"))
    notes = [*_left_out(table.left_out)]
    if any(row.few for row in shown):
        notes.append("* few calls: a hint, not a habit")
    if table.by == "rule":
        notes.append("in brackets: where the true share lies, 19 times in 20")
    if dropped:
        notes.append(f"no room for {' and '.join(dropped)}: a wider terminal or --format json has more")
    if any(row.abusive for row in table.rows) and table.by != "rule" and "abuse" not in dropped:
        notes.append("abuse: calls in which the customer was abusive; it counts against nobody")
    if notes:
        lines.add_row(Text("\n".join(notes), style="dim"))
    return lines


def _left_out(calls: int) -> Iterator[str]:
    if calls:
        others = "a copy of another" if calls == 1 else "copies of others"
        yield f"{count(calls, 'call')} left out: unusable, or {others}"


def _table(*columns: tuple[str, str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for title, kind in columns:
        table.add_column(title, justify="right" if kind == "r" else "left", no_wrap=kind != "w", overflow="fold")
    return table


def _rules(rows: Sequence[GroupRow], width: int) -> Table:
    roomy = width >= ROOMY
    columns = [("rule", "l"), ("", "w"), ("broken in", "r"), ("", "r"), ("", "l"), ("by agents", "r")]
    made = _table(*columns, *([("since", "l")] if roomy else []))
    for row in rows:
        told = f"{row.broken:,} of {row.judged:,}" + ("*" if row.few else " ")
        since = [row.since or "–"] if roomy else []
        agents = f"{row.agents[0]} of {row.agents[1]}" if row.agents else "–"
        share = f"{row.broken / row.judged:.0%}" if row.judged else "–"
        made.add_row(row.name or "", Text(row.title, style="bold"), told, share, _range(row.interval), agents, *since)
    return made


def _range(interval: Interval | None) -> str:
    return f"({interval[0]:.0%}–{interval[1]:.0%})" if interval else ""
