"""Many files: outcomes in the order of the input, call ids told apart, errors as values, reports fed call by call."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from csr_lint.bugs import bug_line
from csr_lint.errors import ConfigError, CsrLintError, NotATranscriptError, TranscriptError
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation, FindingKind, Severity
from csr_lint.outcome import CallRow, Outcome, Skipped, Unreadable, row_of, unreadable
from csr_lint.readers.registry import read_calls
from csr_lint.readers.walk import Found, near_file, read_bytes, walk
from csr_lint.reporters.contract import Report
from csr_lint.reporters.wording import count
from csr_lint.suggest import did_you_mean

Progress = Callable[[int, int], None]
RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}
SHOWN_IDS = 5


def lint_paths(
    paths: Sequence[str], linter: Linter, *, input_format: str | None = None, progress: Progress | None = None
) -> Iterator[Outcome]:
    """Every call in these files and folders, judged, in the order of the input; "-" is standard input.

    What cannot be read comes as Unreadable in its place, what is no transcript as Skipped where nobody named it. A
    folder in which there is no transcript is Unreadable too. `progress` is told the files done and their number.
    """
    ids = CallIds()
    files = list(walk(paths))
    fruitless = {path: 0 for path in paths if os.path.isdir(path)}
    for done, file in enumerate(files):
        if progress is not None:
            progress(done, len(files))
        for read in _read(file, input_format):
            _strike_out(fruitless, read)
            yield judge(ids.apart(read), linter) if isinstance(read, Call) else read
    if progress is not None:
        progress(len(files), len(files))
    for folder, skipped in fruitless.items():
        message = "no transcript in this folder" + (f" ({count(skipped, 'other file')})" if skipped else "")
        yield Unreadable(source=folder, code="no-transcripts", place=folder, message=message)


def find_call(wanted: str, paths: Sequence[str], *, input_format: str | None = None) -> Call:
    """The call of that name: a file that holds one call, FILE#ID, or an id that occurs in `paths`.

    Raises TranscriptError or ConfigError where there is none, or more than one.
    """
    if wanted == "-" or os.path.isfile(wanted):
        return _only_call(wanted, input_format)
    for at, sign in enumerate(wanted):
        if sign == "#" and os.path.isfile(wanted[:at]):
            found = _calls([wanted[:at]], input_format)
            name = wanted[at + 1 :]
            return _named(name, [(_short(call), call) for call in found], wanted[:at])
    if os.path.isdir(wanted):
        raise ConfigError("is a folder; show takes one call: a file, FILE#ID, or an id and where to look", place=wanted)
    where, calls = ", ".join(paths), [(call.id, call) for call in _calls(paths, input_format)]
    if os.sep in wanted and wanted not in dict(calls):
        raise ConfigError(f"there is no such file, and no call of that id in {where}{near_file(wanted)}", place=wanted)
    return _named(wanted, calls, where)


def _only_call(path: str, input_format: str | None) -> Call:
    found = _calls([path], input_format)
    if len(found) != 1:
        ids = ", ".join(_short(call) for call in found[:SHOWN_IDS]) + (", …" if len(found) > SHOWN_IDS else "")
        raise ConfigError(f"holds {len(found)} calls; say which as {path}#ID (ids: {ids})", place=path)
    return found[0]


def _named(wanted: str, calls: Sequence[tuple[str, Call]], where: str) -> Call:
    for name, call in calls:
        if name == wanted:
            return call
    hint = did_you_mean(wanted, [name for name, _ in calls]) or near_file(wanted)
    raise ConfigError(f'there is no call "{wanted}" here{hint}', place="this folder" if where == "." else where)


def _short(call: Call) -> str:
    """A call's id within its own file."""
    return call.id.removeprefix(f"{call.source}#")


def _calls(paths: Sequence[str], input_format: str | None) -> list[Call]:
    """The calls under the ids that `lint_paths` gives them. Raises the first error where there is no call at all."""
    ids, found, errors = CallIds(), [], []
    for file in walk(paths):
        for read in _read(file, input_format):
            if isinstance(read, Call):
                found.append(ids.apart(read))
            elif isinstance(read, Unreadable):
                errors.append(read)
    if errors and not found:
        raise TranscriptError(errors[0].message, place=errors[0].place, code=errors[0].code)
    return found


