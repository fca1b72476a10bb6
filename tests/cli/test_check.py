"""`csr-lint check` over real files: reports, exit codes, settings, and what cannot be read."""

from __future__ import annotations

import json
import os

import pytest

from csr_lint.reporters.registry import formats

CLEAN, ORDER, HUM = "calls/clean.txt", "calls/order.txt", "calls/hum.txt"


@pytest.mark.parametrize(
    ("args", "code"),
    [
        pytest.param([CLEAN], 0, id="nothing found"),
        pytest.param([ORDER], 1, id="an error"),
        pytest.param([HUM], 0, id="only a warning"),
        pytest.param([HUM, "--fail-on", "warning"], 1, id="warnings count when asked"),
        pytest.param([ORDER, "--fail-on", "never"], 0, id="never means never"),
        pytest.param([HUM, "--fail-under", "97"], 1, id="the mean is below"),
        pytest.param([HUM, "--fail-under", "96"], 0, id="the mean is reached"),
        pytest.param([CLEAN, "calls/none.txt"], 2, id="a file is missing"),
        pytest.param([ORDER, "--fail-on", "never", "calls/none.txt"], 2, id="missing beats never"),
    ],
)
def test_exit_codes(csr, args, code):
    assert csr("check", *args).code == code


def test_the_report_tells_what_and_what_instead(csr):
    ran = csr("check", "calls", "--explain-score")
    for words in ("ZZZ001", "orders-about", "“calm down now”", "Instead: Say what you will do.", "turn 3", "Summary"):
        assert words in ran.out
    assert "happened; costs its weight once" in ran.out
    assert ran.err == ""
    assert "\x1b" not in ran.out


def test_quiet_leaves_only_the_summary(csr):
    assert csr("check", "calls", "-q").out.startswith("Summary")


def test_json_lines_come_one_a_call_in_sorted_order(csr):
    ran = csr("check", "calls", "--format", "jsonl", "--fail-on", "never")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["call"] for line in lines] == ["clean", "hum", "order"]
    assert [line["verdicts"]["ZZZ001"] for line in lines] == ["met", "met", "violated"]
    assert [line["score"] for line in lines] == [100.0, 96.0, 90.0]
    assert ran.code == 0


def test_standard_input_is_read_and_answered_line_by_line(csr):
    talk = [{"speaker": "agent", "text": "good morning how may i help"}, {"speaker": "customer", "text": "it broke"}]
    given = "".join(json.dumps({"id": name, "turns": talk}) + "\n" for name in ("a", "b"))
    ran = csr("check", "-", "--input-format", "jsonl", "--format", "jsonl", stdin=given.encode() + b"{]\n")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    assert [line.get("call") for line in lines] == ["a", "b", None]
    assert lines[2]["source"] == "-"
    assert lines[2]["error"]["place"] == "-:3"
    assert ran.code == 2
    assert ran.err.startswith("csr-lint: -:3: ")


def test_a_whole_run_as_one_document(csr):
    document = json.loads(csr("check", "calls", "--format", "json").out)
    assert len(document["calls"]) == document["summary"]["calls"] == 3


def test_several_outputs_at_once(csr, here):
    ran = csr("check", "calls", "--output", "jsonl=lines.jsonl", "--output", "text=report.txt")
    assert len((here / "lines.jsonl").read_text(encoding="utf-8").splitlines()) == 3
    assert (here / "report.txt").read_text(encoding="utf-8") == ran.out
    assert not list(here.glob(".*.part"))


def test_an_output_is_whole_or_what_it_was(csr, here):
    (here / "old.json").write_text("old", encoding="utf-8")
    assert csr("check", "calls", "--ignore", "NOPE", "--output", "json=old.json").code == 2
    assert (here / "old.json").read_text(encoding="utf-8") == "old"
    assert csr("check", "calls", "--output", "json=old.json").code == 1
    assert json.loads((here / "old.json").read_text(encoding="utf-8"))["calls"]


