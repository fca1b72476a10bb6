"""The list of rules for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from csr_lint.model import CheckKind
from csr_lint.reporters.blocks import STYLES, heading
from csr_lint.reporters.wording import count
from csr_lint.rule import Rule, Scorecard

SCORED = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
ROOMY = 110  # columns from which a summary fits beside its rule


def rule_list(rules: Sequence[Rule], scorecard: Scorecard, *, width: int) -> Iterator[RenderableType]:
    """The rules by category: code, name, kind, severity, weight, and what each is about."""
    category = ""
    for rule in rules:
        if rule.category != category:
            category = rule.category
            yield heading(scorecard.categories.get(category, category))
        yield Padding(_entry(rule, beside=width >= ROOMY), (0, 0, 0, 2))
    notes = f"{count(len(rules), 'rule')}. csr-lint explain CODE tells more about one."
    if any(rule.critical for rule in rules):
        notes += " ! fails the call."
    yield Padding(Text(notes, style="dim"), (1, 0, 0, 0))


def compiled_lines(rows: Sequence[tuple[str, int, Sequence[str]]]) -> Iterator[str]:
    """Names with their number of senses, and the token patterns in them that only spaCy can decide."""
    asking = [(name, senses, asks) for name, senses, asks in rows if asks]
    for name, senses, asks in asking:
        yield f"{name}  {count(senses, 'sense')}, asks spaCy: {', '.join(asks)}"
    total = sum(senses for _, senses, _ in rows)
    cues = f"{count(len(rows), 'name')} (cues, guards, triggers) with {count(total, 'sense')} in one automaton"
    asks = "none asks" if not asking else "1 name asks" if len(asking) == 1 else f"{len(asking)} names ask"
    yield f"{cues}; {asks} spaCy"


def _entry(rule: Rule, *, beside: bool) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    for wide in (6, 25, 7, 8, 4):
        grid.add_column(no_wrap=True, min_width=wide, justify="right" if wide == 4 else "left")
    scored = rule.check in SCORED
    severity = Text(str(rule.severity) + ("!" if rule.critical else ""), style=STYLES[rule.severity])
    cells = [
        Text(rule.code),
        Text(rule.name, style="bold"),
        Text(str(rule.check)),
        severity if scored else Text("–", style="dim"),
        Text(f"{rule.weight:g}") if scored else Text("–", style="dim"),
    ]
    if beside:
        grid.add_column(ratio=1, overflow="fold")
        grid.add_row(*cells, Text(rule.summary))
        return grid
    grid.add_row(*cells)
    both = Table.grid()
    both.add_row(grid)
    both.add_row(Padding(Text(rule.summary, style="dim"), (0, 0, 0, 8)))
    return both
