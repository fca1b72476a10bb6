"""The sum behind a score, for the terminal (`--explain-score`)."""

from __future__ import annotations

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from csr_lint.model import Score
from csr_lint.reporters.contract import About


def the_sum(score: Score, about: About) -> RenderableType:
    """The score, line by line."""
    if score.value is None:
        return Text("There is no sum without a score.")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    earning = [line for line in score.lines if line.weight]
    for line in earning:
        grid.add_row(_named(line.code, about), line.detail, f"{line.earned:.1f} of {line.weight:.1f}")
    earned, weight = sum(line.earned for line in earning), sum(line.weight for line in earning)
    grid.add_row("", f"100 × {earned:.1f} / {weight:.1f}", f"{100 * earned / weight:.1f}")
    for line in score.lines:
        if not line.weight:
            grid.add_row(_named(line.code, about), line.detail, f"{-line.lost:+.1f}")
    grid.add_row(Text("score", style="bold"), "", Text(f"{score.value:.1f}", style="bold"))
    return grid


def _named(code: str, about: About) -> str:
    rule = about.rule(code)
    return f"{code} {rule.name}" if rule else code
