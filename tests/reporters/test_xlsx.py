"""The workbook, read back with openpyxl."""

from __future__ import annotations

import re
import sys
from datetime import datetime
from io import BytesIO, StringIO, TextIOWrapper

import msgspec
import pytest

from csr_lint.errors import ConfigError
from csr_lint.model import CheckKind, Evaluation
from csr_lint.outcome import row_of
from csr_lint.reporters.registry import reporter
from csr_lint.reporters.sheets import AGENTS, FLOOR, RULES
from csr_lint.reporters.xlsx import Workbook
from csr_lint.team import summarise
from csr_lint.version import __version__

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture
def written(about):
    def made(outcomes, *, broken_off: bool = False, team=(), rules=(), **options: int) -> bytes:
        out = TextIOWrapper(BytesIO(), encoding="utf-8")
        book = Workbook(out, msgspec.structs.replace(about, rules=(*about.rules, *rules)), **options)
        for outcome in outcomes:
            book.add(outcome)
        rows = [row_of(o) for o in outcomes if isinstance(o, Evaluation)]
        summary = msgspec.structs.replace(summarise(rows, about.rules, about.scorecard), team=team)
        book.close(None if broken_off else summary)
        return out.buffer.getvalue()

    return made


@pytest.fixture
def sheets(written):
    def read(outcomes, **options) -> dict[str, list[tuple]]:
        book = openpyxl.load_workbook(BytesIO(written(outcomes, **options)))
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    return read


def test_as_it_was(sheets, snapshot, mixed, good, unreadable) -> None:
    told = [
        f"[{title}]\n" + "\n".join(" | ".join("" if cell is None else str(cell) for cell in row) for row in rows)
        for title, rows in sheets([mixed, good, unreadable]).items()
    ]
    snapshot("xlsx.txt", "\n\n".join(told).replace(f"| {__version__}", "| VERSION") + "\n")


def test_every_sheet_has_a_heading_that_stays_and_filters(written, week) -> None:
    book = openpyxl.load_workbook(BytesIO(written(week)))
    assert book.sheetnames == ["Summary", "Calls", "Findings", "Rules", "Agents", "Floor"]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet["A1"].font.bold
        assert sheet.column_dimensions["B"].width != sheet.sheet_format.defaultColWidth
        if sheet.title != "Summary":
            assert sheet.auto_filter.ref == sheet.dimensions


def test_read_back(sheets, week, unreadable) -> None:
    found = sheets([*week, unreadable])
    assert len(found["Calls"]) == 1 + len(week) + 1
    assert found["Calls"][-1][-1] == "could not be read (not-utf-8): week/x, y.txt:4: not UTF-8: 100%"
    assert len(found["Findings"]) == 1 + sum(len(e.findings) for e in week)
    rules = {row[0]: dict(zip(found["Rules"][0], row, strict=True)) for row in found["Rules"]}
    assert (rules["EMP001"]["violated"], rules["EMP001"]["met"], rules["EMP001"]["share violated"]) == (6, 6, 0.5)
    assert (rules["TRF001"]["n/a"], rules["TRF001"]["share violated"]) == (6, None)
    assert [row[0] for row in found["Agents"]] == [
        "agent",
        "Maria",
        "Anastasia Featherstonehaugh",
        "Tom",
        "not named",
    ]
    assert {row[2] for row in found["Calls"][1:-1]} == {row[0] for row in found["Agents"][1:]}
    assert {row[5] for row in found["Findings"][1:]} == {"Maria", "not named"}
    assert dict(found["Summary"])["calls"] == 12
    assert dict(found["Summary"])["transcripts that could not be read"] == 1


def test_a_strength_is_told_as_one_with_its_counts(sheets, week) -> None:
    rows = [dict(zip(AGENTS, row, strict=True)) for row in sheets(week)["Agents"][1:]]
    told = {row["agent"]: (row["strength"], row["strength in calls"], row["strength of"]) for row in rows}
    assert told["Maria"] == ("empathy-shown", 5, 5)
    assert told["Tom"] == ("free of missed-empathy", 4, 4)


def test_a_scale_gives_values_and_no_verdicts(sheets, week) -> None:
    row = next(row for row in sheets(week)["Rules"] if row[0] == "CUS001")
    told = dict(zip(RULES, row, strict=True))
    assert [told[verdict] for verdict in ("violated", "met", "present", "absent", "n/a")] == [*[None] * 4, 0]