def test_a_device_is_written_straight(csr):
    assert csr("check", CLEAN, "--output", "json=/dev/null").code == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["--format", "jsnl"], 'there is no output format "jsnl"; did you mean "jsonl"?'),
        (["--output", "jsonl"], 'output "jsonl" should read FORMAT=FILE'),
        (["--output", "json=none/x.json"], "none/x.json: there is no folder none"),
        (["--output", "json=calls"], "calls: is a folder"),
        (["--output", "json=x", "--output", "text=x"], "two outputs go to x"),
        (["--input-format", "txt"], 'did you mean "text"?'),
        (["--ignore", "orders-abuot"], "orders-about"),
        (["--scorecard", "suport"], "support"),
        (["--packs", "pakc"], "pakc"),
        (["--config", "none.toml"], "none.toml: cannot be read: No such file"),
        (["--role", "A=agnet"], 'did you mean "agent"?'),
        (["--fail-under", "101"], "between 0 and 100"),
        (["--fail-on", "info"], "'error', 'warning', 'never'"),
        (["--fial-on", "never"], "--fail-on"),
    ],
)
def test_a_wrong_word_is_one_clear_line_and_exit_2(csr, args, says):
    ran = csr("check", CLEAN, *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("csr-lint: ")
    assert says in ran.err
    assert len(ran.err.splitlines()) == 1


def test_paths_must_be_given(csr):
    assert "Missing argument 'PATHS...'" in csr("check").err


def test_faults_of_rule_files_are_all_told(csr, here):
    (here / "pack" / "bad.toml").write_text('code = "ZZZ003"\nnmae = "x"\n', encoding="utf-8")
    (here / "pack" / "worse.toml").write_text("code = ", encoding="utf-8")
    ran = csr("check", CLEAN)
    assert ran.code == 2
    assert all(line.startswith("csr-lint: ") for line in ran.err.splitlines())
    assert "bad.toml" in ran.err
    assert "worse.toml" in ran.err


BAD = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 8,
    "half.json": b'{"id": "x", "turns": [{"speaker": "agent", "text": "hel',
    "halfline.json": b'{"id": "x", "turns": [{"speaker": "agent", "te\n',
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "prose.txt": b"Once upon a time there was no transcript at all, and that was that.\n",
    "longline.txt": b"Agent: " + b"word " * 10_000_000,
    "longturn.jsonl": b'{"turns": [{"speaker": "agent", "text": "' + b"word " * 10_000_000 + b'"}]}\n',
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_is_one_line_with_place_and_cause(csr, here, name):
    (here / name).write_bytes(BAD[name])
    ran = csr("check", name, CLEAN, "--format", "jsonl")
    bad, good = (json.loads(line) for line in ran.out.splitlines())
    assert ran.code == 2
    assert bad["source"] == name
    assert bad["error"]["place"].startswith(name)
    assert bad["error"]["message"]
    assert good["call"] == "clean"
    assert len(ran.err.splitlines()) == 1
    assert ran.err.startswith(f"csr-lint: {name}")


def test_the_others_go_on_and_nothing_is_lost(csr, here):
    (here / "calls" / "broken.json").write_bytes(BAD["half.json"])
    (here / "calls" / "README.md").write_text("# About these calls\n", encoding="utf-8")
    ran = csr("check", "calls", "-q")
    assert ran.code == 2
    assert "3 calls" in ran.out
    assert "calls/broken.json:1: " in ran.out
    assert "1 file skipped, not a transcript: calls/README.md" in ran.out


@pytest.mark.parametrize("files", [[], ["README.md"]], ids=["empty", "only prose"])
def test_a_folder_without_transcripts_is_an_error(csr, here, files):
    (here / "nothing").mkdir()
    for name in files:
        (here / "nothing" / name).write_text("# About\n", encoding="utf-8")
    ran = csr("check", "nothing")
    assert ran.code == 2
    assert "csr-lint: nothing: no transcript in this folder" in ran.err


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (b"Agent: hello there how are you\nAgent: is anybody there?\n", "only Agent speaks"),
        (b"[00:10] Agent: hello how can i help\n[00:05] Customer: my phone broke down\n", "start before"),
        (b"Agent: hello, this is the caf\xe9\nCustomer: my phone broke down\n", "read as Windows-1252"),
    ],
    ids=["one speaker", "times run backwards", "wrong encoding"],
)
def test_odd_calls_are_judged_as_far_as_they_go(csr, here, text, note):
    (here / "odd.txt").write_bytes(text)
    ran = csr("check", "odd.txt")
    assert ran.code == 0
    assert "no score" in ran.out
    assert note in ran.out
    doubts = csr("check", "odd.txt", "-q").out.partition("Read with doubts\n")[2]
    assert doubts.startswith("  odd.txt: ")
    assert note in doubts


