"""The report for people, on a terminal or in a text file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.rule import Rule as HorizontalLine
from rich.text import Text

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.blocks import full, line
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.overview import leftovers, overview
from csr_lint.reporters.wording import count

MANY = 10  # more calls than this get one line each
WIDEST = 120  # columns; longer lines are hard to read


class TextReport:
    """Blocks for a few calls, one line each for many (known only when the next one comes), then the summary.

    Whoever asks for the sums gets every call in full.
    """

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._about = about
        self._console = console(out, width=about.width, color=about.color)
        self._waiting: list[Evaluation] = []
        self._calls = 0
        self._faults: list[Unreadable] = []
        self._skipped: list[Skipped] = []

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            self._faults.append(outcome)
        elif isinstance(outcome, Skipped):
            self._skipped.append(outcome)
        elif not self._about.quiet:
            self._calls += 1
            self._waiting.append(outcome)
            if self._about.explain_score:
                self._flush_blocks()
            elif self._calls > MANY:
                self._flush_lines()

    def close(self, summary: Summary | None) -> None:
        self._flush_blocks()
        if self._calls > MANY and not self._about.explain_score:
            self._show([f"{count(self._calls, 'call')}; csr-lint show CALL tells the whole story of one", ""])
        if summary is not None and summary.calls > (0 if self._about.quiet else 1):
            self._show(overview(summary))
        self._show(leftovers(self._faults, self._skipped))
        self._out.flush()

    def _flush_blocks(self) -> None:
        for evaluation in self._waiting:
            self._show([HorizontalLine(style="dim", characters="─"), *full(evaluation, self._about), ""])
        self._waiting.clear()

    def _flush_lines(self) -> None:
        self._show(line(e, self._about, width=self._console.width) for e in self._waiting)
        self._waiting.clear()

    def _show(self, parts: Iterable[RenderableType]) -> None:
        show(self._console, self._out, parts)


def console(out: TextIO, *, width: int | None = None, color: bool | None = None) -> Console:
    """A console that takes nothing in the text for markup."""
    made = Console(
        file=out,
        width=width,
        force_terminal=color,
        no_color=True if color is False else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    made.width = min(made.width, WIDEST)
    return made


def show(made: Console, out: TextIO, parts: Iterable[RenderableType]) -> None:
    """Writes the parts without blanks at the ends of lines; a text that must not be wrapped is not."""
    for part in parts:
        with made.capture() as captured:
            made.print(part, soft_wrap=isinstance(part, Text) and bool(part.no_wrap))
        out.writelines(piece.rstrip() + "\n" for piece in captured.get().splitlines())


REPORTER = Reporter(name="text", summary="for people", needs_summary=True, exact=False, start=TextReport)
