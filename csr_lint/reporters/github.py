"""GitHub workflow commands: a finding becomes an annotation at its line when a job prints them."""

from __future__ import annotations

from typing import TextIO

from csr_lint.model import Evaluation, Severity
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Report, Reporter
from csr_lint.reporters.pointing import Pointed, fault_line, repository_path, to_mend
from csr_lint.reporters.wording import plain

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_IN_MESSAGE = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


class Commands:
    """Workflow commands being written to `out`, a line each."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._out.writelines(_finding(found) for found in to_mend(outcome))
        elif isinstance(outcome, Unreadable):
            self._out.write(_fault(outcome))

    def close(self, summary: Summary | None) -> None:
        self._out.flush()


def _finding(found: Pointed) -> str:
    where = f"{found.call}, turn {found.turn}" + (f", {found.agent}" if found.agent else "")
    return _command(
        _COMMANDS[found.severity],
        f"{found.words}\n{found.advice}\n({where})" if found.advice else f"{found.words}\n({where})",
        file=repository_path(found.source),
        line=found.line,
        title=f"{found.code} {found.name}",
    )


def _fault(fault: Unreadable) -> str:
    path = repository_path(fault.source)
    return _command("error", plain(str(fault)), file=path, line=fault_line(fault), title=f"unreadable: {fault.code}")


def _command(name: str, message: str, **properties: str | int | None) -> str:
    told = ",".join(f"{key}={str(value).translate(_IN_PROPERTY)}" for key, value in properties.items() if value)
    return f"::{name} {told}::{message.translate(_IN_MESSAGE)}\n"


def _start(out: TextIO, about: About) -> Report:
    return Commands(out)


REPORTER = Reporter(
    name="github", summary="annotations of a GitHub Actions job", needs_summary=False, exact=True, start=_start
)
