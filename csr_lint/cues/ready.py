"""A lexicon made ready to run: its program and the tokenizer's rules, made by spaCy once and kept."""

from __future__ import annotations

from collections.abc import Collection
from importlib.metadata import version

import msgspec

from csr_lint.cues.automaton import Ask, Automaton, Tests, tests_of
from csr_lint.cues.firsts import Firsts, firsts_of
from csr_lint.cues.lexicon import Lexicon, program_of
from csr_lint.cues.program import Program
from csr_lint.cues.splitter import Splitter, TokenRules
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.cues.view import Chunks
from csr_lint.cues.words import NUMBERS, TENS
from csr_lint.packed import key_of, load, store


class Ready(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a lexicon."""

    rules: TokenRules
    program: Program
    firsts: Firsts


class Engine(msgspec.Struct, frozen=True):
    """What runs a lexicon: its program, the chunks of texts, and what only spaCy can tell of a word."""

    program: Program
    firsts: Firsts
    chunks: Chunks
    takes: Ask
    tests: Tests

    def automaton(self, names: Collection[str]) -> Automaton:
        """What looks for these names."""
        return Automaton(self.program, names, self.takes, firsts=self.firsts, tests=self.tests)

    def canonical(self, word: str) -> tuple[str, ...]:
        """A pattern's word as the view has it."""
        return Words(self.chunks).canonical(word)


class Words(msgspec.Struct, frozen=True):
    """Reads the words of patterns as the view reads those of texts."""

    chunks: Chunks

    def canonical(self, word: str) -> tuple[str, ...]:
        """A pattern's word as the view has it: contractions split, a spelt number as digits."""
        pieces = (piece[0] for piece in self.chunks.pieces(word) if piece[0] != ",")
        return tuple(str(NUMBERS[p]) if p in NUMBERS else str(TENS[p]) if p in TENS else p for p in pieces)


def engine_of(lexicon: Lexicon) -> Engine:
    """The engine of a lexicon; spaCy is loaded only where none is kept. Raises LexiconError with every fault."""
    tokenizer = Tokenizer()
    key = key_of([version("spacy").encode(), msgspec.json.encode(lexicon, order="deterministic")])
    kept = load("lexicon", key, Ready)
    if kept is None:
        rules = tokenizer.rules()
        program = program_of(lexicon, Words(Chunks(Splitter(rules, tokenizer.split).split)).canonical)
        kept = Ready(rules, program, firsts_of(program))
        store("lexicon", key, kept)
    chunks = Chunks(Splitter(kept.rules, tokenizer.split).split)
    return Engine(kept.program, kept.firsts, chunks, tokenizer.takes, tests_of(kept.firsts, tokenizer.takes))
