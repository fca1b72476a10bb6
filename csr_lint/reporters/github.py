"""GitHub workflow commands: a finding becomes an annotation at its line when a job prints them.

Of one step GitHub shows the first ten errors, warnings and notices; so the worst come as commands, what is beyond them
as plain lines of the log, and a notice says how many those are.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from typing import TextIO

import msgspec

from csr_lint.model import Evaluation, Severity
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.pointing import Pointed, fault_line, repository_path, to_mend
from csr_lint.reporters.wording import count, plain

MOST = 10  # annotations of a kind that GitHub shows of a step (`_maxCountPerIssueType` in actions/runner)
_LONGEST = 4096  # characters of a message (`_maxIssueMessageLength` there)
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as a command and as a line of the log; what has the lowest rank is shown first."""

    rank: tuple[bool, bool, bool, float, float, int]
    command: str
    line: str


class Commands:
    """Annotations being gathered, the worst of each kind; others go to `out` as they come."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._weights = {rule.code: (not rule.critical, -rule.weight) for rule in about.rules}
        self._held: dict[str, list[Note]] = {name: [] for name in _COMMANDS.values()}
        self._more: Counter[str] = Counter()
        self._number = 0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._add_findings(outcome)
        elif isinstance(outcome, Unreadable):
            self._number += 1
            rank = (False, False, False, 0.0, 0.0, self._number)
            self._hold("error", Note(rank=rank, command=_fault(outcome), line=str(outcome)))

    def close(self, summary: Summary | None) -> None:
        if self._more and len(self._held["notice"]) == MOST:
            self._log("notice", self._held["notice"].pop())
        for notes in self._held.values():
            self._out.writelines(note.command for note in notes)
        if self._more:
            self._out.write(_rest(self._more))
        self._out.flush()

    def _add_findings(self, evaluation: Evaluation) -> None:
        """A rule's first place in a call goes before its further ones, and worse calls before better ones."""
        seen: set[str] = set()
        score = evaluation.score.value
        for found in to_mend(evaluation):
            self._number += 1
            lesser, weight = self._weights.get(found.code, (True, 0.0))
            rank = (True, lesser, found.code in seen, weight, 101.0 if score is None else score, self._number)
            seen.add(found.code)
            self._hold(_COMMANDS[found.severity], Note(rank=rank, command=_finding(found), line=_line(found)))

    def _hold(self, name: str, note: Note) -> None:
        held = self._held[name]
        insort(held, note, key=lambda one: one.rank)
        if len(held) > MOST:
            self._log(name, held.pop())

    def _log(self, name: str, note: Note) -> None:
        """A line in which the runner finds no command: neither `::` at its beginning nor `##[` anywhere."""
        self._more[name] += 1
        self._out.write(f"{name} {plain(note.line).replace('##[', '# #[')}\n")


def _finding(found: Pointed) -> str:
    where = f"{found.call}, turn {found.turn}" + (f", {found.agent}" if found.agent else "")
    return _command(
        _COMMANDS[found.severity],
        f"{found.words}\n{found.advice}\n({where})" if found.advice else f"{found.words}\n({where})",
        file=repository_path(found.source),
        line=found.line,
        title=f"{found.code} {found.name}",
    )


def _line(found: Pointed) -> str:
    place = f"{repository_path(found.source)}:{found.line if found.line is not None else f'turn {found.turn}'}"
    return f"{place}: {found.code} {found.name}: {found.words}"


def _fault(fault: Unreadable) -> str:
    path = repository_path(fault.source)
    return _command("error", plain(str(fault)), file=path, line=fault_line(fault), title=f"unreadable: {fault.code}")


def _rest(more: Counter[str]) -> str:
    kinds = ", ".join(count(more[name], name) for name in _COMMANDS.values() if more[name])
    told = f"{kinds}: GitHub shows {MOST} of each kind for a step, here the worst. All others are in the step's log."
    return _command("notice", told, title=f"csr-lint: {count(more.total(), 'more finding')}")


def _command(name: str, message: str, **properties: str | int | None) -> str:
    told = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items() if value)
    return f"::{name} {told}::{message[:_LONGEST].translate(_IN_MESSAGE)}\n"


REPORTER = Reporter(
    name="github", summary="annotations of a GitHub Actions job", needs_summary=False, exact=True, start=Commands
)
