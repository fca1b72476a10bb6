"""A big input cut into parts that can be judged anywhere, in any order, and again: each writes its own file whole."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from csr_lint.errors import ConfigError, TranscriptError
from csr_lint.frame import Engine, engine_at_work
from csr_lint.intake import Read, read_found, told
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation
from csr_lint.outcome import Outcome, Unreadable, unreadable
from csr_lint.partfiles import write_part
from csr_lint.readers import parquet
from csr_lint.readers.lines import Stretch
from csr_lint.readers.registry import cut_file, read_stretch
from csr_lint.readers.walk import Found, holds_parquet, walk
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.runner import judge
from csr_lint.tally import Tally

CALLS = 1000
"""So many calls make a part: some seconds of work, and what is lost with a worker."""

_BYTES_A_CALL = 4096


class Piece(msgspec.Struct, frozen=True):
    """A file, or a stretch of its lines or row groups; `path` as the user named it, `stored` from anywhere."""

    path: str
    stored: str
    named: bool
    stretch: Stretch | parquet.Stretch | None = None


class Part(msgspec.Struct, frozen=True):
    """Pieces that are judged together; parts are numbered from 0 in the order of the input."""

    number: int
    pieces: tuple[Piece, ...]


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for all parts. `rulebook`: the version that must be found everywhere."""

    engine: Engine
    rulebook: str
    folder: str
    reading: Reading = AS_FOUND


class Name(msgspec.Struct, frozen=True):
    """A call's own id and file; `judged`: there are verdicts on it."""

    id: str
    source: str
    judged: bool


class PartDone(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a part, but for its rows."""

    number: int
    names: tuple[Name, ...]
    faults: tuple[Unreadable, ...]
    tally: Tally


def cut(paths: Sequence[str], *, reading: Reading = AS_FOUND, calls: int = CALLS) -> Iterator[Part | Unreadable]:
    """The input in parts of about so many calls, in its order; what is not there comes as Unreadable."""
    waiting: list[Piece] = []
    weight = number = 0
    for file in walk(paths):
        if isinstance(file, TranscriptError):
            yield unreadable(file, file.place)
            continue
        for piece, heavy in _pieces(file, reading, calls):
            if waiting and weight + heavy > calls:
                yield Part(number, tuple(waiting))
                waiting, weight, number = [], 0, number + 1
            waiting.append(piece)
            weight += heavy
    if waiting:
        yield Part(number, tuple(waiting))


def _pieces(file: Found, reading: Reading, calls: int) -> Iterator[tuple[Piece, int]]:
    """The file in pieces, each with about how many calls are in it."""
    whole = Piece(file.path, os.path.abspath(file.path), file.named)
    found: Iterable[tuple[Stretch | parquet.Stretch, int]]
    if holds_parquet(whole.stored):
        found = _row_groups(whole.stored, calls)
    else:
        found = ((stretch, calls) for stretch in cut_file(whole.stored, reading=reading, calls=calls))
    empty = True
    for stretch, heavy in found:
        empty = False
        yield msgspec.structs.replace(whole, stretch=stretch), heavy
    if empty:
        yield whole, _weight(os.path.getsize(whole.stored))


def _row_groups(stored: str, calls: int) -> Iterator[tuple[parquet.Stretch, int]]:
    first = weight = 0
    sizes = parquet.row_group_sizes(stored)
    for stop, size in enumerate(sizes, 1):
        weight += _weight(size)
        if weight >= calls or stop == len(sizes):
            yield parquet.Stretch(first, stop), weight
            first, weight = stop, 0


def _weight(size: int) -> int:
    return max(1, size // _BYTES_A_CALL)


def lint_part(part: Part, job: Job) -> PartDone:
    """Judges a part and writes its file; done again, it writes the same one again.

    Raises ConfigError where csr-lint or the rules are not those of the job.
    """
    with engine_at_work(job.engine) as linter:
        if linter.rulebook.version != job.rulebook:
            found = f"has rules {linter.rulebook.version}, this run {job.rulebook}: install the same csr-lint and packs"
            raise ConfigError(f"a worker {found}")
        done = _Judging(linter)
        write_part(part.number, job.folder, linter.rulebook, done.outcomes(part, job.reading))
    return PartDone(number=part.number, names=tuple(done.names), faults=tuple(done.faults), tally=done.tally)


class _Judging:
    """Judges a part's calls and keeps what is to be told of them."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self.names: list[Name] = []
        self.faults: list[Unreadable] = []
        self.tally = Tally()

    def outcomes(self, part: Part, reading: Reading) -> Iterator[Outcome]:
        for piece in part.pieces:
            for read in _read(piece, reading):
                outcome = judge(read, self._linter) if isinstance(read, Call) else read
                if isinstance(read, Call):
                    self.names.append(Name(read.id, read.source, isinstance(outcome, Evaluation)))
                if isinstance(outcome, Unreadable):
                    self.faults.append(outcome)
                self.tally.add(outcome)
                yield outcome


def _read(piece: Piece, reading: Reading) -> Iterator[Read]:
    """What is in a piece, under the name that the user gave the file."""
    file = Found(piece.stored, named=piece.named)
    if piece.stretch is None:
        reads = read_found(file, reading)
    elif isinstance(piece.stretch, parquet.Stretch):
        reads = told(parquet.read_part(piece.stored, piece.stretch), file)
    else:
        reads = told(read_stretch(piece.stretch, reading), file)
    for read in reads:
        if isinstance(read, Unreadable):
            place = read.place.replace(piece.stored, piece.path)
            yield msgspec.structs.replace(read, source=piece.path, place=place)
        else:
            yield msgspec.structs.replace(read, source=piece.path)
