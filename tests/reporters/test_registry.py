"""Formats are found by walking the folder."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest

from csr_lint.errors import ConfigError
from csr_lint.outcome import Unreadable
from csr_lint.reporters.registry import formats, reporter


def test_the_formats():
    named = "concise csv github gitlab html json jsonl junit markdown parquet sarif text xlsx"
    assert formats() == tuple(named.split())


def test_an_unknown_format_names_the_nearest():
    with pytest.raises(ConfigError, match=r'no output format "jsnl"; did you mean "jsonl"\?'):
        reporter("jsnl")


def test_each_format_is_documented():
    text = (Path(__file__).parents[2] / "docs" / "output.md").read_text(encoding="utf-8")
    table = text.split("| format | what |")[1].split("\n\n")[0]
    named = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `")]
    assert sorted(named) == list(formats())


TEXTS = [name for name in formats() if not reporter(name).binary]


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_calls_give_the_same_text(name: str, report, week, unreadable):
    assert report(name, [*week, unreadable]) == report(name, [*week, unreadable])


@pytest.mark.parametrize("name", TEXTS)
def test_a_run_that_is_broken_off_says_so(name: str, about, mixed):
    out = StringIO()
    started = reporter(name).start(out, about)
    started.add(mixed)
    started.add(Unreadable(source="", code="interrupted", place="csr-lint", message="this report is not complete"))
    started.close(None)
    assert "not complete" in out.getvalue()


@pytest.mark.parametrize("name", TEXTS)
def test_cards_and_control_signs_stay_out(name: str, report, mixed, hostile):
    text = report(name, [mixed, hostile])
    assert "4111" not in text
    # JSON spells control signs out; direction marks are part of its texts, which are as they were said.
    unwanted = {"\x00", "\x1b"} if name.startswith("json") else {"\x00", "\x1b", "\u202e"}
    assert not unwanted & set(text)
