"""Clocks: the best of several passes, whole processes, and measures that run in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar

import msgspec

P = ParamSpec("P")
T = TypeVar("T")
CSR_LINT = (sys.executable, "-c", "from csr_lint.cli.main import main; main()")
"""What the command `csr-lint` runs."""


class Whole(msgspec.Struct, frozen=True):
    """A whole process: its seconds, and its peak of memory in bytes (0 where the system does not tell)."""

    seconds: float
    peak: int


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, once."""
    began = perf_counter()
    work()
    return perf_counter() - began


def best(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The best time of each, run in turns, so that noise of the machine meets all of them."""
    times = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def alone(measure: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `measure` gives in a fresh process: nothing is warm, and nothing stays."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as one:
        return one.submit(measure, *args, **named).result()


def whole(command: Sequence[str], *, good: Sequence[int] = (0, 1)) -> Whole:
    """Runs a command to its end, its output thrown away. Raises RuntimeError, with what it said, if it fails."""
    with tempfile.TemporaryFile() as said:
        began = perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
        peak = _waited(process)
        took = perf_counter() - began
        if process.returncode not in good:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}: {said.read().decode()[-500:]}")
    return Whole(took, peak)


def _waited(process: subprocess.Popen[bytes]) -> int:
    if not hasattr(os, "wait4"):
        process.wait()
        return 0
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def fresh_cache(folder: Path) -> None:
    """From here on csr-lint keeps its packs and results below this folder, in this process and its children."""
    os.environ["CSR_LINT_CACHE_DIR"] = str(folder)
