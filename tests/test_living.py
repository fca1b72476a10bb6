"""No rule is dead: each fires in the sample calls or in the labelled ones; and each has examples enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from csr_lint.lint import Linter
from csr_lint.model import Call, CheckKind, Verdict
from csr_lint.readers.registry import read_calls
from csr_lint.rulebook import load_rulebook

ROOT = Path(__file__).parents[1]
RULEBOOK = load_rulebook()
FOUND = (Verdict.VIOLATED, Verdict.PRESENT)
LEAST = 3
# Transcripts' faults need broken transcripts, the floor's rules many calls: tests of their own show that they fire.
_NOT_OF_A_CALL = (CheckKind.HEALTH, CheckKind.TEAM)


@pytest.fixture(scope="module")
def fired() -> set[str]:
    linter = Linter(RULEBOOK)
    files = [*(ROOT / "sample_transcripts").iterdir(), *(ROOT / "tests" / "calls").glob("*.jsonl")]
    calls = [read for f in sorted(files) if f.suffix != ".md" for read in read_calls(str(f), f.read_bytes())]
    results = [result for call in calls if isinstance(call, Call) for result in linter.lint(call).results]
    return {r.code for r in results if r.verdict in FOUND or (r.value or 0) > 0}


@pytest.mark.heavy
@pytest.mark.parametrize("code", [rule.code for rule in RULEBOOK.rules if rule.check not in _NOT_OF_A_CALL])
def test_it_fires_somewhere(fired: set[str], code: str) -> None:
    assert code in fired


@pytest.mark.parametrize("code", [r.code for r in RULEBOOK.rules if r.check not in (CheckKind.SCALE, *_NOT_OF_A_CALL)])
def test_it_has_three_examples_on_each_side(code: str) -> None:
    examples = RULEBOOK.rule(code).examples
    hits = sum(example.verdict in FOUND for example in examples)
    assert min(hits, len(examples) - hits) >= LEAST


@pytest.mark.parametrize("code", [r.code for r in RULEBOOK.rules if r.check is CheckKind.SCALE])
def test_a_scale_has_an_example_of_each_value(code: str) -> None:
    assert {example.value for example in RULEBOOK.rule(code).examples} >= {0, 1, 2, 3, 4}
