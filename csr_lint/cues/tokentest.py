"""What a raw spaCy token pattern takes, told without spaCy where it asks for nothing but the word itself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from functools import cached_property

Decide = Callable[[str], bool]
_KEPT = 100_000


class TokenTest(dict[str, bool]):
    """Does a token pattern (JSON) take a word, or (`negated`) not: `test[word]`, worked out once a word.

    `ask` decides what asks for more than the word itself: spaCy.
    """

    def __init__(self, pattern: str, ask: Callable[[str, str], bool], *, negated: bool = False) -> None:
        super().__init__()
        self._pattern = pattern
        self._ask = ask
        self._negated = negated

    @cached_property
    def _decide(self) -> Decide:
        return _plain(json.loads(self._pattern)) or (lambda word: self._ask(self._pattern, word))

    def takes(self, word: str) -> bool:
        """As `test[word]`, for a word that comes only once: nothing is kept of it."""
        return self._decide(word) != self._negated

    def __missing__(self, word: str) -> bool:
        if len(self) >= _KEPT:
            self.clear()
        taken = self[word] = self.takes(word)
        return taken


def needs_spacy(pattern: str) -> bool:
    """Does a token pattern ask for more than the word itself?"""
    return _plain(json.loads(pattern)) is None


def _plain(pattern: Mapping[str, object]) -> Decide | None:
    """A function for a pattern of ORTH, TEXT and LOWER; None for any other."""
    decisions = []
    for attribute, wanted in pattern.items():
        if attribute not in ("ORTH", "TEXT", "LOWER"):
            return None
        decide = _wanted(wanted)
        if decide is None:
            return None
        decisions.append(_lowered(decide) if attribute == "LOWER" else decide)
    return lambda word: all(decide(word) for decide in decisions)


def _lowered(decide: Decide) -> Decide:
    return lambda word: decide(word.lower())


def _wanted(wanted: object) -> Decide | None:
    if isinstance(wanted, str):
        return lambda word: word == wanted
    if not isinstance(wanted, dict) or not wanted.keys() <= {"IN", "NOT_IN", "REGEX"}:
        return None
    decisions: list[Decide] = []
    if "IN" in wanted:
        taken = frozenset(wanted["IN"])
        decisions.append(lambda word: word in taken)
    if "NOT_IN" in wanted:
        refused = frozenset(wanted["NOT_IN"])
        decisions.append(lambda word: word not in refused)
    if "REGEX" in wanted:
        if not isinstance(wanted["REGEX"], str):
            return None
        search = re.compile(wanted["REGEX"]).search
        decisions.append(lambda word: search(word) is not None)
    return lambda word: all(decide(word) for decide in decisions)
