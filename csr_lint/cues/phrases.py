"""spaCy's PhraseMatcher and Matcher: what patterns mean.

Patterns of plain words go to one PhraseMatcher; every other pattern has a Matcher of its own, which is built and run
only where the turn holds one word of each set that the pattern needs (a Matcher run costs far more than that test).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from csr_lint.cues import words as w
from csr_lint.cues.expand import Flat, Item
from csr_lint.cues.matching import Hit, reduce_hits
from csr_lint.cues.view import View

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

_COMMON = frozenset(
    "the a an i you to it 's is and of that in for on my your we me this be have do not so are was what with at but "
    "all can will just if they or as get no yes okay know there up out now".split()
)
# What a raw token pattern may ask for, beside ORTH, TEXT and LENGTH.
_ATTRIBUTES = ("lower", "is_alpha", "is_digit", "like_num")


class Tokenizer:
    """spaCy's English tokenizer, given chunk by chunk to the view; loads spaCy when it is made."""

    def __init__(self) -> None:
        import spacy
        from spacy.lang.lex_attrs import LEX_ATTRS
        from spacy.vocab import Vocab

        self._language = spacy.blank("en")
        # Views are matched by their words; computing all that spaCy knows of a word would take most of the start-up.
        self.words = Vocab(lex_attr_getters={a: get for a, get in LEX_ATTRS.items() if get.__name__ in _ATTRIBUTES})

    def split(self, chunk: str) -> list[tuple[str, int]]:
        """The tokens of a chunk without blanks, each with its first character's place."""
        return [(t.text, t.idx) for t in self._language.tokenizer(chunk)]


class _Pattern(msgspec.Struct):
    name: str
    items: Flat
    needs: tuple[frozenset[str], ...]
    matcher: Matcher | None = None


class SpacyMatcher:
    """Runs flat patterns (`name` -> patterns) over views, as `CueMatcher` asks."""

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
        for word in needs[0]:
            self._by_word[word].append(len(self._patterns))
        self._patterns.append(_Pattern(name, flat, tuple(needs)))

    def hits(self, view: View, among: Container[str]) -> dict[str, tuple[Hit, ...]]:
        """The reduced hits of every name in `among` that has any, as token places of the view."""
        words = view.words
        places: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(words):
            places[word].append(at)
        present = set(places)
        doc = self._doc(words)
        found: dict[str, list[Hit]] = defaultdict(list)
        for key, first, last in self._phrases(doc):
            name = self._vocab.strings[key]
            if name in among:
                found[name].append((first, last))
        candidates = {k for word in present for k in self._by_word.get(word, ())}
        for k in candidates:
            pattern = self._patterns[k]
            if pattern.name not in among or any(map(present.isdisjoint, pattern.needs)):
                continue
            low, high = _window(pattern, places)
            for _, first, last in self._matcher(pattern)(doc[low : min(high, len(words))]):
                found[pattern.name].append((low + first, low + last))
        return {name: reduce_hits(pairs) for name, pairs in found.items()}

    def takes(self, raw: str, word: str) -> bool:
        """Does a raw token pattern (JSON) take this word?"""
        from spacy.matcher import Matcher

        matcher = Matcher(self._vocab)
        matcher.add("raw", [[_token(Item(raw=raw))]])
        return bool(matcher(self._doc([word])))

    def _matcher(self, pattern: _Pattern) -> Matcher:
        if pattern.matcher is None:
            from spacy.matcher import Matcher

            pattern.matcher = Matcher(self._vocab)
            pattern.matcher.add(pattern.name, [[_token(item) for item in pattern.items]])
        return pattern.matcher


def _window(pattern: _Pattern, places: Mapping[str, Sequence[int]]) -> Hit:
    """The tokens within which every match lies: no further from the rarest word needed than the pattern is long."""
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


def faultless(flat: Flat) -> bool:
    """Can the pattern be run: does it need at least one word (or stop) of its own, beside the edges of the turn?"""
    return any(i.words - {w.START, w.END} and not i.optional for i in flat)
