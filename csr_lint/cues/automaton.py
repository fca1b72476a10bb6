"""Runs every sense at once over the words of a turn: an automaton that is made as it is used.

From each word on, the states are the sets of what may still follow (partial derivatives, Antimirov 1996); a state is
worked out the first time that a text leads there and looked up from then on. Nearly all starts die after a word or
two, and the same short runs of words come again in every call.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from csr_lint.cues.firsts import First, Firsts, first_of, firsts_of, senses_of
from csr_lint.cues.matching import Hit
from csr_lint.cues.program import Again, Either, InOrder, Inside, OneOf, Program, Test
from csr_lint.cues.tokentest import TokenTest
from csr_lint.cues.words import EDGES

_MOST_STATES = 400_000  # then everything that was worked out is forgotten: a bound on memory
_MANY = 6  # alternatives from which on they are looked up by their first word
Ask = Callable[[str, str], bool]
Tests = Mapping[Test, TokenTest]


def tests_of(firsts: Firsts, ask: Ask) -> Tests:
    """What is asked of words, ready; automata of one program share it."""
    return {node: TokenTest(node.pattern, ask, negated=node.not_) for node in firsts.tests}


class _State:
    """What may still follow: what remains with its first words, and what remains that a test or a gap may begin.

    `ends`: the names that may end here; `moves`: the states found so far, by word.
    """

    __slots__ = ("ends", "moves", "named", "opened")

    def __init__(
        self, named: tuple[tuple[frozenset[str], int], ...], opened: tuple[int, ...], ends: tuple[str, ...]
    ) -> None:
        self.named = named
        self.opened = opened
        self.ends = ends
        self.moves: dict[str, _State | None] = {}


class _Remaining:
    """What remains to be read: its first words, whether a test or a gap may begin it, and the names it may end."""

    __slots__ = ("ends", "open", "words")

    def __init__(self, words: frozenset[str], *, open: bool, ends: tuple[str, ...]) -> None:
        self.words = words
        self.open = open
        self.ends = ends


class Automaton:
    """The senses of some names, ready to run over the words of views; `ask` tells what only spaCy can tell of a word.

    What remains to be read is numbered: (a node, what remains after it), or the name that has been read to its end.
    """

    def __init__(
        self,
        program: Program,
        names: Collection[str],
        ask: Ask,
        *,
        firsts: Firsts | None = None,
        tests: Tests | None = None,
    ) -> None:
        self._program = program
        self._senses = senses_of(program)
        self._names = frozenset(names)
        self._firsts = firsts or firsts_of(program)
        self._tests = tests_of(self._firsts, ask) if tests is None else tests
        self._first: dict[int, First] = {}
        self._chosen: dict[int, tuple[dict[str, list[int]], list[int]]] = {}
        self._rest: list[tuple[int, int] | str] = []
        self._rests: dict[tuple[int, int] | str, int] = {}
        self._known: dict[int, _Remaining] = {}
        self._standing: dict[tuple[bool, ...], str] = {}
        self._symbols: dict[str, str] = {}
        self._states: dict[frozenset[int], _State | None] = {}
        self._root: dict[str, _State | None] = {}
        self._taken: dict[str, dict[int, tuple[int, ...]]] = {}  # by word and rest: what remains after it

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
        if word not in self._firsts.named:
            symbol = self._standing.setdefault(tuple(test[word] for test in self._tests.values()), word)
        self._symbols[word] = symbol
        return symbol

    def _begin(self, symbol: str) -> _State | None:
        after: set[int] = set()
        for k in (*self._firsts.by_word.get(symbol, ()), *self._firsts.any_word):
            name, node = self._senses[k]
            if name in self._names:
                self._read(node, self._numbered(name), symbol, after)
        state = self._root[symbol] = self._state(frozenset(after))
        return state

    def _move(self, state: _State, symbol: str) -> _State | None:
        if len(self._states) > _MOST_STATES:
            self._states.clear()
            self._root.clear()
            self._taken.clear()
        after: set[int] = set()
        taken = self._taken.setdefault(symbol, {})
        for rest in [*[rest for words, rest in state.named if symbol in words], *state.opened]:
            known = taken.get(rest)
            if known is None:
                found: set[int] = set()
                self._read_rest(rest, symbol, found)
                known = taken[rest] = tuple(found)
            after.update(known)
        moved = state.moves[symbol] = self._state(frozenset(after))
        return moved

    def _state(self, rests: frozenset[int]) -> _State | None:
        if not rests:
            return None
        state = self._states.get(rests)
        if state is None:
            found = [(rest, self._remaining(rest)) for rest in rests]
            state = self._states[rests] = _State(
                tuple((r.words, rest) for rest, r in found if not r.open and r.words),
                tuple(rest for rest, r in found if r.open),
                tuple(sorted({name for _, r in found for name in r.ends})),
            )
        return state

    def _numbered(self, what: tuple[int, int] | str) -> int:
        number = self._rests.get(what)
        if number is None:
            number = self._rests[what] = len(self._rest)
            self._rest.append(what)
        return number

    def _begins(self, node: int) -> First:
        return first_of(self._program, node, self._first)

    def _remaining(self, rest: int) -> _Remaining:
        """How a rest may begin, and the names that may end where it remains."""
        known = self._known.get(rest)
        if known is None:
            what = self._rest[rest]
            if isinstance(what, str):
                known = _Remaining(frozenset(), open=False, ends=(what,))
            else:
                first = self._begins(what[0])
                known = _Remaining(first.words, open=first.open, ends=())
                if first.nothing:
                    after = self._remaining(what[1])
                    known = _Remaining(first.words | after.words, open=first.open or after.open, ends=after.ends)
            self._known[rest] = known
        return known

    def _read_rest(self, rest: int, symbol: str, out: set[int]) -> None:
        """Adds what remains of a rest after a word."""
        what = self._rest[rest]
        while not isinstance(what, str):
            node, after = what
            self._read(node, after, symbol, out)
            if not self._begins(node).nothing:
                return
            what = self._rest[after]

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
                if self._tests[test][symbol]:
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
