"""The summary of all calls for the terminal: whom to coach on what, at a glance."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule as HorizontalLine
from rich.table import Table
from rich.text import Text

from csr_lint.model import Call, Evaluation, Note
from csr_lint.outcome import AgentRow, Share, Skipped, Summary, Unreadable
from csr_lint.reporters.blocks import heading
from csr_lint.reporters.floor import floor, group_table
from csr_lint.reporters.wording import count, few_of, plain, points

RULES = 8  # most broken rules shown
AGENTS = 20  # agents shown, lowest means first
BAR = 16  # columns of a full bar
SHOWN = 2  # names of broken rules beside a call
DOUBTS = 5  # odd transcripts named
REASONS = 4  # of what is wrong with transcripts
# Notes on what is guessed all the time, and well.
USUAL = ("role-guessed", "role-assumed", "unit-guessed", "time-rebased")


def overview(summary: Summary, *, width: int = 80) -> Iterator[RenderableType]:
    """The summary, part by part: scores, rules, agents, the floor, customers, the calls to hear first.

    Whoever asks for a table gets that instead of the parts.
    """
    yield HorizontalLine("Summary", align="left", style="dim", characters="─")
    yield _scores(summary)
    if summary.grouped is not None:
        yield heading(f"By {summary.grouped.by}")
        yield Padding(group_table(summary.grouped, width=width), (0, 0, 0, 2))
        return
    if summary.rules:
        yield heading("Most broken")
        yield Padding(_rules(summary.rules), (0, 0, 0, 2))
    if any(agent.name for agent in summary.agents):
        yield heading("By agent")
        yield Padding(_agents(summary.agents), (0, 0, 0, 2))
    yield from floor(summary.team, summary.same_names, few=summary.few)
    if summary.scales or summary.signals or summary.kudos:
        yield heading("Customers and kudos")
        yield Padding(_customers(summary), (0, 0, 0, 2))
    if summary.calls > 1 and summary.lowest_calls:
        yield heading("Hear these first")
        yield Padding(_lowest(summary), (0, 0, 0, 2))


def _scores(summary: Summary) -> RenderableType:
    facts = [count(summary.calls, "call")]
    if summary.scored < summary.calls:
        facts.append(f"{summary.scored:,} scored")
    if summary.scored == 1:
        facts.append(f"score {points(summary.mean)}")
    elif summary.scored:
        facts.append(f"mean {summary.mean:.1f}, median {summary.median:.1f}")
        facts.append(f"from {points(summary.lowest)} to {points(summary.highest)}")
    lines = [Text(" · ".join(facts), style="bold")]
    if summary.failed:
        lines.append(Text(f"{count(summary.failed, 'call')} failed by a critical rule", style="bold red"))
    if doubtful := [f"{n:,} {word}" for n, word in ((summary.suspect, "suspect"), (summary.unusable, "unusable")) if n]:
        why = f" ({', '.join(f'{s.name} {s.calls:,}' for s in summary.health[:REASONS])})" if summary.health else ""
        lines.append(Text(f"Transcripts: {', '.join(doubtful)}{why}", style="yellow"))
    if summary.bands and summary.scored > 1:
        lines.append(Text(" · ".join(f"{plain(name)} {calls:,}" for name, calls in summary.bands)))
    if summary.few and summary.calls > 1:
        lines.append(Text("Few calls: take the shares below as hints, not as habits.", style="dim"))
    return Text("\n").join(lines)


def _table(*columns: tuple[str, str]) -> Table:
    """A table without lines; columns are a heading and l(eft), r(ight) or w(rapping)."""
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for title, kind in columns:
        table.add_column(title, justify="right" if kind == "r" else "left", no_wrap=kind != "w", overflow="fold")
    return table


def _rules(rules: Sequence[Share]) -> RenderableType:
    table = _table(("rule", "l"), ("", "l"), ("calls", "r"), ("", "r"), ("", "l"))
    for rule in rules[:RULES]:
        bar = Text("█" * max(1, round(BAR * rule.share)), style="red")
        share = f"{rule.share:.0%}"
        table.add_row(Text(rule.code), Text(rule.name, style="bold"), f"{rule.calls:,} of {rule.judged:,}", share, bar)
    if len(rules) > RULES:
        table.add_row("", Text(f"and {count(len(rules) - RULES, 'more rule', 'more rules')}", style="dim"))
    return table


def _agents(agents: Sequence[AgentRow]) -> RenderableType:
    first = next((a.scales[0] for a in agents if a.scales), None)
    columns = [("agent", "w"), ("calls", "r"), ("mean", "r"), ("to work on", "w"), ("strength", "w")]
    table = _table(*columns, *([(first.name, "r")] if first else []))
    for agent in agents[:AGENTS]:
        means = {scale.code: f"{scale.mean:.1f}" for scale in agent.scales}
        table.add_row(
            Text(plain(agent.name) if agent.name else "not named", style="bold" if agent.name else "dim"),
            f"{agent.calls:,}" + ("*" if agent.few else ""),
            points(agent.mean),
            Text(_share(agent.to_work_on), style="" if agent.to_work_on else "dim"),
            Text(_best(agent), style="green"),
            *([means.get(first.code, "–")] if first else []),
        )
    lines = Table.grid()
    lines.add_row(table)
    if len(agents) > AGENTS:
        lines.add_row(Text(f"and {count(len(agents) - AGENTS, 'more agent')} with higher means", style="dim"))
    if any(agent.few for agent in agents[:AGENTS]):
        lines.add_row(Text("* few calls: a hint, not a habit", style="dim"))
    return lines


def _share(share: Share | None) -> str:
    """A rule's name in words, which wrap better than a handle, and how often."""
    return f"{share.name.replace('-', ' ')} {share.calls}/{share.judged}" if share else "–"


