"""Texts that go over several lines of a file: made one, and where in it each line begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from csr_lint.readers.source import Line

_WORD = re.compile(r"\S+")
Breaks = tuple[tuple[int, int], ...]


def joined(lines: Sequence[Line], first: int) -> tuple[str, Breaks]:
    """The texts of these lines joined by blanks; where in it each begins that is in another line than the one before.

    `first` is the line in which the talk is said to begin, perhaps that of a name or a time.
    """
    if len(lines) == 1 and lines[0].number == first:
        return lines[0].text, ()
    at, before, breaks = 0, first, []
    for line in lines:
        if line.number != before:
            breaks.append((at, line.number))
            before = line.number
        at += len(line.text) + 1
    return " ".join(line.text for line in lines), tuple(breaks)


def folded(runs: Sequence[Line], first: int) -> tuple[str, Breaks]:
    """The words of these runs of text with one blank between, and the same places.

    A run's `number` is the line in which it begins; it may go over several, and a word over several runs.
    """
    starts, lines, at = [0], [first], 0
    for run in runs:
        for down, row in enumerate(run.text.split("\n")):
            starts.append(at)
            lines.append(run.number + down)
            at += len(row) + 1
        at -= 1
    words, breaks, before, length = [], [], first, 0
    for found in _WORD.finditer("".join(run.text for run in runs)):
        line = lines[bisect_right(starts, found.start()) - 1]
        if line != before:
            breaks.append((length, line))
            before = line
        words.append(found[0])
        length += len(found[0]) + 1
    return " ".join(words), tuple(breaks)
