"""Where a report cannot be written the others still are, and the exit code says so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

CSR = [sys.executable, "-m", "csr_lint.cli.main"]
CHECK = [*CSR, "check", "calls", "--packs", "pack", "--select", "ZZZ", "--fail-on", "never"]
FULL = Path("/dev/full")
NO_SPACE = "cannot be written: No space left on device\n"
needs_a_full_disk = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def run(command, **where):
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False, **where)


@needs_a_full_disk
@pytest.mark.parametrize("format_", ["jsonl", "html", "csv", "sarif", "xlsx", "text"])
def test_a_file_that_cannot_be_written_costs_only_itself(here, format_):
    command = [*CHECK, "--format", "concise", "--output", f"{format_}={FULL}", "--output", "json=whole.json"]
    done = run(command, stdout=subprocess.PIPE)
    assert done.returncode == 2
    assert done.stderr == f"csr-lint: {FULL}: {NO_SPACE}"
    assert "ZZZ001" in done.stdout
    assert (here / "whole.json").read_text(encoding="utf-8").endswith("}\n")
    assert not [item for item in here.iterdir() if item.suffix == ".part"]


@needs_a_full_disk
def test_standard_output_that_cannot_be_written_costs_only_itself(here):
    with FULL.open("w") as full:
        done = run([*CHECK, "--output", "json=whole.json"], stdout=full)
    assert done.returncode == 2
    assert done.stderr == f"csr-lint: standard output: {NO_SPACE}"
    assert (here / "whole.json").read_text(encoding="utf-8").endswith("}\n")


@needs_a_full_disk
@pytest.mark.parametrize("words", [["rules"], ["--help"], ["show", "calls/clean.txt"]], ids=" ".join)
def test_other_commands_tell_it_in_a_line(here, words):
    with FULL.open("w") as full:
        done = run([*CSR, *words], stdout=full)
    assert (done.returncode, done.stderr) == (2, f"csr-lint: standard output: {NO_SPACE}")


def test_a_reader_that_has_gone_does_not_cost_the_files(here):
    for number in range(300):
        (here / "calls" / f"more-{number}.txt").write_bytes((here / "calls" / "clean.txt").read_bytes())
    command = [*CHECK, "--format", "jsonl", "--output", "csv=whole.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (141, b"")
    assert "more-299" in (here / "whole.csv").read_text(encoding="utf-8")
