"""The same cues on spaCy's own Matcher and PhraseMatcher, without triggers: a sample of senses and turns, extrapolated.

Every sense is multiplied out to flat token patterns, plain ones go to one PhraseMatcher, all others to one Matcher.
"""

from __future__ import annotations

import json
import math
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

import msgspec

from benchmarks.engine import read_calls, run_over, tokenizer
from benchmarks.timing import best
from csr_lint.cues import words as w
from csr_lint.cues.expand import MOST, Expansion, Flat, Item
from csr_lint.cues.lexicon import Lexicon, trees_of
from csr_lint.cues.notation import Choice, Gap, Node, NotationError, Slot
from csr_lint.cues.notation import Sequence as Parts
from csr_lint.cues.ready import Engine
from csr_lint.cues.spot import spotter_of
from csr_lint.lint import Linter
from csr_lint.model import Role
from csr_lint.rulebook import load_rulebook

_EACH = 40
"""Patterns of one sense in the sample."""


class Naive(msgspec.Struct, frozen=True, kw_only=True):
    """`cost`: yardsticks for all patterns; `spread`: the same from each half of the sample alone.

    `patterns`: how many flat ones all senses stand for, of both sides; a sense of more than MOST counts as MOST.
    """

    cost: float
    spread: tuple[float, float]
    patterns: int
    sampled: int
    turns: int


def measure_naive(path: str, senses: int, turns: int, most: int, rounds: int) -> Naive:
    """Times patterns of so many senses on so many turns of each side, and reckons what all patterns would take.

    Senses are drawn as often as they stand for patterns, and some patterns of each are taken: so every pattern has the
    same chance. What a side may say is looked for in its turns.
    """
    rulebook = load_rulebook()
    lexicon, chance = rulebook.lexicon, random.Random(1)
    linter, spotter = Linter(rulebook), spotter_of(rulebook.lexicon)
    trees = trees_of(lexicon, [])
    canonical = Engine(lexicon).canonical
    expansion, counting = Expansion(trees.slots, canonical), Counting(trees.slots)
    told = [turn for call in read_calls(path) for turn in linter.scene(call).call.turns]
    tokenize = tokenizer()
    spent, split, total, sampled, seen = [0.0, 0.0], 0.0, 0, 0, 0
    for role in (Role.AGENT, Role.CUSTOMER):
        mine = [t.text for t in told if t.role is role]
        texts = chance.sample(mine, min(turns, len(mine)))
        words = [spotter.view(text).words for text in texts]
        known = _sayable(lexicon, trees.senses, role)
        counts = [min(MOST, counting.count(node)) for node in known]
        drawn = chance.choices(known, [count if count < most else 0 for count in counts], k=senses)
        run_over(tokenize, texts)
        split += best(rounds + 2, partial(run_over, tokenize, texts))[0]
        for half in (0, 1):
            flats = _some_of_each(expansion, drawn[half::2], chance)
            spent[half] += _matching(flats, words, rounds) * sum(counts) / len(flats)
            sampled += len(flats)
        total, seen = total + sum(counts), seen + len(texts)
    first, second = ((split + seconds) / split for seconds in spent)
    return Naive(cost=(first + second) / 2, spread=(first, second), patterns=total, sampled=sampled, turns=seen)


class Counting:
    """Counts the flat patterns that a tree stands for, without making them; single words together are one."""

    def __init__(self, slots: Mapping[str, tuple[Node, ...]]) -> None:
        self._slots = slots
        self._known: dict[Node, tuple[int, int]] = {}

    def count(self, node: Node) -> int:
        return sum(self._counts(node))

    def _counts(self, node: Node) -> tuple[int, int]:
        """Sets of single words (0 or 1), and longer patterns."""
        if node not in self._known:
            self._known[node] = self._new(node)
        return self._known[node]

    def _new(self, node: Node) -> tuple[int, int]:
        match node:
            case Slot(name):
                return self._any(self._slots[name])
            case Choice(options, optional):
                single, longer = self._any(options)
                return single, longer + (optional and not single)
            case Parts(parts):
                return 0, math.prod(self.count(part) for part in parts)
            case Gap():
                return 0, 1
            case _:
                return 1, 0

    def _any(self, options: Sequence[Node]) -> tuple[int, int]:
        each = [self._counts(option) for option in options]
        return max(single for single, _ in each), sum(longer for _, longer in each)


def _sayable(lexicon: Lexicon, senses: Mapping[str, Mapping[str, Node]], role: Role) -> list[Node]:
    """Every sense that is looked for in a side's turns, with the triggers and guards."""
    found: list[Node] = []
    for name, lines in senses.items():
        cue = lexicon.cue_of(name)
        if cue is None or cue.by in ("any", role.value):
            found += lines.values()
    return found


def _some_of_each(expansion: Expansion, drawn: Sequence[Node], chance: random.Random) -> list[Flat]:
    """A few patterns of each sense; senses that cannot be multiplied out are passed over."""
    flats: list[Flat] = []
    for node in drawn:
        with suppress(NotationError):
            made = expansion.expand(node)
            flats += chance.sample(made, min(_EACH, len(made)))
    return flats


def _matching(flats: Sequence[Flat], texts: Sequence[Sequence[str]], rounds: int) -> float:
    """Seconds that both matchers take over the words of these turns; making the docs is not counted."""
    from spacy.lang.en import English
    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc

    vocab = English().vocab
    phrases, matcher = PhraseMatcher(vocab, attr="ORTH"), Matcher(vocab)
    plain = [f for f in flats if all(len(i.words) == 1 and not i.optional and not i.raw for i in f)]
    kept = set(plain)
    phrases.add("phrases", [Doc(vocab, words=[next(iter(i.words)) for i in f]) for f in plain])
    for k, flat in enumerate(f for f in flats if f not in kept):
        matcher.add(f"p{k}", [[_token(item) for item in flat]])
    docs = [Doc(vocab, words=list(words)) for words in texts]
    return best(max(1, rounds - 1), lambda: [(phrases(doc), matcher(doc) if len(matcher) else []) for doc in docs])[0]


def _token(item: Item) -> dict[str, object]:
    if item.raw:
        return dict(json.loads(item.raw))
    if item.words:
        words = sorted(item.words)
        token: dict[str, object] = {"ORTH": {"IN": words} if len(words) > 1 else words[0]}
    else:
        token = {"ORTH": {"NOT_IN": sorted(w.EDGES)}}
    return {**token, "OP": "?"} if item.optional else token
