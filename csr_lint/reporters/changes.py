"""Comparisons for the terminal: what got better or worse, with numbers of calls, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.floor import Change, Comparison, Side, Trend
from csr_lint.reporters.blocks import heading
from csr_lint.reporters.wording import count, few_of, plain

FEW = 5  # calls on a side; with fewer nothing is compared
BAR = 20  # columns of a score of 100
_NAMED = 6
_WORTH_ASKING = 0.02
_TITLES = {"better": "Got better", "worse": "Got worse"}
_HIGHER = {"better": "{after} does better", "worse": "{before} does better"}
_STYLES = {"better": "green", "worse": "red", "more": "cyan", "less": "cyan"}


def trend_lines(told: Trend) -> Iterator[RenderableType]:
    """Each span of time with its mean score, then the later half against the earlier one."""
    yield Text("Over time", style="bold underline")
    grid = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    for title, justify in (("", "left"), ("from – to", "left"), ("calls", "right"), ("mean", "right"), ("", "left")):
        grid.add_column(title, justify="right" if justify == "right" else "left", no_wrap=bool(title), overflow="fold")
    for side, mean, _ in told.spans:
        bar = "█" * round(BAR * mean / 100) if mean is not None else ""
        few = "*" if side.calls < FEW else ""
        grid.add_row(
            Text(plain(side.title)),
            _days(side),
            f"{side.calls:,}{few}",
            "–" if mean is None else f"{mean:.1f}",
            Text(bar, style="cyan"),
        )
    yield Padding(grid, (0, 0, 0, 2))
    yield ""
    yield from comparison_lines(told.comparison)


def comparison_lines(told: Comparison, *, agents: bool = False) -> Iterator[RenderableType]:
    """Two sides: who they are, the score, what changed beyond chance, and how much cannot be told."""
    yield _sides(told, ("", "") if agents else ("before", "after"))
    for note in told.notes:
        yield Text(f"Mind: {plain(note)}", style="yellow")
    changes = [c for c in told.changes if c.kind not in ("score", "signal")]
    for verdict, title in _TITLES.items():
        if agents:
            title = _HIGHER[verdict].format(before=plain(told.before.title), after=plain(told.after.title))
        if found := [c for c in changes if c.verdict == verdict]:
            yield heading(title)
            yield Padding(_table(sorted(found, key=_importance), told, agents=agents), (0, 0, 0, 2))
    if found := [c for c in told.changes if c.kind == "signal" and c.verdict in ("more", "less")]:
        yield heading("What customers brought (nobody's fault)")
        yield Padding(_table(sorted(found, key=_importance), told, agents=agents), (0, 0, 0, 2))
    yield from _rest(told)


def _sides(told: Comparison, words: tuple[str, str]) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for word, side in zip(words, (told.before, told.after), strict=True):
        facts = [plain(side.title), count(side.calls, "call"), _days(side)]
        if side.agents > 1:
            facts.append(count(side.agents, "agent"))
        few = " (few: a hint, not a habit)" if side.calls < FEW else ""
        grid.add_row(Text(word, style="dim"), Text(" · ".join(f for f in facts if f) + few))
    score = next((c for c in told.changes if c.kind == "score"), None)
    if score is not None and score.before_calls and score.after_calls:
        grid.add_row(Text("score", style="dim"), _score(score, agents=not words[0]))
    return grid


def _score(change: Change, *, agents: bool) -> Text:
    said = f"{change.before:.1f} → {change.after:.1f}  "
    if change.verdict == "few":
        return Text(f"{said}too few calls to compare ({change.before_calls} and {change.after_calls})")
    low, high = change.interval or (0.0, 0.0)
    amount = f"by {change.after - change.before:+.1f}, somewhere from {low:+.1f} to {high:+.1f}"
    if change.verdict == "unclear":
        return Text(f"{said}no clear difference ({amount})")
    word = {"better": "higher", "worse": "lower"}[change.verdict] if agents else change.verdict
    return Text.assemble(said, (word, f"bold {_STYLES[change.verdict]}"), f" {amount}")


def _table(changes: Sequence[Change], told: Comparison, *, agents: bool) -> RenderableType:
    grid = Table(box=None, padding=(0, 2, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    heads = (plain(told.before.title), plain(told.after.title)) if agents else ("before", "after")
    for number, title in enumerate(("", *heads, "difference" if agents else "change", "somewhere in")):
        grid.add_column(title, justify="right" if number in (1, 2, 3) else "left", overflow="fold")
    for change in changes:
        style = _STYLES.get(change.verdict, "")
        grid.add_row(
            Text(change.name, style="bold"),
            _side_of(change, change.before, change.before_calls),
            _side_of(change, change.after, change.after_calls),
            Text(_signed(change, change.after - change.before), style=style),
            _range(change),
        )
    return grid


def _side_of(change: Change, value: float, calls: int) -> str:
    return f"{value:.1f} ({calls})" if change.kind in ("score", "scale") else f"{value:.0%} of {calls}"


def _signed(change: Change, amount: float) -> str:
    return f"{amount:+.1f}" if change.kind in ("score", "scale") else f"{100 * amount:+.0f} points"


def _range(change: Change) -> str:
    if change.interval is None:
        return ""
    low, high = change.interval
    scale = 1 if change.kind in ("score", "scale") else 100
    near, far = sorted((low * scale, high * scale), key=abs)
    shown = "{:+.1f}" if scale == 1 else "{:+.0f}"
    return f"{shown.format(near)} to {shown.format(far)}"


def _rest(told: Comparison) -> Iterator[RenderableType]:
    rest = [c for c in told.changes if c.kind != "score"]
    unclear, few = ([c.name for c in rest if c.verdict == v] for v in ("unclear", "few"))
    shown = [c for c in rest if c.verdict not in ("unclear", "few")]
    lines = []
    if any(c.kind in ("share", "kudos", "signal") for c in shown):
        lines.append("Shares: calls that broke the rule (kudos: earned it), of those in which it could come up.")
    if shown:
        lines.append("Of the changes in such reports one in twenty may be chance alone.")
    if unclear:
        lines.append(f"No clear difference in {count(len(unclear), 'figure')}: chance alone could have made it.")
        lines += _needed(told)
    if few:
        named = few_of(few, _NAMED) if len(few) < len(rest) else "nothing can be compared"
        lines.append(f"Too few calls to tell (under {FEW} on a side): {named}.")
    if lines:
        yield Padding(Text("\n".join(lines), style="dim"), (1, 0, 0, 0))


def _needed(told: Comparison) -> Iterator[str]:
    """What so many calls can show; that is much less of one matter among many than of one that is asked for alone."""
    if told.least_shown is None or told.least_shown_alone is None:
        return
    calls = f"{told.before.calls:,} and {told.after.calls:,} calls"
    if told.least_shown >= 1:
        yield f"So few calls ({calls}) hardly show any change."
        return
    alone = ""
    if told.least_shown - told.least_shown_alone >= _WORTH_ASKING:
        alone = f" (of {100 * told.least_shown_alone:.0f} where you ask for one rule alone: --select)"
    yield f"{calls} show only changes of some {100 * told.least_shown:.0f} points or more{alone}."


def _days(side: Side) -> str:
    if side.first is None:
        return "no dates"
    return side.first if side.first == side.last else f"{side.first} – {side.last}"


def _importance(change: Change) -> tuple[bool, float, float, str]:
    """Critical rules first, then what moved most points of the score; then the largest change."""
    amount = abs(change.after - change.before) / (4 if change.kind == "scale" else 1)
    return not change.critical, -amount * change.weight, -amount, change.code
