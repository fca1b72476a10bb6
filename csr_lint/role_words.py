"""How far a speaker's words lean to the agent's side or to the customer's, by the cues of `rules/roles.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from csr_lint.vocabulary import RoleVocabulary, WordCue, plain

_EDGE = 4
_EDGE_WEIGHT = 1.5
_AGAIN_WEIGHT = 0.5
_SHOWN_WORDS = 2

_FILLER = re.compile(r"\b(?:uh|um|er|erm|ah|hmm|mm)\b ?")
_REPEAT = re.compile(r"\b(\w+)(?: \1\b)+")
_PARTS = re.compile(r"\.\.\.|[()|\[\]]|[^\s()|\[\]]+")


class Evidence(msgspec.Struct, frozen=True):
    """What a speaker's words say: weights for either side, and the words that weighed most."""

    agent: float = 0.0
    customer: float = 0.0
    words: tuple[str, ...] = ()

    @property
    def lean(self) -> float:
        """Above zero towards the agent, below towards the customer."""
        return self.agent - self.customer


def view(text: str) -> str:
    """A text ready for matching: lower case, words between blanks, without apostrophes, fillers and repeats."""
    words = _FILLER.sub("", plain(text.replace("'", "").replace("’", "")))
    return " " + _REPEAT.sub(r"\1", words).strip() + " "


def may_lean(texts: Mapping[int, str], cues: Sequence[WordCue]) -> bool:
    """Is any of one side's cues in these views? Far quicker than to weigh them."""
    return _any_of(tuple(cue.say for cue in cues)).search("\n".join(texts.values())) is not None


@lru_cache(maxsize=8)
def _any_of(says: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(pattern(say).pattern for say in says))


def weigh(texts: Mapping[int, str], segments: int, vocabulary: RoleVocabulary) -> Evidence:
    """What a speaker's words say; `texts` maps segment numbers to views, `segments` is how many the call has.

    A call's first and last four segments count half as much again: there the sides say what they always say.
    """
    agent, agent_words = _side(texts, segments, vocabulary.agent)
    customer, customer_words = _side(texts, segments, vocabulary.customer)
    return Evidence(agent, customer, tuple(agent_words if agent >= customer else customer_words)[:_SHOWN_WORDS])


def _side(texts: Mapping[int, str], segments: int, cues: Sequence[WordCue]) -> tuple[float, list[str]]:
    """The weight of one side's cues in these segments; a cue said again counts half, and no more after that."""
    total, found = 0.0, []
    for cue in cues:
        hits = [
            (cue.weight * (_EDGE_WEIGHT if index < _EDGE or index >= segments - _EDGE else 1.0), match[0].strip())
            for index, text in texts.items()
            if (match := pattern(cue.say).search(text))
        ]
        hits.sort(key=lambda hit: -hit[0])
        if hits:
            weight = hits[0][0] + (_AGAIN_WEIGHT * hits[1][0] if len(hits) > 1 else 0.0)
            total += weight
            found.append((weight, hits[0][1]))
    return total, [words for _, words in sorted(found, key=lambda pair: -pair[0])]


@lru_cache(maxsize=1024)
def pattern(say: str) -> re.Pattern[str]:
    """A regular expression over `view` for the notation of roles.toml: (a | b), [optional], ... (up to three words)."""
    parts = []
    for token in _PARTS.findall(say.replace("'", "")):
        known = {"(": "(?:", "[": "(?:", ")": ")", "]": ")?", "|": "|", "...": r"(?:\w+ ){0,3}"}.get(token)
        parts.append(known if known is not None else re.escape(plain(token)) + " ")
    return re.compile("(?<= )" + "".join(parts))
