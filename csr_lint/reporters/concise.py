"""One line a finding, `path:line: CODE name: message`, for grep and for CI logs."""

from __future__ import annotations

from pathlib import PurePath
from typing import TextIO

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Report, Reporter
from csr_lint.reporters.pointing import Pointed, fault_line, pointed
from csr_lint.reporters.wording import one_line, plain


class Lines:
    """Lines being written to `out`, as the calls come."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._out.writelines(_line(found) for found in pointed(outcome))
        elif isinstance(outcome, Unreadable):
            self._out.write(_fault(outcome))
        self._out.flush()

    def close(self, summary: Summary | None) -> None:
        self._out.flush()


def _line(found: Pointed) -> str:
    """Where lines do not tell which call of a file it is, the call's id closes the line; where not which turn, that."""
    place = f"turn {found.turn}" if found.line is None else f"{found.line}"
    own_file = PurePath(found.source).stem == found.call
    which = f" [call {found.call}]" if found.line is None and not own_file else ""
    if found.crowded and found.line is not None:
        which = f" [turn {found.turn}]"
    return f"{one_line(found.source)}:{place}: {found.code} {found.name}: {found.message}{which}\n"


def _fault(fault: Unreadable) -> str:
    """In the shape of a finding: what has no line of its own stands at the file's first, what else is told behind."""
    line, source = fault_line(fault), fault.source or fault.place
    told = fault.place not in ("", source) and line is None
    where = f" [{plain(fault.place.removeprefix(source).lstrip(': /'))}]" if told else ""
    return f"{one_line(source)}:{line or 1}: unreadable {plain(fault.code)}: {plain(fault.message)}{where}\n"


def _start(out: TextIO, about: About) -> Report:
    return Lines(out)


REPORTER = Reporter(
    name="concise", summary="one greppable line a finding", needs_summary=False, exact=True, start=_start
)
