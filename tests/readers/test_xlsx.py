"""Excel workbooks: headings, sheets, typed times, merged cells, formulas, damage."""

from __future__ import annotations

import io
import sys
import zipfile
from datetime import datetime, time, timedelta

import pytest

openpyxl = pytest.importorskip("openpyxl")

HEADING = ("Speaker", "Start", "Text")
TURNS = [("Agent", 0.5, "Good morning to you"), ("Customer", 3, "Hi, it is my bill"), ("Agent", 6.5, "Let me see")]


def workbook(*sheets, change=None):
    """A workbook of sheets (rows, or a name and rows); `change` may alter it before it is saved."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, 1):
        name, rows = sheet if isinstance(sheet, tuple) else (f"Sheet {number}", sheet)
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def told(call):
    return [(s.label, s.text, s.start_ms) for s in call.segments]


def codes(call):
    return [note.code for note in call.notes]


def test_a_sheet_is_read_like_a_table_in_text(one):
    call = one(workbook([HEADING, *TURNS]))
    assert call.format == "xlsx"
    assert told(call) == [
        ("Agent", "Good morning to you", 500),
        ("Customer", "Hi, it is my bill", 3000),
        ("Agent", "Let me see", 6500),
    ]
    assert [s.line for s in call.segments] == [2, 3, 4]
    assert codes(call) == ["unit-guessed"]


def test_the_heading_may_stand_below_titles(one):
    assert len(one(workbook([("Calls of May",), (), ("exported", "today"), HEADING, *TURNS])).segments) == 3


def test_the_first_sheet_with_a_text_column_is_read(one):
    summary = ("Summary", [("Agent", "Calls"), ("Ann", 12)])
    call = one(workbook(summary, ("Turns", [HEADING, *TURNS]), ("More", [HEADING, *TURNS])))
    assert len(call.segments) == 3
    (note,) = [note for note in call.notes if note.code == "sheets-skipped"]
    assert note.message == "sheet 'Turns' was read; not read: Summary, More"


def test_hidden_sheets_come_last(one):
    def hide(book):
        book["Old"].sheet_state = "hidden"

    call = one(workbook(("Old", [HEADING, TURNS[0]]), ("New", [HEADING, *TURNS]), change=hide))
    assert len(call.segments) == 3


@pytest.mark.parametrize(
    ("values", "number_format", "starts", "odd"),
    [
        pytest.param([time(0, 0, 3), time(0, 1, 5)], "h:mm:ss", [3000, 65_000], [], id="time"),
        pytest.param([timedelta(seconds=3), timedelta(seconds=65)], "[h]:mm:ss", [3000, 65_000], [], id="timedelta"),
        pytest.param([time(0, 3), time(1, 5)], "h:mm", [3000, 65_000], ["unit-guessed"], id="mm:ss taken for hh:mm"),
        pytest.param(
            [timedelta(minutes=3), timedelta(hours=75)], "[h]:mm", [3000, 4_500_000], ["unit-guessed"], id="75:00"
        ),
        pytest.param([3 / 86_400, 4.5 / 86_400], "General", [3000, 4500], ["unit-guessed"], id="fraction of a day"),
        pytest.param([datetime(2024, 5, 3, 10, 0), datetime(2024, 5, 3, 10, 0, 7)], None, [0, 7000], [], id="date"),
        pytest.param(["00:03", "01:05.5"], None, [3000, 65_500], [], id="text"),
    ],
)
def test_times_of_every_type(one, values, number_format, starts, odd):
    def shape(book):
        for cell in book.active["B"][1:]:
            cell.number_format = number_format or cell.number_format

    rows = [(who, at, "these are some words") for who, at in zip(("Agent", "Customer"), values, strict=True)]
    call = one(workbook([HEADING, *rows], change=shape))
    assert [s.start_ms for s in call.segments] == starts
    assert codes(call) == odd


def test_merged_cells_of_a_speaker_hold_for_all_rows(one):
    def merge(book):
        book.active.merge_cells("A2:A3")
        book.active.merge_cells("C4:C5")

    rows = [("Agent", 1, "Hello"), (None, 2, "and welcome"), ("Customer", 3, "Hi"), ("Customer", 4, None)]
    call = one(workbook([HEADING, *rows], change=merge))
    assert [(s.label, s.text) for s in call.segments] == [
        ("Agent", "Hello"),
        ("Agent", "and welcome"),
        ("Customer", "Hi"),
    ]
    assert "empty-turn" in codes(call)


def test_formulas_without_values_and_errors_are_noted(one):
    rows = [*TURNS, ("Agent", 8, "=CONCATENATE(A2, A3)"), ("Agent", 9, "#N/A")]
    call = one(workbook([HEADING, *rows]))
    assert len(call.segments) == 3
    assert codes(call)[-2:] == ["cell-error", "formula-without-value"]


def test_calls_are_told_apart_by_their_ids(read):
    rows = [(1.2e15, "Agent", "Hello"), (7, "Customer", "Hi"), (1.2e15, "Customer", "Hi there")]
    found = read(workbook([("Call ID", "Speaker", "Text"), *rows]))
    assert [(call.id, len(call.segments)) for call in found] == [("1200000000000000", 2), ("7", 1)]


def test_a_dialogue_in_one_cell(read):
    rows = [("a", "Agent: hello there\nCustomer: hi"), ("b", "Agent: good day\nCustomer: my bill")]
    assert [call.id for call in read(workbook([("Call ID", "Transcript"), *rows]))] == ["a", "b"]


def test_labelled_lines_in_a_column(one):
    call = one(workbook([("Agent: hello there",), ("Customer: hi, my bill",)]))
    assert [s.label for s in call.segments] == ["Agent", "Customer"]


def without(data, name):
    """The workbook without one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
    return out.getvalue()


def broken(data, name):
    """The workbook with a part cut in two."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            found = old.read(info)
            new.writestr(info.filename, found[: len(found) // 2] if info.filename == name else found)
    return out.getvalue()


WHOLE = workbook([HEADING, *TURNS])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(WHOLE[: len(WHOLE) // 2], "is it cut?", id="cut"),
        pytest.param(without(WHOLE, "xl/worksheets/sheet1.xml"), "sheets are missing", id="a sheet missing"),
        pytest.param(broken(WHOLE, "xl/worksheets/sheet1.xml"), "damaged", id="a sheet cut"),
        pytest.param(broken(WHOLE, "xl/workbook.xml"), "damaged", id="the workbook cut"),
        pytest.param(workbook([("Agent", "Calls"), ("Ann", 12)]), "Sheet 1: Agent, Calls", id="no text column"),
        pytest.param(workbook([]), "all empty", id="empty"),
        pytest.param(workbook([HEADING]), "no sheet has a heading", id="a heading only"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(64), "password", id="encrypted"),
    ],
)
def test_what_cannot_be_read_is_told(fault, data, words):
    assert words in fault(data).message


def test_where_openpyxl_is_missing_its_extra_is_named(fault, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    error = fault(WHOLE)
    assert error.code == "openpyxl-missing"
    assert "csr-lint[xlsx]" in error.message