def _read(file: Found | TranscriptError, input_format: str | None) -> Iterator[Call | Unreadable | Skipped]:
    if isinstance(file, TranscriptError):
        yield unreadable(file, file.place)
        return
    try:
        for read in read_calls(file.path, read_bytes(file.path), input_format=input_format):
            if isinstance(read, NotATranscriptError) and not file.named:
                yield Skipped(source=file.path, reason=read.message)
            else:
                yield read if isinstance(read, Call) else unreadable(read, file.path)
    except TranscriptError as error:
        yield unreadable(error, file.path)


def judge(call: Call, linter: Linter) -> Evaluation | Unreadable:
    """The evaluation; a bug in a check is named, with rule and call, and the other calls go on."""
    try:
        return linter.lint(call)
    except CsrLintError:
        raise
    except Exception as error:
        if not hasattr(error, "__notes__"):
            error.add_note(f"call {call.id}")
        return Unreadable(source=call.source, code="internal", place=call.source, message=bug_line(error))


def _strike_out(fruitless: dict[str, int], read: Call | Unreadable | Skipped) -> None:
    """Folders in which something was found, or went wrong, are not fruitless."""
    for folder in list(fruitless):
        inside = os.path.realpath(read.source).startswith(os.path.join(os.path.realpath(folder), ""))
        if inside and isinstance(read, Skipped):
            fruitless[folder] += 1
        elif inside or read.source == folder:
            del fruitless[folder]


class CallIds:
    """Tells calls apart whose ids occur twice: FILE#ID in another file, FILE#ID#2, #3 … in the same one."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._times: dict[str, int] = {}

    def apart(self, call: Call) -> Call:
        """The call, under an id that no call before it had."""
        full = f"{call.source}#{call.id}"
        if call.id not in self._first:
            self._first[call.id] = call.source
            return call
        times = self._times.get(full, 1 if self._first[call.id] == call.source else 0) + 1
        self._times[full] = times
        apart = full if times == 1 else f"{full}#{times}"
        return self.apart(msgspec.structs.replace(call, id=apart)) if apart in self._first else self._as(call, apart)

    def _as(self, call: Call, name: str) -> Call:
        self._first[name] = call.source
        return msgspec.structs.replace(call, id=name)


class Tally:
    """What the exit code and a closing line need to know."""

    def __init__(self) -> None:
        self.calls = self.scored = self.faults = self.skipped = 0
        self.worst: Severity | None = None
        self._sum = 0.0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            self.faults += 1
        elif isinstance(outcome, Skipped):
            self.skipped += 1
        else:
            self._add_call(outcome)

    def _add_call(self, evaluation: Evaluation) -> None:
        self.calls += 1
        if evaluation.score.value is not None:
            self.scored += 1
            self._sum += evaluation.score.value
        for result in evaluation.results:
            for found in result.findings:
                if found.kind is FindingKind.VIOLATION and (self.worst is None or RANK[found.severity] > self._rank):
                    self.worst = found.severity

    @property
    def _rank(self) -> int:
        return -1 if self.worst is None else RANK[self.worst]

    @property
    def mean(self) -> float | None:
        """The mean score of the scored calls."""
        return self._sum / self.scored if self.scored else None

    def exit_code(self, *, fail_on: str, fail_under: float | None) -> int:
        """2: something could not be read; 1: findings of that severity or a mean below; else 0."""
        if self.faults:
            return 2
        grave = fail_on != "never" and self._rank >= RANK[Severity(fail_on)]
        low = fail_under is not None and self.mean is not None and self.mean < fail_under
        return 1 if grave or low else 0


def feed(outcomes: Iterable[Outcome], reports: Sequence[Report], *, keep_rows: bool) -> tuple[Tally, list[CallRow]]:
    """Gives every outcome to every report, one at a time; keeps the small rows where a summary wants them."""
    tally, rows = Tally(), []
    for outcome in outcomes:
        tally.add(outcome)
        for report in reports:
            report.add(outcome)
        if keep_rows and isinstance(outcome, Evaluation):
            rows.append(row_of(outcome))
    return tally, rows