def test_the_floor_has_a_sheet_of_its_own(sheets, week, team, about) -> None:
    rule = msgspec.structs.replace(about.rules[0], code="FLR002", name="abuse-load", check=CheckKind.TEAM)
    found = sheets(week, team=team, rules=[rule])
    assert "FLR002" not in [row[0] for row in found["Rules"]]
    rows = [dict(zip(FLOOR, row, strict=True)) for row in found["Floor"][1:]]
    assert [(row["code"], row["verdict"]) for row in rows] == [
        ("FLR001", "n/a"), *[("FLR002", "violated")] * 4, ("FLR003", "met"), ("FLR004", "violated"),
        *[("FLR101", "present")] * 3,
    ]  # fmt: skip
    assert rows[0]["reason"] == "no file tells the time"
    assert (rows[1]["day"], rows[1]["calls"]) == (datetime(2026, 3, 2), "monday-01, monday-02")
    assert rows[6]["agent"] == "Maria, Tom"
    assert (rows[7]["message"], rows[7]["quote"]) == ("Tom: turnaround.", "“oh thank you so much | maria”")


def test_the_same_calls_give_the_same_bytes(written, week) -> None:
    assert written(week) == written(week)


def test_hostile_words_are_harmless(written, hostile) -> None:
    book = openpyxl.load_workbook(BytesIO(written([hostile])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert not [cell.value for cell in cells if cell.data_type == "f" or re.match(r"[=+\-@\t\r]", cell.value)]
    assert book["Calls"]["A2"].value.startswith("'=cmd|")


def test_text_that_no_file_may_hold_is_replaced(sheets, mixed) -> None:
    call = msgspec.structs.replace(mixed.call, id="a\ufffeb\x0bc", queue="x" * 40_000)
    row = sheets([msgspec.structs.replace(mixed, call=call)])["Calls"][1]
    assert (row[0], len(row[4])) == ("a\ufffdb c", 32_767)


def test_a_cell_is_cut_as_excel_counts(sheets, mixed) -> None:
    """One sign too many, and Excel says that the workbook is broken."""
    call = msgspec.structs.replace(mixed.call, queue="x" + "😀" * 20_000)
    (queue,) = (row[4] for row in sheets([msgspec.structs.replace(mixed, call=call)])["Calls"][1:])
    assert (len(queue), queue[-1]) == (1 + 16_383, "😀")


@pytest.mark.parametrize(
    ("started", "cell"),
    [
        ("2024-03-04 09:12", datetime(2024, 3, 4, 9, 12)),
        ("2024-03-04T09:12:30+02:00", datetime(2024, 3, 4, 9, 12, 30)),
        ("4 March 2024", datetime(2024, 3, 4)),
        ("02/03/2024 at nine", "02/03/2024 at nine"),
        ("=today()", "'=today()"),
        (None, None),
    ],
)
def test_dates_are_dates_and_numbers_are_numbers(written, mixed, started, cell) -> None:
    call = msgspec.structs.replace(mixed.call, started=started)
    book = openpyxl.load_workbook(BytesIO(written([msgspec.structs.replace(mixed, call=call)])))
    names = {heading.value: column for column, heading in enumerate(book["Calls"][1])}
    row = book["Calls"][2]
    told = row[names["started"]]
    assert (told.value, told.is_date) == (cell, isinstance(cell, datetime))
    assert {row[names[name]].data_type for name in ("seconds", "turns", "score", "violations")} == {"n"}
    assert (row[names["failed"]].data_type, row[names["call"]].data_type) == ("b", "s")


def test_a_full_sheet_says_what_it_lacks(sheets, week) -> None:
    found = sheets(week, most_rows=10)
    assert len(found["Calls"]) == 1 + 10
    lost = len(week) - 10 + sum(len(e.findings) for e in week) - 10 + 1  # a rule of eleven, too
    assert dict(found["Summary"])["rows left out, a sheet being full"] == lost


def test_a_broken_off_run_says_so(sheets, mixed) -> None:
    assert dict(sheets([mixed], broken_off=True)["Summary"])["complete"] == "no: the run was interrupted"


def test_without_openpyxl_the_cure_is_named(about, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ConfigError, match=re.escape("pip install 'csr-lint[xlsx]'")):
        reporter("xlsx").start(StringIO(), about)
