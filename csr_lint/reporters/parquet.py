"""Parquet: the flat table of verdicts, written some thousand rows at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import msgspec

from csr_lint.errors import ConfigError
from csr_lint.outcome import Outcome, Summary
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.rows import VerdictRow, columns, verdict_rows

if TYPE_CHECKING:
    import pyarrow as pa

_GROUP_ROWS = 20_000


class Table:
    """A Parquet table being written to the bytes below `out`."""

    def __init__(self, out: TextIO, about: About) -> None:
        try:
            import pyarrow.parquet as pq
        except ImportError as error:
            raise ConfigError("Parquet is written with pyarrow: pip install 'csr-lint[parquet]'") from error
        self._rules = {rule.code: rule for rule in about.rules}
        self._rulebook = about.rulebook
        self._rows: list[VerdictRow] = []
        self._schema = schema()
        self._writer = pq.ParquetWriter(out.buffer, self._schema, compression="zstd")

    def add(self, outcome: Outcome) -> None:
        self._rows += verdict_rows(outcome, self._rules, self._rulebook)
        if len(self._rows) >= _GROUP_ROWS:
            self._flush()

    def close(self, summary: Summary | None) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        rows = [msgspec.structs.astuple(row) for row in self._rows]
        arrays = (
            [
                pa.array(values, type=field.type)
                for field, values in zip(self._schema, zip(*rows, strict=True), strict=True)
            ]
            if rows
            else [pa.array([], type=field.type) for field in self._schema]
        )
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []


def schema() -> pa.Schema:
    """The columns of the table of verdicts."""
    import pyarrow as pa

    types = {"text": pa.string(), "integer": pa.int32(), "number": pa.float64(), "flag": pa.bool_()}
    return pa.schema([pa.field(name, types[kind]) for name, kind in columns().items()])


REPORTER = Reporter(
    name="parquet",
    summary="a flat table, one row for each call and rule",
    needs_summary=False,
    exact=True,
    binary=True,
    start=Table,
)
