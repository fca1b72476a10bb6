"""How a cue reads a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.errors import ConfigError, RuleError
from csr_lint.rulebook import Rulebook, load_rulebook
from csr_lint.trying import try_cue

RULE = """
code = "{code}"
name = "{name}"
summary = "s"
why = "w"
source = ["field"]
severity = "info"
check = "avoid"
message = "m"
[params]
cues = ["said", "{name}"]
[slots]
{name}_thing = ["bell", "old whistle"]
[cues.said]
by = "{by}"
say = ["ring the <{name}_thing>", "ring off"]
unless = ["do not worry"]
[cues.{name}]
say = ["ding (dong"]
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    folder: Path = tmp_path_factory.mktemp("pack")
    (folder / "a.toml").write_text(RULE.format(code="ZZA001", name="ringing", by="customer"), encoding="utf-8")
    (folder / "b.toml").write_text(RULE.format(code="ZZB001", name="tolling", by="agent"), encoding="utf-8")
    return load_rulebook(packs=[folder])


def test_a_hit_tells_its_sense_and_what_its_slots_hold(book: Rulebook) -> None:
    tried = try_cue(book, "ZZA001.said", "Um, I'll ring the old whistle!")
    assert tried.view == "i will ring the old whistle !"
    (hit,) = tried.hits
    assert (hit.text, hit.sense, hit.stopped) == ("ring the old whistle", "ring the <ringing_thing>", None)
    assert hit.slots == (("ringing_thing", "old whistle"),)


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("ring the bell", [None]),
        ("I won't ring the bell", ["negated"]),
        ("do not worry ring the bell", ["guard"]),
        ("ring the bell. ring off.", [None, None]),
        ("nothing at all", []),
        ("", []),
    ],
    ids=["counts", "a modifier", "a guard", "twice", "none", "no words"],
)
def test_what_stops_a_hit(book: Rulebook, text: str, stopped: list[str | None]) -> None:
    assert [hit.stopped for hit in try_cue(book, "ZZB001.said", text).hits] == stopped


def test_a_shared_cue_and_a_rules_own_by_its_name_alone(book: Rulebook) -> None:
    assert try_cue(book, "refusal", "we can't do that").cue == "refusal"
    assert try_cue(book, "says_please", "please").cue == "RSP101.says_please"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("refusl", 'there is no cue "refusl"; did you mean "refusal"?'),
        ("said", '"said" is more than one cue; say which: ZZA001.said, ZZB001.said'),
    ],
    ids=["unknown", "of two rules"],
)
def test_a_cue_that_cannot_be_meant(book: Rulebook, name: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told.replace("?", r"\?")):
        try_cue(book, name, "well")


def test_a_fault_in_the_notation_names_cue_and_column(book: Rulebook) -> None:
    with pytest.raises(RuleError, match=r"cue ZZA001.ringing: 'ding \(dong': column 6: '\)' expected"):
        try_cue(book, "ringing", "ding dong")
