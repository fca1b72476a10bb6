"""A real cluster of two processes on this machine: the same rows as here, whatever dies on the way."""

from __future__ import annotations

import json
import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from csr_lint.cli.main import run
from csr_lint.cluster import lint_on_cluster
from csr_lint.errors import ConfigError
from csr_lint.frame import Engine, linter_for
from csr_lint.outcome import Unreadable
from csr_lint.parts import Job, Part, cut, lint_part
from csr_lint.reporters.rows import verdict_rows
from csr_lint.runner import lint_paths
from csr_lint.tally import Tally

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
distributed = pytest.importorskip("distributed")

ENGINE = Engine(select=("OPN",))
TURNS = (("agent", "Good morning, how may I help you?"), ("customer", "It broke again."), ("agent", "Bring it in."))
SAID = [{"speaker": who, "text": text} for who, text in TURNS]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The scheduler of a cluster of two workers, each a process of one thread."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster.scheduler_address


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Calls in Parquet, JSON Lines and text; ids that come again in the same file and in another; a broken line."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [{"call_id": f"p{k}", "speaker": who, "text": f"{text} {k}"} for k in range(12) for who, text in TURNS]
    pq.write_table(pa.Table.from_pylist(rows), folder / "turns.parquet", row_group_size=7)
    calls = [{"id": name, "turns": SAID} for name in ("j0", "p3", "j1", "j0")]
    lines = [json.dumps(call) for call in calls]
    (folder / "more.jsonl").write_text("\n".join([*lines[:3], '{"half', lines[3]]) + "\n", encoding="utf-8")
    (folder / "one.txt").write_text("Agent: Good morning.\nCustomer: It broke.\n", encoding="utf-8")
    (folder / "README.md").write_text("# About\n\nNothing here is a call.\n", encoding="utf-8")
    return folder


def local_rows(paths: list[str]) -> list[dict[str, object]]:
    """What a run on this machine gives."""
    linter = linter_for(ENGINE)
    rules = {rule.code: rule for rule in linter.rulebook.rules}
    found = (row for o in lint_paths(paths, linter) for row in verdict_rows(o, rules, linter.rulebook.version))
    return [{name: getattr(row, name) for name in row.__struct_fields__} for row in found]


def rows_of(out: Path) -> list[dict[str, object]]:
    return [row for part in sorted(out.iterdir()) for row in pq.read_table(part).to_pylist()]


