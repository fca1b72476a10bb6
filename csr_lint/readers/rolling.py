"""Rolling captions, whose cues repeat the line above them as it scrolls away: each line is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from csr_lint.model import Note
from csr_lint.readers.captions import Cue
from csr_lint.readers.captiontext import bare

_LEAST = 3
"""Fewer repetitions than these may be meant."""
_TALLEST = 12
"""Captions that roll show no more lines than these."""


def unrolled(found: Sequence[Cue]) -> tuple[list[Cue], tuple[Note, ...]]:
    """The cues without the lines that they repeat from the cue before, if at least half of them do so.

    Cues that only repeat are left out. That somebody says a thing twice is no rolling: there cues begin with what is
    old and go on with what is new.
    """
    shown = [[text for line in cue.payload if (text := bare(line).text)] for cue in found]
    olds = [_repeated(above, below) for above, below in pairwise([[], *shown])]
    growing = sum(0 < old < len(texts) for old, texts in zip(olds, shown, strict=True))
    if growing < _LEAST or 2 * sum(old > 0 for old in olds) < len(found):
        return list(found), ()
    cues = [_without(cue, old) for cue, old, texts in zip(found, olds, shown, strict=True) if old < len(texts)]
    what = f"rolling captions: {sum(olds)} lines that repeat the cue before were left out"
    return cues, (Note("duplicate-cue", what),)


def _repeated(above: Sequence[str], below: Sequence[str]) -> int:
    """How many lines at the begin of a cue are those at the end of the one before."""
    most = min(len(above), len(below), _TALLEST)
    return next((count for count in range(most, 0, -1) if list(above[-count:]) == list(below[:count])), 0)


def _without(cue: Cue, old: int) -> Cue:
    filled = [line for line in cue.payload if bare(line).text]
    return msgspec.structs.replace(cue, payload=tuple(filled[old:]))
