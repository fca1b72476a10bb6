"""JUnit XML: its structure, and that its counts are true."""

from __future__ import annotations

import xml.etree.ElementTree as ET

# As in the schema of Jenkins' xUnit plugin, with the places that GitLab and pytest add.
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase"},
    "properties": {"property"},
    "testcase": {"skipped", "failure", "error", "system-out"},
}
REQUIRED = {
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"classname", "name"},
    "property": {"name", "value"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
}
ALLOWED = {"testsuites": {"name"}, "testsuite": {"file"}, "testcase": {"file", "line"}}


def suites(text: str) -> list[ET.Element]:
    root = ET.fromstring(text.encode())
    assert root.tag == "testsuites"
    for element in root.iter():
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        required = REQUIRED.get(element.tag, set())
        assert required <= set(element.keys()) <= required | ALLOWED.get(element.tag, set())
    for suite in root:
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases)
        assert len({case.get("name") for case in cases}) == len(cases)
        assert all(len(case) <= 1 for case in cases)
        for plural, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(plural, "")) == sum(case.find(tag) is not None for case in cases), plural
    return list(root)


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
    assert cases["TRF001 blind-transfer"].find("skipped").get("message") == "no transfer in this call"
    failure = cases["EMP001 missed-empathy"].find("failure")
    assert failure.get("type") == "error"
    assert failure.text.startswith("week/monday-00.txt:4: The customer tells of hardship")
    assert "(Maria) Name the hardship" in failure.text
    assert len(cases["OPN001 missing-greeting"]) == 0
    assert found[-1].find("testcase/error").get("type") == "not-utf-8"


def test_a_mere_hint_is_told_and_passes(report, mixed) -> None:
    import msgspec

    from csr_lint.model import Severity

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


def test_hostile_words_stay_text(report, hostile, lineless) -> None:
    (suite,) = suites(report("junit", [hostile]))
    assert '<img src=x onerror="a">' in suite.find("testcase/failure").text
    (suite,) = suites(report("junit", [lineless]))
    assert suite.find("testcase/failure").text.startswith("week/export.json:turn 2: ")


def test_no_call_is_an_empty_report(report) -> None:
    assert suites(report("junit", [])) == []
