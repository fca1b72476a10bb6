"""Calls for the commands that look at many: saved results are read back, transcripts are judged now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from csr_lint.config import Config
from csr_lint.errors import TranscriptError
from csr_lint.outcome import CallRow, Skipped, Unreadable, row_of
from csr_lint.reporters.wording import count, plain

if TYPE_CHECKING:
    from csr_lint.rulebook import Rulebook


class Loaded(msgspec.Struct, frozen=True, kw_only=True):
    """Calls, by which rules they were judged, and how many transcripts could not be read now."""

    title: str
    rows: tuple[CallRow, ...]
    rulebooks: frozenset[str]
    faults: int = 0


def load(path: str, config: Config, rulebook: Rulebook) -> Loaded:
    """The calls of saved results, or of transcripts. What cannot be read is told on standard error.

    Raises TranscriptError where there is no call at all.
    """
    from csr_lint.results import is_results

    if is_results(path):
        return saved(path)
    judged = tuple(_judged(path, config, rulebook))
    rows = tuple(row for row in judged if row is not None)
    if not rows:
        raise TranscriptError("there is no call in it", place=path)
    return Loaded(
        title=_title(path), rows=rows, rulebooks=frozenset((rulebook.version,)), faults=len(judged) - len(rows)
    )


def saved(path: str) -> Loaded:
    """The calls of saved results. Raises TranscriptError for anything else, and where there is no call."""
    from csr_lint.results import read_results

    told = read_results(path)
    if told.unread:
        _warn(f"{path}: {count(told.unread, 'transcript')} of that run could not be read")
    if not told.rows:
        raise TranscriptError("there is no call in it", place=path)
    return Loaded(title=_title(path), rows=told.rows, rulebooks=told.rulebooks)


def _title(path: str) -> str:
    """A run's name on a page: that of its file, or of the folder."""
    return Path(path).name or path


def _judged(path: str, config: Config, rulebook: Rulebook) -> Iterator[CallRow | None]:
    """A row for each call, None for what could not be read."""
    from csr_lint.across import across, twins
    from csr_lint.cli._progress import progress
    from csr_lint.cli._session import gathered, setup_of
    from csr_lint.readers.walk import walk
    from csr_lint.runner import outcomes
    from csr_lint.workers import crew

    found = tuple(walk([path]))
    with (
        crew(setup_of(config, rulebook, gathered(config, found)), found, jobs=config.jobs) as work,
        progress(quiet=config.quiet) as bar,
    ):
        for outcome in across(outcomes([path], found, work(found), progress=bar), twins(rulebook)):
            if isinstance(outcome, Unreadable):
                _warn(str(outcome))
                yield None
            elif not isinstance(outcome, Skipped):
                yield row_of(outcome, violations=True)


def notes_on(sides: Sequence[Loaded], rulebook: Rulebook, *, chosen: bool) -> tuple[str, ...]:
    """What makes these calls hard to compare: other rules, rules that are not known here (unless rules were chosen)."""
    books = frozenset().union(*(side.rulebooks for side in sides))
    notes = []
    if len(books) > 1:
        told = ", ".join(sorted(books))
        notes.append(f"judged by different rules ({told}): a change may be the rules', not the people's")
    known = {rule.code for rule in rulebook.rules}
    strange = sorted({code for side in sides for row in side.rows for code, _ in row.verdicts if code not in known})
    if strange and not chosen:
        shown = ", ".join(strange[:6]) + (f" and {len(strange) - 6} more" if len(strange) > 6 else "")
        notes.append(f"left out, for these settings do not know them: {shown}")
    return tuple(notes)


def without_repeats(sides: Sequence[Loaded]) -> tuple[list[Loaded], int]:
    """The sides with each call once (the same id, date and verdicts), and how many stood there again."""
    seen: set[tuple[str, str | None, tuple[tuple[str, str], ...]]] = set()
    kept, again = [], 0
    for side in sides:
        fresh = []
        for row in side.rows:
            key = (row.call, row.started, row.verdicts)
            if key in seen:
                again += 1
            else:
                seen.add(key)
                fresh.append(row)
        if fresh:
            kept.append(msgspec.structs.replace(side, rows=tuple(fresh)))
    return kept, again


def _warn(line: str) -> None:
    click.echo(f"csr-lint: {plain(line)}", err=True)
