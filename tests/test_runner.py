"""Many files: ids told apart, errors as values, what the exit code is made of."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.callids import CallIds
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation, Segment, Severity
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.rulebook import load_rulebook
from csr_lint.runner import judge, lint_paths
from csr_lint.tally import Tally, feed

TALK = "Agent: good morning how may i help\nCustomer: it broke down\n"
FAULT = Unreadable(source="x", code="empty", place="x", message="the file is empty")


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "f#a", "f#a#2"]), st.sampled_from(["f", "g"])), max_size=12))
def test_no_two_calls_share_an_id_and_the_first_keeps_its_own(given_ids):
    ids = CallIds()
    told = [ids.apart(name, source) for name, source in given_ids]
    assert len(set(told)) == len(told)
    if given_ids:
        assert told[0] == given_ids[0][0]


def test_many_calls_of_one_id_are_told_apart_quickly():
    ids = CallIds()
    told = [ids.apart("x", "f") for _ in range(20_000)]
    assert told[:3] == ["x", "f#x#2", "f#x#3"]
    assert told[-1] == "f#x#20000"


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        (Severity.ERROR, "error", 1),
        (Severity.ERROR, "never", 0),
        (Severity.WARNING, "error", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.INFO, "warning", 0),
    ],
)
def test_the_exit_code_of_findings(mixed: Evaluation, severity, fail_on, code):
    results = tuple(
        msgspec.structs.replace(r, findings=tuple(msgspec.structs.replace(f, severity=severity) for f in r.findings))
        for r in mixed.results
    )
    tally = Tally()
    tally.add(msgspec.structs.replace(mixed, results=results))
    assert tally.exit_code(fail_on=fail_on, fail_under=None) == code


def test_signals_and_kudos_are_never_held_against_anybody(mixed: Evaluation):
    outcomes = tuple(r for r in mixed.results if r.code in ("CUS009", "EMP101"))
    tally = Tally()
    tally.add(msgspec.structs.replace(mixed, results=outcomes))
    assert tally.exit_code(fail_on="warning", fail_under=None) == 0


def test_the_mean_counts_scored_calls_only(mixed: Evaluation, good: Evaluation):
    tally = Tally()
    for outcome in (mixed, good, Skipped(source="README.md", reason="")):
        tally.add(outcome)
    assert (tally.calls, tally.scored, tally.skipped, tally.mean) == (2, 2, 1, 70.0)
    assert tally.exit_code(fail_on="never", fail_under=70) == 0
    assert tally.exit_code(fail_on="never", fail_under=70.1) == 1


def test_an_unreadable_file_beats_everything(mixed: Evaluation):
    tally = Tally()
    tally.add(mixed)
    tally.add(FAULT)
    assert tally.exit_code(fail_on="never", fail_under=None) == 2


def test_reports_are_fed_one_at_a_time_and_rows_kept_only_on_request(mixed: Evaluation, good: Evaluation):
    seen = []

    class Recorder:
        def add(self, outcome):
            seen.append(outcome)

        def close(self, summary):
            raise AssertionError("not ours to close")

    def outcomes():
        for outcome in (mixed, FAULT, good):
            yield outcome
            assert seen[-1] is outcome

    tally = Tally()
    rows = feed(outcomes(), [Recorder()], tally, keep_rows=True)
    assert [row.call for row in rows] == ["monday-01", "tuesday-02"]
    assert tally.faults == 1
    assert feed([mixed], [], tally, keep_rows=False) == []


def test_files_come_in_sorted_order_with_progress(tmp_path, linter):
    for name in ("b.txt", "a.txt", "c/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TALK, encoding="utf-8")
    (tmp_path / "README.md").write_text("# About\n", encoding="utf-8")
    steps: list[tuple[int, int, int]] = []
    outcomes = list(lint_paths([str(tmp_path)], linter, progress=lambda *step: steps.append(step)))
    assert [type(o).__name__ for o in outcomes] == ["Skipped", "Evaluation", "Evaluation", "Evaluation"]
    assert [o.call.id for o in outcomes if isinstance(o, Evaluation)] == ["a", "b", "d"]
    assert steps == [(0, 4, 0), (0, 4, 0), (1, 4, 1), (2, 4, 2), (3, 4, 3), (4, 4, 3)]


def test_a_folder_named_twice_is_not_thought_empty(tmp_path, linter):
    (tmp_path / "a.txt").write_text(TALK, encoding="utf-8")
    named_twice = [str(tmp_path / "a.txt"), str(tmp_path)]
    assert [type(o).__name__ for o in lint_paths(named_twice, linter)] == ["Evaluation"]


def test_a_bug_is_named_and_the_call_with_it():
    class Faulty:
        def lint(self, call: Call) -> Evaluation:
            raise ZeroDivisionError("division by zero")

    call = Call(id="c-7", source="week.jsonl", format="jsonl", segments=(Segment(index=0, label="A", text="hi"),))
    told = judge(call, Faulty())  # what the linter is does not matter here
    assert isinstance(told, Unreadable)
    assert told.code == "internal"
    assert str(told).startswith(
        "week.jsonl: this is a bug in csr-lint: ZeroDivisionError: division by zero in test_runner.py:"
    )
    assert str(told).endswith("(call c-7)")
