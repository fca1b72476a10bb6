"""From the tree of a sense to flat token patterns: what spaCy's Matcher can match.

Alternatives of single words become one set of words, optional single words an operator; only longer alternatives
multiply. There is a cap on the number of patterns: this is the reference, the automaton needs no expansion.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping

import msgspec

from csr_lint.cues import words as w
from csr_lint.cues.notation import Choice, Edge, Gap, Node, NotationError, Raw, Sequence, Sign, Slot, Word
from csr_lint.suggest import did_you_mean

MOST = 6000  # flat patterns a sense


class Item(msgspec.Struct, frozen=True):
    """One token of a flat pattern: one of `words`, or (empty) any word, or a `raw` spaCy pattern; maybe optional."""

    words: frozenset[str] = frozenset()
    raw: str = ""
    optional: bool = False


Flat = tuple[Item, ...]
Canonical = Callable[[str], tuple[str, ...]]


class Expansion:
    """Expands trees with the slots given; `canonical` reads a pattern's word as the view reads a text's."""

    def __init__(self, slots: Mapping[str, tuple[Node, ...]], canonical: Canonical) -> None:
        self._slots = slots
        self._canonical = canonical
        self._done: dict[str, tuple[Flat, ...]] = {}
        self._words: dict[Word, tuple[Flat, ...]] = {}
        self._open: list[str] = []

    def expand(self, node: Node) -> tuple[Flat, ...]:
        """Every flat pattern that the tree stands for, each once, in a stable order."""
        match node:
            case Word():
                if node not in self._words:
                    self._words[node] = self._word(node)
                return self._words[node]
            case Sign(text):
                return ((Item(frozenset((text,))),),)
            case Edge(start):
                return ((Item(frozenset((w.START if start else w.END,))),),)
            case Gap(most):
                return ((Item(optional=True),) * most,)
            case Raw(pattern):
                return ((Item(raw=pattern),),)
            case Slot():
                return self._slot(node)
            case Choice(options, optional):
                return self._choice(options, optional=optional)
            case Sequence(parts):
                return self._sequence(parts)

    def _word(self, node: Word) -> tuple[Flat, ...]:
        forms = w.inflections(node.text) if node.inflected else (node.text,)
        flats = [tuple(Item(frozenset((c, *w.EITHER.get(c, ())))) for c in self._canonical(form)) for form in forms]
        return _joined(flats)

    def _slot(self, node: Slot) -> tuple[Flat, ...]:
        if node.name in self._done:
            return self._done[node.name]
        if node.name not in self._slots:
            hint = did_you_mean(node.name, self._slots)
            raise NotationError(f"there is no slot <{node.name}>{hint}", node.column)
        if node.name in self._open:
            raise NotationError(f"slot <{node.name}> stands inside itself", node.column)
        self._open.append(node.name)
        try:
            self._done[node.name] = self._choice(self._slots[node.name], optional=False)
        finally:
            self._open.pop()
        return self._done[node.name]

    def _choice(self, options: tuple[Node, ...], *, optional: bool) -> tuple[Flat, ...]:
        flats = _joined(flat for option in options for flat in self.expand(option))
        if not optional:
            return flats
        single = [f for f in flats if len(f) == 1 and not f[0].optional and '"OP"' not in f[0].raw]
        longer = [f for f in flats if f not in single]
        alone = [(msgspec.structs.replace(f[0], optional=True),) for f in single]
        return tuple([*alone, *longer] if alone else [(), *longer])

    def _sequence(self, parts: tuple[Node, ...]) -> tuple[Flat, ...]:
        choices = [self.expand(part) for part in parts]
        size = 1
        for choice in choices:
            size *= len(choice)
        if size > MOST:
            raise NotationError(f"stands for {size} patterns; at most {MOST} are allowed: cut it in two", 1)
        if size == 1:
            return (sum((choice[0] for choice in choices), ()),)
        return _joined(tuple(itertools.chain.from_iterable(c)) for c in itertools.product(*choices))


def _joined(flats: Iterable[Flat]) -> tuple[Flat, ...]:
    """Single-word patterns as one set; everything else as it is, each once."""
    together: set[str] = set()
    others: dict[Flat, None] = {}
    at = None
    for flat in flats:
        if len(flat) == 1 and flat[0].words and not flat[0].optional:
            at = len(others) if at is None else at
            together |= flat[0].words
        else:
            others[flat] = None
    rest = list(others)
    if together:
        rest.insert(at or 0, (Item(frozenset(together)),))
    return tuple(rest)
