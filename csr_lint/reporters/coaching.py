"""A page for coaching one agent, for the terminal or paper: strengths, what to change, what came of last time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from rich.console import RenderableType
from rich.padding import Padding
from rich.rule import Rule as HorizontalLine
from rich.table import Table
from rich.text import Text

from csr_lint.floor import Change, Cited, Habit, Plan
from csr_lint.reporters.blocks import heading
from csr_lint.reporters.wording import clock, count, plain, points, quoted

LONGEST = 220  # characters of a quote: enough for the sentence that is talked about


def plan_lines(plan: Plan) -> Iterator[RenderableType]:
    """The page, part by part."""
    yield HorizontalLine(f"Coaching: {plain(plan.agent)}", align="left", style="dim", characters="─")
    yield Text(" · ".join(_facts(plan)), style="bold")
    if plan.few:
        yield Text("Few calls: talk about these calls, not about habits.", style="yellow")
    if plan.abusive:
        told = count(plan.abusive, "call")
        yield Text(f"Customers were abusive in {told}. It counts against nobody; ask how that was.", style="cyan")
    for note in plan.notes:
        yield Text(f"Mind: {plain(note)}", style="yellow")
    yield heading("Keep doing")
    if not plan.strengths:
        yield Padding(Text("Nothing in these calls that could be quoted; look for something yourself."), (0, 0, 0, 2))
    for number, habit in enumerate(plan.strengths, 1):
        yield Padding(_strength(number, habit), (0, 0, 0, 2))
    yield heading("To change")
    if not plan.to_change:
        yield Padding(Text("Nothing in what could be judged.", style="green"), (0, 0, 0, 2))
    for number, habit in enumerate(plan.to_change, 1):
        yield Padding(_to_change(number, habit), (0, 0, 0, 2))
    yield heading("Since last time")
    yield Padding(_progress(plan), (0, 0, 0, 2))


def _facts(plan: Plan) -> Iterator[str]:
    side = plan.side
    yield count(side.calls, "call")
    if side.first:
        yield side.first if side.first == side.last else f"{side.first} to {side.last}"
    yield f"mean score {points(plan.mean)}" if plan.mean is not None else "no score"
    if plan.same_names:
        yield f"also named {', '.join(map(plain, plan.same_names))}"


def _numbered(number: int, title: Text, *rows: RenderableType) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(f"{number}.", title)
    for row in rows:
        grid.add_row("", row)
    return grid


def _strength(number: int, habit: Habit) -> RenderableType:
    name = habit.name.replace("-", " ")
    often = f"  in {habit.calls} of {count(habit.judged, 'call')}"
    if habit.cited is None:
        return _numbered(number, Text.assemble((f"free of {name}", "bold green"), often))
    return _numbered(number, Text.assemble((name, "bold green"), often), *_cited(habit.cited))


def _to_change(number: int, habit: Habit) -> RenderableType:
    often = f"  in {habit.calls} of {count(habit.judged, 'call')} in which it could come up"
    title = Text.assemble((habit.name.replace("-", " "), "bold"), often, (f"  {habit.code}", "dim"))
    rows: list[RenderableType] = [*_cited(habit.cited)]
    if habit.advice:
        rows.append(Text.assemble(("Instead: ", "bold green"), plain(habit.advice)))
    return _numbered(number, title, *rows)


def _cited(cited: Cited | None) -> Iterator[Text]:
    """The quote, where it tells enough, and the place."""
    if cited is not None:
        if cited.moment.quote:
            yield _words(cited)
        yield _where(cited)


def _words(cited: Cited) -> Text:
    """The quote, and who said it where that is not the agent: a customer's words must not look like theirs."""
    who = "customer: " if cited.moment.by == "customer" else ""
    return Text.assemble((who, "dim"), quoted(cited.moment.quote, longest=LONGEST))


def _where(cited: Cited) -> Text:
    """Day, call, file and place: what it takes to find it again."""
    moment, file = cited.moment, PurePath(cited.source).name
    place = f"turn {moment.turn}" if moment.turn else f"line {moment.line}" if moment.line else ""
    named = cited.call if PurePath(file).stem == cited.call or not file else f"{cited.call} in {file}"
    facts = (cited.day or "no date", plain(named), place, clock(moment.time_ms))
    return Text(" · ".join(fact for fact in facts if fact), style="dim")


def _progress(plan: Plan) -> RenderableType:
    told = plan.progress
    if told is None:
        return Text("No earlier calls to compare with (--before RESULTS).", style="dim")
    grid = Table.grid(padding=(0, 2))
    for _ in range(4):
        grid.add_column(overflow="fold")
    grid.add_row(*(Text(head, style="dim") for head in ("broken in", "then", "now", "")))
    for change in sorted(told.changes, key=lambda c: c.kind == "score"):
        if change.before_calls or change.after_calls:
            grid.add_row(Text(change.name.replace("-", " "), style="bold"), *_then_and_now(change))
    return grid


def _then_and_now(change: Change) -> tuple[Text, Text, Text]:
    shown = "{:.0f} in {:,}" if change.kind == "score" else "{:.0%} of {:,}"
    told = [shown.format(v, n) if n else "no call" for v, n in _sides(change)]
    words = {"few": "too few calls to tell", "better": "better", "worse": "worse"}.get(
        change.verdict, "no clear change"
    )
    style = {"better": "bold green", "worse": "bold red"}.get(change.verdict, "dim")
    return Text(told[0]), Text(told[1]), Text.assemble((words, style), (_range(change), "dim"))


def _range(change: Change) -> str:
    """The range in which the change lies, in points."""
    if change.interval is None:
        return ""
    low, high = (end * (1 if change.kind == "score" else 100) for end in change.interval)
    return f" ({low:+.0f} to {high:+.0f})"


def _sides(change: Change) -> tuple[tuple[float, int], tuple[float, int]]:
    return (change.before, change.before_calls), (change.after, change.after_calls)
