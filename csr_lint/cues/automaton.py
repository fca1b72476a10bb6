"""Runs every sense at once over the words of a turn: an automaton that is made as it is used, and can be kept.

From each word on, a state stands for what may still follow; it is worked out the first time that a text leads there
and looked up from then on. Nearly all starts die after a word or two, and the same short runs of words come again in
every call. What one run has worked out another begins with (`kept`): then even the senses need not be loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from csr_lint.cues.alphabet import Alphabet
from csr_lint.cues.derivation import Derivation, Rest
from csr_lint.cues.matching import Hit

_MOST_STATES = 100_000  # then everything that was worked out is forgotten: a bound on memory
_DEAD = -1


class KeptState(msgspec.Struct, frozen=True, array_like=True):
    """A state: the rests that it stands for, the names that end in it, and by symbol the number of the next state."""

    rests: tuple[int, ...]
    ends: tuple[str, ...]
    moves: Mapping[str, int]


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """An automaton's states as they are kept (each a packed KeptState, unpacked when a text leads there).

    `root`: by symbol the state after a first word; `rests`: a packed list of Rest; `moves`: how many there are.
    """

    moves: int
    root: Mapping[str, int]
    states: tuple[msgspec.Raw, ...]
    rests: msgspec.Raw


class _State:
    """`ends`: the names that may end here; `moves`: the states found so far, by symbol.

    `packed`: the kept moves, some of them still to be unpacked; `rests`: what may still follow.
    """

    __slots__ = ("ends", "moves", "packed", "rests")

    def __init__(self, rests: frozenset[int], ends: tuple[str, ...]) -> None:
        self.rests = rests
        self.ends = ends
        self.moves: dict[str, _State | None] = {}
        self.packed: Mapping[str, int] = {}


class Automaton:
    """Senses ready to run over the words of views.

    `derivation` makes what works out new states from the rests that are numbered already; it is called when a text
    leads where none has led before.
    """

    def __init__(
        self, alphabet: Alphabet, derivation: Callable[[Sequence[Rest]], Derivation], kept: Kept | None = None
    ) -> None:
        self._symbols = alphabet.symbols
        self._make = derivation
        self._made: Derivation | None = None
        self._kept = kept
        self._unpacked: dict[int, _State] = {}
        self._states: dict[frozenset[int], _State] = {}
        self._root: dict[str, _State | None] = {}
        self._packed_root = dict(kept.root) if kept else {}
        self._decoder = msgspec.msgpack.Decoder(KeptState)
        self.learnt = 0
        """Moves that were worked out here."""

    def hits(self, words: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """The hits of every name that has any: leftmost-longest, none over another of the same name."""
        line = self._symbols(words)
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

    @property
    def moves(self) -> int:
        """Moves that are known: kept ones and those worked out here."""
        return self.learnt + (self._kept.moves if self._kept else 0)

    def keep(self) -> Kept:
        """Everything that is worked out, to begin with another time."""
        for symbol, number in self._packed_root.items():
            self._root.setdefault(symbol, self._numbered(number))
        encode = msgspec.msgpack.encode
        numbers: dict[int, int] = {}
        order: list[_State] = []

        def number_of(state: _State | None) -> int:
            if state is None:
                return _DEAD
            if id(state) not in numbers:
                numbers[id(state)] = len(order)
                order.append(state)
            return numbers[id(state)]

        root = {symbol: number_of(state) for symbol, state in self._root.items()}
        states = []
        for state in order:  # It grows as it is read.
            for symbol, number in state.packed.items():
                state.moves.setdefault(symbol, self._numbered(number))
            moves = {symbol: number_of(after) for symbol, after in state.moves.items()}
            states.append(msgspec.Raw(encode(KeptState(tuple(sorted(state.rests)), state.ends, moves))))
        return Kept(self.moves, root, tuple(states), msgspec.Raw(encode(self._derivation.rests)))

    def _begin(self, symbol: str) -> _State | None:
        number = self._packed_root.get(symbol)
        if number is not None:
            state = self._root[symbol] = self._numbered(number)
            return state
        self.learnt += 1
        state = self._root[symbol] = self._state(self._derivation.first(symbol))
        return state

    def _move(self, state: _State, symbol: str) -> _State | None:
        number = state.packed.get(symbol)
        if number is not None:
            moved = state.moves[symbol] = self._numbered(number)
            return moved
        if len(self._states) > _MOST_STATES:
            self._forget()
        self.learnt += 1
        moved = state.moves[symbol] = self._state(self._derivation.next(state.rests, symbol))
        return moved

    def _state(self, rests: frozenset[int]) -> _State | None:
        if not rests:
            return None
        state = self._states.get(rests)
        if state is None:
            state = self._states[rests] = _State(rests, self._derivation.ends(rests))
        return state

    def _numbered(self, number: int) -> _State | None:
        """The kept state of that number."""
        if number == _DEAD or self._kept is None:
            return None
        state = self._unpacked.get(number)
        if state is None:
            known = self._decoder.decode(self._kept.states[number])
            rests = frozenset(known.rests)
            state = self._states.setdefault(rests, _State(rests, known.ends))
            state.packed = known.moves
            self._unpacked[number] = state
        return state

    def _forget(self) -> None:
        self._states.clear()
        self._root.clear()
        self._unpacked.clear()
        self._derivation.forget()

    @property
    def _derivation(self) -> Derivation:
        if self._made is None:
            rests = msgspec.msgpack.decode(self._kept.rests, type=list[Rest]) if self._kept else []
            self._made = self._make(rests)
        return self._made
