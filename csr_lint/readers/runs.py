"""Rows and their calls: runs of rows of one call, or, where a call's rows do not stand together, all rows by calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import groupby

from csr_lint.readers.cells import Row


def runs(rows: Iterable[Row], call: int | None) -> Iterator[list[Row]]:
    """Rows that stand together and have the same id in the column `call`."""
    return (list(run) for _, run in groupby(rows, key=lambda row: row.cell(call)))


def gathered(rows: Iterable[Row], call: int | None) -> list[list[Row]]:
    """The rows by their ids in the column `call`, in the order in which these come up."""
    calls: dict[str, list[Row]] = {}
    for row in rows:
        calls.setdefault(row.cell(call), []).append(row)
    return list(calls.values())


def stand_together(ids: Iterable[str]) -> bool:
    """Does each id stand in one run of rows only? Of each run 8 bytes are kept."""
    import numpy as np

    kept = bytearray()
    for name, _ in groupby(ids):
        kept += blake2b(name.encode(), digest_size=8).digest()
    hashes = np.frombuffer(kept, dtype=np.uint64)
    return len(np.unique(hashes)) == len(hashes)
