"""`check --by`, `trend`, `compare`, `coach`: over the sample calls, and what cannot be done."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from csr_lint.cli.main import run

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"


@pytest.fixture(scope="session")
def week(tmp_path_factory) -> Path:
    """The sample week as saved results."""
    path = tmp_path_factory.mktemp("results") / "week.jsonl"
    assert run(["check", str(SAMPLES), "-q", "--output", f"jsonl={path}"]) in (0, 1)
    return path


@pytest.fixture
def later(week, tmp_path) -> Path:
    """The same calls two weeks later: every apology was said."""
    path = tmp_path / "later.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for line in week.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["started"]:
                record["started"] = str(date.fromisoformat(record["started"][:10]) + timedelta(days=14))
            record["verdicts"] = {
                c: "met" if c == "OWN003" and v == "violated" else v for c, v in record["verdicts"].items()
            }
            out.write(json.dumps(record) + "\n")
    return path


@pytest.fixture
def csr(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    capsys.readouterr()

    def command(*args):
        code = run([str(arg) for arg in args])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_trend_goes_by_the_weeks_of_a_parquet_table(csr, tmp_path) -> None:
    """Without its dates, one table would show no trend at all."""
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    table = tmp_path / "weeks.parquet"
    assert csr("check", SAMPLES, "-q", "--output", f"parquet={table}")[0] in (0, 1)
    rows = pq.read_table(table)
    shifted = [d and str(date.fromisoformat(d[:10]) + timedelta(days=14)) for d in rows["started"].to_pylist()]
    later = rows.set_column(rows.schema.get_field_index("started"), "started", pa.array(shifted))
    pq.write_table(pa.concat_tables([rows, later]), table)
    told = json.loads(csr("trend", table, "--format", "json")[1])["comparison"]
    assert (told["before"]["first"], told["after"]["first"]) == ("2026-03-02", "2026-03-16")


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("call", ["HC-0304-1500", "failed: disrespect", "nothing to work on"]),
        ("agent", ["Declan Byrne", "4*", "few calls"]),
        ("queue", ["Swallow Parcels", "no queue named"]),
        ("week", ["2026-03-02", "no date"]),
        ("rule", ["missed-empathy", "by agents", "%–"]),
    ],
)
def test_a_table_instead_of_the_calls(csr, by, words):
    code, out, _ = csr("check", SAMPLES, "--by", by)
    assert code == 1
    assert f"By {by}" in out
    assert all(word in out for word in words)
    assert "Hear these first" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_table_stands_in_the_json_document_too(csr):
    _, out, _ = csr("check", SAMPLES, "--by", "week", "--format", "json")
    assert [row["name"] for row in json.loads(out)["summary"]["grouped"]["rows"]] == ["2026-03-02", None]


def test_what_has_no_summary_has_no_table(csr):
    code, _, err = csr("check", SAMPLES, "--by", "week", "--format", "jsonl")
    assert code == 2
    assert "jsonl has none" in err


def test_the_floor_stands_in_the_summary(csr):
    _, out, _ = csr("check", SAMPLES, "-q")
    assert "FLR004  training-gap" in out
    assert "Recognition" in out
    assert "Not judged: FLR003 (a trend needs 20 calls" in out


def _call(name: str, started: str, said: tuple[str, ...]) -> str:
    turns = [
        {"speaker": "customer" if n % 2 else "agent", "name": "Rob Lane" if n % 2 else "Ana", "text": text,
         "start": n * 20, "end": n * 20 + 19}
        for n, text in enumerate(said)
    ]  # fmt: skip
    return json.dumps({"id": name, "kind": "phone", "agent": "Ana Kerr", "started": started, "turns": turns})


def test_the_floor_over_real_transcripts(csr, tmp_path):
    """Three abusive calls of 79 seconds, the next one 11 seconds after each; the last caller is kind."""
    matters = (
        ("My boiler went out on Sunday night and the red light blinks.", "Which street is the house in, please?"),
        ("There is a bill here for ninety pounds that nobody explained.", "Could you read me the number at the top?"),
        ("Your engineer never turned up, I took a day off work for him.", "When did we say that he would come?"),
    )
    kind = (
        "Harbour Gas, this is Ana, how can I help?",
        "The engineer came, and I only wanted to say thank you.",
        "That is lovely to hear.",
        "You've been the most helpful person I have ever spoken to, thank you so much.",
    )
    rude = "Are you deaf or just stupid? I gave you that already."
    calls = [
        _call(f"c{n}", f"2026-03-02T09:0{n * 3 // 2}:{n * 90 % 60:02}", ("This is Ana.", *matter, rude))
        for n, matter in enumerate(matters)
    ]
    calls.append(_call("c3", "2026-03-02T09:04:30", kind))
    path = tmp_path / "monday.jsonl"
    path.write_text("\n".join(calls) + "\n", encoding="utf-8")
    _, out, _ = csr("check", path, "--format", "json")
    team = {v["code"]: v for v in json.loads(out)["summary"]["team"]}
    assert [(f["agent"], f["measured"], f["calls"]) for f in team["FLR001"]["findings"]] == [
        ("Ana Kerr", 11, [f"c{n}", f"c{n + 1}"]) for n in range(3)
    ]
    assert [(f["agent"], f["day"], f["measured"]) for f in team["FLR002"]["findings"]] == [
        ("Ana Kerr", "2026-03-02", 3)
    ]
    hero = team["FLR101"]["findings"][0]
    assert (hero["agent"], hero["day"], hero["calls"]) == ("Ana Kerr", "2026-03-02", ["c3"])
    assert hero["quote"].startswith("You've been the most helpful person")
    assert {team[code]["verdict"] for code in ("FLR003", "FLR004", "FLR005")} == {"n/a"}


def test_a_trend_over_two_runs(csr, week, later):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    code, out, _ = csr("trend", later, week)
    assert code == 0
    assert out.index("week.jsonl") < out.index("later.jsonl")
    better = out[out.index("Got better") : out.index("No clear difference")]
    assert "missing-apology" in better
    assert "Got worse" not in out
    assert max(map(len, out.splitlines())) <= 80


def test_a_trend_as_json(csr, week, later):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    _, out, _ = csr("trend", week, later, "--format", "json")
    changes = json.loads(out)["comparison"]["changes"]
    assert [c["code"] for c in changes if c["verdict"] in ("better", "worse")] == ["OWN003"]


def test_two_runs_and_two_agents_are_compared(csr, week, later):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    assert "missing-apology" in csr("compare", week, later)[1]
    code, out, _ = csr("compare", "--agent", "todd", "--agent", "marisol", week)
    assert code == 0
    assert "Todd Keller" in out
    assert "agents get different calls" in out


def test_a_page_for_an_agent_from_transcripts_and_from_results(csr, week):
    _, now, _ = csr("coach", "--agent", "todd", SAMPLES)
    _, kept, _ = csr("coach", "--agent", "todd", week)
    for page in (now, kept):
        assert page.startswith("Coaching: Todd Keller")
        assert page.count("Instead:") == 3
        assert "2026-03-05 · thu-1605-todd" in page
        assert max(map(len, page.splitlines())) <= 80
        assert len(page.splitlines()) <= 60


def test_a_page_tells_progress(csr, week, later):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    _, out, _ = csr("coach", "--agent", "marisol", later, "--before", week)
    assert "too few calls to tell" in out or "no clear change" in out


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["compare", "WEEK"], "two runs are compared"),
        (["compare", "--agent", "Todd", "WEEK"], "two agents are compared"),
        (["compare", "--agent", "Todd", "--agent", "todd keller", "WEEK"], "are the same agent, Todd Keller"),
        (["coach", "--agent", "Tod", "WEEK"], 'there is no agent "Tod"'),
        (["trend", "WEEK"], "of one week"),
        (["trend", "WEEK", "WEEK"], "hold the same calls"),
        (["trend", "SAMPLES"], "no results of csr-lint"),
        (["trend", "gone.jsonl"], "there is no such file"),
        (["check", "SAMPLES", "--by", "week", "--why", "EMP001"], "--why and --cluster do not show"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(csr, week, args, message):
    names = {"WEEK": str(week), "SAMPLES": str(SAMPLES)}
    code, out, err = csr(*(names.get(arg, arg) for arg in args))
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_rules_that_were_not_asked_for_are_not_minded(csr, week, later):
    out = csr("compare", week, later, "--select", "OWN003")[1]
    assert "these settings do not know" not in out
    assert "missing-apology" in out


def test_a_page_says_who_speaks_and_in_which_file(csr):
    _, out, _ = csr("coach", "--agent", "todd", SAMPLES)
    assert "customer: “" in out
    assert "2026-03-05 · thu-1605-todd in thu-batch.csv · turn 14 · 1:32" in out


def test_other_rules_are_minded(csr, week, later):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    later.write_text(
        later.read_text(encoding="utf-8").replace('"rulebook": "', '"rulebook": "0.0+other'), encoding="utf-8"
    )
    out = csr("compare", week, later)[1]
    assert "judged by different rules" in " ".join(out.split())
    page = csr("coach", "--agent", "todd", later, "--before", week)[1]
    assert "judged by different rules" in " ".join(page.split())


def test_the_manual_tells_of_a_rule_of_the_floor(csr):
    code, out, _ = csr("explain", "no-time-to-regroup")
    assert code == 0
    assert "never in one call" in " ".join(out.split())
