"""The work cut into tasks: small files together, big ones of a call a line in stretches, the rest as it is read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

from csr_lint.errors import TranscriptError
from csr_lint.intake import read_found
from csr_lint.outcome import unreadable
from csr_lint.readers.lines import BIG
from csr_lint.readers.registry import cut_file
from csr_lint.readers.walk import STDIN, Found
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.runner import Files
from csr_lint.worker import Portion, Task

SHARE = 64
"""Calls in a task: enough that handing it over costs nothing, few enough that all workers end at about one time."""
A_CALL = 8192
"""Bytes that a call takes in a file, about."""


def calls_in(files: Files) -> int:
    """How many calls there are in these files, judged by their sizes; standard input counts as one."""
    return sum(_weight(file) for file in files)


def tasks(files: Files, reading: Reading = AS_FOUND) -> Iterator[Task]:
    """Everything in these files, in order, as tasks of about SHARE calls; read no further than it is asked for."""
    gathered: list[Portion] = []
    weight = 0
    for portion, weighs in _portions(files, reading):
        gathered.append(portion)
        weight += weighs
        if weight >= SHARE:
            yield Task(portions=tuple(gathered))
            gathered, weight = [], 0
    if gathered:
        yield Task(portions=tuple(gathered))


def _portions(files: Files, reading: Reading) -> Iterator[tuple[Portion, int]]:
    for number, file in enumerate(files):
        if isinstance(file, TranscriptError):
            fault = unreadable(file, file.place)
            yield Portion(number=number, file=Found(file.place, named=True), read=(fault,)), 1
        elif _size(file) < BIG and file.path != STDIN:
            yield Portion(number=number, file=file), _weight(file)
        else:
            yield from _big(number, file, reading)


def _big(number: int, file: Found, reading: Reading) -> Iterator[tuple[Portion, int]]:
    """Pipes and tables are read here, by the parent; a pipe must not be opened twice."""
    cut = False
    if os.path.isfile(file.path):
        for stretch in cut_file(file.path, reading=reading, calls=SHARE):
            cut = True
            yield Portion(number=number, file=file, stretch=stretch), SHARE
    reads = iter(()) if cut else read_found(file, reading)
    while some := tuple(islice(reads, SHARE)):
        yield Portion(number=number, file=file, read=some), len(some)


def _weight(file: Found | TranscriptError) -> int:
    return max(1, _size(file) // A_CALL)


def _size(file: Found | TranscriptError) -> int:
    """Bytes; what is no file on the disk has BIG, unless there is nothing to read."""
    if isinstance(file, TranscriptError) or file.path == STDIN:
        return 0
    try:
        return os.path.getsize(file.path) if os.path.isfile(file.path) else BIG
    except OSError:
        return 0
