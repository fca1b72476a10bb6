"""Runs every sense at once over the words of a turn: an automaton that is made as it is used.

From each word on, the states are the sets of what may still follow (partial derivatives, Antimirov 1996); a state is
worked out the first time that a text leads there and looked up from then on. Nearly all starts die after a word or
two, and the same short runs of words come again in every call.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from csr_lint.cues.matching import Hit
from csr_lint.cues.program import Again, Either, InOrder, Inside, OneOf, Program, Test
from csr_lint.cues.tokentest import TokenTest
from csr_lint.cues.words import EDGES


class Words(Protocol):
    """What may stand at a place: a set of words, or something that can tell."""

    def __contains__(self, word: object, /) -> bool: ...


class _Inside:
    """Any word that is no stop and no edge."""

    def __contains__(self, word: object) -> bool:
        return word not in EDGES


class _State:
    """A set of what may still follow. `ends`: names that end here; `moves`: the states found so far, by word."""

    __slots__ = ("ends", "leads", "moves")

    def __init__(self, leads: tuple[tuple[Words, int], ...], ends: tuple[str, ...]) -> None:
        self.leads = leads
        self.ends = ends
        self.moves: dict[str, _State | None] = {}


_INSIDE = _Inside()
_MOST_STATES = 400_000  # then everything that was worked out is forgotten; a bound on memory
Leads = tuple[tuple[Words, int], ...]


class Automaton:
    """The senses of some names, ready to run over the words of views.

    What remains to be read is numbered: (a node, what remains after it), or the name that has been read to its end.
    """

    def __init__(self, program: Program, names: Collection[str], ask: Callable[[str, str], bool]) -> None:
        self._nodes = program.nodes
        self._rest: list[tuple[int, int] | str] = []
        self._rests: dict[tuple[int, int] | str, int] = {}
        self._opened: dict[int, tuple[Leads, frozenset[str]]] = {}
        self._words = _literals(program)
        asked = [node for node in program.nodes if isinstance(node, Test)]
        self._tests = {node: TokenTest(node.pattern, ask, negated=node.not_) for node in asked}
        self._standing: dict[frozenset[int], str] = {}
        self._symbols: dict[str, str] = {}
        self._states: dict[frozenset[int], _State | None] = {}
        self._first: dict[str, list[int]] = {}
        self._open_first: list[tuple[Words, int]] = []
        self._index([(node, self._numbered(name)) for name in names for node in program.senses.get(name, ())])
        self._root: dict[str, _State | None] = {}

    def _index(self, starts: Sequence[tuple[int, int]]) -> None:
        """What may follow each first word."""
        for start in starts:
            for words, rest in self._open(self._numbered(start))[0]:
                if isinstance(words, frozenset):
                    for word in words:
                        self._first.setdefault(word, []).append(rest)
                else:
                    self._open_first.append((words, rest))

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
        if word not in self._words:
            taken = frozenset(k for k, test in enumerate(self._tests.values()) if word in test)
            symbol = self._standing.setdefault(taken, word)
        self._symbols[word] = symbol
        return symbol

    def _begin(self, symbol: str) -> _State | None:
        rests = [*self._first.get(symbol, ()), *(rest for words, rest in self._open_first if symbol in words)]
        state = self._root[symbol] = self._state(frozenset(rests))
        return state

    def _move(self, state: _State, symbol: str) -> _State | None:
        if len(self._states) > _MOST_STATES:
            self._forget()
        after = self._state(frozenset([rest for words, rest in state.leads if symbol in words]))
        state.moves[symbol] = after
        return after

    def _forget(self) -> None:
        self._states.clear()
        self._root.clear()

    def _state(self, rests: frozenset[int]) -> _State | None:
        if not rests:
            return None
        if rests not in self._states:
            leads: dict[tuple[int, int], tuple[Words, int]] = {}
            ends: set[str] = set()
            for rest in rests:
                opened, ended = self._open(rest)
                ends |= ended
                for words, after in opened:
                    leads[id(words), after] = (words, after)
            self._states[rests] = _State(tuple(leads.values()), tuple(sorted(ends)))
        return self._states[rests]

    def _numbered(self, what: tuple[int, int] | str) -> int:
        number = self._rests.get(what)
        if number is None:
            number = self._rests[what] = len(self._rest)
            self._rest.append(what)
        return number

    def _open(self, rest: int) -> tuple[Leads, frozenset[str]]:
        """The words that may come next, each with what remains after it; and the names that may end here."""
        known = self._opened.get(rest)
        if known is None:
            known = self._opened[rest] = self._opening(rest)
        return known

    def _opening(self, rest: int) -> tuple[Leads, frozenset[str]]:
        what = self._rest[rest]
        if isinstance(what, str):
            return (), frozenset((what,))
        node, after = what
        match self._nodes[node]:
            case OneOf(words):
                return ((words, after),), frozenset()
            case Test() as test:
                return ((self._tests[test], after),), frozenset()
            case InOrder(parts):
                for part in reversed(parts):
                    after = self._numbered((part, after))
                return self._open(after)
            case Either(options, optional):
                opened = [self._open(self._numbered((option, after))) for option in options]
                return _together([*opened, self._open(after)] if optional else opened)
            case Inside():
                return ((_INSIDE, after),), frozenset()
            case Again(one):
                again = self._open(self._numbered((one, rest)))
                return _together([again, self._open(after)])


def _together(opened: Sequence[tuple[Leads, frozenset[str]]]) -> tuple[Leads, frozenset[str]]:
    """All of them; what leads to the same rest by plain words, as one set."""
    sets: dict[int, frozenset[str]] = {}
    others: dict[tuple[int, int], tuple[Words, int]] = {}
    for leads, _ in opened:
        for words, rest in leads:
            if isinstance(words, frozenset):
                sets[rest] = sets[rest] | words if rest in sets else words
            else:
                others[id(words), rest] = (words, rest)
    plain: list[tuple[Words, int]] = [(words, rest) for rest, words in sets.items()]
    return (*plain, *others.values()), frozenset().union(*(ends for _, ends in opened))


def _literals(program: Program) -> frozenset[str]:
    """Every word that a sense names, and the stops and edges."""
    return frozenset(EDGES).union(*(node.words for node in program.nodes if isinstance(node, OneOf)))
