"""The flat table in CSV, read back; and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from io import StringIO

import msgspec
import pytest

from csr_lint.model import Verdict
from csr_lint.reporters.cells import harmless
from csr_lint.reporters.rows import columns


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_as_it_was(report, snapshot, mixed, unreadable) -> None:
    snapshot("csv.csv", report("csv", [mixed, unreadable]))


def test_read_back(report, mixed, good, unreadable) -> None:
    text = report("csv", [mixed, good, unreadable])
    assert text.splitlines()[0].split(",") == list(columns())
    found = rows(text)
    assert len(found) == len(text.splitlines()) - 1 == len(mixed.results) + len(good.results) + 1
    row = next(r for r in found if r["code"] == "EMP001")
    assert (row["verdict"], row["line"], row["score"], row["failed"]) == ("violated", "4", "44.0", "false")
    assert found[-1]["error"] == "week/x, y.txt:4: not UTF-8: 100%"
    assert found[-1]["code"] == ""


def test_a_scale_has_a_value_or_a_reason_and_no_verdict(report, mixed, good) -> None:
    """As in the JSON record: 0 of 4 must not count as an expectation that was met."""
    unknown = msgspec.structs.replace(
        good.results[0], value=None, verdict=Verdict.NOT_APPLICABLE, reason="no customer speaks"
    )
    good = msgspec.structs.replace(good, results=(unknown, *good.results[1:]))
    found = [row for row in rows(report("csv", [mixed, good])) if row["kind"] == "scale"]
    assert [(row["verdict"], row["value"], row["reason"]) for row in found] == [
        ("", "3", ""),
        ("", "", "no customer speaks"),
    ]


def test_pandas_reads_it(report, mixed) -> None:
    import pandas as pd

    frame = pd.read_csv(StringIO(report("csv", [mixed])))
    assert list(frame.columns) == list(columns())
    assert frame.loc[frame.code == "CUS001", "value"].item() == 3


def test_hostile_words_are_harmless(report, hostile) -> None:
    text = report("csv", [hostile])
    assert len(text.splitlines()) == 1 + len(hostile.results)
    for row in rows(text):
        assert not [cell for cell in row.values() if cell and cell[0] in "=+-@\t\r"]
        assert row["call_id"].startswith("'=cmd|")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-yes", "'-yes"),
        ("@sum", "'@sum"),
        ("\tx", "' x"),
        ("\r=x", "' =x"),
        ("  =x", "'  =x"),
        ("＝x", "'＝x"),
        ("\u200e=x", "' =x"),
        ("a=b", "a=b"),
        ("don't - yes", "don't - yes"),
        ("", ""),
    ],
)
def test_harmless(text: str, cell: str) -> None:
    assert harmless(text) == cell
