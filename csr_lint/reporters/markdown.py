"""Markdown for a comment below a pull request: the summary, the calls to hear first, the floor, findings to unfold.

It always fits into a comment; what does not is left out from the end, and a line says how much.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from typing import TextIO

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.comment import Story, floor, heading, story, worst_calls
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.wording import count

MOST = 65_536  # characters that GitHub takes
_TAIL = 300  # characters kept for the line that tells what was left out, and for closing tags
_STORIES = 400  # no comment holds so many
_FAULTS = 10


class Comment:
    """A comment being gathered; only the calls with the lowest scores are kept, so that any number may come."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._about = about
        self._stories: list[Story] = []
        self._faults: list[Unreadable] = []
        self._calls = self._faulty = 0

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Unreadable):
            self._faulty += 1
            if len(self._faults) < _FAULTS:
                self._faults.append(outcome)
        elif isinstance(outcome, Evaluation) and (told := story(outcome, self._about)):
            self._calls += 1
            insort(self._stories, told, key=lambda one: one.rank)
            del self._stories[_STORIES:]

    def close(self, summary: Summary | None) -> None:
        head = "".join((*heading(summary, self._faults, self._faulty), *worst_calls(self._stories)))
        if summary is not None:
            if summary.calls and not any(told.row for told in self._stories):
                head += "Nothing to work on in what could be judged.\n\n"
            head += "".join(floor(summary.team))
        head = head.rstrip("\n") + "\n"
        if self._stories:
            head += "\n### Findings\n\n"
        self._out.write(head)
        self._out.writelines(_details(self._stories, self._calls, MOST - _TAIL - length(head)))
        self._out.flush()


def _details(stories: Sequence[Story], calls: int, room: int) -> Iterator[str]:
    """The findings of as many calls as there is room for; the last of them perhaps not all."""
    for number, told in enumerate(stories):
        opened, closed = f"<details><summary>{told.title}</summary>\n\n", "\n</details>\n\n"
        fitting, room = _fitting(told.findings, room - length(opened + closed))
        if fitting:
            yield opened + "".join(fitting) + closed
        missing = len(told.findings) - len(fitting)
        if missing:
            yield _left_out(missing, calls - number - 1) if fitting else _left_out(0, calls - number)
            return
    if calls > len(stories):
        yield _left_out(0, calls - len(stories))


def _fitting(blocks: Sequence[str], room: int) -> tuple[list[str], int]:
    """The first blocks for which there is room, and what room is left."""
    taken: list[str] = []
    for block in blocks:
        if length(block) > room:
            break
        taken.append(block)
        room -= length(block)
    return taken, room


def _left_out(rules: int, calls: int) -> str:
    """What is not shown: rules of the last call, and whole calls."""
    parts = [f"{count(rules, 'rule')} of the call above"] if rules else []
    parts += [f"{count(calls, 'more call')} with findings"] if calls else []
    return f"**Cut here:** {' and '.join(parts)} did not fit into a comment; `--output jsonl=FILE` tells all.\n"


def length(text: str) -> int:
    """Characters as GitHub counts them at most: those beyond the basic plane are two."""
    return len(text.encode("utf-16-le")) // 2


REPORTER = Reporter(
    name="markdown",
    summary="a comment for a pull request, never longer than one may be",
    needs_summary=True,
    exact=True,
    start=Comment,
)
