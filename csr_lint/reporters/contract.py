"""What a reporter is told and what it must do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TextIO

import msgspec

from csr_lint.outcome import Outcome, Summary
from csr_lint.rule import Rule, Scorecard


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for all calls of a run, and how the user wants it shown.

    `width` in columns (None: as the terminal has, else 80); `height` in lines (None: as the terminal has, else what
    most screens hold); `color` None: only where the output is a terminal.
    """

    rules: tuple[Rule, ...]
    scorecard: Scorecard
    rulebook: str
    explain_score: bool = False
    quiet: bool = False
    width: int | None = None
    height: int | None = None
    color: bool | None = None

    def rule(self, code: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.code == code), None)


class Report(Protocol):
    """A report being written: outcomes in the order of the input, then the end."""

    def add(self, outcome: Outcome) -> None: ...

    def close(self, summary: Summary | None) -> None: ...


class FolderOutput(msgspec.Struct, frozen=True, kw_only=True):
    """A format's way to write a folder: how to start it in a new and empty one.

    `is_report`: whether a folder, of which it gets the names in it and the path, holds nothing but such a report, so
    that it may be replaced.
    """

    start: Callable[[Path, About], Report]
    is_report: Callable[[Sequence[str], Path], bool]


class Reporter(msgspec.Struct, frozen=True, kw_only=True):
    """A format: its name, what it is in a few words, how to start it.

    `needs_summary`: it shows the summary of all calls. `exact`: it is for machines, in UTF-8 whatever the terminal.
    `binary`: it is no text, so it writes to `out.buffer` and never to a terminal.
    `folder`: it can also write a folder of files.
    """

    name: str
    summary: str
    needs_summary: bool
    exact: bool
    start: Callable[[TextIO, About], Report]
    binary: bool = False
    folder: FolderOutput | None = None
