"""The command as a process: quick help, gone readers, Ctrl-C, a reader that waits for each line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial

import pytest

CSR = [sys.executable, "-m", "csr_lint.cli.main"]
LOADED = "import sys; from csr_lint.cli.main import run; run({args}); print(*sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(
    "args", [["--help"], ["--version"], ["check", "--help"], ["rules", "--help"], ["nonsense"]], ids=" ".join
)
def test_help_loads_neither_spacy_nor_pandas(args):
    done = subprocess.run([sys.executable, "-c", LOADED.format(args=args)], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not {"spacy", "pandas", "numpy"} & loaded


def test_all_commands_are_found():
    done = subprocess.run([*CSR, "--help"], capture_output=True, text=True, check=True)
    for name in ("check", "explain", "rules", "show", "test"):
        assert f"\n  {name} " in done.stdout


def test_an_unknown_command_names_the_nearest():
    done = subprocess.run([*CSR, "chek"], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == 'csr-lint: there is no command "chek"; did you mean "check"? (see csr-lint --help)\n'


def test_a_reader_that_has_gone_is_no_error_worth_a_word(here):
    for number in range(300):
        (here / "calls" / f"more-{number}.txt").write_bytes((here / "calls" / "clean.txt").read_bytes())
    command = [*CSR, "check", "calls", "--format", "jsonl", "--packs", "pack", "--select", "ZZZ"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline())["call"] == "clean"
        process.stdout.close()
        complaint = process.stderr.read()
    assert process.returncode == 141
    assert complaint == b""


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another thing there")
def test_ctrl_c_is_one_word_and_leaves_no_half_file(here):
    command = [*CSR, "check", "-", "--packs", "pack", "--select", "ZZZ", "--output", "json=report.json"]
    # A shell lets what it starts in the background ignore Ctrl-C; these tests may be run so, too.
    heeding = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, preexec_fn=heeding) as process:
        deadline = time.monotonic() + 60
        while not list(here.glob(".report.json.*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert err.strip() == b"csr-lint: interrupted"
    assert not list(here.glob("*report.json*"))


def on_a_terminal(command: list[str]) -> str:
    """What a terminal of 80 columns shows, signs for the cursor and colours and all."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "xterm"}
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    assert process.returncode in (0, 1)
    return shown.decode("utf-8")


def test_a_terminal_sees_a_bar_for_many_files_and_colours(here):
    for number in range(6):
        (here / "calls" / f"more-{number}.txt").write_bytes((here / "calls" / "clean.txt").read_bytes())
    shown = on_a_terminal([*CSR, "check", "calls", "--packs", "pack", "--select", "ZZZ"])
    assert "reading calls" in shown
    assert "\x1b[31m██" in shown
    assert shown.rindex("reading calls") < shown.index("orders-about")


def test_a_terminal_sees_no_bar_for_a_few_files_and_no_colour_where_none_is_wanted(here, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shown = on_a_terminal([*CSR, "check", "calls", "--packs", "pack", "--select", "ZZZ"])
    assert "orders-about" in shown
    assert "reading calls" not in shown
    assert "\x1b[1;31m" not in shown