@pytest.mark.heavy
def test_the_rows_are_those_of_a_local_run(address: str, data: Path, tmp_path: Path) -> None:
    told: list[Unreadable] = []
    done = lint_on_cluster(address, ["data"], tmp_path / "out", ENGINE, tell=told.append, calls=2)
    assert rows_of(tmp_path / "out") == local_rows(["data"])
    assert [fault.place for fault in told] == ["data/more.jsonl:4"]
    assert (done.tally.calls, done.tally.faults, done.workers) == (17, 1, 2)
    assert done.parts > 3
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.heavy
def test_a_worker_that_dies_in_mid_run_loses_nothing_and_doubles_nothing(
    address: str, data: Path, tmp_path: Path
) -> None:
    for number in range(40):
        lines = (json.dumps({"id": f"{number}-{k}", "turns": SAID}) for k in range(10))
        (data / f"x{number:02}.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with distributed.Client(address, set_as_default=False) as client:
        doomed = sorted(client.ncores())[0]
        pid = client.run(os.getpid, workers=[doomed])[doomed]
        done_then: list[int] = []

        def strike(parts: int, total: int, calls: int) -> None:
            if not done_then:
                done_then.append(parts)
                client.run(die, workers=[doomed], on_error="ignore")

        done = lint_on_cluster(address, ["data"], tmp_path / "out", ENGINE, progress=strike, calls=1)
        client.wait_for_workers(2, timeout=60)
        assert pid not in client.run(os.getpid).values()
    assert done_then[0] < done.parts // 2
    assert rows_of(tmp_path / "out") == local_rows(["data"])
    assert done.tally.calls == 417


def test_a_part_done_twice_is_there_once(data: Path, tmp_path: Path) -> None:
    parts = [part for part in cut(["data"], calls=1000) if isinstance(part, Part)]
    job = Job(engine=ENGINE, rulebook=linter_for(ENGINE).rulebook.version, folder=str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    first, again = lint_part(parts[0], job), lint_part(parts[0], job)
    assert (first.names, first.faults) == (again.names, again.faults)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["part-00000.parquet"]


def test_other_rules_on_a_worker_are_not_taken(data: Path, tmp_path: Path) -> None:
    (part,) = cut(["data/one.txt"])
    assert isinstance(part, Part)
    with pytest.raises(ConfigError, match="install the same csr-lint and packs"):
        lint_part(part, Job(engine=ENGINE, rulebook="0.0+other", folder=str(tmp_path)))


@pytest.mark.parametrize("calls", [1, 3, 1000])
def test_parts_hold_every_file_once_and_in_order(data: Path, calls: int) -> None:
    parts = [part for part in cut(["data"], calls=calls) if isinstance(part, Part)]
    assert [part.number for part in parts] == list(range(len(parts)))
    pieces = [piece for part in parts for piece in part.pieces]
    paths = list(dict.fromkeys(piece.path for piece in pieces))
    assert paths == [f"data/{name}" for name in ("README.md", "more.jsonl", "one.txt", "turns.parquet")]


def test_a_big_file_of_lines_is_cut(tmp_path: Path) -> None:
    line = json.dumps({"turns": [{"speaker": who, "text": text * 20} for who, text in TURNS]})
    (tmp_path / "big.jsonl").write_text(f"{line}\n" * 1500, encoding="utf-8")
    parts = [part for part in cut([str(tmp_path / "big.jsonl")], calls=400) if isinstance(part, Part)]
    assert [len(part.pieces) for part in parts] == [1, 1, 1, 1]


def test_the_command_line(address: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["check", "data", "--select", "OPN", "--cluster", address, "--output", "parquet=out"])
    told = capsys.readouterr()
    assert code == 2
    assert told.out == ""
    assert told.err.splitlines()[0].startswith("csr-lint: data/more.jsonl:4: ")
    assert "17 calls in 1 part to out: " in told.err.splitlines()[-1]
    assert rows_of(tmp_path / "out") == local_rows(["data"])


@pytest.mark.parametrize(
    ("args", "words"),
    [
        pytest.param(["--cluster", "tcp://127.0.0.1:1"], "give --output parquet=FOLDER", id="no-output"),
        pytest.param(
            ["--cluster", "x", "--output", "jsonl=o.jsonl"], "give --output parquet=FOLDER", id="another-format"
        ),
        pytest.param(
            ["--cluster", "x", "--output", "parquet=o", "--why", "OPN001"], "--why does not go with", id="why"
        ),
        pytest.param(["--cluster", "x", "--output", "parquet=data"], "data: is not empty", id="full-folder"),
        pytest.param(["--cluster", "x", "--output", "parquet=data/one.txt"], "is a file", id="a-file"),
        pytest.param(
            ["--cluster", "tcp://127.0.0.1:1", "--output", "parquet=o"], "no Dask scheduler answers", id="nobody-there"
        ),
    ],
)
def test_what_a_cluster_does_not_do(
    data: Path, capsys: pytest.CaptureFixture[str], args: list[str], words: str
) -> None:
    assert run(["check", "data", *args]) == 2
    told = capsys.readouterr()
    assert len(told.err.splitlines()) == 1
    assert words in told.err
    assert not Path("o").exists()


def test_a_cluster_without_workers_is_told(data: Path, tmp_path: Path) -> None:
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=logging.CRITICAL) as empty,
        pytest.raises(ConfigError, match="there are no workers"),
    ):
        lint_on_cluster(empty.scheduler_address, ["data"], tmp_path / "out", ENGINE)


def test_tallies_join() -> None:
    one, other = Tally(), Tally()
    other.add(Unreadable(source="x", code="empty", place="x", message="the file is empty"))
    one.join(other)
    assert (one.faults, one.exit_code(fail_on="never", fail_under=None)) == (1, 2)
