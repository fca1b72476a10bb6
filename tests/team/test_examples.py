"""The examples of the floor's rules are checked as those of other rules are."""

from __future__ import annotations

import msgspec
import pytest

from csr_lint.model import Verdict
from csr_lint.rule import Example
from csr_lint.rulebook import load_rulebook
from csr_lint.testing import missing_examples, run_examples

ABUSE = "2026-03-02 09:00 | Ana | 4:00 | 80 | CUS004 present"


@pytest.fixture(scope="module")
def tried():
    book = load_rulebook()

    def faults(verdict: Verdict, call: str) -> list[str]:
        load = msgspec.structs.replace(book.rule("abuse-load"), examples=(Example(call=call, verdict=verdict),))
        told, *_ = run_examples(msgspec.structs.replace(book, rules=(load, book.rule("CUS004"))))
        return list(told.faults)

    return faults


@pytest.mark.parametrize(
    ("verdict", "call", "fault"),
    [
        (Verdict.VIOLATED, "\n".join([f"> {ABUSE}"] * 3), None),
        (Verdict.MET, "\n".join([ABUSE] * 3), "must be met, is violated"),
        (
            Verdict.VIOLATED,
            "\n".join([*[ABUSE] * 3, "> 2026-03-02 10:00 | Ben | 1:00 | 80 |"]),
            "no finding names line-4",
        ),
        (Verdict.MET, "2026-03-02 | Ana | four minutes | 80 |", "a line is WHEN | AGENT | M:SS | SCORE | SEEN | WORDS"),
        (Verdict.MET, "2026-03-02 | Ana", "a line is WHEN"),
        (Verdict.MET, f"{ABUSE}ly", "a line is WHEN"),
    ],
    ids="right wrong-verdict wrong-call no-length too-short no-verdict".split(),
)
def test_an_example_is_checked(tried, verdict, call, fault):
    faults = tried(verdict, call)
    assert (not faults) if fault is None else fault in "; ".join(faults)


def test_a_rule_of_the_floor_needs_two_verdicts():
    rule = load_rulebook().rule("abuse-load")
    one = msgspec.structs.replace(rule, examples=rule.examples[:1])
    assert missing_examples([rule]) == []
    assert missing_examples([one]) == ["FLR002 abuse-load: more examples are needed: two verdicts"]
