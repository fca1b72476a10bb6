"""Whole processes: start-up, a second run, two workers, and the memory of a stream."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.timing import CSR_LINT, whole

_LINES = ("--format", "jsonl", "--quiet", "--fail-on", "never")


class Starts(msgspec.Struct, frozen=True, kw_only=True):
    """Median seconds of whole processes: `import spacy`, one call with the pack kept, --help, explain; bare Python."""

    spacy: float
    check: float
    help: float
    explain: float
    python: float


class Runs(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds of whole processes over many calls."""

    first: float
    second: float
    one: float
    two: float


def check(*arguments: str) -> tuple[str, ...]:
    return (*CSR_LINT, "check", *arguments)


def measure_starts(one_call: Path, code: str, rounds: int) -> Starts:
    """Starts each in turn, so many times; the pack is kept, the verdicts are not."""
    commands = (
        (sys.executable, "-c", "import spacy"),
        check(str(one_call), "--no-cache"),
        (*CSR_LINT, "--help"),
        (*CSR_LINT, "explain", code),
        (sys.executable, "-c", "pass"),
    )
    for command in commands:
        whole(command)
    times = [[whole(command).seconds for command in commands] for _ in range(rounds)]
    spacy, one, help_, explain, python = (median(column) for column in zip(*times, strict=True))
    return Starts(spacy=spacy, check=one, help=help_, explain=explain, python=python)


def measure_runs(many: Path) -> Runs:
    """First and second runs as they come; then one worker and two, without kept verdicts. The pack is kept already."""
    first, second = (whole(check(str(many), *_LINES)).seconds for _ in range(2))
    one, two = (whole(check(str(many), *_LINES, "--no-cache", "--jobs", jobs)).seconds for jobs in ("1", "2"))
    return Runs(first=first, second=second, one=one, two=two)


def measure_stream(files: Sequence[tuple[Path, int]]) -> tuple[tuple[float, float], ...]:
    """(calls, peak of memory in MB) of one process that reads so many calls in one stream."""
    peaks = [whole(check(str(path), *_LINES, "--no-cache", "--jobs", "1")).peak for path, _ in files]
    return tuple((calls, peak / 1e6) for (_, calls), peak in zip(files, peaks, strict=True))
