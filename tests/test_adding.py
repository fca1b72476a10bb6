"""What CONTRIBUTING.md promises: a rule is one file, a format is one file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from csr_lint import readers
from csr_lint.lint import Linter
from csr_lint.model import Call
from csr_lint.readers.finding import formats, look_again
from csr_lint.readers.registry import read_calls
from csr_lint.rulebook import load_rulebook
from csr_lint.testing import run_examples

RULE = """
code = "ACM001"
name = "weather-talk"
summary = "The agent talks about the weather"
why = "Customers in a hurry do not want to hear of the rain. It is seen in the words."
source = ["field"]
severity = "info"
check = "avoid"
message = "The weather came up; come back to the matter."
advice = "Let me get straight to your order."
[params]
cues = ["weather"]
[cues.weather]
by = "agent"
say = ["(lovely | terrible | awful) weather", "it is raining"]
unless = ["weather (over | in | along)"]

[[example]]
verdict = "violated"
call = '''
> Agent: Terrible weather today, isn't it?
Customer: Yes. My order, please.
'''

[[example]]
verdict = "met"
call = '''
Agent: Your flight is late because of awful weather over the airport, so I have moved you to the next one, and I am
 sending you the new ticket right now, it should be there in a minute or two.
Customer: Thanks.
'''
"""

READER = '''
"""Calls in the shape of a film script: a name in capitals, the words below."""

from csr_lint.model import Call, Segment
from csr_lint.readers.about import About

NAME = "script"
ORDER = 50
ABOUT = About(title="Film script", group="Text", recognised="FADE IN on line 1", times="none", roles="names")


def sniff(source):
    return "line 1 is FADE IN" if source.head.startswith("FADE IN") else None


def read(source):
    blocks = [b.split("\\n", 1) for b in source.text.strip().split("\\n\\n")[1:]]
    segments = tuple(Segment(index=k, label=name, text=text) for k, (name, text) in enumerate(blocks))
    yield Call(id=source.stem, source=source.path, format=NAME, segments=segments)
'''


@pytest.mark.heavy
def test_a_rule_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "weather_talk.toml").write_text(RULE, encoding="utf-8")
    book = load_rulebook(packs=[tmp_path]).select(["ACM001"])
    outcomes = run_examples(book)
    assert len(outcomes) == 2
    assert all(o.passed for o in outcomes)
    (call,) = read_calls("a.txt", b"Agent: Lovely weather.\nCustomer: Indeed.\n")
    assert isinstance(call, Call)
    assert [f.name for f in Linter(book).lint(call).findings] == ["weather-talk"]


def test_a_format_is_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "script.py").write_text(READER, encoding="utf-8")
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    look_again()
    monkeypatch.delitem(sys.modules, "csr_lint.readers.script", raising=False)
    (call,) = read_calls("scene.txt", b"FADE IN\n\nAGENT\nGood morning.\n\nCUSTOMER\nMy order is late.\n")
    assert isinstance(call, Call)
    assert (call.format, [s.label for s in call.segments]) == ("script", ["AGENT", "CUSTOMER"])
    assert "script" in formats()
    look_again()
