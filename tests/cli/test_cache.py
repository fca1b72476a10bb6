"""`csr-lint cache`, and runs that share what is kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CSR = [sys.executable, "-m", "csr_lint.cli.main"]
SAMPLES = Path(__file__).parents[2] / "sample_transcripts"


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of this test's own, with nobody's results in it; packs are shared, they are dear to make."""
    folder = tmp_path / "cache"
    folder.mkdir()
    if shared := os.environ.get("CSR_LINT_CACHE_DIR"):
        (Path(shared) / "packs").mkdir(parents=True, exist_ok=True)
        (folder / "packs").symlink_to(Path(shared) / "packs")
    monkeypatch.setenv("CSR_LINT_CACHE_DIR", str(folder))
    return folder


def kept(folder: Path) -> int:
    return sum(path.is_file() for path in (folder / "results").rglob("*"))


def test_verdicts_are_kept_counted_and_cleared(csr, own_cache):
    first = csr("check", "calls", "--format", "json")
    assert kept(own_cache) == 4
    assert csr("check", "calls", "--format", "json") == first
    told = csr("cache", "info", own=False)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0] == f"folder  {own_cache / 'results'}"
    assert "4 results" in told.out
    assert "4 results cleared" in csr("cache", "clear", own=False).out
    assert kept(own_cache) == 0
    assert "0 results" in csr("cache", "info", own=False).out


def test_no_cache_keeps_nothing(csr, here, own_cache):
    csr("check", "calls", "--no-cache")
    assert kept(own_cache) == 0
    (here / "csr-lint.toml").write_text("no-cache = true\n", encoding="utf-8")
    csr("check", "calls")
    assert kept(own_cache) == 0


def test_a_changed_rule_or_call_is_judged_anew(csr, here, own_cache):
    assert csr("check", "calls/order.txt").code == 1
    rule = here / "pack" / "orders.toml"
    rule.write_text(rule.read_text().replace("calm down now", "hurry up now"), encoding="utf-8")
    assert csr("check", "calls/order.txt").code == 0
    call = here / "calls" / "order.txt"
    call.write_text(call.read_text().replace("calm down", "hurry up"), encoding="utf-8")
    assert csr("check", "calls/order.txt").code == 1


@pytest.mark.heavy
def test_two_runs_at_once_share_it(own_cache):
    some = [str(SAMPLES / name) for name in ("week-export.jsonl", "thu-batch.csv", "sat-webchat.jsonl")]
    run = [*CSR, "check", *some, "--format", "jsonl", "--fail-on", "never"]
    alone = subprocess.run([*run, "--no-cache"], capture_output=True, check=True).stdout
    two = [subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate(timeout=120) for process in two] == [(alone, b"")] * 2
    warm = subprocess.run(run, capture_output=True, check=True)
    assert (warm.stdout, warm.stderr) == (alone, b"")
    assert kept(own_cache) == len(alone.splitlines()) + 1
