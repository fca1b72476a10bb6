"""With which words each sense can begin: so that a word opens only the senses that it may begin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from csr_lint.cues.program import Again, Either, InOrder, OneOf, Program, Test
from csr_lint.cues.words import EDGES

Sense = tuple[str, int]  # a name and the node of one of its senses


class Firsts(msgspec.Struct, frozen=True, array_like=True):
    """Senses by their place in `senses_of`: those that a word begins, and those that a test or a gap does."""

    by_word: Mapping[str, tuple[int, ...]]
    any_word: tuple[int, ...]


class First(msgspec.Struct, frozen=True):
    """How a node may begin: with these words, with what a test or a gap takes; or it may be nothing at all."""

    words: frozenset[str] = frozenset()
    open: bool = False
    nothing: bool = False


def senses_of(program: Program) -> list[Sense]:
    """Every sense of a program, in its order."""
    return [(name, node) for name, nodes in program.senses.items() for node in nodes]


def firsts_of(program: Program) -> Firsts:
    """The first words of every sense."""
    known: dict[int, First] = {}
    by_word: dict[str, list[int]] = {}
    any_word = []
    for number, (_, node) in enumerate(senses_of(program)):
        first = first_of(program, node, known)
        for word in first.words:
            by_word.setdefault(word, []).append(number)
        if first.open:
            any_word.append(number)
    return Firsts(
        by_word={word: tuple(found) for word, found in by_word.items()},
        any_word=tuple(any_word),
    )


def named_in(program: Program) -> frozenset[str]:
    """Every word that a sense names, with stops and edges."""
    return frozenset(EDGES).union(*(node.words for node in program.nodes if isinstance(node, OneOf)))


def asked_in(program: Program) -> tuple[Test, ...]:
    """Everything that a sense asks of a word beside what it is."""
    return tuple(node for node in program.nodes if isinstance(node, Test))


def first_of(program: Program, node: int, known: dict[int, First]) -> First:
    """How a node may begin; `known` keeps what was worked out."""
    if node not in known:
        known[node] = _worked_out(program, node, known)
    return known[node]


def _worked_out(program: Program, node: int, known: dict[int, First]) -> First:
    match program.nodes[node]:
        case OneOf(words):
            return First(words)
        case Either(options, optional):
            found = [first_of(program, option, known) for option in options]
            return First(
                frozenset().union(*(f.words for f in found)),
                any(f.open for f in found),
                optional or any(f.nothing for f in found),
            )
        case Again(one):
            return msgspec.structs.replace(first_of(program, one, known), nothing=True)
        case InOrder(parts):
            return _in_order([first_of(program, part, known) for part in parts])
        case _:
            return First(open=True)


def _in_order(parts: Sequence[First]) -> First:
    """The first part, and as long as all before it may be nothing, the next."""
    words: frozenset[str] = frozenset()
    is_open = False
    for first in parts:
        words, is_open = words | first.words, is_open or first.open
        if not first.nothing:
            return First(words, is_open)
    return First(words, is_open, nothing=True)
