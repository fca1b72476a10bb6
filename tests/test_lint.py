"""The stages together: one call in, one evaluation out, the same on every run."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.lint import Linter
from csr_lint.model import Call, CheckKind, Evaluation, FindingKind, Fitness, Role, Segment, Verdict
from csr_lint.readers.registry import read_calls
from csr_lint.rulebook import load_rulebook

SAMPLES = Path(__file__).parent.parent / "sample_transcripts"


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


def call(*lines: tuple[str, str], kind: str | None = "phone") -> Call:
    sides = {"agent": Role.AGENT, "customer": Role.CUSTOMER}
    segments = tuple(Segment(index=k, label=who, text=text, role=sides[who]) for k, (who, text) in enumerate(lines))
    return Call(id="c1", source="here", format="test", segments=segments, kind=kind)


RUDE = call(
    ("agent", "Good morning, thank you for calling Northwind, my name is Ana, how can I help you?"),
    ("customer", "Hi, my parcel never came and I am so upset, it was my daughter's birthday present."),
    ("agent", "Well, that's not my department. You should have read the terms."),
    ("customer", "I paid with 4111 1111 1111 1111 and nobody told me anything."),
    ("agent", "I'm going to put you on hold."),
    ("customer", "okay"),
    ("agent", "The depot has it. It comes tomorrow before noon. Bye."),
)


def verdicts(evaluation: Evaluation) -> dict[str, str]:
    return {r.code: str(r.verdict) for r in evaluation.results}


def test_a_call_from_words_to_verdicts(linter: Linter) -> None:
    seen = verdicts(linter.lint(RUDE))
    expected = {
        "OPN001": "met",
        "OPN002": "met",
        "OPN003": "met",
        "EMP001": "violated",
        "OWN001": "violated",
        "OWN002": "violated",
        "HLD001": "met",
        "HLD002": "violated",
        "TRF001": "n/a",
        "RSP001": "met",
    }
    assert {code: seen[code] for code in expected} == expected


def test_findings_quote_the_words_at_their_place(linter: Linter) -> None:
    evaluation = linter.lint(RUDE)
    for finding in evaluation.findings:
        first = finding.spans[0]
        words = evaluation.call.segments[first.segment].text[first.start_char : first.end_char]
        assert finding.kind is FindingKind.HEALTH or finding.quote.startswith(words.strip()[:8])
        assert finding.message
    assert not any("4111" in f.quote for f in evaluation.findings)


def test_rules_do_not_know_each_other(linter: Linter) -> None:
    alone = Linter(linter.rulebook.select(["EMP001"])).lint(RUDE)
    together = linter.lint(RUDE)
    assert alone.result("EMP001") == together.result("EMP001")


def test_the_order_of_rules_is_irrelevant(linter: Linter) -> None:
    turned = msgspec.structs.replace(linter.rulebook, rules=tuple(reversed(linter.rulebook.rules)))
    a, b = linter.lint(RUDE), Linter(turned).lint(RUDE)
    assert a.score.value == b.score.value
    assert sorted(a.results, key=lambda r: r.code) == sorted(b.results, key=lambda r: r.code)


def test_without_sides_rules_say_so(linter: Linter) -> None:
    segments = (Segment(index=0, label="SPEAKER_00", text="hm"), Segment(index=1, label="SPEAKER_01", text="well"))
    evaluation = linter.lint(Call(id="u", source="u", format="t", segments=segments))
    judged = [r for r in evaluation.results if r.kind is not CheckKind.HEALTH]
    assert {r.verdict for r in judged} == {Verdict.NOT_APPLICABLE}
    assert {r.reason for r in judged} == {"the speakers' sides are unknown"}
    assert evaluation.score.value is None
    assert evaluation.health.fitness is Fitness.UNUSABLE


def samples() -> list[Path]:
    return sorted(p for p in SAMPLES.iterdir() if p.suffix != ".md")


@pytest.mark.parametrize("path", samples(), ids=lambda p: p.name)
def test_every_sample_is_linted_alike_each_time(linter: Linter, path: Path) -> None:
    calls = [c for c in read_calls(str(path), path.read_bytes()) if isinstance(c, Call)]
    assert calls
    for told in calls:
        evaluation = linter.lint(told)
        assert evaluation == linter.lint(told)
        assert {s.role for s in evaluation.call.segments} >= {Role.AGENT, Role.CUSTOMER}
        value = evaluation.score.value
        assert value is None or 0 <= value <= 100


_LINE = st.tuples(
    st.sampled_from(["agent", "customer"]),
    st.sampled_from(
        [
            "I'll put you on hold",
            "hold on",
            "thanks so much",
            "I'll transfer you to billing now",
            "this is ridiculous",
            "I can't do that",
            "okay",
            "",
            "are you there?",
            "bye",
            "sorry to hear that",
            "you idiot",
        ]
    ),
)


@given(st.lists(_LINE, max_size=14), st.sampled_from(["phone", "chat", None]))
@settings(max_examples=60, deadline=None)
def test_any_order_of_acts_is_judged(lines: list[tuple[str, str]], kind: str | None) -> None:
    """No order of holds, transfers, abuse and silence breaks a stage, and places stay inside their segments."""
    evaluation = _shared().lint(call(*lines, kind=kind))
    for finding in evaluation.findings:
        for span in finding.spans:
            assert 0 <= span.start_char < span.end_char <= len(lines[span.segment][1])


_LINTERS: list[Linter] = []


def _shared() -> Linter:
    if not _LINTERS:
        _LINTERS.append(Linter(load_rulebook()))
    return _LINTERS[0]
