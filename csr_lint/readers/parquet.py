"""Parquet tables: one row a turn, or one row a call with its turns in a list or as JSON; read batch by batch.

The columns are understood as those of tables in text are. A call's rows should stand together: then a file of any size
is read in constant memory. Where they do not, the calls are put together in memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.cells import Row
from csr_lint.readers.runs import gathered, runs, stand_together
from csr_lint.readers.source import Source, stored_parquet
from csr_lint.readers.typed import (
    FIRST_ROWS,
    TypedTable,
    Values,
    as_row,
    calls_of_rows,
    calls_of_turns,
    cell_text,
    lay_out,
)

if TYPE_CHECKING:
    import pyarrow.parquet as pq

NAME = "parquet"
ORDER = 0
ABOUT = About(
    title="Parquet",
    group="Tables and documents",
    recognised="`PAR1` in the first bytes",
    times="by the column, else guessed; timestamps",
    roles="the speaker column, or roles in lists",
)

_BATCH_ROWS = 2048
_ID_ROWS = 8192
_BUFFER_BYTES = 1 << 18
_NEEDED = "Parquet is read with pyarrow: pip install 'csr-lint[parquet]'"


class Stretch(msgspec.Struct, frozen=True):
    """Row groups `first` up to, not including, `stop` of a file: the calls that begin in them."""

    first: int
    stop: int


def sniff(source: Source) -> str | None:
    return "the first bytes are PAR1" if source.is_parquet else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    with _opened(source) as file:
        yield from read_stretch(source, file, Stretch(0, file.num_row_groups), together=None)


def read_part(path: str, stretch: Stretch) -> Iterator[Call | TranscriptError]:
    """The calls that begin in these row groups of a file in which each call's rows stand together."""
    source = stored_parquet(path)
    try:
        with _opened(source) as file:
            yield from read_stretch(source, file, stretch, together=True)
    except TranscriptError as error:
        yield error


def row_group_sizes(path: str) -> list[int]:
    """Bytes, unpacked, of each row group; none where the file is to be read as a whole, or cannot be read."""
    source = stored_parquet(path)
    with suppress(TranscriptError), _opened(source) as file:
        heading = tuple(file.schema_arrow.names)
        table = lay_out(source, heading, list(islice(_values(file, range(len(heading)), 0), FIRST_ROWS)))
        if table.by_row or calls_stand_together(file, table):
            return [file.metadata.row_group(k).total_byte_size for k in range(file.num_row_groups)]
    return []


def read_stretch(
    source: Source, file: pq.ParquetFile, stretch: Stretch, *, together: bool | None
) -> Iterator[Call | TranscriptError]:
    """The calls that begin in these row groups. `together`: each call's rows stand together (None: find out)."""
    heading = tuple(file.schema_arrow.names)
    table = lay_out(source, heading, list(islice(_values(file, range(len(heading)), 0), FIRST_ROWS)))
    begin = _rows_before(file, stretch.first)
    end = _rows_before(file, stretch.stop)
    numbered = enumerate(_values(file, table.used, stretch.first), begin + 1)
    if table.by_row:
        yield from calls_of_rows(source, NAME, table, islice(numbered, end - begin))
        return
    rows = (as_row(number, values) for number, values in numbered)
    calls: Iterator[list[Row]] = runs(rows, table.call)
    if not (calls_stand_together(file, table) if together is None else together):
        calls = iter(gathered(rows, table.call))
    elif stretch.first and (past := _last_id(file, table, stretch.first)) is not None:
        calls = _without_rest(calls, table, past)
    yield from calls_of_turns(source, NAME, table, _beginning_by(calls, end))


def _beginning_by(calls: Iterator[list[Row]], last: int) -> Iterator[list[Row]]:
    for rows in calls:
        if rows[0].line > last:
            return
        yield rows


def _without_rest(calls: Iterator[list[Row]], table: TypedTable, past: str) -> Iterator[list[Row]]:
    """The calls without the rest of one that began in an earlier stretch."""
    first = next(calls, None)
    kept = [] if first is None or first[0].cell(table.call) == past else [first]
    return chain(kept, calls)


def _last_id(file: pq.ParquetFile, table: TypedTable, group: int) -> str | None:
    """The id in the last row before a row group."""
    if table.call is None:
        return ""
    ids = _column(file, table.call, [group - 1])
    last = None
    for value in ids:
        last = value
    return cell_text(last).strip()


def calls_stand_together(file: pq.ParquetFile, table: TypedTable) -> bool:
    """Do the rows of each call stand together? Only the ids are read; of each run of them 8 bytes are kept."""
    if table.call is None:
        return True
    ids = (cell_text(value).strip() for value in _column(file, table.call, list(range(file.num_row_groups))))
    return stand_together(ids)


def _values(file: pq.ParquetFile, columns: range | set[int], first: int) -> Iterator[Values]:
    """The rows from a row group on, as wide as the table; what stands in other columns is None."""
    heading = list(file.schema_arrow.names)
    groups = list(range(first, file.num_row_groups))
    wanted = [heading[i] for i in sorted(columns)]
    for batch in file.iter_batches(_BATCH_ROWS, row_groups=groups, columns=wanted):
        read = {name: batch.column(at).to_pylist() for at, name in enumerate(batch.schema.names)}
        empty = [None] * batch.num_rows
        yield from zip(*(read.get(name, empty) for name in heading), strict=True)


def _column(file: pq.ParquetFile, column: int, groups: list[int]) -> Iterator[object]:
    name = file.schema_arrow.names[column]
    for batch in file.iter_batches(_ID_ROWS, row_groups=groups, columns=[name]):
        yield from batch.column(0).to_pylist()


def _rows_before(file: pq.ParquetFile, group: int) -> int:
    return sum(file.metadata.row_group(k).num_rows for k in range(group))


@contextmanager
def _opened(source: Source) -> Iterator[pq.ParquetFile]:
    """The file, open. Raises TranscriptError for one that is broken, or where pyarrow is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise TranscriptError(_NEEDED, place=source.path, code="pyarrow-missing") from error
    with source.open() as stored:
        try:
            yield pq.ParquetFile(stored, buffer_size=_BUFFER_BYTES, pre_buffer=False)
        except (pa.ArrowException, OSError) as error:
            cause = str(error).splitlines()[0][:200]
            raise TranscriptError(f"not a readable Parquet table: {cause}", place=source.path) from error
