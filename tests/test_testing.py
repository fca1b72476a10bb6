"""Rules' own examples: what passes, and how each way to fail is told."""

from __future__ import annotations

import msgspec
import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import CheckKind, Severity, Verdict
from csr_lint.rule import AvoidParams, CuePattern, Example, Rule, Rung, ScaleParams
from csr_lint.rulebook import Rulebook, load_rulebook
from csr_lint.testing import missing_examples, read_example, run_examples

HELLO = "Agent: good morning how may i help you today\nCustomer: it broke down\n"
LONG = "Agent: " + "i will look into that for you right away my friend " * 4 + "\nCustomer: it broke down\n"
ORDER = CuePattern(say=("calm down now",), by="agent")
GLAD = CuePattern(say=("splendid fellow",), by="customer")


def rule_with(*examples: Example, check: CheckKind = CheckKind.AVOID) -> Rule:
    scale = check is CheckKind.SCALE
    return Rule(
        code="ZZZ001", name="orders-about", aliases=(), summary="", why="", source=(), severity=Severity.ERROR,
        critical=False, weight=1, check=check, message="", advice="", typed=False,
        params=ScaleParams(rungs=(Rung(value=4, cues=("ZZZ001.c",)),)) if scale else AvoidParams(cues=("ZZZ001.c",)),
        cues=(("ZZZ001.c", GLAD if scale else ORDER),), examples=examples, path="pack/orders.toml",
    )  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def faults(shipped):
    """Runs one example of an avoid rule (or a scale) and gives what was not as it must be."""

    def run(example: Example, *, check: CheckKind = CheckKind.AVOID) -> tuple[str, ...]:
        rule = rule_with(example, check=check)
        lexicon = msgspec.structs.replace(shipped.lexicon, cues=dict(rule.cues))
        (outcome,) = run_examples(msgspec.structs.replace(shipped, rules=(rule,), lexicon=lexicon))
        assert outcome.passed == (not outcome.faults)
        return outcome.faults

    return run


@pytest.mark.parametrize(
    "example",
    [
        Example(call=HELLO + "> Agent: calm down now\n", verdict=Verdict.VIOLATED),
        Example(call=HELLO + "Agent: calm down now\n", verdict=Verdict.VIOLATED),
        Example(call=HELLO + "> Agent: well then\n  calm down now please\n", verdict=Verdict.VIOLATED),
        Example(call=HELLO + "Agent: well then\n> calm down now please\n", verdict=Verdict.VIOLATED),
        Example(call=LONG, verdict=Verdict.MET),
        Example(call=HELLO, verdict=Verdict.NOT_APPLICABLE, reason="fewer than 30 words"),
        Example(call=LONG, verdict=Verdict.NOT_APPLICABLE, kind="chat", reason="not judged in chat"),
    ],
    ids=["marked", "not marked", "wrapped", "the wrapped line marked", "met", "with its reason", "in a chat"],
)
def test_examples_that_are_as_they_must_be(faults, example):
    assert faults(example) == ()


@pytest.mark.parametrize(
    ("example", "says"),
    [
        (Example(call=LONG, verdict=Verdict.VIOLATED), "must be violated, is met"),
        (
            Example(call=HELLO, verdict=Verdict.MET),
            "must be met, is n/a (the agent said fewer than 30 words)",
        ),
        (
            Example(call=HELLO, verdict=Verdict.NOT_APPLICABLE, reason="no times"),
            'must give the reason "no times", gives "the agent said fewer than 30 words"',
        ),
        (
            Example(call="> " + HELLO + "Agent: calm down now\n", verdict=Verdict.VIOLATED),
            "no finding at line 1 “good morning how may i help you today”",
        ),
        (
            Example(
                call=HELLO + "> Agent: calm down now\nCustomer: what\nAgent: calm down now", verdict=Verdict.VIOLATED
            ),
            "a finding at line 5 “calm down now”, which is not marked",
        ),
        (Example(call=HELLO), "says no verdict"),
        (Example(call="nothing here", verdict=Verdict.MET), "cannot be read: "),
        (Example(call="", verdict=Verdict.MET), "cannot be read: "),
    ],
    ids=["wrong verdict", "n/a", "wrong reason", "wrong place", "one place too many", "no verdict", "no call", "empty"],
)
def test_each_way_to_fail_is_told(faults, example, says):
    assert any(fault.startswith(says) for fault in faults(example)), faults(example)


@pytest.mark.parametrize(
    ("call", "value", "passes"),
    [
        (HELLO + "> Customer: splendid fellow\n", 4, True),
        (HELLO + "> Customer: splendid fellow\n", 3, False),
        ("> " + HELLO + "Customer: splendid fellow\n", 4, False),
        (HELLO, 0, True),
    ],
    ids=["right value and place", "wrong value", "wrong place", "nought"],
)
def test_scales_are_judged_by_value_and_by_the_words_that_gave_it(faults, call, value, passes):
    assert (not faults(Example(call=call, value=value, kind="phone"), check=CheckKind.SCALE)) == passes


def test_marks_are_no_part_of_the_call():
    call, marked = read_example(Example(call="\nAgent: good morning\n> Customer: it broke down\n", kind="phone"))
    assert [s.text for s in call.segments] == ["good morning", "it broke down"]
    assert (marked, call.kind) == ({1}, "phone")


def test_an_example_holds_one_call():
    with pytest.raises(TranscriptError):
        read_example(Example(call="no speaker at all"))


def examples(*verdicts: str) -> tuple[Example, ...]:
    return tuple(Example(call=HELLO, verdict=Verdict(v)) for v in verdicts)


@pytest.mark.parametrize(
    ("check", "given", "lacks"),
    [
        (CheckKind.EXPECT, examples("violated", "violated", "met", "n/a"), None),
        (CheckKind.EXPECT, examples("violated", "met"), "1 violated, 1 n/a"),
        (CheckKind.AVOID, examples("violated", "violated", "met", "n/a"), None),
        (CheckKind.AVOID, examples("met"), "2 violated, 1 met"),
        (CheckKind.SIGNAL, examples("present", "present", "absent", "absent"), None),
        (CheckKind.KUDOS, examples("present"), "1 present, 2 absent"),
        (CheckKind.MEASURE, examples("violated"), "1 met"),
        (CheckKind.SCALE, tuple(Example(call=HELLO, value=v) for v in range(5)), None),
        (CheckKind.SCALE, tuple(Example(call=HELLO, value=v) for v in (0, 2, 4)), "value 1, value 3"),
    ],
)
def test_what_a_rule_must_at_least_show(check, given, lacks):
    told = missing_examples([msgspec.structs.replace(rule_with(*given), check=check)])
    assert told == ([] if lacks is None else [f"ZZZ001 orders-about: more examples are needed: {lacks}"])
