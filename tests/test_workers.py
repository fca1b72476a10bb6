"""Several processes give what one gives, in the same order; one that dies costs at most the call that killed it."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from csr_lint.errors import CsrLintError
from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Unreadable
from csr_lint.portions import SHARE, calls_in, tasks
from csr_lint.process import Job
from csr_lint.readers.lines import BIG
from csr_lint.readers.walk import Found, walk
from csr_lint.rulebook import load_rulebook
from csr_lint.runner import Work, outcomes
from csr_lint.worker import About, Portion, Setup, Task
from csr_lint.workers import WORTH, Workers, crew, processors

pytestmark = pytest.mark.heavy

DEADLY = """
import os, signal
from pathlib import Path
from csr_lint.worker import Setup

class Linter:
    def __init__(self, linter, mark):
        self.linter, self.mark = linter, Path(mark)

    def prepare(self):
        self.linter.prepare()

    def lint(self, call):
        said = call.segments[0].text
        if "poison" in said or ("first time" in said and not self.mark.exists()):
            self.mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.linter.lint(call)

class DeadlySetup(Setup, frozen=True, kw_only=True):
    mark: str

    def linter(self):
        return Linter(super().linter(), self.mark)
"""


def a_line(number: int, said: str = "good morning", *, size: int = 0) -> str:
    turns = [{"speaker": "agent", "text": said}, {"speaker": "customer", "text": "it broke down " + "x" * size}]
    return json.dumps({"id": f"c-{number % 150}", "turns": turns}) + "\n"


@pytest.fixture(scope="module")
def setup() -> Setup:
    return Setup(rulebook=load_rulebook().select(["OPN", "EMP001"]))


@pytest.fixture(scope="module")
def crew_of_two(setup: Setup) -> Iterator[Workers]:
    with Workers(setup, 2) as workers:
        yield workers


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Small files, a big one of a call a line with a fault in it, a big list, no transcript, a missing file."""
    folder = tmp_path_factory.mktemp("centre")
    (folder / "small").mkdir()
    for number in range(70):
        (folder / "small" / f"{number:02}.txt").write_text("Agent: good morning\nCustomer: it broke down\n")
    (folder / "small" / "README.md").write_text("# About\n")
    (folder / "small" / "half.json").write_text('{"turns": [')
    lines = [a_line(n, size=7000) for n in range(160)]
    lines[100] = '{"turns": []}\n'
    (folder / "big.jsonl").write_text("".join(lines))
    (folder / "list.json").write_text("[" + ",".join(lines[:100] + lines[101:]) + "]")
    assert (folder / "big.jsonl").stat().st_size > BIG
    return [str(folder / name) for name in ("small", "big.jsonl", "none.txt", "list.json")]


def judged(paths: list[str], work: Work) -> list[Outcome]:
    files = tuple(walk(paths))
    return list(outcomes(paths, files, work(files)))


def packed(found: list[Outcome]) -> list[bytes]:
    return [msgspec.msgpack.encode(outcome) for outcome in found]


def test_two_processes_give_what_one_gives(setup: Setup, crew_of_two: Workers, centre: list[str]):
    with crew(setup, (), jobs=1) as alone:
        one = judged(centre, alone)
    assert packed(judged(centre, crew_of_two.work)) == packed(one)
    ids = [outcome.call.id for outcome in one if isinstance(outcome, Evaluation)]
    assert len(set(ids)) == len(ids) == 70 + 159 + 159
    faults = [outcome.place for outcome in one if isinstance(outcome, Unreadable)]
    assert faults == [f"{centre[0]}/half.json:1", f"{centre[1]}:101", centre[2]]


def test_a_crew_works_again_after_a_run_that_was_broken_off(crew_of_two: Workers, centre: list[str]):
    files = tuple(walk(centre))
    begun = crew_of_two.work(files)
    next(begun)
    begun.close()
    assert len(list(crew_of_two.work(files))) == 70 + 2 + 160 + 1 + 159


def test_leaving_ends_every_process(setup: Setup, centre: list[str]):
    with Workers(setup, 2) as workers:
        next(workers.work(tuple(walk(centre))))
        pids = workers.pids
    assert len(pids) == 2
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_process_that_dies_is_replaced_and_its_call_tried_once_more(setup: Setup, tmp_path: Path, monkeypatch):
    (tmp_path / "deadly.py").write_text(DEADLY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    deadly = importlib.import_module("deadly").DeadlySetup(rulebook=setup.rulebook, mark=str(tmp_path / "mark"))
    said = ["good morning"] * 100
    said[10], said[50] = "dead the first time", "poison"
    path = tmp_path / "week.jsonl"
    path.write_text("".join(a_line(n, words) for n, words in enumerate(said)), encoding="utf-8")
    with crew(deadly, (), jobs=2) as work:
        found = judged([str(path)], work)
    assert [o.call.id for o in found if isinstance(o, Evaluation)] == [f"c-{n}" for n in range(100) if n != 50]
    (fault,) = (o for o in found if isinstance(o, Unreadable))
    assert found.index(fault) == 50
    assert (fault.source, fault.code) == (str(path), "died")
    assert fault.message == ("the process that judged call c-50 died, and so did the next one: it was ended by SIGKILL")


def test_a_file_whose_reading_is_deadly_is_blamed_and_the_next_goes_on():
    files = [Portion(number=n, file=Found(f"{n}.txt", named=True)) for n in range(2)]
    job = Job(Task(portions=tuple(files)))
    job.deaths, job.about = 1, About("0.txt", None)
    job.blame("it left with exit code 3")
    (done,) = job.answers
    assert str(done.outcome) == (
        "0.txt: the process that read this died, and so did the next one: it left with exit code 3"
    )
    assert job.rest == Task(portions=(files[1],))


def test_faulty_rules_are_told_before_a_call_is_read(setup: Setup):
    cues = {name: msgspec.structs.replace(cue, say=("((",)) for name, cue in setup.rulebook.lexicon.cues.items()}
    lexicon = msgspec.structs.replace(setup.rulebook.lexicon, cues=cues)
    faulty = Setup(rulebook=msgspec.structs.replace(setup.rulebook, lexicon=lexicon))
    told = []
    for jobs in (1, 2):
        with pytest.raises(CsrLintError) as error, crew(faulty, (), jobs=jobs):
            pass
        told.append(str(error.value))
    assert told[0] == told[1]
    assert "((" in told[0]


def test_few_calls_are_judged_by_this_process_alone(setup: Setup, centre: list[str]):
    few = tuple(walk(centre[:1]))
    assert calls_in(few) < WORTH
    with crew(setup, few) as work:
        assert not isinstance(getattr(work, "__self__", None), Workers)
    assert processors() >= 1


def test_tasks_are_read_no_further_than_asked_for(tmp_path: Path):
    path = tmp_path / "big.jsonl"
    path.write_text("".join(a_line(n, size=7000) for n in range(160)), encoding="utf-8")
    found = list(tasks(tuple(walk([str(path)]))))
    assert [p.stretch.before.records for task in found for p in task.portions if p.stretch] == [0, SHARE, 2 * SHARE]
    endless = (Found(str(path), named=True) for _ in iter(int, 1))
    assert next(tasks(endless)).portions[0].number == 0
