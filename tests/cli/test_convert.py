"""`csr-lint convert`: a folder of any formats as one file, which `check` judges as it judged the folder."""

from __future__ import annotations

import json

import pytest

SRT = "1\n00:00:01,000 --> 00:00:03,500\nAgent: good morning how can i help\n\n" \
    "2\n00:00:04,000 --> 00:00:06,000\nCustomer: my parcel is late\n\n" \
    "3\n00:00:06,500 --> 00:00:08,000\nAgent: calm down now\n"  # fmt: skip
TALK = [{"speaker": "agent", "text": "good morning"}, {"speaker": "customer", "text": "it broke"}]
KEPT = ("score", "score_reason", "verdicts", "measured", "scales", "metrics", "health", "figures", "reasons", "agents")


def told(ran) -> dict[str, dict]:
    return {line["call"]: line for line in map(json.loads, ran.out.splitlines())}


def test_a_folder_converted_is_judged_as_the_folder(csr, here):
    (here / "calls" / "talk.srt").write_text(SRT, encoding="utf-8")
    twice = "".join(json.dumps({"id": "order", "turns": TALK}) + "\n" for _ in range(2))
    (here / "calls" / "week.jsonl").write_text(twice, encoding="utf-8")
    (here / "calls" / "README.md").write_text("# no call\n", encoding="utf-8")
    ran = csr("convert", "calls", "-o", "out.jsonl", own=False)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    before, after = (told(csr("check", path, "--format", "jsonl")) for path in ("calls", "out.jsonl"))
    assert list(after) == list(before)
    assert len(before) == 6
    for name, call in before.items():
        assert {key: after[name][key] for key in KEPT} == {key: call[key] for key in KEPT}
        assert [f["spans"] for f in after[name]["findings"]] == [f["spans"] for f in call["findings"]]
        assert after[name]["source"] == "out.jsonl"


def test_standard_output_is_the_default_and_the_file_is_the_same(csr, here):
    out = csr("convert", "calls", own=False).out
    csr("convert", "calls", "-o", "out.jsonl", own=False)
    assert (here / "out.jsonl").read_text(encoding="utf-8") == out
    assert [json.loads(line)["source"] for line in out.splitlines()] == [
        "calls/clean.txt",
        "calls/hum.txt",
        "calls/order.txt",
    ]


def test_what_cannot_be_read_is_told_and_the_others_are_there(csr, here):
    (here / "calls" / "broken.json").write_text('{"turns": [', encoding="utf-8")
    ran = csr("convert", "calls", "none.txt", own=False)
    assert ran.code == 2
    assert len(ran.out.splitlines()) == 3
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == ["calls/broken.json:1", "none.txt"]


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["calls", "-o", "nowhere/out.jsonl"], "nowhere/out.jsonl: there is no folder nowhere"),
        (["calls", "-o", "calls"], "calls: is a folder"),
        (["calls", "--input-format", "txt"], 'did you mean "text"?'),
        ([], "Missing argument 'PATHS...'"),
    ],
)
def test_a_wrong_word_is_one_clear_line(csr, args, says):
    ran = csr("convert", *args, own=False)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert says in ran.err


def test_a_folder_without_transcripts_is_told(csr, here):
    (here / "nothing").mkdir()
    (here / "nothing" / "README.md").write_text("# no call\n", encoding="utf-8")
    ran = csr("convert", "nothing", own=False)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "csr-lint: nothing: no transcript found\n"


def test_choices_of_reading_are_taken_and_guessed_sides_left_out(csr, here):
    (here / "late.txt").write_bytes("S1: das Caf\x82 ist zu\nS2: schon gut\nS1: ja\n".encode("latin-1"))
    line = json.loads(csr("convert", "late.txt", "--encoding", "cp850", own=False).out)
    assert line["turns"][0] == {"speaker": "S1", "text": "das Café ist zu"}
