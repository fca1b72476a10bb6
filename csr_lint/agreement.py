"""csr-lint against human labels: precision and recall per rule, agreement on scales, false alarms a call.

`python -m csr_lint.agreement LABELLED.jsonl …` prints the table. A labelled call is csr-lint's own format with `gold`:
{CODE: {"v": "violated" | "met" | "present" | "disputed" | 0..4 or a list of them, "turns": [segments]}}. An expect rule
that is left out was not applicable, any other absent; what readers differed on is not scored.
"""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.lint import Linter
from csr_lint.model import Call, CheckKind, Evaluation, Verdict
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading
from csr_lint.rulebook import load_rulebook

# Fewer human positives than these say little of a rule: it takes no part in the mean.
ENOUGH = 4
LEVELS = 5


class Label(msgspec.Struct, frozen=True):
    """What the readers said of one rule."""

    v: str | int | tuple[int, ...]
    turns: tuple[int, ...] = ()


class _Labelled(msgspec.Struct, frozen=True):
    id: str
    gold: dict[str, Label]


class Labelled(msgspec.Struct, frozen=True):
    """A labelled call with what csr-lint says of it."""

    id: str
    gold: dict[str, Label]
    evaluation: Evaluation

    @property
    def half(self) -> str:
        """Calls of half `a` may be read by those who write rules; half `b` is only measured."""
        return "ab"[zlib.crc32(self.id.encode()) % 2]


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """How well a rule's finding agrees: counts of right findings, false alarms and misses, and of opportunities."""

    code: str
    right: int
    false_alarms: int
    missed: int
    placed: int
    opportunity: tuple[int, int, int] | None = None

    @property
    def positives(self) -> int:
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return _share(self.right, self.right + self.false_alarms)

    @property
    def recall(self) -> float:
        return _share(self.right, self.positives)

    @property
    def f1(self) -> float:
        return f1(self.right, self.false_alarms, self.missed)


class ScaleAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Quadratic-weighted kappa on a scale, and the shares of equal and of neighbouring values."""

    code: str
    kappa: float
    exact: float
    near: float


def f1(right: int, false_alarms: int, missed: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (2 * right + false_alarms + missed) if right else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def read_labelled(path: Path, linter: Linter) -> list[Labelled]:
    """The labelled calls of a JSONL file, linted. Raises TranscriptError for a call that cannot be read."""
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            labels = msgspec.json.decode(line, type=_Labelled)
        except msgspec.MsgspecError as e:
            raise TranscriptError(str(e), place=f"{path}:{number}") from e
        (call,) = read_calls(str(path), line, Reading(format="jsonl"))
        if not isinstance(call, Call):
            raise call
        found.append(Labelled(labels.id, labels.gold, linter.lint(call)))
    return found


def agreement(calls: Sequence[Labelled], code: str, kind: CheckKind) -> Agreement:
    """One rule's findings against the labels."""
    right = false_alarms = missed = placed = 0
    chances = [0, 0, 0]
    for call in calls:
        label, result = call.gold.get(code), call.evaluation.result(code)
        if (label and label.v == "disputed") or result is None:
            continue
        wanted = bool(label) and label is not None and label.v in ("violated", "present")
        said = result.verdict in (Verdict.VIOLATED, Verdict.PRESENT)
        right += wanted and said
        false_alarms += said and not wanted
        missed += wanted and not said
        if wanted and said and label is not None:
            spots = [f.segment for f in result.findings if f.segment is not None]
            placed += not label.turns or any(abs(a - b) <= 1 for a in label.turns for b in spots)
        seen = result.verdict in (Verdict.VIOLATED, Verdict.MET)
        for k, counts in enumerate((bool(label) and seen, seen and not label, bool(label) and not seen)):
            chances[k] += counts
    return Agreement(
        code=code,
        right=right,
        false_alarms=false_alarms,
        missed=missed,
        placed=placed,
        opportunity=(chances[0], chances[1], chances[2]) if kind is CheckKind.EXPECT else None,
    )


def scale_agreement(calls: Sequence[Labelled], code: str) -> ScaleAgreement:
    """One scale against the labels; where the readers differed, the nearer of their values counts."""
    pairs = []
    for call in calls:
        label, result = call.gold.get(code), call.evaluation.result(code)
        said = (result.value if result else None) or 0
        values: Iterable[int] = (0,)
        if label is not None and not isinstance(label.v, str):
            values = label.v if isinstance(label.v, tuple) else (label.v,)
        pairs.append((min(values, key=lambda v: abs(v - said)), said))
    equal = sum(a == b for a, b in pairs)
    near = sum(abs(a - b) <= 1 for a, b in pairs)
    return ScaleAgreement(code=code, kappa=kappa(pairs), exact=_share(equal, len(pairs)), near=_share(near, len(pairs)))


def kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Quadratic-weighted kappa (Cohen 1968) of pairs of values from 0 to 4; 0 for no pairs."""
    if not pairs:
        return 0.0
    seen = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    chance = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / len(pairs) ** 2
    return 1 - seen / chance if chance else float(seen == 0)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the labels say about a rulebook."""

    calls: int
    rules: tuple[Agreement, ...]
    scales: tuple[ScaleAgreement, ...]

    @property
    def macro_f1(self) -> float:
        counted = [r.f1 for r in self.rules if r.positives >= ENOUGH]
        return sum(counted) / len(counted) if counted else 0.0

    @property
    def opportunity_f1(self) -> float:
        found = [f1(*r.opportunity) for r in self.rules if r.opportunity and r.opportunity[0] + r.opportunity[2]]
        return sum(found) / len(found) if found else 0.0

    @property
    def placed(self) -> float:
        found = [_share(r.placed, r.right) for r in self.rules if r.right and r.positives >= ENOUGH]
        return sum(found) / len(found) if found else 0.0

    @property
    def false_alarms(self) -> float:
        return _share(sum(r.false_alarms for r in self.rules), self.calls)


def table(calls: Sequence[Labelled], linter: Linter) -> Table:
    """The agreement of every rule that has a label somewhere in `calls`."""
    labelled = {code for call in calls for code in call.gold}
    rules = [r for r in linter.rulebook.rules if r.code in labelled]
    return Table(
        calls=len(calls),
        rules=tuple(agreement(calls, r.code, r.check) for r in rules if r.check is not CheckKind.SCALE),
        scales=tuple(scale_agreement(calls, r.code) for r in rules if r.check is CheckKind.SCALE),
    )


def lines(found: Table) -> list[str]:
    """The table as lines of text, the means last."""
    out = [f"{'code':8}{'labels':>7}{'precision':>10}{'recall':>8}{'F1':>6}{'opportunity F1':>16}"]
    for rule in found.rules:
        chance = f"{f1(*rule.opportunity):16.2f}" if rule.opportunity else ""
        out.append(f"{rule.code:8}{rule.positives:7}{rule.precision:10.2f}{rule.recall:8.2f}{rule.f1:6.2f}{chance}")
    out += [f"{s.code:8} kappa {s.kappa:.2f}, equal {s.exact:.2f}, within one {s.near:.2f}" for s in found.scales]
    out.append(
        f"{found.calls} calls: macro F1 {found.macro_f1:.3f}, opportunity F1 {found.opportunity_f1:.3f}, "
        f"false alarms a call {found.false_alarms:.2f}"
    )
    return out


def main(arguments: Sequence[str]) -> int:
    """Prints the table of labelled files, taken together."""
    linter = Linter(load_rulebook())
    calls = [call for path in arguments for call in read_labelled(Path(path), linter)]
    print("\n".join(lines(table(calls, linter))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
