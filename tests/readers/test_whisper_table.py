"""Whisper's TSV and CSV: ms below a heading, seconds without one; other tables go to the reader of tables."""

from __future__ import annotations

import pytest

TSV = 'start\tend\ttext\n0\t2500\tHello, this is Jane.\n2500\t4000\t\n4100\t6000\tI need "help" please.\n'


def told(call):
    return [(s.start_ms, s.end_ms, s.text) for s in call.segments]


def test_tsv_counts_milliseconds(one):
    call = one(TSV, path="a.tsv")
    assert call.format == "whisper-table"
    assert told(call) == [(0, 2500, "Hello, this is Jane."), (4100, 6000, 'I need "help" please.')]
    assert [s.line for s in call.segments] == [2, 4]
    assert [note.code for note in call.notes] == ["empty-turn"]


@pytest.mark.parametrize(
    "text",
    [
        '0.12,2.5,"Hello, this is Jane."\n2.5,4.0,I need help please.\n',
        '"Hello, this is Jane.",0.12,2.5\nI need help please.,2.5,4.0\n',
    ],
    ids=["times-first", "text-first"],
)
def test_csv_without_a_heading_counts_seconds(one, text):
    call = one(text, path="a.csv")
    assert call.format == "whisper-table"
    assert told(call) == [(120, 2500, "Hello, this is Jane."), (2500, 4000, "I need help please.")]


def test_csv_of_whisper_cpp_has_speakers(one):
    call = one('start,end,speaker,text\n0,2500,0," Hello, it is Jane."\n2500,4000,?," Hi there."\n', path="a.csv")
    assert [(s.label, s.text) for s in call.segments] == [("0", "Hello, it is Jane."), ("", "Hi there.")]


def test_a_loop_is_left_out(one):
    rows = "".join(f"{k}000\t{k}900\tI'm sorry.\n" for k in range(5))
    assert {s.left_out for s in one("start\tend\ttext\n" + rows).segments} == {"hallucination-suspect"}


def test_the_user_may_say_another_unit(one):
    assert one(TSV, time_unit="s").segments[0].end_ms == 2_500_000


@pytest.mark.parametrize(
    "text",
    [
        "start\tend\ttext\n0\t2\tHello, this is Jane at Acme.\n2\t5\tHi Jane, I need some help please.\n",
        "start\tend\ttext\n0.5\t2.5\tHello, this is Jane.\n2.5\t4.0\tI need help please.\n",
        "speaker,start,end,text\nagent,0,2500,Hello there Jane.\ncustomer,2500,4000,Hi I need help.\n",
        "start,end,text,speaker\n0,2500,Hello there Jane.,agent\n2500,4000,Hi I need help.,customer\n",
    ],
    ids=["whole-seconds", "fractions", "speaker-first", "speaker-last"],
)
def test_other_tables_are_not_taken(one, text):
    assert one(text, path="a.csv").format == "table"


@pytest.mark.parametrize("text", ["1.5,2.5,3.5\n2.5,3.5,4.5\n", "5.0,2.0,hello\n1.0,0.5,there\n"])
def test_numbers_alone_are_no_segments(fault, text):
    assert fault(text, path="a.csv").code == "not-a-transcript"


def test_a_cut_row_is_told_with_its_line(fault):
    error = fault(TSV + "6000\t69")
    assert (error.code, error.place) == ("truncated", "calls/call.txt:5")
    assert "is the file cut?" in error.message


def test_a_strange_row_is_told_with_its_line(fault):
    error = fault(TSV.replace("2500\t4000\t\n", "2500\t4000\n"))
    assert (error.code, error.place) == ("bad-row", "calls/call.txt:3")
