"""A call centre in a folder: two rules of its own, a few calls, and the command line to run over them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from csr_lint.cli.main import run

ORDERS = """
code = "ZZZ001"
name = "orders-about"
summary = "The agent orders the customer about."
why = "Nobody calms down because they were told to."
source = ["team"]
severity = "error"
check = "avoid"
weight = 10
message = "This sounds like an order."
advice = "Say what you will do."
[params]
cues = ["order"]
[cues.order]
by = "agent"
say = ["calm down now", "listen to me"]
[[example]]
verdict = "violated"
call = '''
Agent: good morning how may i help you today
Customer: my parcel is late again
> Agent: calm down now
'''
[[example]]
verdict = "violated"
call = '''
Agent: good morning how may i help you today
Customer: my parcel is late again
> Agent: listen to me
'''
[[example]]
verdict = "n/a"
call = '''
Agent: good morning how may i help you today
Customer: calm down now he said
'''
[[example]]
verdict = "n/a"
call = '''
Agent: good morning how may i help you today
Customer: my parcel is late again
'''
"""
HUMMING = """
code = "ZZZ002"
name = "hums-along"
summary = "The agent hums."
why = "It sounds bored."
source = ["team"]
severity = "warning"
check = "avoid"
weight = 4
message = "This sounds like humming."
[params]
cues = ["hum"]
[cues.hum]
by = "agent"
say = ["diddle dum dee"]
[[example]]
verdict = "violated"
call = '''
Agent: good morning how may i help you today
Customer: my parcel is late again
> Agent: diddle dum dee
'''
"""
POLITE = (
    "Good morning, this is Ana. I am happy to look into that for you, and I will stay on the line with you until we "
    "have found out where your parcel is and when it will be with you."
)
ASKS = "My parcel is late again and nobody tells me anything."


def a_call(last: str) -> str:
    return f"Agent: {POLITE}\nCustomer: {ASKS}\nAgent: {last}\nCustomer: Well then, goodbye.\n"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with rules in `pack/` and calls in `calls/`: one clean, one an error, one a warning."""
    files = {
        "pack/orders.toml": ORDERS,
        "pack/humming.toml": HUMMING,
        "calls/clean.txt": a_call("It comes tomorrow."),
        "calls/order.txt": a_call("Just calm down now."),
        "calls/hum.txt": a_call("Diddle dum dee, it comes tomorrow."),
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.fixture
def csr(here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs a command with the pack's rules only (`own=False`: without them)."""

    def command(name: str, *args: str, stdin: bytes = b"", own: bool = True) -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = run([name, *args, *(["--packs", "pack", "--select", "ZZZ"] if own else [])])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return command
