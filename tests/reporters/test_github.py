"""Annotations, read back as GitHub's runner reads them."""

from __future__ import annotations

import re

import msgspec

from csr_lint.model import Score, Severity
from csr_lint.reporters.github import MOST

COMMAND = re.compile(r"::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def read_back(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Commands as name, properties and message, unescaped in the runner's order."""
    found = []
    for line in text.splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = dict(pair.split("=", 1) for pair in command["properties"].split(","))
        told = {key: plain(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs.items()}
        found.append((command["name"], told, plain(command["message"])))
    return found


def plain(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_as_it_was(report, snapshot, mixed, good, unreadable) -> None:
    snapshot("github.txt", report("github", [mixed, good, unreadable]))


def test_what_the_runner_reads(report, mixed, unreadable) -> None:
    fault, first, second = read_back(report("github", [mixed, unreadable]))
    assert first[:2] == ("error", {"file": "week/monday-01.txt", "line": "4", "title": "EMP001 missed-empathy"})
    assert first[2].startswith("The customer tells of hardship")
    assert second[:2] == ("warning", {"file": "week/monday-01.txt", "line": "7", "title": "HLD001 hold-without-asking"})
    assert fault[:2] == ("error", {"file": "week/x, y.txt", "line": "4", "title": "unreadable: not-utf-8"})
    assert fault[2] == "week/x, y.txt:4: not UTF-8: 100%"


def test_where_there_are_no_lines_the_message_names_the_turn(report, lineless) -> None:
    (_, properties, message), _ = read_back(report("github", [lineless]))
    assert "line" not in properties
    assert "(monday-01, turn 2, Maria)" in message


def test_hostile_words_give_no_commands(report, hostile) -> None:
    commands = read_back(report("github", [hostile]))
    assert [name for name, _, _ in commands] == ["error", "warning"]
    assert "%0A]]>" in commands[0][2]


def test_of_many_findings_the_worst_are_annotations_and_the_rest_is_in_the_log(report, mixed, unreadable) -> None:
    """GitHub shows the first ten of a kind: what cannot be read, then what the call with the lowest score did."""
    calls = [
        msgspec.structs.replace(
            mixed,
            score=Score(value=float((k * 37) % 100)),
            call=msgspec.structs.replace(mixed.call, id=f"c{k}", source=f"week/c{k}.txt"),
        )
        for k in range(100)
    ]
    text = report("github", [*calls, unreadable])
    lines = text.splitlines()
    logged = [line for line in lines if not line.startswith("::")]
    commands = read_back("\n".join(lines[len(logged) :]))
    assert len(logged) == 100 - (MOST - 1) + 100 - MOST
    assert {line.split(":")[0].split()[0] for line in logged} == {"error", "warning"}
    assert [name for name, _, _ in commands] == ["error"] * MOST + ["warning"] * MOST + ["notice"]
    assert commands[0][1]["title"] == "unreadable: not-utf-8"
    worst = sorted(calls, key=lambda call: call.score.value)
    assert [told["file"] for _, told, _ in commands[1:MOST]] == [call.call.source for call in worst[: MOST - 1]]
    assert commands[-1][1] == {"title": "csr-lint: 181 more findings"}
    assert "91 errors, 90 warnings: GitHub shows 10 of each kind" in commands[-1][2]


def test_a_critical_rule_goes_before_heavier_ones_and_repeats_come_last(report, about, mixed, twice) -> None:
    rules = tuple(
        msgspec.structs.replace(
            r, severity=Severity.ERROR, critical=r.code == "HLD001", weight=10.0 * (r.code == "EMP001")
        )
        for r in about.rules
    )
    results = tuple(
        msgspec.structs.replace(
            r, findings=tuple(msgspec.structs.replace(f, severity=Severity.ERROR) for f in r.findings)
        )
        for r in mixed.results
    )
    commands = read_back(report("github", [twice(msgspec.structs.replace(mixed, results=results))], rules=rules))
    assert [told["title"][:6] for _, told, _ in commands] == ["HLD001", "HLD001", "EMP001", "EMP001"]


def test_the_note_of_the_rest_is_itself_one_of_ten_notices(report, mixed) -> None:
    result = mixed.results[3]
    found = tuple(msgspec.structs.replace(result.findings[0], severity=Severity.INFO) for _ in range(MOST + 1))
    many = msgspec.structs.replace(mixed, results=(msgspec.structs.replace(result, findings=found),))
    lines = report("github", [many]).splitlines()
    assert len(read_back("\n".join(lines[2:]))) == MOST
    assert "2 notices" in lines[-1]


def test_lines_of_the_log_hold_no_commands(report, hostile) -> None:
    """The runner takes `::` at a line's beginning and, from older days, `##[` anywhere for an order."""
    quote = "##[add-mask]secret ::set-env name=x::y"
    results = tuple(
        msgspec.structs.replace(r, findings=tuple(msgspec.structs.replace(f, quote=quote) for f in r.findings) * 12)
        for r in hostile.results
    )
    call = msgspec.structs.replace(hostile.call, source="::error::##[error]\n::warning::")
    lines = report("github", [msgspec.structs.replace(hostile, results=results, call=call)]).splitlines()
    logged = [line for line in lines if re.match(r"(error|warning) ", line)]
    assert logged
    assert len(logged) + len(read_back("\n".join(lines[len(logged) :]))) == len(lines)
    assert not [line for line in logged if "##[" in line]
