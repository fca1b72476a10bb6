"""Records that are one turn each, put together by call; in constant memory where a call's records stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.records import Record, records
from csr_lint.readers.source import Source


class CallRows(msgspec.Struct, frozen=True):
    """The records of one call, in the order of the file; `id` is None where they name none."""

    number: int
    id: str | None
    rows: tuple[Record, ...]


def by_call(source: Source, call_of: Callable[[object], str | None]) -> Iterator[CallRows | TranscriptError]:
    """The calls, each as soon as its last record is read: the file is counted first. Broken records are yielded."""
    left = Counter(call_of(record.value) for record in records(source) if isinstance(record, Record))
    begun: dict[str | None, list[Record]] = {}
    number = 0
    for record in records(source):
        if isinstance(record, TranscriptError):
            yield record
            continue
        call = call_of(record.value)
        begun.setdefault(call, []).append(record)
        left[call] -= 1
        if not left[call]:
            number += 1
            yield CallRows(number, call, tuple(begun.pop(call)))
