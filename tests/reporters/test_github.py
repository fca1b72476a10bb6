"""Annotations, read back as GitHub's runner reads them."""

from __future__ import annotations

import re

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
    first, second, fault = read_back(report("github", [mixed, unreadable]))
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
