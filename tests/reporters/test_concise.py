"""One greppable line a finding."""

from __future__ import annotations

import re

import msgspec
import pytest

from csr_lint.outcome import Unreadable

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


def test_where_a_line_holds_the_whole_call_the_turn_stands_behind(report, crowded) -> None:
    text = report("concise", [crowded])
    assert "week/export.jsonl:7: HLD001 hold-without-asking: The hold starts" in text
    assert all(re.search(r" \[turn \d\]$", line) for line in text.splitlines())
    assert "line 7, turn 5: " in report("markdown", [crowded])


def test_a_call_that_is_its_file_is_not_named_again(report, lineless) -> None:
    own = msgspec.structs.replace(lineless, call=msgspec.structs.replace(lineless.call, id="export"))
    assert "[call" not in report("concise", [own])


@pytest.mark.parametrize(
    ("source", "place", "line"),
    [
        ("week/x.txt", "week/x.txt:4", "week/x.txt:4: unreadable cut: the file is cut"),
        ("week/x.txt", "week/x.txt", "week/x.txt:1: unreadable cut: the file is cut"),
        ("week/x.json", "week/x.json: turns[3]", "week/x.json:1: unreadable cut: the file is cut [turns[3]]"),
        ("week/x.json", "call 7", "week/x.json:1: unreadable cut: the file is cut [call 7]"),
        ("C:\\week\\x.txt", "C:\\week\\x.txt:4", "C:\\week\\x.txt:4: unreadable cut: the file is cut"),
        ("week/a:9: b\n.txt", "week/a:9: b\n.txt:4", "week/a:9: b .txt:4: unreadable cut: the file is cut"),
        ("", "csr-lint", "csr-lint:1: unreadable cut: the file is cut"),
    ],
)
def test_what_cannot_be_read_has_the_shape_of_a_finding(report, source: str, place: str, line: str) -> None:
    fault = Unreadable(source=source, code="cut", place=place, message="the file\nis cut")
    assert report("concise", [fault]) == f"{line}\n"
    assert re.fullmatch(r"(?P<path>.+):(?P<place>\d+): (?P<code>\S+) (?P<name>[a-z-]+): (?P<message>.+)\n", f"{line}\n")


def test_lines_come_in_the_order_of_the_input_and_are_never_wrapped(report, mixed, unreadable) -> None:
    long = msgspec.structs.replace(mixed.results[3].findings[0], message="word " * 500)
    other = msgspec.structs.replace(
        mixed,
        call=msgspec.structs.replace(mixed.call, source="a:b\\c d.txt"),
        results=(msgspec.structs.replace(mixed.results[3], findings=(long,)),),
    )
    lines = report("concise", [mixed, unreadable, other], width=40).splitlines()
    assert [line.split(":")[0] for line in lines] == ["week/monday-01.txt"] * len(mixed.findings) + [
        "week/x, y.txt",
        "a",
    ]
    assert lines[-1] == "a:b\\c d.txt:4: EMP001 missed-empathy: " + ("word " * 500).strip()


def test_hostile_words_make_no_lines(report, hostile) -> None:
    text = report("concise", [hostile])
    assert len(text.splitlines()) == len(hostile.findings)
    assert not {"\x00", "\x1b", "\r", "\u202e"} & set(text)
