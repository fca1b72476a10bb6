"""The report for people, on a terminal or in a text file."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.rule import Rule as HorizontalLine
from rich.text import Text

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.blocks import full, line, line_head
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.overview import doubts, leftovers, overview, tells_more

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
        self._worst: Evaluation | None = None
        self._doubts: list[str] = []
        self._faults: list[Unreadable] = []
        self._skipped: list[Skipped] = []

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            self._faults.append(outcome)
        elif isinstance(outcome, Skipped):
            self._skipped.append(outcome)
        else:
            self._doubts += [f"{outcome.call.source}: {note.message}" for note in doubts(outcome)]
            self._take(outcome)

    def _take(self, outcome: Evaluation) -> None:
        if not self._about.quiet:
            self._calls += 1
            self._worst = min((e for e in (self._worst, outcome) if e), key=_rank)
            self._waiting.append(outcome)
            if self._about.explain_score:
                self._flush_blocks()
            elif self._calls > MANY:
                self._flush_lines()

    def close(self, summary: Summary | None) -> None:
        self._flush_blocks()
        in_lines = self._calls > MANY and not self._about.explain_score
        if in_lines and self._worst is not None:
            self._show(tells_more(self._calls, self._worst.call))
        if summary is not None and summary.calls > (0 if self._about.quiet else 1):
            self._show(overview(summary, width=self._console.width))
        # Calls that are told in full tell their doubts themselves.
        self._show(leftovers(self._faults, self._skipped, self._doubts if in_lines or self._about.quiet else ()))
        self._out.flush()

    def _flush_blocks(self) -> None:
        for evaluation in self._waiting:
            self._show([HorizontalLine(style="dim", characters="─"), *full(evaluation, self._about), ""])
        self._waiting.clear()

    def _flush_lines(self) -> None:
        if self._calls == MANY + 1:
            self._show([line_head(width=self._console.width)])
        self._show(line(e, self._about, width=self._console.width) for e in self._waiting)
        self._waiting.clear()

    def _show(self, parts: Iterable[RenderableType]) -> None:
        show(self._console, self._out, parts)


def _rank(evaluation: Evaluation) -> tuple[bool, float]:
    """The call to hear first has the lowest: failed, then by its score."""
    value = evaluation.score.value
    return not evaluation.score.failed, math.inf if value is None else value


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
