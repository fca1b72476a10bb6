"""spaCy's PhraseMatcher and Matcher: what senses mean. The reference that the automaton is held against.

Patterns of plain words go to one PhraseMatcher; every other pattern has a Matcher of its own, which is built and run
only where the turn holds one word of each set that the pattern needs (a Matcher run costs far more than that test).
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from csr_lint.cues import words as w
from csr_lint.cues.expand import Flat, Item
from csr_lint.cues.matching import Hit, reduce_hits
from csr_lint.cues.tokenizer import Tokenizer

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

_COMMON = frozenset(
    "the a an i you to it 's is and of that in for on my your we me this be have do not so are was what with at but "
    "all can will just if they or as get no yes okay know there up out now".split()
)

_ANY = ""  # stands for a word that any turn has


class _Pattern(msgspec.Struct):
    name: str
    items: Flat
    needs: tuple[frozenset[str], ...]
    matcher: Matcher | None = None


class SpacyMatcher:
    """Runs flat patterns (`name` -> patterns), as `CueMatcher` asks."""

    def __init__(self, patterns: Mapping[str, Sequence[Flat]], tokenizer: Tokenizer) -> None:
        from spacy.matcher import PhraseMatcher

        self._vocab = tokenizer.words
        self._phrases = PhraseMatcher(self._vocab, attr="ORTH")
        self._patterns: list[_Pattern] = []
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for name, flats in patterns.items():
            phrases = [f for f in flats if _is_phrase(f)]
            if phrases:
                self._phrases.add(name, [self._doc([next(iter(i.words)) for i in f]) for f in phrases])
            for flat in flats:
                if not _is_phrase(flat):
                    self._add(name, flat)

    def _doc(self, words: list[str]) -> Doc:
        from spacy.tokens import Doc

        return Doc(self._vocab, words=words)

    def _add(self, name: str, flat: Flat) -> None:
        needs = sorted((i.words for i in flat if i.words and not i.optional), key=_commonness)
        for word in needs[0] if needs else [_ANY]:
            self._by_word[word].append(len(self._patterns))
        self._patterns.append(_Pattern(name, flat, tuple(needs)))

    def hits(self, words: Sequence[str]) -> dict[str, tuple[Hit, ...]]:
        """The reduced hits of every name that has any."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            places[word].append(at)
        present = {*places, _ANY}
        doc = self._doc(list(words))
        found: dict[str, list[Hit]] = defaultdict(list)
        for key, first, last in self._phrases(doc):
            found[self._vocab.strings[key]].append((first, last))
        candidates = {k for word in present for k in self._by_word.get(word, ())}
        for k in candidates:
            pattern = self._patterns[k]
            if any(map(present.isdisjoint, pattern.needs)):
                continue
            low, high = _window(pattern, places)
            for _, first, last in self._matcher(pattern)(doc[low : min(high, len(words))]):
                found[pattern.name].append((low + first, low + last))
        return {name: reduce_hits(pairs) for name, pairs in found.items()}

    def _matcher(self, pattern: _Pattern) -> Matcher:
        if pattern.matcher is None:
            from spacy.matcher import Matcher

            pattern.matcher = Matcher(self._vocab)
            pattern.matcher.add(pattern.name, [[_token(item) for item in pattern.items]])
        return pattern.matcher


def _window(pattern: _Pattern, places: Mapping[str, Sequence[int]]) -> Hit:
    """The tokens within which every match lies: no further from the rarest word needed than the pattern is long.

    Everything, where the pattern needs no word or has an operator that repeats one.
    """
    if not pattern.needs or any('"OP"' in item.raw for item in pattern.items):
        return 0, sys.maxsize
    at = [place for word in pattern.needs[0] if word in places for place in places[word]]
    size = len(pattern.items)
    return max(0, min(at) - size), max(at) + size + 1


def _is_phrase(flat: Flat) -> bool:
    """Is it nothing but plain words?"""
    return all(len(i.words) == 1 and not i.optional for i in flat)


@cache
def _commonness(words: frozenset[str]) -> tuple[bool, int, tuple[str, ...]]:
    return bool(words & _COMMON), len(words), tuple(sorted(words))


def _token(item: Item) -> dict[str, object]:
    """One token of a spaCy Matcher pattern. A gap never takes a stop or an edge."""
    if item.raw:
        token: dict[str, object] = dict(json.loads(item.raw))
    elif item.words:
        token = {"ORTH": {"IN": sorted(item.words)}} if len(item.words) > 1 else {"ORTH": next(iter(item.words))}
    else:
        token = {"ORTH": {"NOT_IN": sorted(w.EDGES)}}
    if item.optional:
        token["OP"] = "?"
    return token
