"""What `csr-lint check --why CODE` prints instead of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Summary
from csr_lint.reporters.wording import one_line

if TYPE_CHECKING:
    from csr_lint.lint import Linter
    from csr_lint.rule import Rule


class Reasons:
    """For every call why these rules said what they said: opportunities, answers, hits, and hits that did not count."""

    def __init__(self, out: TextIO, linter: Linter, rules: Sequence[Rule]) -> None:
        self._out = out
        self._linter = linter
        self._rules = rules

    def add(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Evaluation):
            return
        from csr_lint.why import reasons

        scene = self._linter.scene(outcome.call)
        least = self._linter.rulebook.scorecard.least_words
        told = [line for rule in self._rules for line in reasons(scene, rule, least_words=least)]
        for line in (outcome.call.id, *(f"  {line}" for line in told)):
            self._out.write(one_line(line) + "\n")

    def close(self, summary: Summary | None) -> None:
        self._out.flush()
