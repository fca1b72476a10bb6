"""Who is the agent, on real telephone calls whose labels are hidden: hardly ever wrong, seldom unknown."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from csr_lint.model import Call, Role
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading
from csr_lint.roles import assign_roles, load_vocabulary

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "dev.jsonl"
RIGHT, UNKNOWN = 0.97, 0.15
pytestmark = pytest.mark.skipif(not GOLD.is_file(), reason="../shared/gold is not there: no calls of people")


def _hidden(line: str) -> tuple[Call, dict[str, str]] | None:
    """A public call with its speakers called SPEAKER_00 and so on, and who they are; None for any other call."""
    told = json.loads(line)
    if told["id"][1:2] == "-":  # written for csr-lint
        return None
    labels: dict[str, str] = {}
    for turn in told["turns"]:
        turn["speaker"] = labels.setdefault(turn["speaker"], f"SPEAKER_{len(labels):02}")
        turn.pop("name", None)
    told.pop("agent", None)
    (call,) = read_calls("hidden.jsonl", json.dumps(told).encode(), Reading(format="jsonl"))
    assert isinstance(call, Call)
    return call, {label: side for side, label in labels.items() if side in ("agent", "customer")}


def test_sides_of_public_calls() -> None:
    seen: Counter[str] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        if hidden := _hidden(line):
            call, sides = hidden
            told = {s.label: s.role for s in assign_roles(call, vocabulary=load_vocabulary()).segments}
            unknown = any(told[label] is Role.UNKNOWN for label in sides)
            right = all(told[label].value == side for label, side in sides.items())
            seen["unknown" if unknown else "right" if right else "wrong"] += 1
    assert sum(seen.values()) > 20
    assert seen["right"] >= RIGHT * (seen["right"] + seen["wrong"])
    assert seen["unknown"] <= UNKNOWN * sum(seen.values())
