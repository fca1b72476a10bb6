"""Many files: outcomes in the order of the input, call ids told apart, errors as values."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import msgspec

from csr_lint.bugs import bug_line
from csr_lint.callids import CallIds
from csr_lint.errors import CsrLintError, TranscriptError
from csr_lint.intake import read_found
from csr_lint.model import Call, Evaluation
from csr_lint.outcome import Outcome, Skipped, Unreadable
from csr_lint.readers.walk import Found, walk
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.reporters.wording import count

Progress = Callable[[int, int, int], None]
"""Told the files done, their number, and the calls done."""


class Lints(Protocol):
    """Whatever judges a call: a Linter, or one that looks first whether the verdicts are known."""

    def lint(self, call: Call) -> Evaluation: ...


class Done(msgspec.Struct, frozen=True):
    """What came of the file of that number; `call` is the id of the call that it is about, as the file has it."""

    file: int
    outcome: Outcome
    call: str | None = None


Files = Sequence[Found | TranscriptError]
Work = Callable[[Files], Iterator[Done]]
"""Reads and judges files: everything in their order."""


def lint_paths(
    paths: Sequence[str], linter: Lints, *, reading: Reading = AS_FOUND, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Every call in these files and folders, judged in this process; see `outcomes`."""
    files = tuple(walk(paths))
    return outcomes(paths, files, alone(files, linter, reading), progress=progress)


def outcomes(
    paths: Sequence[str], files: Files, work: Iterable[Done], *, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Every call in these files and folders, judged, in the order of the input; `files` are what `paths` stand for.

    What cannot be read comes as Unreadable in its place, what is no transcript as Skipped where nobody named it. A
    folder in which there is no transcript is Unreadable too.
    """
    ids = CallIds()
    fruitless = {path: 0 for path in paths if os.path.isdir(path)}
    calls, tell = 0, progress or (lambda done, total, calls: None)
    tell(0, len(files), 0)
    for done in work:
        calls += done.call is not None
        tell(done.file, len(files), calls)
        _strike_out(fruitless, done.outcome)
        yield _apart(done, ids)
    tell(len(files), len(files), calls)
    for folder, skipped in fruitless.items():
        message = "no transcript in this folder" + (f" ({count(skipped, 'other file')})" if skipped else "")
        yield Unreadable(source=folder, code="no-transcripts", place=folder, message=message)


def alone(files: Files, linter: Lints, reading: Reading = AS_FOUND) -> Iterator[Done]:
    """Files read and judged in this process."""
    for number, file in enumerate(files):
        for read in read_found(file, reading):
            if isinstance(read, Call):
                yield Done(number, judge(read, linter), read.id)
            else:
                yield Done(number, read)


def _apart(done: Done, ids: CallIds) -> Outcome:
    """The outcome, its call under an id that no call before it had."""
    outcome = done.outcome
    if done.call is None:
        return outcome
    if not isinstance(outcome, Evaluation):
        ids.apart(done.call, outcome.source)
        return outcome
    name = ids.apart(done.call, outcome.call.source)
    if name == done.call:
        return outcome
    return msgspec.structs.replace(outcome, call=msgspec.structs.replace(outcome.call, id=name))


def judge(call: Call, linter: Lints) -> Evaluation | Unreadable:
    """The evaluation; a bug in a check is named, with rule and call, and the other calls go on."""
    try:
        return linter.lint(call)
    except CsrLintError:
        raise
    except Exception as error:
        if not hasattr(error, "__notes__"):
            error.add_note(f"call {call.id}")
        return Unreadable(source=call.source, code="internal", place=call.source, message=bug_line(error))


def _strike_out(fruitless: dict[str, int], outcome: Outcome) -> None:
    """Folders in which something was found, or went wrong, are not fruitless."""
    source = outcome.call.source if isinstance(outcome, Evaluation) else outcome.source
    for folder in list(fruitless):
        inside = os.path.realpath(source).startswith(os.path.join(os.path.realpath(folder), ""))
        if inside and isinstance(outcome, Skipped):
            fruitless[folder] += 1
        elif inside or source == folder:
            del fruitless[folder]
