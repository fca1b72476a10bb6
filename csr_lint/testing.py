"""Runs the examples that rules bring along: the mini-calls with the verdict that each must get.

Public, for authors of rules: `run_examples(load_rulebook(packs=[Path("my-rules")]))`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import RuleError, TranscriptError
from csr_lint.lint import Linter
from csr_lint.model import Call, CheckKind, Result, Verdict
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading
from csr_lint.rule import Example, Rule
from csr_lint.rulebook import Rulebook
from csr_lint.team.examples import judge_example

MARK = ">"
SCALE_VALUES = range(5)
# What a rule of each kind must at least show, by the verdict of its examples.
LEAST: dict[CheckKind, dict[Verdict, int]] = {
    CheckKind.EXPECT: {Verdict.VIOLATED: 2, Verdict.MET: 1, Verdict.NOT_APPLICABLE: 1},
    CheckKind.AVOID: {Verdict.VIOLATED: 2, Verdict.MET: 2},
    CheckKind.SIGNAL: {Verdict.PRESENT: 2, Verdict.ABSENT: 2},
    CheckKind.KUDOS: {Verdict.PRESENT: 2, Verdict.ABSENT: 2},
    CheckKind.MEASURE: {Verdict.VIOLATED: 1, Verdict.MET: 1},
    CheckKind.HEALTH: {},
    CheckKind.TEAM: {},
}


class ExampleOutcome(msgspec.Struct, frozen=True, kw_only=True):
    """How one example went; `number` counts a rule's examples from 1, `faults` are what was not as it must be."""

    code: str
    name: str
    path: str
    number: int
    note: str
    faults: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.faults

    def __str__(self) -> str:
        note = f" ({self.note})" if self.note else ""
        return f"{self.code} {self.name}, example {self.number}{note}: {'; '.join(self.faults) or 'as it must be'}"


def run_examples(rulebook: Rulebook) -> list[ExampleOutcome]:
    """Every example of every rule of the rulebook; an example judges its own rule only."""
    linter = Linter(rulebook)
    return [
        _outcome(rule, number, example, linter)
        for rule in rulebook.rules
        for number, example in enumerate(rule.examples, 1)
    ]


def missing_examples(rules: Sequence[Rule]) -> list[str]:
    """What the rules' examples still lack, a line per rule; empty where nothing is missing."""
    return [
        f"{rule.code} {rule.name}: more examples are needed: {', '.join(lacks)}"
        for rule in rules
        if (lacks := list(_lacks(rule)))
    ]


def _lacks(rule: Rule) -> Iterator[str]:
    if rule.check is CheckKind.SCALE:
        values = {example.value for example in rule.examples}
        yield from (f"value {value}" for value in SCALE_VALUES if value not in values)
        return
    if rule.check is CheckKind.TEAM and len({example.verdict for example in rule.examples}) < 2:
        yield "two verdicts"
    for verdict, least in LEAST[rule.check].items():
        there = sum(example.verdict is verdict for example in rule.examples)
        # A near miss of an avoid rule may be too short to be judged at all.
        if rule.check is CheckKind.AVOID and verdict is Verdict.MET:
            there += sum(example.verdict is Verdict.NOT_APPLICABLE for example in rule.examples)
        if there < least:
            yield f"{least - there} {verdict}"


def read_example(example: Example) -> tuple[Call, frozenset[int]]:
    """An example's call, and the segments that it marks. Raises TranscriptError where it cannot be read."""
    lines = example.call.strip("\n").splitlines()
    marked = {n for n, line in enumerate(lines, 1) if line.lstrip().startswith(MARK)}
    text = "\n".join(line.lstrip()[1:].lstrip() if n in marked else line for n, line in enumerate(lines, 1))
    own = Reading(format="jsonl" if text.startswith("{") else "text")
    calls = list(read_calls("example.txt", text.encode(), own))
    if len(calls) != 1 or not isinstance(calls[0], Call):
        raise calls[0] if calls and isinstance(calls[0], TranscriptError) else TranscriptError("no call")
    call = msgspec.structs.replace(calls[0], kind=example.kind or calls[0].kind)
    return call, frozenset(_segment_at(call, line) for line in marked)


def _segment_at(call: Call, line: int) -> int:
    """The segment that a line belongs to: the last one that begins at or above it."""
    return max((s.index for s in call.segments if s.line is not None and s.line <= line), default=0)


def _outcome(rule: Rule, number: int, example: Example, linter: Linter) -> ExampleOutcome:
    return ExampleOutcome(
        code=rule.code,
        name=rule.name,
        path=rule.path,
        number=number,
        note=example.note,
        faults=tuple(_faults(rule, example, linter)),
    )


def _faults(rule: Rule, example: Example, linter: Linter) -> Iterator[str]:
    if rule.check is CheckKind.TEAM:
        yield from _team_faults(rule, example, linter.rulebook.rules)
        return
    try:
        call, marked = read_example(example)
    except TranscriptError as error:
        yield f"cannot be read: {error.message}"
        return
    result = linter.lint(call).result(rule.code)
    if result is None:
        yield "the rule was not judged"
        return
    yield from _wrong_verdict(example, result)
    if marked:
        yield from _wrong_places(call, marked, result)


def _team_faults(rule: Rule, example: Example, rules: Sequence[Rule]) -> Iterator[str]:
    try:
        said, marked = judge_example(rule, example, rules)
    except RuleError as error:
        yield f"cannot be read: {'; '.join(error.faults)}"
        return
    if said.verdict is not example.verdict:
        why = f" ({said.reason})" if said.reason else ""
        yield f"must be {example.verdict or 'given a verdict'}, is {said.verdict}{why}"
    named = {call for found in said.findings for call in found.calls}
    if marked and not marked <= named:
        yield f"no finding names {', '.join(sorted(marked - named))}"


def _wrong_verdict(example: Example, result: Result) -> Iterator[str]:
    if example.verdict is None and example.value is None and result.kind is not CheckKind.SCALE:
        yield "says no verdict"
    if example.verdict is not None and result.verdict is not example.verdict:
        why = f" ({result.reason})" if result.reason else ""
        yield f"must be {example.verdict}, is {result.verdict}{why}"
    elif example.verdict is None and result.value != example.value:
        yield f"must have value {example.value}, has {result.value}"
    elif example.reason and example.reason not in (result.reason or ""):
        yield f'must give the reason "{example.reason}", gives "{result.reason or ""}"'


def _wrong_places(call: Call, marked: frozenset[int], result: Result) -> Iterator[str]:
    """Each marked line must have a finding, or the words that gave a scale's value, and no other line may have one."""
    places = [{span.segment for span in finding.spans} for finding in result.findings]
    if result.kind is CheckKind.SCALE:
        places = [{span.segment} for span in result.evidence]
    for segment in sorted(marked):
        if not any(segment in place for place in places):
            yield f"no finding at {_line(call, segment)}"
    for place in places:
        if not place & marked:
            yield f"a finding at {_line(call, min(place, default=0))}, which is not marked"


def _line(call: Call, segment: int) -> str:
    text = call.segments[segment].text
    return f"line {call.segments[segment].line} “{text[:50]}{'…' if len(text) > 50 else ''}”"
