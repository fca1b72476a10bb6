"""Reports written side by side: where one cannot be written, the others still are."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from types import TracebackType

import click

from csr_lint.bugs import bug_line
from csr_lint.outcome import Outcome, Summary
from csr_lint.reporters.contract import Report
from csr_lint.reporters.wording import plain


class SideBySide:
    """One of several reports. Its first error is told and kept in `error`; the rest of the run is not written to it.

    As a context it enters `opened`, which yields the report, and closes it with the run; what fails then is told, too.
    `only`: where its reader has gone there is nobody left to go on for, and BrokenPipeError is raised.
    """

    def __init__(self, name: str, opened: AbstractContextManager[Report], *, only: bool = False) -> None:
        self.error: Exception | None = None
        self._only = only
        self._name = name
        self._opened = opened
        self._report: Report | None = None

    def __enter__(self) -> SideBySide:
        self._report = self._opened.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._report is None:
            return
        try:
            self._opened.__exit__(kind, error, trace)
        except Exception as failed:
            self._tell(failed)

    def add(self, outcome: Outcome) -> None:
        try:
            if self._report is not None:
                self._report.add(outcome)
        except Exception as error:
            self._give_up(error)

    def close(self, summary: Summary | None) -> None:
        try:
            if self._report is not None:
                self._report.close(summary)
        except Exception as error:
            self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        if self._only and isinstance(error, BrokenPipeError):
            raise error
        self._report = None
        self._tell(error)
        with suppress(Exception):  # it fails again for the same reason, and then clears up
            self._opened.__exit__(type(error), error, error.__traceback__)

    def _tell(self, error: Exception) -> None:
        self.error = error
        if isinstance(error, BrokenPipeError):
            return  # whoever read it has seen enough
        told = f"cannot be written: {error.strerror or error}" if isinstance(error, OSError) else bug_line(error)
        click.echo(f"csr-lint: {plain(f'{self._name}: {told}')}", err=True)
