"""JUnit XML: valid by its schema, and its counts are true."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec
import pytest
from xmlschema import XMLSchema, XMLSchemaValidationError

from csr_lint.model import Severity

SCHEMA = XMLSchema(Path(__file__).with_name("junit.xsd"))


def suites(text: str) -> list[ET.Element]:
    """The suites of a valid report whose counts are true."""
    root = ET.fromstring(text.encode())
    SCHEMA.validate(root)
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(plural, "")) == sum(case.find(tag) is not None for case in cases), plural
    return list(root)


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        (' tests="', ' disabled="0" tests="'),
        (' failures="', ' lost="'),
        ("<property ", "<other "),
        (' line="4"', ' line="0"'),
        ('<skipped message="', '<skipped told="'),
        ("HLD001 hold-without-asking", "EMP001 missed-empathy"),
    ],
    ids=["another attribute", "no count", "another element", "no line", "no message", "a case twice"],
)
def test_the_schema_refuses(report, mixed, told: str, instead: str) -> None:
    """Else a schema that takes everything would pass for a check."""
    text = report("junit", [mixed])
    assert told in text
    with pytest.raises(XMLSchemaValidationError):
        suites(text.replace(told, instead))


def test_as_it_was(report, snapshot, mixed, good, unreadable) -> None:
    snapshot("junit.xml", report("junit", [mixed, good, unreadable]))


def test_a_suite_a_call_and_a_case_a_rule(report, mixed, week, unreadable) -> None:
    found = suites(report("junit", [*week, unreadable]))
    assert [suite.get("name") for suite in found] == [*(e.call.id for e in week), "week/x, y.txt"]
    cases = {case.get("name"): case for case in found[0].findall("testcase")}
    assert list(cases) == [
        "EMP001 missed-empathy", "HLD001 hold-without-asking", "HLD005 no-thanks-after-hold",
        "OPN001 missing-greeting", "RSP001 agent-profanity", "TRF001 blind-transfer", "TRF002 unexplained-transfer",
    ]  # fmt: skip
    skipped = cases["TRF001 blind-transfer"].find("skipped")
    assert (skipped.get("message"), skipped.text) == ("no transfer in this call",) * 2
    failure = cases["EMP001 missed-empathy"].find("failure")
    assert failure.get("type") == "error"
    assert failure.text.startswith("week/monday-00.txt:4: The customer tells of hardship")
    assert "(Maria) Name the hardship" in failure.text
    assert len(cases["OPN001 missing-greeting"]) == 0
    assert found[-1].find("testcase/error").get("type") == "not-utf-8"


def test_a_mere_hint_is_told_and_passes(report, mixed) -> None:
    result = mixed.results[3]
    hint = msgspec.structs.replace(result.findings[0], severity=Severity.INFO)
    (suite,) = suites(
        report("junit", [msgspec.structs.replace(mixed, results=(msgspec.structs.replace(result, findings=(hint,)),))])
    )
    assert suite.get("failures") == "0"
    assert "hardship" in suite.find("testcase/system-out").text


def test_a_call_without_a_score_says_why(report, week) -> None:
    (suite,) = suites(report("junit", [e for e in week if e.score.value is None]))
    told = {one.get("name"): one.get("value") for one in suite.iter("property")}
    assert told == {"source": "week/wednesday-00.txt", "score-reason": "too short"}


def test_faults_of_one_file_are_told_apart(report, unreadable) -> None:
    """GitLab shows only the first of two cases that bear the same names."""
    without = msgspec.structs.replace(unreadable, place=unreadable.source)
    other = msgspec.structs.replace(unreadable, place=f"{unreadable.source}:9")
    found = suites(report("junit", [unreadable, other, without, without]))
    assert [suite.find("testcase").get("name") for suite in found] == [
        "line 4 can be read", "line 9 can be read", "can be read", "can be read (2)",
    ]  # fmt: skip


def test_hostile_words_stay_text(report, hostile, lineless) -> None:
    (suite,) = suites(report("junit", [hostile]))
    assert '<img src=x onerror="a">' in suite.find("testcase/failure").text
    (suite,) = suites(report("junit", [lineless]))
    assert suite.find("testcase/failure").text.startswith("week/export.json:turn 2: ")


def test_no_call_is_an_empty_report(report) -> None:
    assert suites(report("junit", [])) == []
