"""`csr-lint show`: a call found by file, FILE#ID or id, told turn by turn."""

from __future__ import annotations

import json

import pytest

TALK = [{"speaker": "agent", "text": "good morning how may i help"}, {"speaker": "customer", "text": "it broke"}]


def export(*ids: str) -> str:
    calls = [{"id": i, "turns": [*TALK, {"speaker": "agent", "text": f"number {n}"}]} for n, i in enumerate(ids, 1)]
    return "".join(json.dumps(call) + "\n" for call in calls)


@pytest.mark.parametrize(
    "where", [["calls/order.txt"], ["calls/order.txt#order"], ["order", "calls"], ["order"]], ids=" ".join
)
def test_a_call_is_found_by_file_or_id(csr, where):
    ran = csr("show", *where)
    assert ran.code == 0
    assert "   3         Agent: Just calm down now." in ran.out
    assert "> ZZZ001 orders-about" in ran.out
    assert "Instead: Say what you will do." in ran.out
    assert "Next time" in ran.out


def test_without_colour_a_remark_quotes_its_words(csr):
    assert "> ZZZ001 orders-about “calm down now”: This sounds like an order." in csr("show", "calls/order.txt").out


def test_a_good_call_is_told_as_one(csr):
    ran = csr("show", "calls/clean.txt", "--explain-score")
    assert "Nothing to work on in what could be judged." in ran.out
    assert "100.0" in ran.out


def test_ids_that_occur_twice_are_told_apart(csr, here):
    (here / "calls" / "a.jsonl").write_text(export("x", "y", "x"), encoding="utf-8")
    (here / "calls" / "b.jsonl").write_text(export("x"), encoding="utf-8")
    lines = csr("check", "calls/a.jsonl", "calls/b.jsonl", "--format", "jsonl").out.splitlines()
    ids = [json.loads(line)["call"] for line in lines]
    assert ids == ["x", "y", "calls/a.jsonl#x#2", "calls/b.jsonl#x"]
    for name, says in zip(ids, ("number 1", "number 2", "number 3", "number 1"), strict=True):
        assert says in csr("show", name, "calls").out
    assert "number 3" in csr("show", "calls/a.jsonl#x#2").out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (
            ["calls/many.jsonl"],
            "calls/many.jsonl: holds 7 calls; say which as calls/many.jsonl#ID (ids: a, b, c, d, e, …)",
        ),
        (["calls/many.jsonl#hh"], 'calls/many.jsonl: there is no call "hh" here'),
        (["ordr", "calls"], 'calls: there is no call "ordr" here; did you mean "order"?'),
        (["calls/ordr.txt"], "calls/ordr.txt: there is no such file, and no call of that id in .; did you mean"),
        (["ordr.tx"], 'this folder: there is no call "ordr.tx" here'),
        (["calls"], "calls: is a folder; show takes one call"),
        (["calls/empty.txt"], "calls/empty.txt: the file is empty"),
        (["x", "nowhere"], "nowhere: there is no such file or folder"),
    ],
)
def test_what_is_not_there_is_one_clear_line(csr, here, args, says):
    (here / "calls" / "many.jsonl").write_text(export(*"abcdefg"), encoding="utf-8")
    (here / "calls" / "empty.txt").write_text("", encoding="utf-8")
    ran = csr("show", *args)
    assert ran.code == 2
    assert ran.err.startswith(f"csr-lint: {says}")
    assert len(ran.err.splitlines()) == 1
