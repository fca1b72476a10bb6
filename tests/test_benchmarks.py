"""The benchmark runs, small, and has a figure for everything; what the figures are is not tested."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("matplotlib", reason="the benchmark draws with matplotlib (extra [bench])")
pytestmark = pytest.mark.heavy
ROOT = Path(__file__).parent.parent
TARGETS = "warm cold naive phrases patterns rules check help explain second workers memory".split()
# Where the system does not tell a process's peak of memory.
UNTOLD = set() if hasattr(os, "wait4") else {"memory"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `python -m benchmarks --small` writes."""
    out = tmp_path_factory.mktemp("benchmarks")
    command = [sys.executable, "-m", "benchmarks", "--small", "--output", str(out)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=600)
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("\n") == 2 + len(TARGETS)
    return out


def test_every_target_has_a_figure(folder: Path) -> None:
    targets = {target["key"]: target for target in json.loads((folder / "results.json").read_text("utf-8"))["targets"]}
    assert list(targets) == TARGETS
    for key in targets.keys() - UNTOLD:
        assert math.isfinite(targets[key]["measured"])
        assert targets[key]["measured"] > 0
        assert targets[key]["reason"]


def test_every_curve_has_points(folder: Path) -> None:
    curves = json.loads((folder / "results.json").read_text("utf-8"))["curves"]
    assert {curve["key"] for curve in curves} == {"phrases", "patterns", "rules", "calls", "words", "memory"}
    assert all(len(curve["points"]) > 1 for curve in curves)


def test_the_page_tells_all_of_it(folder: Path) -> None:
    page = (folder / "performance.md").read_text("utf-8")
    assert "$" not in page
    for target in json.loads((folder / "results.json").read_text("utf-8"))["targets"]:
        assert f"| {target['what']} |" in page


def test_the_same_seed_makes_the_same_calls_and_no_two_calls_are_alike() -> None:
    code = (
        "from benchmarks.talk import Talker\n"
        "first, again = (list(Talker(5).calls(20, 200)) for _ in range(2))\n"
        "assert first == again\n"
        "assert len({call.turns for call in first}) == 20\n"
        "assert first != list(Talker(6).calls(20, 200))\n"
        "half = [{w for c in part for t in c.turns for w in t.text.split()} for part in (first[:10], first[10:])]\n"
        "assert len(half[1] - half[0]) > 100\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
