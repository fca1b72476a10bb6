"""`csr-lint check --jobs`: the same bytes however the work is done, and Ctrl-C that leaves nothing behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import IO

import pytest

CSR = [sys.executable, "-m", "csr_lint.cli.main"]
SAMPLES = Path(__file__).parents[2] / "sample_transcripts"
TALK = [{"speaker": "agent", "text": "good morning"}, {"speaker": "customer", "text": "it broke " + "x" * 3000}]


@pytest.mark.heavy
def test_reports_are_the_same_with_and_without_workers_and_cache(tmp_path, monkeypatch):
    """First fresh, then by two workers that find nothing kept, then with all of it kept."""
    if shared := os.environ.get("CSR_LINT_CACHE_DIR"):
        (tmp_path / "packs").symlink_to(Path(shared) / "packs")
    monkeypatch.setenv("CSR_LINT_CACHE_DIR", str(tmp_path))
    runs = []
    for options in (["--jobs", "1", "--no-cache"], ["--jobs", "2"], ["--jobs", "2"], ["--jobs", "1"]):
        document = tmp_path / "document.json"
        command = [*CSR, "check", str(SAMPLES), "--format", "jsonl", "--output", f"json={document}", *options]
        done = subprocess.run(command, capture_output=True, timeout=300)
        runs.append((done.stdout, document.read_bytes(), done.stderr, done.returncode))
    assert len(runs[0][0].splitlines()) == 30
    assert runs.count(runs[0]) == len(runs)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_in_mid_run_ends_all_and_says_that_there_is_more(here, jobs):
    command = [*CSR, "check", "-", "--packs", "pack", "--select", "ZZZ", "--jobs", jobs, "--no-cache"]
    command += ["--format", "jsonl", "--output", "json=report.json"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # A shell lets what it starts in the background ignore Ctrl-C; these tests may be run so, too.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, **pipes, bufsize=0, process_group=0, preexec_fn=heeding) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        # Beside the reading, as it stops to read when nobody takes what it writes; standard input stays open.
        Thread(target=fed, args=(process.stdin,), daemon=True).start()
        begun = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.stdout.read(), process.stderr.read()
        assert process.wait(60) == 130
    assert err.strip() == b"csr-lint: interrupted"
    *told, last = [json.loads(line) for line in (begun + out).splitlines()]
    assert [line["call"] for line in told] == [f"c-{n}" for n in range(len(told))]
    assert last["error"]["code"] == "interrupted"
    assert told
    assert not list(here.glob("*report.json*"))
    assert_gone(process.pid)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_workers_do_not_outlive_a_parent_that_was_killed(here):
    command = [*CSR, "check", "-", "--packs", "pack", "--select", "ZZZ", "--jobs", "2", "--format", "json"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, process_group=0
    ) as process:
        assert process.stdout is not None
        time.sleep(2)  # About as long as workers need to be there; killed before that, none may come either.
        process.kill()
        process.communicate(timeout=60)
    assert_gone(process.pid)


def fed(stdin: IO[bytes]) -> None:
    with suppress(OSError, ValueError):
        for number in range(600):
            stdin.write(json.dumps({"id": f"c-{number}", "turns": TALK}).encode() + b"\n")


def assert_gone(group: int) -> None:
    """Soon no process of the group is left."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("processes are left")


@pytest.mark.parametrize(
    ("jobs", "says"),
    [
        ("0", "jobs 0: a number from 1 to 256, or auto"),
        ("-2", "jobs -2: a number"),
        ("two", 'jobs "two": a number from 1'),
        ("9999", "from 1 to 256"),
    ],
)
def test_a_wrong_number_of_jobs_is_one_clear_line(csr, jobs, says):
    ran = csr("check", "calls", "--jobs", jobs)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


def test_jobs_may_stand_in_the_settings(csr, here):
    (here / "csr-lint.toml").write_text("jobs = 0\n", encoding="utf-8")
    assert "jobs 0: a number from 1 to 256, or auto" in csr("check", "calls").err
    (here / "csr-lint.toml").write_text('jobs = "many"\n', encoding="utf-8")
    assert 'must be a whole number, or "auto"' in csr("check", "calls").err
    (here / "csr-lint.toml").write_text('jobs = "auto"\n', encoding="utf-8")
    assert csr("check", "calls").code == 1
