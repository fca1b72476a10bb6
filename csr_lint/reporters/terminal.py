"""The report for people, on a terminal or in a text file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.rule import Rule as HorizontalLine
from rich.text import Text

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.blocks import full
from csr_lint.reporters.calllist import how_to_show
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.leftovers import doubts, odd, passed_over, unread
from csr_lint.reporters.overview import SCREEN, height_of, overview
from csr_lint.reporters.wording import count

A_FEW = 5  # more calls than this are told by the summary alone
LEFT = 3  # faults and doubts that stand below the summary, where the screen has room
WIDEST = 120  # columns; longer lines are hard to read


class TextReport:
    """A few calls in full, many (known only when the next one comes) by the summary alone, which fits one screen.

    Whoever asks for the sums gets every call in full.
    """

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._about = about
        self._console = console(out, width=about.width, color=about.color)
        self._waiting: list[Evaluation] = []
        self._calls = 0
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
        self._calls += 1
        if self._about.explain_score and not self._about.quiet:
            self._tell(outcome)
        elif self._calls <= A_FEW and not self._about.quiet:
            self._waiting.append(outcome)
        else:
            self._waiting.clear()

    def close(self, summary: Summary | None) -> None:
        in_full = not self._about.quiet and (self._about.explain_score or self._calls <= A_FEW)
        for evaluation in self._waiting:
            self._tell(evaluation)
        if self._waiting:
            last = self._waiting[-1].call
            self._show([Text(f"turn by turn: {how_to_show(last.id, last.source)}", style="dim", no_wrap=True)])
        most = LEFT if self._height() >= SCREEN else 0
        above = len(self._faults) > most and not in_full
        if above:  # after the summary they would push it off the screen
            self._show([*unread(self._faults), ""])
        after = [] if above else [*unread(self._faults)]
        if not in_full:  # calls told in full tell their doubts themselves
            after += odd(self._doubts, most=most)
        after += passed_over(self._skipped)
        if above:
            after.append(Text(f"{count(len(self._faults), 'transcript')} could not be read, see above", style="red"))
        if summary is not None and summary.calls > (0 if self._about.quiet else 1):
            height = self._height() - height_of(after, self._console) - 1
            self._show(overview(summary, width=self._console.width, height=height))
        self._show(after)
        self._out.flush()

    def _tell(self, evaluation: Evaluation) -> None:
        self._show([HorizontalLine(style="dim", characters="─"), *full(evaluation, self._about), ""])

    def _height(self) -> int:
        """Lines of the screen; a file has none of its own."""
        if self._about.height is not None:
            return self._about.height
        return self._console.size.height if self._console.is_terminal else SCREEN

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
