"""The manual page of a rule."""

from __future__ import annotations

import msgspec

from csr_lint.model import CheckKind, Modifier, Verdict
from csr_lint.reporters.manual import page
from csr_lint.rule import CuePattern, Example, Limit, MeasureParams, SignalParams

OATH = CuePattern(say=("(damn~ | blast) [it]",), by="agent", unless=("damn good",), note="Mild ones.")


def test_a_page_tells_all_that_the_file_tells(about):
    rule = msgspec.structs.replace(
        about.rule("RSP001"),
        why="Nobody swears at a guest.",
        advice="Breathe.",
        aliases=("swearing",),
        typed=False,
        cues=(
            (
                "RSP001.oath",
                CuePattern(say=("(damn~ | blast) [it]",), by="agent", unless=("damn good",), note="Mild ones."),
            ),
        ),
        params=SignalParams(cues=("RSP001.oath", "shared")),
        examples=(Example(call="> Agent: damn it\nCustomer: pardon?", verdict=Verdict.VIOLATED, note="plain"),),
    )
    text = page(rule, about.scorecard, width=80)
    for part in (
        "RSP001 agent-profanity\nRespect · avoid · error · weight 40 · critical",
        "not judged in chat and e-mail",
        "also called swearing",
        "Why\n  Nobody swears at a guest.",
        "cues: oath, shared",
        "Cue oath\n  Mild ones.\n  by the agent\n  (damn~ | blast) [it]\n  unless\n    damn good",
        "Example 1: violated (plain)\n  > Agent: damn it\n  Customer: pardon?",
    ):
        assert part in text


def test_thresholds_read_as_they_are_written(about):
    limit = Limit(quantity="holds", from_=3, least=1)
    rule = msgspec.structs.replace(
        about.rule("HLD001"), check=CheckKind.MEASURE, params=MeasureParams(limits=(limit,)), examples=()
    )
    assert "limit: quantity holds, from 3, least 1" in page(rule, about.scorecard, width=80)
    assert Modifier.NEGATED.value not in page(rule, about.scorecard, width=80)
