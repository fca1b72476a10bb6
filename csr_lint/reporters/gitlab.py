"""GitLab's Code Quality report: one JSON list, an object a finding."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

import msgspec

from csr_lint.model import Evaluation, Severity
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.pointing import Pointed, fault_fingerprint, fault_line, repository_path, to_mend
from csr_lint.reporters.wording import plain

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


class Lines(msgspec.Struct, frozen=True):
    begin: int


class Location(msgspec.Struct, frozen=True):
    path: str
    lines: Lines


class Issue(msgspec.Struct, frozen=True, kw_only=True):
    """What GitLab shows in a merge request: `severity` is info, minor, major, critical or blocker."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


class Issues:
    """The list being written to `out`, as the calls come."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._critical = {rule.code for rule in about.rules if rule.critical}
        self._encoder = msgspec.json.Encoder()
        self._written = 0
        self._faults: Counter[str] = Counter()
        out.write("[")

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            for found in to_mend(outcome):
                self._write(_issue(found, critical=found.code in self._critical))
        elif isinstance(outcome, Unreadable):
            fingerprint = fault_fingerprint(outcome)
            self._faults[fingerprint] += 1
            number = self._faults[fingerprint]
            self._write(_fault(outcome, fingerprint if number == 1 else f"{fingerprint}-{number}"))

    def close(self, summary: Summary | None) -> None:
        self._out.write("\n]\n")
        self._out.flush()

    def _write(self, issue: Issue) -> None:
        self._out.write((",\n" if self._written else "\n") + self._encoder.encode(issue).decode())
        self._written += 1


def _issue(found: Pointed, *, critical: bool) -> Issue:
    """A file without lines gets line 1: GitLab wants one, and the description names the turn."""
    return Issue(
        description=f"{found.code} {found.name}: {found.words} ({found.call}, turn {found.turn})",
        check_name=found.name,
        fingerprint=found.fingerprint,
        severity="critical" if critical else _SEVERITIES[found.severity],
        location=Location(repository_path(found.source), Lines(found.line or 1)),
    )


def _fault(fault: Unreadable, fingerprint: str) -> Issue:
    return Issue(
        description=plain(str(fault)),
        check_name=f"unreadable/{fault.code}",
        fingerprint=fingerprint,
        severity="blocker",
        location=Location(repository_path(fault.source or fault.place), Lines(fault_line(fault) or 1)),
    )


REPORTER = Reporter(
    name="gitlab", summary="GitLab's Code Quality report, in JSON", needs_summary=False, exact=True, start=Issues
)
