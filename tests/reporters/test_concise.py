"""One greppable line a finding."""

from __future__ import annotations

import re

import msgspec

LINE = re.compile(
    r"(?P<path>[^:]+):(?P<place>\d+|turn \d+): (?P<code>[A-Z]{3}\d{3}) (?P<name>[a-z-]+): (?P<message>.+)"
)


def test_as_it_was(report, snapshot, mixed, good, unreadable) -> None:
    snapshot("concise.txt", report("concise", [mixed, good, unreadable]))


def test_one_line_a_finding_in_the_order_of_the_call(report, mixed, week) -> None:
    text = report("concise", week)
    found = [LINE.fullmatch(line) for line in text.splitlines()]
    assert len(found) == sum(len(e.findings) for e in week)
    assert all(found)
    assert text == report("concise", week)
    lines = [int(one["place"]) for one in found[: len(mixed.findings)] if one]
    assert lines == sorted(lines)


def test_where_there_are_no_lines_the_turn_stands(report, lineless) -> None:
    text = report("concise", [lineless])
    assert "week/export.json:turn 5: HLD001 hold-without-asking: The hold starts" in text
    assert all(line.endswith(" [call monday-01]") for line in text.splitlines())


def test_a_call_that_is_its_file_is_not_named_again(report, lineless) -> None:
    own = msgspec.structs.replace(lineless, call=msgspec.structs.replace(lineless.call, id="export"))
    assert "[call" not in report("concise", [own])


def test_hostile_words_make_no_lines(report, hostile) -> None:
    text = report("concise", [hostile])
    assert len(text.splitlines()) == len(hostile.findings)
    assert not {"\x00", "\x1b", "\r", "\u202e"} & set(text)
