"""What is said about a call's words: findings, what was done well, the customer's thanks and mood."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.model import CheckKind, Evaluation, Finding, FindingKind, Result, Span
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.record import Remark, RemarkKind
from csr_lint.reporters.wording import plain
from csr_lint.rule import ExpectParams, ScaleParams

LOW = ("distress", "worry")  # episodes in which the customer is in low spirits
KINDS: dict[FindingKind, RemarkKind] = {
    FindingKind.VIOLATION: "violation",
    FindingKind.KUDOS: "kudos",
    FindingKind.SIGNAL: "signal",
    FindingKind.HEALTH: "health",
}
Placed = tuple[Remark, tuple[Span, ...]]


def remarks(evaluation: Evaluation, about: About, names: dict[str, str]) -> Iterator[Placed]:
    """Remarks with their places, in the order of the call; what has no place is left to the lists beside it."""
    found = [*_good(evaluation), *_moods(evaluation, about), *_scales(evaluation, about)]
    found += [_finding(f, about, names) for f in evaluation.findings if f.spans]
    yield from sorted(found, key=lambda placed: (placed[1][0], placed[0].kind, placed[0].code))


def _finding(found: Finding, about: About, names: dict[str, str]) -> Placed:
    rule = about.rule(found.code)
    message = plain(found.message)
    several = len(names) > 1 and found.agent is not None
    remark = Remark(
        kind=KINDS[found.kind],
        code=found.code,
        said="" if rule and message == plain(rule.message) else message,
        agent=names.get(found.agent or "", found.agent or "") if several else "",
    )
    return remark, found.spans


def _good(evaluation: Evaluation) -> Iterator[Placed]:
    """What answered an opportunity; a step that several rules ask for is told once."""
    seen: set[tuple[str, tuple[Span, ...]]] = set()
    for result in evaluation.results:
        for chance in result.opportunities:
            spans = chance.answer or chance.spans
            said = (chance.step or "as it should be").replace("_", " ")
            if chance.met and spans and (said, spans) not in seen:
                seen.add((said, spans))
                yield Remark(kind="good", code=result.code, said=said), spans


def _moods(evaluation: Evaluation, about: About) -> Iterator[Placed]:
    """Where the customer was in low spirits, answered or not."""
    for result in evaluation.results:
        rule = about.rule(result.code)
        if rule and isinstance(rule.params, ExpectParams) and rule.params.episode in LOW:
            for chance in result.opportunities:
                if chance.spans:
                    yield Remark(kind="low", code=result.code, said=f"{rule.params.episode} voiced"), chance.spans


def _scales(evaluation: Evaluation, about: About) -> Iterator[Placed]:
    """The words that gave a scale its value, where that is not the value of a call without such words."""
    for result in evaluation.results:
        usual = _usual(result, about)
        if result.kind is CheckKind.SCALE and result.value is not None and result.evidence and result.value != usual:
            kind: RemarkKind = "thanks" if result.value > usual else "low"
            yield Remark(kind=kind, code=result.code, said=f"{result.value} of 4"), result.evidence


def _usual(result: Result, about: About) -> int:
    rule = about.rule(result.code)
    return rule.params.default if rule and isinstance(rule.params, ScaleParams) else 0
