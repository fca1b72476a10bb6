"""Where the time and the memory go: the first functions of cProfile, the first lines of tracemalloc."""

from __future__ import annotations

import cProfile
import os
import pstats
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import lint_all
from benchmarks.results import Profile
from csr_lint.lint import Linter
from csr_lint.rulebook import load_rulebook

_MOST = 15


def profiled(key: str, what: str, work: Callable[[], object]) -> Profile:
    """The functions in which `work` spends its time."""
    profile = cProfile.Profile()
    profile.enable()
    work()
    profile.disable()
    return Profile(key=key, what=what, lines=_lines(pstats.Stats(profile)))


def profile_pass(path: str, *, cold: bool) -> Profile:
    """A pass over a file; to be run in a fresh process."""
    linter = Linter(load_rulebook())
    if not cold:
        lint_all(path, linter)
    key = "cold" if cold else "warm"
    return profiled(key, f"a {key} pass", lambda: lint_all(path, linter))


def profile_command(key: str, arguments: Sequence[str]) -> Profile:
    """A whole `csr-lint` process, imports included."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "profile"
        command = [sys.executable, "-m", "cProfile", "-o", str(out), "-m", "csr_lint.cli.main", *arguments]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        names = [f"FILE{Path(a).suffix}" if os.path.isfile(a) else a for a in arguments]
        return Profile(key=key, what=f"csr-lint {' '.join(names)}", lines=_lines(pstats.Stats(str(out))))


def profile_memory(path: str) -> Profile:
    """What is held after a pass; to be run in a fresh process."""
    linter = Linter(load_rulebook())
    tracemalloc.start()
    lint_all(path, linter)
    held = tracemalloc.take_snapshot().statistics("lineno")[:_MOST]
    tracemalloc.stop()
    lines = ["      MB   blocks  where"]
    lines += [
        f"{s.size / 1e6:8.2f} {s.count:8}  {_where(s.traceback[0].filename, s.traceback[0].lineno)}" for s in held
    ]
    return Profile(key="memory", what="memory held after a pass over the longest stream", lines=tuple(lines))


def _lines(stats: pstats.Stats) -> tuple[str, ...]:
    """The functions with most seconds of their own."""
    told = stats.get_stats_profile()
    found = sorted(told.func_profiles.items(), key=lambda item: item[1].tottime, reverse=True)[:_MOST]
    lines = [f"{told.total_tt:.2f} s in all, as profiled", "     own    all     calls  function"]
    for name, one in found:
        where = "" if one.file_name == "~" else f"  {_where(one.file_name, one.line_number)}"
        lines.append(f"{one.tottime:8.3f} {one.cumtime:6.2f} {one.ncalls:>9}  {name}{where}")
    return tuple(lines)


def _where(file: str, line: int) -> str:
    """A place in a file, its path from its package on."""
    parts = Path(file).parts
    for name in ("csr_lint", "site-packages", "benchmarks"):
        if name in parts:
            at = len(parts) - 1 - parts[::-1].index(name) + (name == "site-packages")
            return f"{'/'.join(parts[at:])}:{line}"
    return f"{Path(file).name}:{line}"
