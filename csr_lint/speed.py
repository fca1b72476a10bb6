"""How fast one process is on one's own calls: `python -m csr_lint.speed DATA …`, for sizing a machine or a cluster."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import cycle, islice
from time import perf_counter

import msgspec

from csr_lint.errors import CsrLintError, TranscriptError
from csr_lint.intake import read_found
from csr_lint.lint import Linter
from csr_lint.model import Call
from csr_lint.readers.walk import walk
from csr_lint.rulebook import load_rulebook

A_DAY = 10_000_000
CALLS = 500


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured: seconds to start, then calls and their words, and the seconds that they took."""

    start: float
    calls: int
    words: int
    seconds: float

    @property
    def rate(self) -> float:
        """Calls a second."""
        return self.calls / self.seconds

    @property
    def core_hours(self) -> float:
        """What ten million calls take."""
        return A_DAY / self.rate / 3600


def measure(paths: Sequence[str], *, calls: int = CALLS) -> Speed:
    """Judges so many calls of these files, with all rules; fewer calls are repeated.

    Raises TranscriptError where there are none.
    """
    found = [read for file in walk(paths) for read in read_found(file) if isinstance(read, Call)]
    if not found:
        raise TranscriptError("there are no calls to measure with", place=", ".join(paths))
    began = perf_counter()
    linter = Linter(load_rulebook())
    linter.lint(found[0])
    ready = perf_counter()
    words = 0
    for call in islice(cycle(found), calls):
        linter.lint(call)
        words += sum(len(segment.text.split()) for segment in call.segments)
    return Speed(start=ready - began, calls=calls, words=words, seconds=perf_counter() - ready)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints what one process does in a second, and what ten million calls a day take."""
    parser = ArgumentParser(prog="python -m csr_lint.speed", description="Calls a second of one process.")
    parser.add_argument("paths", nargs="+", metavar="DATA")
    parser.add_argument("--calls", type=int, default=CALLS, help="how many to judge")
    said = parser.parse_args(arguments)
    try:
        speed = measure(said.paths, calls=max(1, said.calls))
    except CsrLintError as error:
        print(f"csr-lint: {error}", file=sys.stderr)
        return error.exit_code
    print(f"start               {speed.start:.1f} s")
    print(f"calls a second      {speed.rate:.0f}  ({speed.calls} calls, {speed.words / speed.calls:.0f} words each)")
    print(f"{A_DAY:,} calls  {speed.core_hours:.0f} core-hours, {speed.core_hours / 24:.1f} cores all day")
    return 0


if __name__ == "__main__":
    sys.exit(main())
