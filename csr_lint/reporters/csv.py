"""CSV: the flat table of verdicts, a line a row; cells that a spreadsheet would run are made harmless."""

from __future__ import annotations

import csv
from typing import TextIO

import msgspec

from csr_lint.outcome import Outcome, Summary
from csr_lint.reporters.cells import harmless
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.rows import columns, verdict_rows


class Table:
    """A table being written to `out`, its heading first."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._rules = {rule.code: rule for rule in about.rules}
        self._rulebook = about.rulebook
        self._writer = csv.writer(out, lineterminator="\n")
        self._writer.writerow(columns())

    def add(self, outcome: Outcome) -> None:
        rows = verdict_rows(outcome, self._rules, self._rulebook)
        self._writer.writerows([_cell(value) for value in msgspec.structs.astuple(row)] for row in rows)

    def close(self, summary: Summary | None) -> None:
        self._out.flush()


def _cell(value: object) -> object:
    """Empty for what is unknown, true and false as JSON has them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else value


REPORTER = Reporter(
    name="csv", summary="the flat table, one row for each call and rule", needs_summary=False, exact=True, start=Table
)
