"""The flat table of verdicts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from csr_lint.model import Evaluation
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.reporters.registry import reporter
from csr_lint.reporters.rows import columns

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

FAULT = Unreadable(source="x.txt", code="empty", place="x.txt", message="the file is empty")


def written(path: Path, outcomes, about) -> list[dict[str, object]]:
    with path.open("w", encoding="utf-8") as out:
        table = reporter("parquet").start(out, about)
        for outcome in outcomes:
            table.add(outcome)
        table.close(None)
    return pq.read_table(path).to_pylist()


def test_a_row_for_each_call_and_rule(tmp_path: Path, mixed: Evaluation, good: Evaluation, about) -> None:
    rows = written(tmp_path / "t.parquet", [mixed, good], about)
    assert [(r["call_id"], r["code"]) for r in rows] == [
        (e.call.id, result.code) for e in (mixed, good) for result in e.results
    ]
    row = next(r for r in rows if r["code"] == "EMP001")
    assert {key: value for key, value in row.items() if value is not None} == {
        "call_id": "monday-01",
        "source": "week/monday-01.txt",
        "code": "EMP001",
        "name": "missed-empathy",
        "kind": "expect",
        "severity": "error",
        "verdict": "violated",
        "findings": 1,
        "agent": "Maria",
        "segment": 1,
        "line": 4,
        "time": 4.0,
        "quote": "i've been without heat for three days",
        "message": "The customer tells of hardship; nothing in the next two turns takes it up.",
        "score": 44.0,
        "failed": False,
        "band": "poor",
        "started": "2024-03-04 09:12",
        "rulebook": "1.0+test",
    }


def test_scales_and_reasons(tmp_path: Path, mixed: Evaluation, about) -> None:
    by_code = {r["code"]: r for r in written(tmp_path / "t.parquet", [mixed], about)}
    assert (by_code["CUS001"]["value"], by_code["CUS001"]["kind"]) == (3, "scale")
    assert (by_code["TRF001"]["verdict"], by_code["TRF001"]["reason"]) == ("n/a", "no transfer in this call")


def test_what_could_not_be_read_is_a_row_and_what_was_skipped_is_none(tmp_path: Path, about) -> None:
    (row,) = written(tmp_path / "t.parquet", [Skipped(source="README.md", reason="no transcript"), FAULT], about)
    told = {key: value for key, value in row.items() if value is not None}
    assert told == {
        "source": "x.txt",
        "rulebook": "1.0+test",
        "error_code": "empty",
        "error": "x.txt: the file is empty",
    }


def test_nothing_to_tell_is_a_table_without_rows(tmp_path: Path, about) -> None:
    assert written(tmp_path / "t.parquet", [], about) == []
    assert pq.read_schema(tmp_path / "t.parquet").names == list(columns())


def test_many_calls_go_out_in_row_groups(tmp_path: Path, mixed: Evaluation, about) -> None:
    calls = [msgspec.structs.replace(mixed, call=msgspec.structs.replace(mixed.call, id=f"c{k}")) for k in range(2000)]
    rows = written(tmp_path / "t.parquet", calls, about)
    assert len(rows) == 2000 * len(mixed.results)
    assert pq.ParquetFile(tmp_path / "t.parquet").num_row_groups > 1


def test_the_columns_are_documented() -> None:
    text = (Path(__file__).parents[2] / "docs" / "output.md").read_text(encoding="utf-8")
    table = text.split("## The flat table")[1].split("\n## ")[0]
    named = [
        word for line in table.splitlines() if line.startswith("| `") for word in line.split("|")[1].split("`")[1::2]
    ]
    assert named == list(columns())
