"""RTTM: who speaks when; and who speaks in pieces of another file that name nobody (`--rttm FILE`)."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, takewhile

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.decode import decode
from csr_lint.readers.times import milliseconds

TYPES = frozenset(
    "SPEAKER LEXEME NON-LEX NON-SPEECH SPKR-INFO SEGMENT NOSCORE NO_RT_METADATA FILLER EDIT IP CB SU A/P".split()
)
"""The words that a row of RTTM may begin with."""

_LEAST_FIELDS = 8
Span = tuple[int | None, int | None]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A row that has a time: its type (SPEAKER, LEXEME …), whose it is, and what stands in its text column."""

    line: int
    type: str
    file: str
    channel: str
    start_ms: int
    end_ms: int
    text: str
    subtype: str
    speaker: str


class Speakers(msgspec.Struct, frozen=True):
    """Who speaks in some spans: a label each, "" where nobody does; in how many of them a second one speaks too."""

    labels: tuple[str, ...]
    mixed: int
    unmatched: bool = False


def rows_of(lines: Iterable[tuple[int, str]], path: str) -> list[Row]:
    """The rows of numbered lines that have a time. Raises TranscriptError for one that is no RTTM."""
    found = []
    for number, line in lines:
        if line.startswith((";", "#")) or not line.strip():
            continue
        fields = line.split()
        if fields[0] not in TYPES or len(fields) < _LEAST_FIELDS:
            message = "this is no row of RTTM (SPEAKER file channel start duration <NA> <NA> name <NA>)"
            raise TranscriptError(message, place=f"{path}:{number}", code="bad-row")
        start, lasts = seconds(fields[3]), seconds(fields[4])
        if start is not None:
            found.append(
                Row(
                    line=number,
                    type=fields[0],
                    file=fields[1],
                    channel=fields[2],
                    start_ms=start,
                    end_ms=start + (lasts or 0),
                    text=fields[5],
                    subtype=fields[6],
                    speaker="" if fields[7] == "<NA>" else fields[7],
                )
            )
    return found


def seconds(field: str) -> int | None:
    """A field of seconds in ms; None for `<NA>`, `*` and all that is no number."""
    try:
        return milliseconds(float(field))
    except ValueError:
        return None


def who_speaks(path: str, names: Sequence[str | None], spans: Sequence[Span]) -> Speakers:
    """Who speaks in each span, by the SPEAKER rows of the file at `path`: the one who is heard longest in it.

    Where the file tells of several recordings, that whose name is among `names` is taken; none of them: `unmatched`.
    Raises TranscriptError when it cannot be read.
    """
    every = _speaker_rows(path, *_version(path))
    one = len({row.file for row in every}) == 1
    rows = sorted((row for row in every if one or row.file in names), key=lambda row: row.start_ms)
    starts = [row.start_ms for row in rows]
    longest = max((row.end_ms - row.start_ms for row in rows), default=0)
    found = []
    for start, end in spans:
        near = islice(rows, bisect_left(starts, start - longest), None) if start is not None else ()
        found.append(_heard(near, start or 0, end))
    labels = tuple(heard[0] if heard else "" for heard in found)
    return Speakers(labels, sum(len(heard) > 1 for heard in found), unmatched=not rows)


def _heard(rows: Iterable[Row], start: int, end: int | None) -> list[str]:
    """Who is heard, the longest first; those heard for less than a third as long as the first are left out."""
    end = max(end if end is not None else start, start + 1)
    heard: dict[str, int] = {}
    for row in takewhile(lambda row: row.start_ms < end, rows):
        if (both := min(end, row.end_ms) - max(start, row.start_ms)) > 0:
            heard[row.speaker] = heard.get(row.speaker, 0) + both
    longest = max(heard.values(), default=0)
    return sorted((label for label in heard if 3 * heard[label] >= longest), key=lambda label: -heard[label])


def _version(path: str) -> tuple[int, int]:
    try:
        told = os.stat(path)
    except OSError as error:
        raise _unreadable(path, error) from error
    return told.st_mtime_ns, told.st_size


@lru_cache(maxsize=4)
def _speaker_rows(path: str, changed: int, size: int) -> tuple[Row, ...]:
    """One file mostly serves many calls: it is read once, and again when it has changed."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise _unreadable(path, error) from error
    decoded = decode(path, data)
    text = decoded.data.decode(decoded.encoding, decoded.errors)
    rows = tuple(row for row in rows_of(enumerate(text.splitlines(), 1), path) if row.type == "SPEAKER")
    if not rows:
        raise TranscriptError("there are no SPEAKER rows in it", place=path, code="no-turns")
    return rows


def _unreadable(path: str, error: OSError) -> TranscriptError:
    return TranscriptError(f"the RTTM file cannot be read: {error.strerror}", place=path, code="not-found")
