"""`csr-lint check` over a folder: calls that stand twice, and sides that nobody could tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.heavy

STRANGERS = "Red: Well, that is one way to see it.\nBlue: The weather was better last year.\nRed: It was.\n"
RULES = ["--select", "DAT", "--fail-on", "never"]
PARCEL = (
    "Agent: Good morning, this is Ana at Swift Parcels, how can I help you?\n"
    "Customer: My parcel was meant to come on Tuesday and nobody can tell me where it went.\n"
    "Agent: Let me look. It is at the depot, and it comes tomorrow before noon.\nCustomer: Fine, goodbye.\n"
)
BOILER = (
    "Agent: Northwind Heating, Tom speaking.\n"
    "Customer: The boiler has been making a noise like a train since last night and the house is freezing.\n"
    "Agent: I can send an engineer today at four, if somebody is at home then.\nCustomer: I will be, thank you.\n"
)


def write(folder: Path, calls: dict[str, str]) -> None:
    folder.mkdir()
    for name, text in calls.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def lines(ran) -> list[dict]:
    return [json.loads(line) for line in ran.out.splitlines()]


def test_a_copied_file_is_told_as_a_twin(csr, here):
    write(here / "week", {"a": PARCEL, "b": BOILER, "c": PARCEL.lower()})
    ran = csr("check", "week", "--format", "jsonl", *RULES, "--jobs", "1", own=False)
    told = {line["call"]: line for line in lines(ran)}
    assert {name: line["verdicts"]["DAT004"] for name, line in told.items()} == {
        "a": "absent",
        "b": "absent",
        "c": "present",
    }
    (finding,) = [f for f in told["c"]["findings"] if f["code"] == "DAT004"]
    assert (finding["message"], finding["kind"], finding["segment"]) == ("100% the same as a", "health", 0)
    assert ran.code == 0


@pytest.mark.heavy
def test_twins_are_the_same_however_many_processes_work(csr, here):
    write(here / "week", {"a": PARCEL, "b": BOILER, "c": BOILER, "d": PARCEL.upper(), "e": STRANGERS})
    how = ["--format", "jsonl", *RULES, "--on-unknown-role", "error", "--no-cache", "--jobs"]
    one, two = (csr("check", "week", *how, jobs, own=False) for jobs in ("1", "2"))
    assert one == two
    assert [line.get("verdicts", {}).get("DAT004") for line in lines(one)] == [
        *("absent", "absent", "present", "present"),
        None,
    ]


def test_a_kept_verdict_knows_nothing_of_the_run_before(csr, here):
    write(here / "copies", {"a": PARCEL, "b": PARCEL})
    for files, verdicts in (
        (["a", "b"], ["absent", "present"]),
        (["b", "a"], ["absent", "present"]),
        (["b"], ["absent"]),
    ):
        paths = [f"copies/{name}.txt" for name in files]
        told = lines(csr("check", *paths, "--format", "jsonl", *RULES, own=False))
        assert [line["verdicts"]["DAT004"] for line in told] == verdicts


@pytest.mark.parametrize(
    ("how", "code", "calls", "says"),
    [
        pytest.param([], 0, 4, "", id="by default nothing is said"),
        pytest.param(["--on-unknown-role", "skip"], 0, 4, "", id="skip"),
        pytest.param(["--on-unknown-role", "warn"], 0, 4, "csr-lint: odd: agent or customer?", id="warn"),
        pytest.param(["--on-unknown-role", "error"], 2, 3, "csr-lint: odd: agent or customer?", id="error"),
    ],
)
def test_unknown_sides_are_passed_over_told_or_faults(csr, here, how, code, calls, says):
    (here / "calls" / "odd.txt").write_text(STRANGERS, encoding="utf-8")
    ran = csr("check", "calls", "--format", "jsonl", *RULES, *how, own=False)
    told = lines(ran)
    assert ran.code == code
    assert len(told) == 4
    assert len([line for line in told if "call" in line]) == calls
    assert len(ran.err.splitlines()) == bool(says)
    assert ran.err.startswith(says)
    assert not says or "--role LABEL=ROLE tells" in ran.err
    faults = [line["error"]["code"] for line in told if "error" in line]
    assert faults == (["unknown-role"] if code else [])


def test_the_settings_may_ask_for_errors_and_roles_that_are_told_are_none(csr, here):
    (here / "calls" / "odd.txt").write_text(STRANGERS, encoding="utf-8")
    (here / "csr-lint.toml").write_text('on-unknown-role = "error"\n', encoding="utf-8")
    assert csr("check", "calls", "-q", *RULES, own=False).code == 2
    sides = ["--role", "Red=agent", "--role", "Blue=customer"]
    assert csr("check", "calls", "-q", *RULES, *sides, own=False).code == 0
    (here / "csr-lint.toml").write_text('on-unknown-role = "fail"\n', encoding="utf-8")
    assert "must be one of skip, warn, error" in csr("check", "calls", own=False).err


CLEAR = "SPEAKER_00: Thank you for calling, how can I help you?\nSPEAKER_01: Hi, I'm calling about my bill.\n"
VAGUE = "SPEAKER_00: Well, that is one way to see it.\nSPEAKER_01: The weather was better last year.\n"


def test_all_calls_together_tell_the_sides_of_one(csr, here):
    write(here / "week", {**{f"clear{k}": CLEAR * 2 for k in range(5)}, "vague": VAGUE * 2})
    how = ["--format", "jsonl", *RULES, "--on-unknown-role", "error"]
    assert csr("check", "week", *how, own=False).code == 2
    ran = csr("check", "week", *how, "--roles-by-batch", own=False)
    assert (ran.code, ran.err) == (0, "")
    assert [line["agents"] for line in lines(ran)] == [["SPEAKER_00"]] * 6
    swapped = lines(csr("check", "week", *how, "--roles-by-batch", "--swap-roles", own=False))
    assert [line["agents"] for line in swapped] == [["SPEAKER_01"]] * 6
    # Judged alone again, it is nobody's: what was kept of the other run is not taken for this one's.
    assert csr("check", "week/vague.txt", *how, own=False).code == 2


def test_who_shows_one_call_may_ask_all_of_them_for_the_sides(csr, here):
    write(here / "week", {**{f"clear{k}": CLEAR * 2 for k in range(5)}, "vague": VAGUE * 2})
    assert "agent unknown" in csr("show", "vague", "week", own=False).out
    assert "agent SPEAKER_00" in csr("show", "vague", "week", "--roles-by-batch", own=False).out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["-"], "--roles-by-batch reads the calls twice; standard input or a pipe can be read only once"),
        (["calls", "-"], "--roles-by-batch reads the calls twice; standard input or a pipe can be read only once"),
        (
            ["calls", "--cluster", "tcp://127.0.0.1:1", "--output", "parquet=out"],
            "--roles-by-batch does not go with --cluster: no worker sees all calls",
        ),
    ],
    ids=["standard input", "standard input too", "a cluster"],
)
def test_what_cannot_be_read_twice_or_seen_whole_is_refused(csr, args, says):
    ran = csr("check", *args, "--roles-by-batch", stdin=b"Agent: hi\n")
    assert (ran.code, ran.out, ran.err) == (2, "", f"csr-lint: {says}\n")


@pytest.mark.parametrize("how", ["warn", "error"])
def test_unknown_sides_are_not_told_by_a_cluster(csr, how):
    cluster = ["--cluster", "tcp://127.0.0.1:1", "--output", "parquet=out"]
    ran = csr("check", "calls", *cluster, "--on-unknown-role", how)
    says = f"csr-lint: --on-unknown-role {how} does not go with --cluster\n"
    assert (ran.code, ran.out, ran.err) == (2, "", says)


def test_a_side_that_nobody_speaks_on_is_told(csr, here):
    """A slip in a label would else change nothing, and nobody would know."""
    ran = csr("check", "calls/clean.txt", "--role", "Agnt=agent", "--agent-name", "Agent", "--agent-name", "zzz*")
    told = [line for line in ran.err.splitlines() if "nobody of that name" in line]
    assert told == [
        'csr-lint: --role Agnt=agent: nobody of that name speaks in these calls; did you mean "Agent"?',
        "csr-lint: --agent-name zzz*: nobody of that name speaks in these calls (speakers: Agent, Customer)",
    ]
