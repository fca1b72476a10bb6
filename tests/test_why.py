"""Why a rule said what it said: the steps that were missing, and the hits that did not count."""

from __future__ import annotations

import pytest

from csr_lint.lint import Linter
from csr_lint.model import Call
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading
from csr_lint.rulebook import load_rulebook
from csr_lint.why import why

HOLD = """
Agent: Good morning, this is Ana, how can I help you?
Customer: My parcel never came, and I'm really upset about it.
Agent: I'm going to put you on hold.
Customer: Wait, I have a question first.
Agent: It is on the van now, and it comes tomorrow. I won't transfer you.
Customer: Thank you so much. Bye.
Agent: Goodbye.
"""


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


@pytest.fixture(scope="module")
def call() -> Call:
    (read,) = read_calls("a.txt", HOLD.strip().encode(), Reading(format="text"))
    assert isinstance(read, Call)
    return read


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        pytest.param(
            "HLD001",
            [
                "HLD001 hold-without-asking: violated",
                "  opportunity in turn 3: “put you on hold”: not answered (wanted: asked, agreed)",
            ],
            id="what was wanted",
        ),
        pytest.param(
            "OPN001",
            ["OPN001 missing-greeting: met", "  opportunity in turn 1: ", "answered in turn 1: “Good morning” ["],
            id="what answered it",
        ),
        pytest.param(
            "EMP001",
            ["EMP001 missed-empathy: violated", "not answered (wanted: acknowledged within 2 agent turns)"],
            id="within how many turns",
        ),
        pytest.param(
            "TRF001",
            [
                "TRF001 blind-transfer: n/a (no transfer in this call)",
                "not counted: transfer_announced in turn 5: ",
                ": negated",
            ],
            id="a hit that did not count",
        ),
        pytest.param(
            "RSP001",
            ["RSP001 agent-profanity: met", "  none of its cues was seen: agent_profanity"],
            id="nothing seen",
        ),
        pytest.param("CUS001", ["CUS001 gratitude: 3", "  counted thanks_strong in turn 6: "], id="a scale"),
        pytest.param("HLD003", ["HLD003 repeated-holds: met"], id="a measure"),
        pytest.param("HLD004", ["HLD004 long-hold: n/a (no times in the file)"], id="what could not be measured"),
    ],
)
def test_lines(linter: Linter, call: Call, code: str, lines: list[str]) -> None:
    told = "\n".join(why(linter, call, linter.rulebook.rule(code)))
    assert told.startswith(lines[0])
    for line in lines:
        assert line in told


def test_episodes_that_are_no_opportunity_are_told_with_their_steps(linter: Linter) -> None:
    text = "Ann (Agent): Please hold.\nCustomer: Yes.\nBob (Agent): Hello, this is Bob, how can I help?\n"
    (call,) = read_calls("a.txt", text.encode(), Reading(format="text"))
    assert isinstance(call, Call)
    head, episode, *_ = why(linter, call, linter.rulebook.rule("HLD005"))
    assert head == "HLD005 no-thanks-after-hold: n/a (somebody else came on the line after the hold)"
    assert episode.startswith("  not judged: hold in turn 1: “Please hold”, with agreed, new_voice, back")


def test_a_call_that_was_linted_already_is_read_alike(linter: Linter, call: Call) -> None:
    rule = linter.rulebook.rule("HLD001")
    assert why(linter, linter.lint(call).call, rule) == why(linter, call, rule)


def test_every_rule_can_be_asked_of_any_call(linter: Linter, call: Call) -> None:
    for rule in linter.rulebook.rules:
        assert why(linter, call, rule)[0].startswith(f"{rule.code} {rule.name}: ")