def test_a_rule_file_with_typos_names_each_and_what_is_allowed(csr, here):
    rule = here / "pack" / "orders.toml"
    text = rule.read_text(encoding="utf-8").replace('"error"', '"eror"').replace("weight", "wieght")
    rule.write_text(text, encoding="utf-8")
    ran = csr("check", CLEAN)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines() == [
        "csr-lint: pack/orders.toml: [severity] 'eror' is none of error, warning, info; did you mean \"error\"?",
        "csr-lint: pack/orders.toml: unknown key 'wieght'; did you mean \"weight\"?",
    ]


def test_a_wrong_selection_in_the_settings_names_their_file(csr, here):
    (here / "csr-lint.toml").write_text('packs = ["pack"]\nselect = ["orders-abuot"]\n', encoding="utf-8")
    ran = csr("check", CLEAN, own=False)
    assert ran.code == 2
    assert ran.err.startswith(f"csr-lint: {here / 'csr-lint.toml'}: there is no rule 'orders-abuot'; did you mean")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is locked for root")
def test_what_is_locked_is_told(csr, here):
    (here / "locked.txt").write_text("Agent: hello\n", encoding="utf-8")
    (here / "locked.txt").chmod(0)
    (here / "shut").mkdir(mode=0o500)
    assert "locked.txt: the file cannot be read: Permission denied" in csr("check", "locked.txt").err
    ran = csr("check", CLEAN, "--output", "json=shut/x.json")
    assert ran.code == 2
    assert "shut/x.json: cannot be written: Permission denied" in ran.err


def test_settings_come_from_a_file_upwards(csr, here, monkeypatch):
    (here / "csr-lint.toml").write_text('packs = ["pack"]\nselect = ["ZZZ"]\nfail-on = "never"\n', encoding="utf-8")
    monkeypatch.chdir(here / "calls")
    assert csr("check", "order.txt", own=False).code == 0
    assert csr("check", "order.txt", "--fail-on", "error", own=False).code == 1


def test_unknown_settings_are_refused(csr, here):
    (here / "csr-lint.toml").write_text("selct = []\ncolour = 1\n", encoding="utf-8")
    ran = csr("check", CLEAN)
    assert ran.code == 2
    assert len(ran.err.splitlines()) == 2
    assert 'unknown key "selct"; did you mean "select"?' in ran.err


def test_roles_may_be_told(csr, here):
    talk = "A1: good morning my dear\nB1: it broke down again\nA1: calm down now please\nB1: no i will not\n"
    (here / "odd.txt").write_text(talk, encoding="utf-8")
    told = ["--role", "A1=agent", "--role", "B1=customer"]
    assert csr("check", "odd.txt", *told).code == 1


def test_nothing_scored_is_said_where_a_mean_is_asked_for(csr, here):
    (here / "short.txt").write_text("Agent: hello there my friend\nCustomer: hi, wrong number\n", encoding="utf-8")
    ran = csr("check", "short.txt", "--fail-under", "50")
    assert ran.code == 1  # a gate that compares nothing must not pass
    assert ran.err == "csr-lint: no call could be scored, --fail-under asks for 50\n"
    assert csr("check", "short.txt").code == 0


def test_a_mean_below_is_told_with_its_figure(csr):
    ran = csr("check", "calls/hum.txt", "--fail-under", "97", "-q")
    assert (ran.code, ran.err) == (1, "csr-lint: the mean score is 96.0, --fail-under asks for 97\n")


def test_calls_in_which_no_chosen_rule_could_be_judged_have_no_score(csr):
    ran = csr("check", "calls", "--select", "HLD002", "--format", "jsonl", own=False)
    scored = [json.loads(line)["score"] for line in ran.out.splitlines()]
    assert scored
    assert set(scored) == {None}


def test_an_output_to_standard_output_is_refused(csr, here):
    ran = csr("check", "calls", "--output", "json=-")
    assert ran.code == 2
    assert "standard output takes its format from --format" in ran.err
    assert not (here / "-").exists()


def test_help_names_the_formats_that_there_are(csr):
    ran = csr("check", "--help", own=False)
    assert ran.code == 0
    *others, last = (name for name in formats() if name != "text")
    assert f"text (the default), {', '.join(others)} or {last}." in " ".join(ran.out.split())


def test_files_that_are_passed_over_are_named_once(csr, here):
    (here / "calls" / "notes.md").write_text("Buy milk.\n", encoding="utf-8")
    said = "csr-lint: 1 file passed over as no transcript: calls/notes.md (why: --format json)\n"
    assert said in csr("check", "calls", "--format", "concise").err
    ran = csr("check", "calls")
    assert "passed over" not in ran.err
    assert "1 file skipped, not a transcript: calls/notes.md" in ran.out
