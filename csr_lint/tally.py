"""What comes of a run: reports fed call by call, and what the exit code is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from csr_lint.model import Evaluation, FindingKind, Severity
from csr_lint.outcome import CallRow, Outcome, Skipped, Unreadable, row_of
from csr_lint.reporters.contract import Report

RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Tally:
    """What the exit code and a closing line need to know."""

    def __init__(self) -> None:
        self.calls = self.scored = self.faults = self.skipped = 0
        self.worst: Severity | None = None
        self._sum = 0.0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            self.faults += 1
        elif isinstance(outcome, Skipped):
            self.skipped += 1
        else:
            self._add_call(outcome)

    def _add_call(self, evaluation: Evaluation) -> None:
        self.calls += 1
        if evaluation.score.value is not None:
            self.scored += 1
            self._sum += evaluation.score.value
        for result in evaluation.results:
            for found in result.findings:
                if found.kind is FindingKind.VIOLATION and (self.worst is None or RANK[found.severity] > self._rank):
                    self.worst = found.severity

    def join(self, other: Tally) -> None:
        """Adds what another part of the run came to."""
        self.calls, self.scored = self.calls + other.calls, self.scored + other.scored
        self.faults, self.skipped = self.faults + other.faults, self.skipped + other.skipped
        self._sum += other._sum
        if other._rank > self._rank:
            self.worst = other.worst

    @property
    def _rank(self) -> int:
        return -1 if self.worst is None else RANK[self.worst]

    @property
    def mean(self) -> float | None:
        """The mean score of the scored calls."""
        return self._sum / self.scored if self.scored else None

    def exit_code(self, *, fail_on: str, fail_under: float | None) -> int:
        """2: something could not be read; 1: findings of that severity, a mean too low or none to compare; else 0."""
        if self.faults:
            return 2
        grave = fail_on != "never" and self._rank >= RANK[Severity(fail_on)]
        low = fail_under is not None and self.calls > 0 and (self.mean is None or self.mean < fail_under)
        return 1 if grave or low else 0


def feed(outcomes: Iterable[Outcome], reports: Sequence[Report], tally: Tally, *, keep_rows: bool) -> list[CallRow]:
    """Gives every outcome to the tally and to every report, one at a time.

    The small rows are kept where a summary wants them.
    """
    rows = []
    for outcome in outcomes:
        for report in reports:
            report.add(outcome)
        tally.add(outcome)
        if keep_rows and isinstance(outcome, Evaluation):
            rows.append(row_of(outcome))
    return rows
