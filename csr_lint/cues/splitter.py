"""Splits chunks as spaCy's English tokenizer does, by spaCy's own rules, without loading spaCy.

The rules (its patterns for prefixes, suffixes, infixes and addresses, its table of exceptions) are read from spaCy once
and kept; the procedure is the one that spaCy documents (spacy.io/usage/linguistic-features#how-tokenizer-works).
Where splitting took an exception apart (a smiley glued to a word, letters spelt out), spaCy itself is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

import msgspec

from csr_lint.cues.view import Split

# A word, two with a hyphen, or one with a genitive, and a sign after it.
_SIMPLE = re.compile(r"(([a-z]{2,})(?:(-)([a-z]+)|('s))?)([,?!.])?")


class TokenRules(msgspec.Struct, frozen=True, array_like=True):
    """spaCy's rules: patterns, exceptions with their tokens, and the exceptions that splitting would take apart."""

    prefix: str
    suffix: str
    infix: str
    address: str
    exceptions: Mapping[str, tuple[str, ...]]
    taken_apart: tuple[tuple[str, ...], ...] = ()


class Splitter:
    """Gives the tokens of a chunk without blanks; `ask` splits what these rules leave open."""

    def __init__(self, rules: TokenRules, ask: Split) -> None:
        self._rules = rules
        self._exceptions = rules.exceptions
        self._ask = ask
        self._taken_apart: dict[str, list[tuple[str, ...]]] = {}
        for tokens in rules.taken_apart:
            self._taken_apart.setdefault(tokens[0], []).append(tokens)

    def split(self, chunk: str) -> list[tuple[str, int]]:
        """The tokens of a chunk, each with its first character's place."""
        if chunk.isascii() and chunk.isalpha() and chunk not in self._exceptions:
            return [(chunk, 0)]
        tokens = list(self._simple(chunk)) or list(self.tokens(chunk))
        if self._is_open(tokens):
            return list(self._ask(chunk))
        out, at = [], 0
        for token in tokens:
            out.append((token, at))
            at += len(token)
        return out

    def _simple(self, chunk: str) -> tuple[str, ...]:
        """The tokens of the commonest shapes, told without spaCy's patterns, which take long to compile; else ()."""
        found = None if chunk in self._exceptions else _SIMPLE.fullmatch(chunk)
        if found is None:
            return ()
        whole, word, hyphen, second, genitive, sign = found.group(1, 2, 3, 4, 5, 6)
        tail = (sign,) if sign else ()
        if whole in self._exceptions:
            return (*self._exceptions[whole], *tail)
        if genitive:
            return (*self._exceptions.get(word, (word,)), genitive, *tail)
        return (word, hyphen, second, *tail) if hyphen else (word, *tail)

    def tokens(self, text: str) -> Iterator[str]:
        """The tokens of a text without blanks: affixes off from both ends, exceptions looked up as they are met."""
        head, middle, tail = self._bared(text)
        yield from head
        if middle in self._exceptions:
            yield from self._exceptions[middle]
        elif middle:
            yield from [middle] if "." in middle and self._address(middle) else self._parted(middle)
        yield from reversed(tail)

    def _bared(self, text: str) -> tuple[list[str], str, list[str]]:
        """Prefixes from without inwards, what is left, and suffixes likewise."""
        head: list[str] = []
        tail: list[str] = []
        while text and text not in self._exceptions:
            front = self._length(self._prefix, text)
            if front and text[front:] in self._exceptions:
                return [*head, text[:front]], text[front:], tail
            back = self._length(self._suffix, text[front:])
            if back and text[:-back] in self._exceptions:
                return head, text[:-back], [*tail, text[-back:]]
            if not front and not back:
                break
            if front:
                head.append(text[:front])
            if back:
                tail.append(text[-back:])
            text = text[front : len(text) - back]
        return head, text, tail

    @staticmethod
    def _length(search: Callable[[str], re.Match[str] | None], text: str) -> int:
        found = search(text) if text else None
        return found.end() - found.start() if found else 0

    def _parted(self, text: str) -> Iterator[str]:
        at = 0
        for found in self._infix(text):
            if found.start() == 0:
                continue
            if found.start() > at:
                yield text[at : found.start()]
            if found.group():
                yield found.group()
            at = found.end()
        if at < len(text):
            yield text[at:]

    def _is_open(self, tokens: list[str]) -> bool:
        """Do several tokens, as split, make up an exception that would be split in another way?"""
        return any(
            tuple(tokens[k : k + len(wanted)]) == wanted
            for k, token in enumerate(tokens)
            for wanted in self._taken_apart.get(token, ())
        )

    @cached_property
    def _prefix(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._rules.prefix).search

    @cached_property
    def _suffix(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._rules.suffix).search

    @cached_property
    def _infix(self) -> Callable[[str], Iterator[re.Match[str]]]:
        return re.compile(self._rules.infix).finditer

    @cached_property
    def _address(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._rules.address).match


def with_taken_apart(rules: TokenRules) -> TokenRules:
    """The rules, with the exceptions that splitting alone would take apart in another way than they say."""
    plain = Splitter(msgspec.structs.replace(rules, exceptions={}), lambda chunk: [(chunk, 0)])
    apart = {
        tuple(plain.tokens(text)): whole
        for text, whole in rules.exceptions.items()
        if text and not any(c.isspace() for c in text)
    }
    open_ = tuple(tokens for tokens, whole in sorted(apart.items()) if len(tokens) > 1 and tokens != whole)
    return msgspec.structs.replace(rules, taken_apart=open_)
