"""What of a lexicon the automaton runs by itself, and what it asks spaCy for."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.cues.lexicon import Lexicon, program_of
from csr_lint.cues.program import Again, Either, InOrder, Program, Test
from csr_lint.cues.ready import Words
from csr_lint.cues.splitter import Splitter
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.cues.tokentest import needs_spacy
from csr_lint.cues.view import Chunks


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """A name's senses: how many there are, and the raw token patterns in them that only spaCy can decide."""

    name: str
    senses: int
    asks: tuple[str, ...] = ()


def compiled(lexicon: Lexicon) -> list[Compiled]:
    """Every name of a lexicon, in its order. Raises LexiconError."""
    tokenizer = Tokenizer()
    program = program_of(lexicon, Words(Chunks(Splitter(tokenizer.rules(), tokenizer.split).split)).canonical)
    return [
        Compiled(
            name=name,
            senses=len(nodes),
            asks=tuple(sorted({p for node in nodes for p in _patterns(program, node) if needs_spacy(p)})),
        )
        for name, nodes in program.senses.items()
    ]


def _patterns(program: Program, node: int) -> Iterator[str]:
    match program.nodes[node]:
        case Test(pattern):
            yield pattern
        case InOrder(parts):
            for part in parts:
                yield from _patterns(program, part)
        case Either(options):
            for option in options:
                yield from _patterns(program, option)
        case Again(one):
            yield from _patterns(program, one)
