"""`csr-lint rules`, `explain` and `test`."""

from __future__ import annotations

import json

import pytest


def test_the_list_of_rules(csr):
    ran = csr("rules")
    assert ran.code == 0
    assert [line.split() for line in ran.out.splitlines() if line.startswith("  ZZZ")] == [
        ["ZZZ001", "orders-about", "avoid", "error", "10"],
        ["ZZZ002", "hums-along", "avoid", "warning", "4"],
    ]
    assert "The agent orders the customer about." in ran.out
    assert "2 rules." in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_list_fits_a_wide_terminal_on_a_line_each(csr, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    lines = [line for line in csr("rules").out.splitlines() if line.startswith("  ZZZ")]
    assert lines[0].endswith("10  The agent orders the customer about.")


def test_the_list_as_json(csr):
    rules = json.loads(csr("rules", "--format", "json").out)
    assert [(r["code"], r["kind"], r["weight"]) for r in rules] == [("ZZZ001", "avoid", 10.0), ("ZZZ002", "avoid", 4.0)]


@pytest.mark.parametrize("name", ["ZZZ001", "zzz001", "orders-about"])
def test_a_rule_is_explained_by_code_or_name(csr, name):
    ran = csr("explain", name)
    assert ran.code == 0
    assert ran.out.startswith("ZZZ001 orders-about\n")
    assert "calm down now" in ran.out


def test_an_unknown_rule_names_the_nearest(csr):
    ran = csr("explain", "orders-abuot")
    assert ran.code == 2
    assert "orders-about" in ran.err


def test_examples_that_are_right_and_enough(csr):
    ran = csr("test", "pack/orders.toml")
    assert ran.code == 0
    assert ran.out == "4 examples of 1 rule: 4 as they must be, 0 not\n"


def test_missing_examples_are_named(csr):
    ran = csr("test", "pack")
    assert ran.code == 1
    assert "ZZZ002 hums-along: more examples are needed: 1 violated, 2 met" in ran.out


def test_wrong_examples_are_named_with_what_was_got(csr, here):
    rule = here / "pack" / "orders.toml"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("> Agent: listen to me", "> Agent: do listen"), encoding="utf-8"
    )
    ran = csr("test", "pack/orders.toml", own=False)
    assert ran.code == 1
    assert "ZZZ001 orders-about, example 2: must be violated, is n/a" in ran.out
    assert "no finding at line 3 “do listen”" in ran.out


def test_a_path_without_rules_is_an_error(csr, here):
    assert csr("test", "calls").code == 2
    assert csr("test", "nowhere").code == 2


def test_what_only_spacy_decides_is_listed(csr, tmp_path):
    pack = tmp_path / "mine.toml"
    pack.write_text(
        '[cues.numbered]\nsay = [\'call @{"LIKE_NUM": true}\', \'call @{"LOWER": "again"}\']\n', encoding="utf-8"
    )
    ran = csr("rules", "--compiled", "--packs", str(pack))
    assert ran.code == 0
    asking, total = ran.out.splitlines()[-2:]
    assert asking == 'numbered  2 senses, asks spaCy: {"LIKE_NUM": true}'
    assert total.endswith("1 name asks spaCy")
