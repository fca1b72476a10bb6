"""Writes docs/accuracy.md: what the labelled calls and the language bank say of the rulebook.

python docs/make_accuracy.py LABELLED.jsonl        (needs the labelled calls; they are not part of this repository)
"""

from __future__ import annotations

import sys
from pathlib import Path

from csr_lint.agreement import Labelled, Table, agreement, f1, read_labelled, table
from csr_lint.bank import measure_bank
from csr_lint.bank import table as bank_table
from csr_lint.lint import Linter
from csr_lint.model import CheckKind
from csr_lint.rulebook import load_rulebook

HERE = Path(__file__).parent
PUBLIC = "public"


def main(labelled: Path) -> None:
    """Measures everything and writes the page."""
    linter = Linter(load_rulebook())
    calls = read_labelled(labelled, linter)
    whole = table(calls, linter)
    halves = {half: table([c for c in calls if c.half == half], linter) for half in "ab"}
    public = table([c for c in calls if c.id[1:2] != "-"], linter)
    bank = bank_table(measure_bank(HERE.parent / "tests" / "language", linter.rulebook))
    text = (HERE / "accuracy.template.md").read_text(encoding="utf-8")
    page = text.format(
        summary=_summary(whole, halves, public),
        rules="\n".join(_rules(whole)),
        scales="\n".join(f"| {s.code} | {s.kappa:.2f} | {s.exact:.2f} | {s.near:.2f} |" for s in whole.scales),
        bank=bank,
        own="\n".join(_own(linter)),
        calls=len(calls),
        public=_count(calls),
    )
    (HERE / "accuracy.md").write_text(page, encoding="utf-8")


# Writers of tests/calls: those whose misses nobody read; those of excerpts, without labels for openings and closings.
SEALED = ("noor", "tomas")
EXCERPTS = ("gareth", "mei", "ruth", "tomas")
WHOLE_CALLS_ONLY = ("OPN001", "OPN002", "OPN003", "RES002", "RES005", "CUS003", "CUS008", "RSP101")


def _own(linter: Linter) -> list[str]:
    """A row for each rule: precision and recall on the open and on the sealed writers of tests/calls."""
    files = sorted((HERE.parent / "tests" / "calls").glob("*.jsonl"))
    sides: list[list[Labelled]] = [[], []]
    whole: list[list[Labelled]] = [[], []]
    for file in files:
        calls, side = read_labelled(file, linter), file.stem in SEALED
        sides[side] += calls
        whole[side] += calls if file.stem not in EXCERPTS else []
    rows = []
    for rule in linter.rulebook.rules:
        if rule.check is CheckKind.SCALE:
            continue
        labelled = whole if rule.code in WHOLE_CALLS_ONLY else sides
        found = [agreement(calls, rule.code, rule.check) for calls in labelled]
        if found[0].positives + found[1].positives:
            cells = (f"{a.positives} | {a.precision:.2f} | {a.recall:.2f}" for a in found)
            rows.append(f"| {rule.code} | {' | '.join(cells)} |")
    return rows


def _count(calls: list[Labelled]) -> int:
    return sum(c.id[1:2] != "-" for c in calls)


def _summary(whole: Table, halves: dict[str, Table], public: Table) -> str:
    rows = ["| | all | half a | half b | public |", "|---|---|---|---|---|"]
    tables = [whole, halves["a"], halves["b"], public]
    for name, values in (
        ("macro F1 (rules with 4 labels or more)", [t.macro_f1 for t in tables]),
        ("opportunity F1 (expect rules)", [t.opportunity_f1 for t in tables]),
        ("placed within one segment", [t.placed for t in tables]),
        ("false alarms a call", [t.false_alarms for t in tables]),
        *((f"{s.code} kappa", [t.scales[k].kappa for t in tables]) for k, s in enumerate(whole.scales)),
    ):
        rows.append(f"| {name} | " + " | ".join(f"{v:.2f}" for v in values) + " |")
    return "\n".join(rows)


def _rules(found: Table) -> list[str]:
    rows = []
    for rule in found.rules:
        chance = f"{f1(*rule.opportunity):.2f}" if rule.opportunity else ""
        rows.append(
            f"| {rule.code} | {rule.positives} | {rule.precision:.2f} | {rule.recall:.2f} | {rule.f1:.2f} | {chance} |"
        )
    return rows


if __name__ == "__main__":
    main(Path(sys.argv[1]))
