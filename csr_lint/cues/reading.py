"""How a sense reads a stretch of words: which slot took which words.

The tree is walked over the words directly. Too slow to find hits with, exact enough to explain one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from csr_lint.cues import words as w
from csr_lint.cues.notation import Choice, Edge, Gap, Node, Raw, Sign, Slot, Word
from csr_lint.cues.notation import Sequence as Parts

Taken = tuple[tuple[str, tuple[int, int]], ...]


class Grammar(msgspec.Struct, frozen=True):
    """What a tree's leaves mean: the slots, how a pattern's word is read, and whether a raw pattern takes a word."""

    slots: Mapping[str, tuple[Node, ...]]
    canonical: Callable[[str], tuple[str, ...]]
    takes: Callable[[str, str], bool]


def readings(node: Node, words: Sequence[str], at: int, grammar: Grammar) -> Iterator[tuple[int, Taken]]:
    """Every way in which the tree can read the words from `at` on: where it ends, and the outermost slots filled."""
    match node:
        case Word():
            yield from _word(node, words, at, grammar)
        case Sign(text):
            if at < len(words) and words[at] == text:
                yield at + 1, ()
        case Edge(start):
            if at < len(words) and words[at] == (w.START if start else w.END):
                yield at + 1, ()
        case Raw(pattern):
            if at < len(words) and grammar.takes(pattern, words[at]):
                yield at + 1, ()
        case Gap(most):
            yield from _gap(most, words, at)
        case Slot(name):
            ends = {end for tree in grammar.slots[name] for end, _ in readings(tree, words, at, grammar)}
            yield from ((end, ((name, (at, end)),)) for end in sorted(ends, reverse=True))
        case Choice(options, optional):
            if optional:
                yield at, ()
            for option in options:
                yield from readings(option, words, at, grammar)
        case Parts(parts):
            yield from _parts(parts, words, at, grammar)


def slots_of(trees: Sequence[Node], words: Sequence[str], hit: tuple[int, int], grammar: Grammar) -> tuple[int, Taken]:
    """The first sense that reads exactly the hit, and the slots it filled; (-1, ()) where none does."""
    for k, tree in enumerate(trees):
        for end, taken in readings(tree, words, hit[0], grammar):
            if end == hit[1]:
                return k, taken
    return -1, ()


def _word(node: Word, words: Sequence[str], at: int, grammar: Grammar) -> Iterator[tuple[int, Taken]]:
    for form in w.inflections(node.text) if node.inflected else (node.text,):
        pieces = grammar.canonical(form)
        here = words[at : at + len(pieces)]
        if len(here) == len(pieces) and all(h in (p, *w.EITHER.get(p, ())) for h, p in zip(here, pieces, strict=True)):
            yield at + len(pieces), ()


def _gap(most: int, words: Sequence[str], at: int) -> Iterator[tuple[int, Taken]]:
    for end in range(at, min(at + most, len(words)) + 1):
        yield end, ()
        if end < len(words) and words[end] in w.EDGES:
            return


def _parts(parts: tuple[Node, ...], words: Sequence[str], at: int, grammar: Grammar) -> Iterator[tuple[int, Taken]]:
    if not parts:
        yield at, ()
        return
    for middle, first in readings(parts[0], words, at, grammar):
        for end, rest in _parts(parts[1:], words, middle, grammar):
            yield end, first + rest
