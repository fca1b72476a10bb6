"""Reports for machines, from the command line: several in one run, each with the place in the file."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pytest

PLACE = "calls/order.txt:3: ZZZ001 orders-about: This sounds like an order."


def test_several_reports_in_one_run(csr, here):
    names = "concise sarif junit github gitlab markdown csv".split()
    ran = csr("check", "calls", *[word for name in names for word in ("--output", f"{name}=out.{name}")])
    assert ran.code == 1
    told = {name: (here / f"out.{name}").read_text(encoding="utf-8") for name in names}
    assert PLACE in told["concise"].splitlines()
    (result, _) = sorted(json.loads(told["sarif"])["runs"][0]["results"], key=lambda one: one["level"])
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "calls/order.txt"},
        "region": {"startLine": 3},
    }
    assert [s.get("failures") for s in ET.fromstring(told["junit"])] == ["0", "1", "1"]
    assert "::error file=calls/order.txt,line=3,title=ZZZ001 orders-about::This sounds like an order." in told["github"]
    assert {i["severity"] for i in json.loads(told["gitlab"])} == {"major", "minor"}
    assert told["markdown"].startswith("## csr-lint\n\n**3 calls**")
    assert told["csv"].count("\n") == 1 + 3 * 2


def test_concise_on_standard_output(csr):
    ran = csr("check", "calls", "--format", "concise")
    assert [line.split(":")[0] for line in ran.out.splitlines()] == ["calls/hum.txt", "calls/order.txt"]
    assert PLACE in ran.out


def test_a_workbook(csr, here):
    openpyxl = pytest.importorskip("openpyxl")
    assert csr("check", "calls", "--output", "xlsx=out.xlsx").code == 1
    book = openpyxl.load_workbook(here / "out.xlsx")
    assert [row[2] for row in book["Findings"].iter_rows(min_row=2, values_only=True)] == [3, 3]


def test_what_cannot_be_read_is_in_every_report(csr, here):
    (here / "calls" / "cut.vtt").write_bytes(b"WEBVTT\n\n00:00:01.000 --> 00:00:0")
    names = "concise sarif junit github gitlab markdown csv".split()
    ran = csr("check", "calls", *[word for name in names for word in ("--output", f"{name}=out.{name}")])
    assert ran.code == 2
    for name in names:
        assert "cut.vtt" in (here / f"out.{name}").read_text(encoding="utf-8"), name