def _best(agent: AgentRow) -> str:
    """Kudos before duties; a duty is named by the flaw that it is free of."""
    if agent.kudos:
        return _share(agent.kudos)
    return f"free of {_share(agent.best)}" if agent.best else "–"


def _customers(summary: Summary) -> RenderableType:
    lines = []
    if summary.scales:
        means = " · ".join(f"{scale.name} {scale.mean:.1f}" for scale in summary.scales)
        lines.append(Text(f"{means}  (means of 0 to 4)"))
    for title, shares, style in (("signals", summary.signals, "cyan"), ("kudos", summary.kudos, "green")):
        if shares:
            names = ", ".join(f"{share.name} {share.calls:,}" for share in shares)
            lines.append(Text.assemble((f"{title}: ", style), names))
    return Text("\n").join(lines)


def _lowest(summary: Summary) -> RenderableType:
    names = {rule.code: rule.name for rule in summary.rules}
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for call in summary.lowest_calls:
        style = "bold red" if call.failed else ""
        broken = few_of([names.get(code, code) for code in call.broken], SHOWN) + (", failed" if call.failed else "")
        table.add_row(Text(points(call.score), style=style), Text(plain(call.call)), Text(broken))
    return table


def doubts(evaluation: Evaluation) -> list[Note]:
    """What was odd in a transcript; who is who is guessed too often to be named here."""
    return [note for note in evaluation.call.notes if note.code not in USUAL]


def tells_more(calls: int, worst: Call) -> Iterator[RenderableType]:
    """Below the lines of many calls: how to see one of them in full."""
    yield ""
    yield Text(f"{count(calls, 'call')}, a line each. One of them turn by turn:")
    yield Text(f"  csr-lint show {_to_show(worst)}", style="bold", no_wrap=True)
    yield ""


def _to_show(call: Call) -> str:
    """What to type to see this call."""
    if call.source == "-":
        return "CALL FILE"
    words = [call.id] if call.id.startswith(f"{call.source}#") else [call.id, call.source]
    return " ".join(shlex.quote(plain(word)) for word in words)


def leftovers(
    faults: Sequence[Unreadable], skipped: Sequence[Skipped], odd: Sequence[str] = ()
) -> Iterator[RenderableType]:
    """What could not be read, what was odd in what was read, and what was passed over."""
    if faults:
        yield heading("Could not be read")
        # One line each, however long: a line that wraps cannot be searched for or clicked on.
        yield from (Text(f"  {plain(str(fault))}", style="red", no_wrap=True) for fault in faults)
    if odd:
        yield heading("Read with doubts")
        yield from (Text(f"  {plain(line)}", style="dim", no_wrap=True) for line in odd[:DOUBTS])
        if len(odd) > DOUBTS:
            yield Text(f'  and {len(odd) - DOUBTS} more; "notes" of --format jsonl tells all', style="dim")
    if skipped:
        names = few_of([plain(file.source) for file in skipped], 3)
        one = len(skipped) == 1
        told = f"{count(len(skipped), 'file')} skipped, {'not a transcript' if one else 'not transcripts'}: {names}"
        yield Padding(Text(told, style="dim"), (1, 0, 0, 0))
