"""Runs every sense at once over the words of a turn: an automaton that is made as it is used.

From each word on, the states are the sets of what may still follow (partial derivatives, Antimirov 1996); a state is
worked out the first time that a text leads there and looked up from then on. Nearly all starts die after a word or
two, and the same short runs of words come again in every call.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from csr_lint.cues.matching import Hit
from csr_lint.cues.program import Again, Either, InOrder, Inside, OneOf, Program, Test
from csr_lint.cues.tokentest import TokenTest
from csr_lint.cues.words import EDGES

_MOST_STATES = 400_000  # then everything that was worked out is forgotten: a bound on memory


class _Open:
    """What may come next, each with the number of what remains after it, and the names that may end here.

    `sets`: one word of a set; `tests`: a word that passes a test; `inside`: any word that is no stop and no edge.
    """

    __slots__ = ("ends", "inside", "sets", "tests")

    def __init__(
        self,
        sets: Iterable[tuple[frozenset[str], int]] = (),
        tests: Iterable[tuple[TokenTest, int]] = (),
        inside: Iterable[int] = (),
        ends: Iterable[str] = (),
    ) -> None:
        self.sets = tuple(sets)
        self.tests = tuple(tests)
        self.inside = tuple(inside)
        self.ends = tuple(ends)

    def after(self, word: str) -> frozenset[int]:
        """What remains after that word."""
        rests = [rest for words, rest in self.sets if word in words]
        if self.tests:
            rests += [rest for test, rest in self.tests if test[word]]
        if self.inside and word not in EDGES:
            rests += self.inside
        return frozenset(rests)


class _State:
    """A set of what may still follow; `moves`: the states found so far, by word."""

    __slots__ = ("ends", "moves", "open")

    def __init__(self, open_: _Open) -> None:
        self.open = open_
        self.ends = open_.ends
        self.moves: dict[str, _State | None] = {}


class Automaton:
    """The senses of some names, ready to run over the words of views; `ask` tells what only spaCy can tell of a word.

    What remains to be read is numbered: (a node, what remains after it), or the name that has been read to its end.
    """

    def __init__(self, program: Program, names: Collection[str], ask: Callable[[str, str], bool]) -> None:
        self._nodes = program.nodes
        self._rest: list[tuple[int, int] | str] = []
        self._rests: dict[tuple[int, int] | str, int] = {}
        self._opened: dict[int, _Open] = {}
        self._literals = frozenset(EDGES).union(*(node.words for node in program.nodes if isinstance(node, OneOf)))
        asked = [node for node in program.nodes if isinstance(node, Test)]
        self._tests = {node: TokenTest(node.pattern, ask, negated=node.not_) for node in asked}
        self._standing: dict[tuple[bool, ...], str] = {}
        self._symbols: dict[str, str] = {}
        self._states: dict[frozenset[int], _State | None] = {}
        self._root: dict[str, _State | None] = {}
        self._starts = self._together(
            self._open(self._numbered((node, self._numbered(name))))
            for name in names
            for node in program.senses.get(name, ())
        )
        self._first: dict[str, list[int]] = {}
        for words, rest in self._starts.sets:
            for word in words:
                self._first.setdefault(word, []).append(rest)
        self._others = _Open((), self._starts.tests, self._starts.inside)

    def hits(self, words: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """The hits of every name that has any: leftmost-longest, none over another of the same name."""
        symbols = self._symbols
        line = [symbols.get(word) or self._symbol(word) for word in words]
        found: dict[str, list[Hit]] = {}
        size, root = len(line), self._root
        for first, symbol in enumerate(line):
            state = root[symbol] if symbol in root else self._begin(symbol)
            at = first + 1
            longest: dict[str, int] | None = None
            while state is not None:
                if state.ends:
                    if longest is None:
                        longest = {}
                    for name in state.ends:
                        longest[name] = at
                if at == size:
                    break
                symbol = line[at]
                moves = state.moves
                state = moves[symbol] if symbol in moves else self._move(state, symbol)
                at += 1
            if longest:
                for name, last in longest.items():
                    kept = found.setdefault(name, [])
                    if not kept or kept[-1][1] <= first:
                        kept.append((first, last))
        return {name: tuple(pairs) for name, pairs in found.items()}

    def _symbol(self, word: str) -> str:
        """The word itself where a sense has it, else a word that stands for all that no test tells from it."""
        if len(self._symbols) > _MOST_STATES:
            self._symbols.clear()
        symbol = word
        if word not in self._literals:
            symbol = self._standing.setdefault(tuple(test[word] for test in self._tests.values()), word)
        self._symbols[word] = symbol
        return symbol

    def _begin(self, symbol: str) -> _State | None:
        state = self._root[symbol] = self._state(self._others.after(symbol).union(self._first.get(symbol, ())))
        return state

    def _move(self, state: _State, symbol: str) -> _State | None:
        if len(self._states) > _MOST_STATES:
            self._states.clear()
            self._root.clear()
        after = state.moves[symbol] = self._state(state.open.after(symbol))
        return after

    def _state(self, rests: frozenset[int]) -> _State | None:
        if not rests:
            return None
        state = self._states.get(rests)
        if state is None:
            opened = [self._opened.get(rest) or self._open(rest) for rest in rests]
            together = opened[0] if len(opened) == 1 else self._together(opened)
            state = self._states[rests] = _State(together)
        return state

    def _numbered(self, what: tuple[int, int] | str) -> int:
        number = self._rests.get(what)
        if number is None:
            number = self._rests[what] = len(self._rest)
            self._rest.append(what)
        return number

    def _open(self, rest: int) -> _Open:
        """What may come next where this remains, worked out once."""
        known = self._opened.get(rest)
        if known is None:
            known = self._opened[rest] = self._opening(rest)
        return known

    def _opening(self, rest: int) -> _Open:
        what = self._rest[rest]
        if isinstance(what, str):
            return _Open(ends=(what,))
        node, after = what
        match self._nodes[node]:
            case OneOf(words):
                return _Open(sets=((words, after),))
            case Test() as test:
                return _Open(tests=((self._tests[test], after),))
            case Inside():
                return _Open(inside=(after,))
            case InOrder(parts):
                for part in reversed(parts):
                    after = self._numbered((part, after))
                return self._open(after)
            case Either(options, optional):
                opened = [self._open(self._numbered((option, after))) for option in options]
                return self._alternatives([*opened, self._open(after)] if optional else opened)
            case Again(one):
                again = self._open(self._numbered((one, rest)))
                return self._alternatives([again, self._open(after)])

    @staticmethod
    def _together(opened: Iterable[_Open]) -> _Open:
        """All of them, one after the other."""
        all_ = list(opened)
        ends = {end for one in all_ for end in one.ends}
        return _Open(
            [pair for one in all_ for pair in one.sets],
            [pair for one in all_ for pair in one.tests],
            [rest for one in all_ for rest in one.inside],
            sorted(ends),
        )

    def _alternatives(self, opened: Sequence[_Open]) -> _Open:
        """All of them; what leads to the same rest by plain words, as one set."""
        sets: dict[int, frozenset[str]] = {}
        for one in opened:
            for words, rest in one.sets:
                sets[rest] = sets[rest] | words if rest in sets else words
        both = self._together(opened)
        return _Open(
            ((words, rest) for rest, words in sets.items()),
            {(id(test), rest): (test, rest) for test, rest in both.tests}.values(),
            dict.fromkeys(both.inside),
            both.ends,
        )
