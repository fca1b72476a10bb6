"""Senses as a program of small nodes: what the automaton runs, and what a pack keeps.

Trees of the notation become numbered nodes, equal ones once: slots stay shared, alternatives of single words become
one set. Nothing is multiplied out, so that a sense costs what it is long, not what it stands for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence

import msgspec

from csr_lint.cues import words as w
from csr_lint.cues.notation import Choice, Edge, Gap, Node, NotationError, Raw, Sign, Slot, Word
from csr_lint.cues.notation import Sequence as Parts
from csr_lint.suggest import did_you_mean

Canonical = Callable[[str], tuple[str, ...]]


class OneOf(msgspec.Struct, frozen=True, tag="w", array_like=True):
    """One word of a set."""

    words: frozenset[str]


class Test(msgspec.Struct, frozen=True, tag="t", array_like=True):
    """One word that a raw spaCy token pattern (JSON, without its operator) takes, or (`not_`) does not take."""

    pattern: str
    not_: bool = False


class InOrder(msgspec.Struct, frozen=True, tag="s", array_like=True):
    """Nodes one after the other."""

    parts: tuple[int, ...]


class Either(msgspec.Struct, frozen=True, tag="a", array_like=True):
    """One of the nodes; `optional`: or nothing."""

    options: tuple[int, ...]
    optional: bool = False


class Inside(msgspec.Struct, frozen=True, tag="g", array_like=True):
    """Any word, but no stop and no edge."""


class Again(msgspec.Struct, frozen=True, tag="r", array_like=True):
    """A node any number of times."""

    node: int


Step = OneOf | Test | Inside | InOrder | Either | Again


class Program(msgspec.Struct, frozen=True, array_like=True):
    """Numbered nodes, and for each name the nodes of its senses."""

    nodes: tuple[Step, ...]
    senses: Mapping[str, tuple[int, ...]]


class Writer:
    """Writes trees into a program; `canonical` reads a pattern's word as the view reads a text's."""

    def __init__(self, slots: Mapping[str, tuple[Node, ...]], canonical: Canonical) -> None:
        self._slots = slots
        self._canonical = canonical
        self._numbers: dict[Step, int] = {}
        self._done: dict[Node | str, int] = {}
        self._open: list[str] = []
        self._senses: dict[str, dict[int, None]] = {}

    def add(self, name: str, tree: Node) -> None:
        """One sense of a name. Raises NotationError for a slot that there is not, or that stands inside itself."""
        self._senses.setdefault(name, {})[self._write(tree)] = None

    def program(self) -> Program:
        """Everything that was added."""
        return Program(tuple(self._numbers), {name: tuple(nodes) for name, nodes in self._senses.items()})

    def _number(self, step: Step) -> int:
        return self._numbers.setdefault(step, len(self._numbers))

    def _write(self, node: Node) -> int:
        if isinstance(node, Slot):
            return self._slot(node)
        if node not in self._done:
            self._done[node] = self._new(node)
        return self._done[node]

    def _new(self, node: Node) -> int:
        match node:
            case Word():
                return self._either([node])
            case Sign(text):
                return self._number(OneOf(frozenset((text,))))
            case Edge(start):
                return self._number(OneOf(frozenset((w.START if start else w.END,))))
            case Gap(most):
                return self._gap(most)
            case Raw(pattern):
                return self._raw(pattern)
            case Choice(options, optional):
                return self._either(options, optional=optional)
            case Parts(parts):
                return self._number(InOrder(tuple(self._write(part) for part in parts)))
            case Slot():
                return self._slot(node)

    def _slot(self, slot: Slot) -> int:
        if slot.name not in self._slots:
            raise NotationError(f"there is no slot <{slot.name}>{did_you_mean(slot.name, self._slots)}", slot.column)
        if slot.name in self._open:
            raise NotationError(f"slot <{slot.name}> stands inside itself", slot.column)
        if slot.name not in self._done:
            self._open.append(slot.name)
            try:
                self._done[slot.name] = self._either(self._slots[slot.name])
            finally:
                self._open.pop()
        return self._done[slot.name]

    def _either(self, options: Sequence[Node], *, optional: bool = False) -> int:
        """Alternatives: those of a single word as one set, every other one as it is."""
        single: set[str] = set()
        others: dict[int, None] = {}
        for option in options:
            if isinstance(option, Word):
                for readings in self._forms(option):
                    if len(readings) == 1:
                        single |= readings[0]
                    else:
                        parts = tuple(self._number(OneOf(reading)) for reading in readings)
                        others[self._number(InOrder(parts))] = None
                continue
            others[self._write(option)] = None
        numbers = [*([self._number(OneOf(frozenset(single)))] if single else []), *others]
        if len(numbers) == 1 and not optional:
            return numbers[0]
        return self._number(Either(tuple(numbers), optional))

    def _forms(self, word: Word) -> list[list[frozenset[str]]]:
        """A word's forms, each as the sets of readings that stand for it in the view."""
        forms = w.inflections(word.text) if word.inflected else (word.text,)
        return [[frozenset((c, *w.EITHER.get(c, ()))) for c in self._canonical(form)] for form in forms]

    def _gap(self, most: int) -> int:
        """Up to so many words: one and up to one less, or none."""
        one = self._number(Inside())
        gap = self._number(Either((one,), optional=True))
        for _ in range(most - 1):
            gap = self._number(Either((self._number(InOrder((one, gap))),), optional=True))
        return gap

    def _raw(self, pattern: str) -> int:
        token = json.loads(pattern)
        operator = str(token.pop("OP", "1"))
        one = self._number(Test(json.dumps(token, sort_keys=True), not_=operator == "!"))
        return self._times(one, *bounds(operator))

    def _times(self, one: int, least: int, most: int | None) -> int:
        rest = (
            [self._number(Again(one))]
            if most is None
            else [self._number(Either((one,), optional=True))] * (most - least)
        )
        parts = (*[one] * least, *rest)
        return parts[0] if len(parts) == 1 else self._number(InOrder(parts))


def bounds(operator: str) -> tuple[int, int | None]:
    """How often a token with that spaCy operator stands: at least, at most (None: without end)."""
    known: dict[str, tuple[int, int | None]] = {"1": (1, 1), "!": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}
    if operator in known:
        return known[operator]
    found = re.fullmatch(r"\{(\d*)(,?)(\d*)\}", operator)
    if found is None or not (found[1] or found[3]):
        raise NotationError(f"there is no operator {operator!r} (?, *, +, !, {{n}}, {{n,m}} are)", 1)
    least = int(found[1] or 0)
    return least, (int(found[3]) if found[3] else None) if found[2] else least


def wordless(program: Program, node: int) -> bool:
    """Can the node be read without a single word or stop of its own (edges and gaps are none)?"""
    match program.nodes[node]:
        case OneOf(words):
            return words <= {w.START, w.END}
        case InOrder(parts):
            return all(wordless(program, part) for part in parts)
        case Either(options, optional):
            return optional or any(wordless(program, option) for option in options)
        case Test():
            return False
        case Inside() | Again():
            return True
