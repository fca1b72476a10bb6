"""GitLab's Code Quality report."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import msgspec

ISSUES = json.loads(Path(__file__).with_name("gitlab.json").read_text(encoding="utf-8"))


def issues(text: str) -> list[dict]:
    found = json.loads(text)
    jsonschema.validate(found, ISSUES)
    assert len({issue["fingerprint"] for issue in found}) == len(found)
    return found


def test_as_it_was(report, snapshot, mixed, good, unreadable) -> None:
    snapshot("gitlab.json", report("gitlab", [mixed, good, unreadable]))


def test_what_is_told(report, mixed, unreadable) -> None:
    first, second, fault = issues(report("gitlab", [mixed, unreadable]))
    assert (first["check_name"], first["severity"], first["location"]) == (
        "missed-empathy", "major", {"path": "week/monday-01.txt", "lines": {"begin": 4}},
    )  # fmt: skip
    assert second["severity"] == "minor"
    assert (fault["severity"], fault["location"]["lines"]["begin"]) == ("blocker", 4)


def test_a_critical_rule_is_critical(report, about, mixed) -> None:
    rules = tuple(msgspec.structs.replace(rule, critical=rule.code == "EMP001") for rule in about.rules)
    assert [i["severity"] for i in issues(report("gitlab", [mixed], rules=rules))] == ["critical", "minor"]


def test_nothing_found_is_an_empty_list(report, good) -> None:
    assert issues(report("gitlab", [good])) == []


def test_repeats_have_fingerprints_of_their_own(report, week, mixed, twice) -> None:
    more = msgspec.structs.replace(mixed, call=msgspec.structs.replace(mixed.call, id="more"))
    assert len(issues(report("gitlab", [*week, twice(more)]))) == 6 * 2 + 4


def test_two_lines_of_a_file_that_cannot_be_read_alike_have_fingerprints_of_their_own(report, unreadable) -> None:
    faults = [msgspec.structs.replace(unreadable, place=f"{unreadable.source}:{line}") for line in (4, 9, 12)]
    first, *others = (issue["fingerprint"] for issue in issues(report("gitlab", faults)))
    assert others == [f"{first}-2", f"{first}-3"]


def test_without_lines_and_with_hostile_words(report, lineless, hostile) -> None:
    assert issues(report("gitlab", [lineless]))[0]["location"]["lines"]["begin"] == 1
    assert "onerror" in issues(report("gitlab", [hostile]))[0]["description"]
