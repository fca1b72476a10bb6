"""`csr-lint sniff`: what a file is taken for and why, as text and as JSON, and what could be tried where nothing is."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest

VTT = (
    "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Agent Ana>hello how can i help\n\n00:04.000 --> 00:06.500\n<v Bo>it broke\n"
)
OWN = {
    "id": "c-1", "kind": "chat", "agent": "Ana", "started": "Monday",
    "turns": [
        {"speaker": "agent", "name": "Ana", "text": "Hello, how can I help?"},
        {"speaker": "customer", "text": "It broke."},
        {"speaker": "customer", "text": "thanks thanks thanks", "left_out": "repeated"},
        {"speaker": "agent", "name": "Ana", "text": ""},
    ],
}  # fmt: skip


def seen(csr, *args: str) -> list[dict]:
    return [json.loads(line) for line in csr("sniff", *args, "--format", "json", own=False).out.splitlines()]


def test_text_tells_format_evidence_roles_timing_and_notes(csr, here):
    (here / "talk.vtt").write_text(VTT, encoding="utf-8")
    ran = csr("sniff", "talk.vtt", own=False)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "talk.vtt"
    assert lines[1].startswith("  webvtt: line 1 is WEBVTT")
    assert lines[1].endswith("; 1 call")
    assert lines[2] == "  call talk: 2 segments, 0:06, starts and ends"
    assert lines[3:5] == [
        "    Agent (Ana): agent; 1 segment, 5 words",
        "    Bo: customer; 1 segment, 2 words",
    ]
    assert lines[5].startswith("    role-guessed: Bo is taken for the customer: ")


def test_json_tells_the_same(csr, here):
    (here / "own.json").write_text(json.dumps(OWN), encoding="utf-8")
    (file,) = seen(csr, "own.json")
    assert file["path"] == "own.json"
    assert file["evidence"] == "key turns"
    assert (file["faults"], file["mapping"]) == ([], None)
    (call,) = file["calls"]
    facts = {"id": "c-1", "format": "jsonl", "kind": "chat", "agent": "Ana", "started": "Monday", "timing": "none"}
    assert {key: call[key] for key in facts} == facts
    assert (call["segments"], call["left_out"], call["seconds"]) == (4, 1, None)
    assert [(s["label"], s["name"], s["role"], s["segments"], s["words"]) for s in call["speakers"]] == [
        ("agent", "Ana", "agent", 2, 5),
        ("customer", None, "customer", 2, 5),
    ]
    assert [note["code"] for note in call["notes"]] == ["empty-turn"]


def test_what_the_user_says_is_seen_in_the_roles(csr, here):
    (here / "odd.txt").write_text("S1: so it was\nS2: well\nS1: yes\n", encoding="utf-8")
    told = {args: seen(csr, "odd.txt", *args)[0]["calls"][0]["speakers"][0]["role"]
            for args in ((), ("--role", "S1=agent"), ("--role", "S1=agent", "--swap-roles"))}  # fmt: skip
    assert list(told.values()) == ["unknown", "agent", "customer"]


def test_a_folder_is_told_file_by_file_and_many_calls_in_short(csr, here):
    lines = "".join(json.dumps({**OWN, "id": f"c-{n}"}) + "\n" for n in range(8))
    (here / "calls" / "week.jsonl").write_text(lines, encoding="utf-8")
    ran = csr("sniff", "calls", own=False)
    assert [line for line in ran.out.splitlines() if line and not line.startswith(" ")] == [
        f"calls/{name}" for name in ("clean.txt", "hum.txt", "order.txt", "week.jsonl")
    ]
    assert "  jsonl: key turns; 8 calls" in ran.out
    assert ran.out.count("call c-") == 5
    assert "  and 3 more calls" in ran.out
    assert len(seen(csr, "calls/week.jsonl")[0]["calls"]) == 8


def test_a_big_file_is_told_from_its_beginning(csr, here):
    line = json.dumps({**OWN, "turns": [*OWN["turns"], {"speaker": "agent", "text": "word " * 60_000}]}) + "\n"
    (here / "big.jsonl").write_text(line * 5, encoding="utf-8")
    (here / "big.jsonl.gz").write_bytes(gzip.compress(line.encode() * 5))
    for file in seen(csr, "big.jsonl", "big.jsonl.gz"):
        assert (file["evidence"], len(file["calls"]), file["faults"]) == ("key turns", 5, [])


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b"", "empty.txt: the file is empty"),
        ("half.json", b'{"turns": [{"speaker": "agent", "te', "half.json:1: the JSON breaks off"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00", "picture.png: this is a picture (PNG)"),
        (
            "cut.txt.gz",
            gzip.compress(b"Agent: hello\nCustomer: hi\n", mtime=0)[:-9],
            "cut.txt.gz: the compressed file breaks off",
        ),
        ("type.json", b'{"turns": [{"speaker": "agent", "text": 7, "start": "x"}]}', "type.json:1: Expected"),
        ("prose.txt", b"Once upon a time there was none.\n", "prose.txt: no transcript found in it"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_others_go_on(csr, here, name, data, says):
    (here / name).write_bytes(data)
    ran = csr("sniff", name, "calls/clean.txt", "none.txt", own=False)
    assert ran.code == 2
    assert f"  cannot be read: {says}" in ran.out
    assert "  cannot be read: none.txt: there is no such file or folder" in ran.out
    assert "  call clean: 4 segments" in ran.out
    bad, good, missing = seen(csr, name, "calls/clean.txt", "none.txt")
    assert (bad["evidence"], bad["calls"], bad["mapping"]) == ("key turns" if name == "type.json" else None, [], None)
    assert bad["faults"][0].startswith(says)
    assert len(good["calls"]) == 1
    assert missing["path"] == "none.txt"


def test_a_fault_among_calls_is_told_beside_them(csr, here):
    (here / "week.jsonl").write_text(json.dumps(OWN) + "\n{]\n" + json.dumps(OWN) + "\n", encoding="utf-8")
    ran = csr("sniff", "week.jsonl", own=False)
    assert ran.code == 2
    assert "; 2 calls" in ran.out
    assert "cannot be read: week.jsonl:2: not valid JSON" in ran.out
    assert "csr-lint.toml" not in ran.out


UNKNOWN = {"lignes": [{"qui": {"no": 1}, "quoi": {"v": ["x"]}}], "meta": {"id": 7}}
TALK = [{"qui": "A", "dit": "good morning this is ana"}, {"qui": "B", "dit": "my bill is wrong"}]


def test_json_that_no_reader_knows_gets_a_mapping_that_could_be_tried(csr, here):
    (here / "export.json").write_text(json.dumps({"appel": 7, "lignes": TALK * 2}), encoding="utf-8")
    ran = csr("sniff", "export.json", own=False)
    (file,) = seen(csr, "export.json")
    assert file["calls"] == []
    assert ran.code == 2
    assert "  this could be tried in csr-lint.toml, once it is looked through:\n    [formats.mine]\n" in ran.out
    assert '    turns = "lignes"\n    text = "dit"\n    speaker = "qui"\n' in ran.out
    assert tomllib.loads(file["mapping"])["formats"]["mine"]["turns"] == "lignes"
    # As it stands it is a table of the settings.
    Path("csr-lint.toml").write_text(file["mapping"], encoding="utf-8")
    assert "csr-lint.toml" not in csr("sniff", "export.json", own=False).err


def test_json_in_which_nothing_is_found_gets_the_keys_that_were_seen(csr, here):
    (here / "export.json").write_text(json.dumps(UNKNOWN), encoding="utf-8")
    ran = csr("sniff", "export.json", own=False)
    assert ran.code == 2
    assert "    # [formats.mine]\n" in ran.out
    assert "    # keys seen: lignes[].qui.no, lignes[].quoi.v, meta.id\n" in ran.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["calls", "--input-format", "txt"], 'did you mean "text"?'),
        (["calls", "--format", "xml"], "'text', 'json'"),
        (["calls", "--encoding", "cp8500"], 'encoding "cp8500": there is none of that name'),
        ([], "Missing argument 'PATHS...'"),
    ],
)
def test_a_wrong_word_is_one_clear_line(csr, args, says):
    ran = csr("sniff", *args, own=False)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert says in ran.err


def test_standard_input_is_looked_at_too(csr):
    ran = csr("sniff", "-", stdin=VTT.encode(), own=False)
    assert ran.code == 0
    assert "  webvtt; 1 call" in ran.out


def test_all_calls_together_tell_the_sides_where_that_is_asked_for(csr, here):
    (here / "week").mkdir()
    clear = "S1: Thank you for calling, how can I help you?\nS2: Hi, I'm calling about my bill.\n"
    for number in range(5):
        (here / "week" / f"{number}.txt").write_text(clear * 2, encoding="utf-8")
    (here / "week" / "vague.txt").write_text("S1: so it was\nS2: well then\n" * 2, encoding="utf-8")
    for args, roles in (((), ["unknown"] * 2), (("--roles-by-batch",), ["agent", "customer"])):
        assert [s["role"] for s in seen(csr, "week", *args)[-1]["calls"][0]["speakers"]] == roles
    assert "standard input or a pipe can be read only once" in csr("sniff", "-", "--roles-by-batch", own=False).err
