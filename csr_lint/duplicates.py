"""Calls that stand twice in a data set, word for word or nearly, found without comparing every pair.

Near ones are found by MinHash and locality-sensitive hashing over word triples (Broder 1997; Indyk and Motwani 1998)
with rensa. A call of any length costs about 2.6 kB of memory, and one of 300 words under half a millisecond, however
many came before it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from csr_lint.errors import ConfigError

if TYPE_CHECKING:
    from rensa import RMinHash, RMinHashLSH

_WORD = re.compile(r"[^\W_]+")
_SHORT = 20  # words; shorter calls are alike by nature ("hello? hello? wrong number")
_SHINGLE = 3
_SLOTS = 128  # of a sketch; the likeness is estimated with a standard error of 0.035 at 0.8
_SEED = 1997
_LOOKED_AT = 200  # earlier calls compared with one; only calls of one script nearly through reach it
_SURE = 0.9  # the chance that a pair just at the threshold meets in the index at all


class Twin(msgspec.Struct, frozen=True):
    """An earlier call that is the same: its key, and how far the two share their word triples (1: word for word)."""

    key: str
    similarity: float


class Duplicates:
    """The calls of a data set so far, asked one after the other.

    `threshold` is the share of word triples that two calls must have in common, 0 < t <= 1 (ConfigError else).
    `missing` says in one sentence what is not looked for because a library is not installed, else it is None: to be
    said once. `compared` counts the sketches that were compared. Same calls, same order: same answers, on every run.
    """

    def __init__(self, *, threshold: float = 0.8) -> None:
        if not 0 < threshold <= 1:
            raise ConfigError(f"the likeness of duplicates must be above 0 and at most 1, not {threshold}")
        self.missing: str | None = None
        self.compared = 0
        self._threshold = threshold
        self._exact: dict[bytes, str] = {}
        self._kept: list[tuple[str, RMinHash]] = []
        self._index = self._near_index()

    def seen(self, key: str, words: Sequence[str]) -> Twin | None:
        """The first earlier call with the same words, else the first with nearly the same; this one is kept.

        Case, punctuation and spacing make no difference. A call of under 20 words has only exact twins, one without
        words none. A near twin is not compared with later calls: what it repeats stands for it, so that a thousand
        copies cost no more than a thousand others.
        """
        plain = _WORD.findall(" ".join(words).casefold())
        if not plain:
            return None
        digest = hashlib.blake2b(" ".join(plain).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        if (first := self._exact.get(digest)) is not None:
            return Twin(first, 1.0)
        self._exact[digest] = key
        return self._near(key, plain) if len(plain) >= _SHORT else None

    def _near(self, key: str, plain: list[str]) -> Twin | None:
        if self._index is None:
            return None
        from rensa import RMinHash

        sketch = RMinHash(_SLOTS, _SEED)
        sketch.update([" ".join(plain[k : k + _SHINGLE]) for k in range(len(plain) - _SHINGLE + 1)])
        for place in sorted(self._index.query(sketch))[:_LOOKED_AT]:
            earlier, other = self._kept[place]
            self.compared += 1
            if (likeness := sketch.jaccard(other)) >= self._threshold:
                return Twin(earlier, likeness)
        self._index.insert(len(self._kept), sketch)
        self._kept.append((key, sketch))
        return None

    def _near_index(self) -> RMinHashLSH | None:
        try:
            from rensa import RMinHashLSH
        except ImportError:
            self.missing = "near-duplicate calls are found with rensa: pip install 'csr-lint[health]'"
            return None
        return RMinHashLSH(self._threshold, _SLOTS, _bands(self._threshold))


def _bands(threshold: float) -> int:
    """The fewest bands, so the fewest chance meetings, in which a pair at the threshold still meets."""
    bands = 1
    while bands < _SLOTS and 1 - (1 - threshold ** (_SLOTS // bands)) ** bands < _SURE:
        bands *= 2
    return bands
