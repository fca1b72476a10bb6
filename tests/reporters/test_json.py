"""JSON Lines and the JSON document: keys, the committed schema, and that what is written keeps to it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from csr_lint.outcome import Skipped, Unreadable
from csr_lint.reporters.schema import schema, schema_text

SCHEMA_FILE = Path(__file__).parents[2] / "docs" / "schema.json"
KEYS = (
    "call source kind agents started queue duration score failed categories verdicts reasons evidence scales findings "
    "metrics notes versions"
).split()
FINDING_KEYS = "kind code name severity agent segment spans searched line time quote message advice".split()
BROKEN = Unreadable(source="week/x.txt", code="not-utf-8", place="week/x.txt:4", message="not UTF-8")
SKIPPED = Skipped(source="week/README.md", reason="no transcript")


def test_the_committed_schema_is_current():
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text(), (
        "renew: python -m csr_lint.reporters.schema > docs/schema.json"
    )


def test_lines_keep_to_the_schema(report, week):
    lines = [json.loads(line) for line in report("jsonl", [*week, BROKEN], explain_score=True).splitlines()]
    check = jsonschema.Draft202012Validator(schema())
    assert len(lines) == len(week) + 1
    for line in lines:
        check.validate(line)


def test_a_document_keeps_to_the_schema(report, week):
    document = json.loads(report("json", [*week, BROKEN, SKIPPED]))
    whole = schema()
    jsonschema.Draft202012Validator({"$ref": "#/$defs/DocumentRecord", "$defs": whole["$defs"]}).validate(document)
    assert [call["call"] for call in document["calls"]] == [e.call.id for e in week]
    assert document["errors"][0]["source"] == "week/x.txt"
    assert document["skipped"] == [{"source": "week/README.md", "reason": "no transcript"}]
    assert document["summary"]["calls"] == len(week)


def test_a_document_without_calls_is_still_one(report):
    assert json.loads(report("json", []))["calls"] == []


def test_a_call_says_all_that_was_promised(report, mixed):
    line = json.loads(report("jsonl", [mixed]))
    assert set(KEYS) <= set(line)
    assert set(line["findings"][0]) == set(FINDING_KEYS)
    assert line["agents"] == ["Maria"]
    assert line["agent_scores"] == {"Maria": 44.0}
    assert line["duration"] == 60.0
    assert line["verdicts"]["EMP001"] == "violated"
    assert line["verdicts"]["TRF001"] == "n/a"
    assert line["reasons"]["TRF001"] == "no transfer in this call"
    assert "CUS001" not in line["verdicts"]
    assert line["scales"] == {"CUS001": {"value": 3, "segments": [6]}}
    assert set(line["evidence"]) == {"OPN001"}
    assert line["evidence"]["OPN001"][0]["step"] == "greeting"
    assert line["versions"]["scorecard"] == "support"
    assert line["sum"] is None


def test_findings_have_a_place_and_seconds(report, mixed):
    line = json.loads(report("jsonl", [mixed]))
    found = {f["code"]: f for f in line["findings"]}
    assert found["HLD001"]["time"] == 17.5
    assert found["HLD001"]["segment"] == 4
    assert found["HLD001"]["line"] == 7
    assert found["EMP001"]["searched"] == [1, 3]
    assert [f["kind"] for f in line["findings"]] == ["violation", "signal", "violation", "kudos"]


def test_the_sum_is_there_when_asked_for(report, mixed):
    line = json.loads(report("jsonl", [mixed], explain_score=True))
    weight, earned, lost = (sum(part[key] for part in line["sum"]) for key in ("weight", "earned", "lost"))
    assert 100 * earned / weight - lost == pytest.approx(line["score"])


def test_an_unreadable_call_is_a_line_with_its_error(report):
    assert json.loads(report("jsonl", [BROKEN, SKIPPED])) == {
        "source": "week/x.txt",
        "error": {"code": "not-utf-8", "place": "week/x.txt:4", "message": "not UTF-8"},
    }
