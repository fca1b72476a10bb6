"""A lexicon made ready to run: its program and the tokenizer's rules, made by spaCy once and kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property
from importlib.metadata import version

import msgspec

from csr_lint.cues.alphabet import Alphabet, Ask
from csr_lint.cues.automaton import Automaton, Kept
from csr_lint.cues.derivation import Derivation, Rest
from csr_lint.cues.firsts import Firsts, asked_in, firsts_of, named_in
from csr_lint.cues.lexicon import Lexicon, program_of
from csr_lint.cues.program import Program, Test
from csr_lint.cues.splitter import Splitter, TokenRules
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.cues.view import Chunks
from csr_lint.cues.words import NUMBERS, TENS
from csr_lint.packed import key_of, load, store

_WORTH = 500
"""Moves from which on what was learnt is kept: part of a call of a first run, a few calls of a later one."""
_MOST_KEPT = 60_000
"""Moves that are kept: with more, loading them would cost a short run more than it saves."""


class Senses(msgspec.Struct, frozen=True, array_like=True):
    """The senses as the automaton's states are worked out from them."""

    program: Program
    firsts: Firsts


class Ready(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a lexicon: what every run needs, and (packed) the senses, which only unseen wording needs.

    `stamp` tells this program from another of the same lexicon: states speak of its numbers.
    """

    stamp: str
    rules: TokenRules
    named: frozenset[str]
    tests: tuple[Test, ...]
    senses: msgspec.Raw


class Words(msgspec.Struct, frozen=True):
    """Reads the words of patterns as the view reads those of texts."""

    chunks: Chunks

    def canonical(self, word: str) -> tuple[str, ...]:
        """A pattern's word as the view has it: contractions split, a spelt number as digits."""
        pieces = (piece[0] for piece in self.chunks.pieces(word) if piece[0] != ",")
        return tuple(str(NUMBERS[p]) if p in NUMBERS else str(TENS[p]) if p in TENS else p for p in pieces)


class _Learning(msgspec.Struct):
    """An automaton, the key of its pack, and with how many moves more the pack is written anew."""

    key: str
    automaton: Automaton
    due: int = _WORTH


class Engine:
    """What runs a lexicon: the chunks of texts, automata, and what only spaCy can tell.

    spaCy is loaded only where nothing is kept. Raises LexiconError with every fault.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        tokenizer = Tokenizer()
        self.takes = tokenizer.takes
        key = key_of([version("spacy").encode(), msgspec.json.encode(lexicon, order="deterministic")])
        kept = load("lexicon", key, Ready)
        if kept is None:
            kept = _made(lexicon, tokenizer)
            store("lexicon", key, kept)
        self._kept = kept
        self.chunks = Chunks(Splitter(kept.rules, tokenizer.split).split)
        self._alphabet = Alphabet(kept.named, kept.tests, tokenizer.takes)
        self._automata: list[_Learning] = []

    def automaton(self, names: Collection[str]) -> Automaton:
        """What looks for these names, with what earlier runs have worked out."""

        def derivation(rests: Sequence[Rest]) -> Derivation:
            return Derivation(self._senses.program, self._senses.firsts, names, self._alphabet.takes, rests)

        key = key_of([self._kept.stamp.encode(), *(name.encode() for name in sorted(names))])
        automaton = Automaton(self._alphabet, derivation, load("states", key, Kept))
        self._automata.append(_Learning(key, automaton))
        return automaton

    def keep(self) -> None:
        """Keeps what the automata have worked out, where it is worth it: for later runs, and for other processes."""
        for learning in self._automata:
            learnt = learning.automaton.learnt
            if learnt >= learning.due and learning.automaton.moves <= _MOST_KEPT:
                learning.due = 2 * learnt
                store("states", learning.key, learning.automaton.keep())

    def canonical(self, word: str) -> tuple[str, ...]:
        """A pattern's word as the view has it."""
        return Words(self.chunks).canonical(word)

    @cached_property
    def _senses(self) -> Senses:
        return msgspec.msgpack.decode(self._kept.senses, type=Senses)


def automaton_of(program: Program, names: Collection[str], ask: Ask, kept: Kept | None = None) -> Automaton:
    """What looks for some names of a program; `ask` tells what only spaCy can tell of a word."""
    alphabet = Alphabet(named_in(program), asked_in(program), ask)
    firsts = firsts_of(program)
    return Automaton(alphabet, lambda rests: Derivation(program, firsts, names, alphabet.takes, rests), kept)


def _made(lexicon: Lexicon, tokenizer: Tokenizer) -> Ready:
    rules = tokenizer.rules()
    program = program_of(lexicon, Words(Chunks(Splitter(rules, tokenizer.split).split)).canonical)
    senses = msgspec.Raw(msgspec.msgpack.encode(Senses(program, firsts_of(program))))
    return Ready(key_of([bytes(senses)]), rules, named_in(program), asked_in(program), senses)
