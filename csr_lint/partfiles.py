"""The files of a run in parts: each appears whole, and again if its part is judged again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from uuid import uuid4

from csr_lint.outcome import Outcome
from csr_lint.reporters.contract import About
from csr_lint.reporters.registry import reporter
from csr_lint.rulebook import Rulebook


def part_file(number: int, folder: str) -> Path:
    """Where a part's rows stand."""
    return Path(folder) / f"part-{number:05}.parquet"


def write_part(number: int, folder: str, book: Rulebook, outcomes: Iterable[Outcome]) -> None:
    """Writes a part's file, which appears under its name only when it is whole."""
    path = part_file(number, folder)
    begun = path.with_name(f".{path.name}.{uuid4().hex}")
    with begun.open("w", encoding="utf-8") as out:
        table = reporter("parquet").start(out, About(rules=book.rules, scorecard=book.scorecard, rulebook=book.version))
        for outcome in outcomes:
            table.add(outcome)
        table.close(None)
    os.replace(begun, path)


def rename_calls(path: Path, names: Mapping[int, str]) -> None:
    """Gives calls of a part, counted from 0, other ids; a call begins where the first of its rules stands again."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    codes, old = table["code"].to_pylist(), table["call_id"].to_pylist()
    first = next((code for code in codes if code is not None), None)
    new, number = [], -1
    for code, name in zip(codes, old, strict=True):
        number += code is not None and code == first
        new.append(name if code is None else names.get(number, name))
    at = table.schema.get_field_index("call_id")
    begun = path.with_name(f".{path.name}.{uuid4().hex}")
    pq.write_table(table.set_column(at, table.schema.field(at), pa.array(new, pa.string())), begun, compression="zstd")
    os.replace(begun, path)
