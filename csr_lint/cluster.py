"""The per-call stages on a Dask cluster: files in parts to the workers, a folder of Parquet files out.

Every call is in the folder exactly once: a part writes one file, whole, under its own name, however often it is tried;
the folder appears when all parts are there. Data, packs and the folder must lie where client and workers see them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import msgspec

from csr_lint.callids import CallIds
from csr_lint.errors import ConfigError
from csr_lint.frame import Engine, rulebook_for
from csr_lint.outcome import Unreadable
from csr_lint.partfiles import part_file, rename_calls, write_part
from csr_lint.parts import CALLS, Job, Part, PartDone, cut, lint_part
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.tally import Tally

if TYPE_CHECKING:
    from distributed import Client, Future

Progress = Callable[[int, int, int], None]
_RETRIES = 2
_ANSWER_SECONDS = 5


class ClusterRun(msgspec.Struct, frozen=True):
    """What came of a run: its tally, the number of its parts, and of the workers that there were at its begin."""

    tally: Tally
    parts: int
    workers: int


def lint_on_cluster(
    address: str,
    paths: Sequence[str],
    out: Path,
    engine: Engine,
    *,
    reading: Reading = AS_FOUND,
    progress: Progress | None = None,
    tell: Callable[[Unreadable], None] = lambda fault: None,
    calls: int = CALLS,
) -> ClusterRun:
    """Judges every call in these files on the cluster of the scheduler at `address`; its rows go to the folder `out`.

    `tell` hears of what could not be read, in the order of the input, `progress` of parts done, all parts and calls
    done; `calls` is about how many make a part. Raises ConfigError where the cluster or the folder cannot be used.
    """
    begun = _begun(out)
    try:
        with _client(address) as client:
            job = Job(
                engine=engine,
                rulebook=rulebook_for(engine).version,
                folder=os.path.abspath(begun),
                reading=reading,
            )
            run = _run(address, client, job, paths, calls, progress, tell)
        _appear(begun, out)
        return run
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def _run(
    address: str,
    client: Client,
    job: Job,
    paths: Sequence[str],
    calls: int,
    progress: Progress | None,
    tell: Callable[[Unreadable], None],
) -> ClusterRun:
    workers = len(client.ncores())
    if not workers:
        raise ConfigError("there are no workers at this scheduler", place=address)
    parts, total, ids = [], Tally(), CallIds()
    for found in cut(paths, reading=job.reading, calls=calls):
        if isinstance(found, Part):
            parts.append(found)
        else:
            total.add(found)
            tell(found)
    for done in _in_order(_done(client, job, parts)):
        if not part_file(done.number, job.folder).exists():
            raise ConfigError("workers do not see this folder; the output must lie where they do", place=job.folder)
        total.join(done.tally)
        for fault in done.faults:
            tell(fault)
        _tell_apart(done, job, ids)
        if progress is not None:
            progress(done.number + 1, len(parts), total.calls)
    if not (total.calls or total.faults):
        empty = Unreadable(source=paths[0], code="no-transcripts", place=", ".join(paths), message="no transcript here")
        total.add(empty)
        tell(empty)
    return ClusterRun(total, len(parts), workers)


def _done(client: Client, job: Job, parts: Sequence[Part]) -> Iterator[PartDone]:
    """What comes of the parts, as it comes; a part that kills every worker it is given to is reported as a fault."""
    from distributed import KilledWorker, as_completed

    by_key: dict[object, Part] = {f"csr-lint-{uuid4().hex}": part for part in parts}
    futures = [
        client.submit(lint_part, part, job, key=key, pure=False, retries=_RETRIES) for key, part in by_key.items()
    ]
    try:
        future: Future[PartDone]
        for future in as_completed(futures, loop=client.loop):
            error = future.exception()
            if isinstance(error, KilledWorker):
                yield _lost(by_key[future.key], job)
            elif error is not None:
                raise error if isinstance(error, ConfigError) else _strange(error, by_key[future.key])
            else:
                yield future.result()
            future.release()
    finally:
        client.cancel(futures, force=True)


def _strange(error: BaseException, part: Part) -> ConfigError:
    cause = (str(error).splitlines() or [""])[0][:300]
    return ConfigError(f"a worker could not do its part: {type(error).__name__}: {cause}", place=part.pieces[0].path)


def _lost(part: Part, job: Job) -> PartDone:
    faults = tuple(
        Unreadable(source=p.path, code="worker-lost", place=p.path, message="every worker that was given it died")
        for p in part.pieces
    )
    tally = Tally()
    for fault in faults:
        tally.add(fault)
    write_part(part.number, job.folder, rulebook_for(job.engine), faults)
    return PartDone(number=part.number, names=(), faults=faults, tally=tally)


def _in_order(found: Iterator[PartDone]) -> Iterator[PartDone]:
    waiting: dict[int, PartDone] = {}
    following = 0
    for done in found:
        waiting[done.number] = done
        while following in waiting:
            yield waiting.pop(following)
            following += 1


def _tell_apart(done: PartDone, job: Job, ids: CallIds) -> None:
    """Gives calls whose ids occurred before, here or in an earlier part, the names that a local run gives them."""
    names = [(name, ids.apart(name.id, name.source)) for name in done.names]
    judged = [(name.id, new) for name, new in names if name.judged]
    if renamed := {number: new for number, (old, new) in enumerate(judged) if old != new}:
        rename_calls(part_file(done.number, job.folder), renamed)


def _client(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ConfigError("a cluster needs Dask: pip install 'csr-lint[cluster]'") from error
    try:
        return Client(address, timeout=_ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"no Dask scheduler answers there ({type(error).__name__})", place=address) from error


def _begun(out: Path) -> Path:
    """A hidden folder beside `out` that will become it. Raises ConfigError where that cannot be."""
    if out.exists() and not out.is_dir():
        raise ConfigError("is a file; on a cluster, parquet=FOLDER is written", place=str(out))
    if out.is_dir() and any(out.iterdir()):
        raise ConfigError("is not empty; give a folder that is, or none yet", place=str(out))
    begun = out.absolute().parent / f".{out.name}.{uuid4().hex}.part"
    try:
        begun.mkdir()
    except OSError as error:
        raise ConfigError(f"the folder cannot be made: {error.strerror}", place=str(out)) from error
    return begun


def _appear(begun: Path, out: Path) -> None:
    """The folder under its name, without what dead workers left half written."""
    for rest in begun.glob(".*"):
        rest.unlink()
    if out.is_dir():
        out.rmdir()
    begun.replace(out)
