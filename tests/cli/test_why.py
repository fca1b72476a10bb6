"""`csr-lint check --why CODE`: not the report, but what led to a rule's verdicts."""

from __future__ import annotations

import json

import pytest


def test_every_call_with_the_lines_of_each_rule(csr):
    ran = csr("check", "calls", "--why", "ZZZ001", "--why", "hums-along")
    assert ran.out.splitlines() == [
        "clean",
        "  ZZZ001 orders-about: met",
        "    none of its cues was seen: ZZZ001.order",
        "  ZZZ002 hums-along: met",
        "    none of its cues was seen: ZZZ002.hum",
        "hum",
        "  ZZZ001 orders-about: met",
        "    none of its cues was seen: ZZZ001.order",
        "  ZZZ002 hums-along: violated",
        "    seen in turn 3: “Diddle dum dee”",
        "order",
        "  ZZZ001 orders-about: violated",
        "    seen in turn 3: “calm down now”",
        "  ZZZ002 hums-along: met",
        "    none of its cues was seen: ZZZ002.hum",
    ]
    assert (ran.code, ran.err) == (1, "")


def test_what_cannot_be_read_is_told_beside_it(csr):
    ran = csr("check", "calls/clean.txt", "calls/none.txt", "--why", "ZZZ001")
    assert ran.out.startswith("clean\n")
    assert ran.err.startswith("csr-lint: calls/none.txt: there is no such file")
    assert ran.code == 2


def test_files_still_get_their_report_and_a_format_in_the_settings_gives_way(csr, here):
    (here / "csr-lint.toml").write_text('format = "jsonl"\n', encoding="utf-8")
    ran = csr("check", "calls/order.txt", "--why", "ZZZ001", "--output", "jsonl=out.jsonl", "--fail-on", "never")
    assert ran.code == 0
    assert ran.out.startswith("order\n  ZZZ001 orders-about: violated\n")
    assert json.loads((here / "out.jsonl").read_text(encoding="utf-8"))["verdicts"]["ZZZ001"] == "violated"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--why", "ZZZ00"], "ZZZ001"),
        (["--why", "orders-abuot"], 'did you mean "orders-about"?'),
        (["--why", "ZZZ001", "--format", "jsonl"], "--why prints text; it does not go with --format jsonl"),
    ],
    ids=["a group", "unknown", "for machines"],
)
def test_a_wrong_word_is_one_clear_line(csr, args, says):
    ran = csr("check", "calls/clean.txt", *args)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1
