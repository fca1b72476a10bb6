"""The Spark recipe of docs/scaling.md, run as it stands there. It needs Java and pyspark."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest

import csr_lint

ROOT = Path(__file__).parents[1]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
]


def recipe() -> str:
    text = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
    return text.split("<!-- tested: spark -->\n```python\n")[1].split("```")[0]


def test_the_verdicts_are_those_of_lint_frame(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    turns = pd.read_csv(ROOT / "sample_transcripts" / "thu-batch.csv")
    turns.drop(columns=["started"]).to_parquet(tmp_path / "turns.parquet")
    spark = (
        sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.sql.warehouse.dir", str(tmp_path / "warehouse"))
        .getOrCreate()
    )
    try:
        told = {"turns": spark.read.parquet(str(tmp_path / "turns.parquet")), "out": str(tmp_path / "out")}
        exec(compile(recipe(), "docs/scaling.md", "exec"), told)
    finally:
        spark.stop()
    found = pd.read_parquet(tmp_path / "out")
    wanted = csr_lint.lint_frame(turns)
    assert list(found.columns) == list(wanted.columns)
    keys = ["call_id", "code"]
    for name in ("call_id", "code", "verdict", "value", "findings", "agent", "segment", "quote", "score"):
        mine = found.sort_values(keys)[name].astype("string").fillna("").tolist()
        assert [_plain(x) for x in mine] == [
            _plain(x) for x in wanted.sort_values(keys)[name].astype("string").fillna("").tolist()
        ], name


def _plain(value: str) -> str:
    """Whole numbers alike, whatever made them floats."""
    return value.removesuffix(".0")
