"""What may still follow, once a word is read: partial derivatives of the senses (Antimirov 1996)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from csr_lint.cues.firsts import First, Firsts, first_of, senses_of
from csr_lint.cues.program import Again, Either, InOrder, Inside, OneOf, Program, Test
from csr_lint.cues.words import EDGES

_MANY = 6  # alternatives from which on they are looked up by their first word
Rest = tuple[int, int] | str
"""What remains to be read: a node and the number of what remains after it, or the name that is read to its end."""


class _Opening(NamedTuple):
    """What remains: rests with their first words, and rests that a test or a gap may begin."""

    named: tuple[tuple[frozenset[str], int], ...]
    opened: tuple[int, ...]


class _Remaining(NamedTuple):
    """Of a rest: its first words, whether a test or a gap may begin it, and the names that it may end."""

    words: frozenset[str]
    open: bool
    ends: tuple[str, ...]


class Derivation:
    """Works out what remains of the senses of some names after a word, as sets of numbered rests.

    `takes` tells whether a test takes a symbol; `rests` are those that were numbered before, in their order.
    """

    def __init__(
        self,
        program: Program,
        firsts: Firsts,
        names: Collection[str],
        takes: Callable[[Test, str], bool],
        rests: Sequence[Rest] = (),
    ) -> None:
        self._program = program
        self._firsts = firsts
        self._senses = senses_of(program)
        self._names = frozenset(names)
        self._takes = takes
        self.rests: list[Rest] = list(rests)
        self._numbers = {rest: number for number, rest in enumerate(self.rests)}
        self._first: dict[int, First] = {}
        self._chosen: dict[int, tuple[dict[str, list[int]], list[int]]] = {}
        self._known: dict[int, _Remaining] = {}
        self._openings: dict[frozenset[int], _Opening] = {}
        self._taken: dict[str, dict[int, tuple[int, ...]]] = {}  # by word and rest: what remains after it

    def forget(self) -> None:
        """Gives back the memory of what was worked out; the numbers of rests stay."""
        self._openings.clear()
        self._taken.clear()

    def first(self, symbol: str) -> frozenset[int]:
        """What remains of all senses after their first word."""
        after: set[int] = set()
        for k in (*self._firsts.by_word.get(symbol, ()), *self._firsts.any_word):
            name, node = self._senses[k]
            if name in self._names:
                self._read(node, self._numbered(name), symbol, after)
        return frozenset(after)

    def next(self, rests: frozenset[int], symbol: str) -> frozenset[int]:
        """What remains of these rests after a word."""
        opening = self._openings.get(rests)
        if opening is None:
            found = [(rest, self._remaining(rest)) for rest in rests]
            opening = self._openings[rests] = _Opening(
                tuple((r.words, rest) for rest, r in found if not r.open and r.words),
                tuple(rest for rest, r in found if r.open),
            )
        taken = self._taken.setdefault(symbol, {})
        after: set[int] = set()
        for rest in [*[rest for words, rest in opening.named if symbol in words], *opening.opened]:
            known = taken.get(rest)
            if known is None:
                out: set[int] = set()
                self._read_rest(rest, symbol, out)
                known = taken[rest] = tuple(out)
            after.update(known)
        return frozenset(after)

    def ends(self, rests: frozenset[int]) -> tuple[str, ...]:
        """The names that may end where these remain."""
        return tuple(sorted({name for rest in rests for name in self._remaining(rest).ends}))

    def _numbered(self, rest: Rest) -> int:
        number = self._numbers.get(rest)
        if number is None:
            number = self._numbers[rest] = len(self.rests)
            self.rests.append(rest)
        return number

    def _begins(self, node: int) -> First:
        return self._first.get(node) or first_of(self._program, node, self._first)

    def _remaining(self, rest: int) -> _Remaining:
        known = self._known.get(rest)
        if known is None:
            what = self.rests[rest]
            if isinstance(what, str):
                known = _Remaining(frozenset(), False, (what,))
            else:
                first = self._begins(what[0])
                known = _Remaining(first.words, first.open, ())
                if first.nothing:
                    after = self._remaining(what[1])
                    known = _Remaining(first.words | after.words, first.open or after.open, after.ends)
            self._known[rest] = known
        return known

    def _read_rest(self, rest: int, symbol: str, out: set[int]) -> None:
        """Adds what remains of a rest after a word."""
        what = self.rests[rest]
        while not isinstance(what, str):
            node, after = what
            self._read(node, after, symbol, out)
            if not self._begins(node).nothing:
                return
            what = self.rests[after]

    def _read(self, number: int, after: int, symbol: str, out: set[int]) -> None:
        """Adds what remains of a node, and of what comes after it, once it has taken a word."""
        match self._program.nodes[number]:
            case OneOf(words):
                if symbol in words:
                    out.add(after)
            case Either(options):
                for option in self._beginning(number, options, symbol):
                    self._read(option, after, symbol, out)
            case InOrder(parts):
                self._read_in_order(parts, after, symbol, out)
            case Test() as test:
                if self._takes(test, symbol):
                    out.add(after)
            case Inside():
                if symbol not in EDGES:
                    out.add(after)
            case Again(one):
                self._read(one, self._numbered((number, after)), symbol, out)

    def _read_in_order(self, parts: tuple[int, ...], after: int, symbol: str, out: set[int]) -> None:
        """The first part may take the word; the next one too, where all before it may be nothing."""
        for k, part in enumerate(parts):
            first = self._begins(part)
            if first.open or symbol in first.words:
                rest = after
                for later in reversed(parts[k + 1 :]):
                    rest = self._numbered((later, rest))
                self._read(part, rest, symbol, out)
            if not first.nothing:
                return

    def _beginning(self, number: int, options: tuple[int, ...], symbol: str) -> Sequence[int]:
        """The alternatives that the word may begin."""
        if len(options) < _MANY:
            return options
        if number not in self._chosen:
            by_word: dict[str, list[int]] = {}
            others = []
            for option in options:
                first = self._begins(option)
                for word in first.words:
                    by_word.setdefault(word, []).append(option)
                if first.open:
                    others.append(option)
            self._chosen[number] = (by_word, others)
        by_word, others = self._chosen[number]
        return [*by_word.get(symbol, ()), *others]
