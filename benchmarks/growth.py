"""What more rules, phrases and patterns cost: the rulebook with more of one of them, against itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle, islice

import msgspec

from benchmarks.engine import lint_all, read_calls, words_of
from benchmarks.profiles import profiled
from benchmarks.results import Profile
from benchmarks.talk import Talker
from benchmarks.timing import best
from csr_lint.lint import Linter
from csr_lint.rule import CuePattern
from csr_lint.rulebook import Rulebook, load_rulebook

_PLAIN = re.compile(r"[a-z0-9' ]+")
_PLACED = re.compile(r"@\{.*\}|<\w+>|\.\.\.\d*|\\.|[a-z']+~?")
_A_CUE = 60
"""Senses in one made-up cue, about as many as the rulebook's own have."""


class Growth(msgspec.Struct, frozen=True, kw_only=True):
    """(times as many, cost against the rulebook as it is); `had`: how many there are.

    `beyond`: a point that belongs to no target; `profile`: with the most.
    """

    had: int
    points: tuple[tuple[float, float], ...]
    beyond: tuple[float, float] | None = None
    profile: Profile


def measure_growth(
    path: str, factors: Mapping[str, Sequence[float]], extra_phrases: int, rounds: int
) -> dict[str, Growth]:
    """Warm passes with phrases, patterns and rules so many times over; to be run in a fresh process.

    `extra_phrases`: for the curve, so many phrases in all (0: no such point).
    """
    rulebook = load_rulebook()
    base = Linter(rulebook)
    lint_all(path, base)
    found = {}
    for kind, times in factors.items():
        had = len(rulebook.rules) if kind == "rules" else len(_senses(rulebook, plain=kind == "phrases"))
        points, profile = [(1.0, 1.0)], None
        for factor in times:
            cost, grown = _cost(kind, rulebook, round(had * factor) - had, base, path, rounds)
            points.append((factor, cost))
            profile = profiled(kind, f"a warm pass with {factor:g} times the {kind}", partial(lint_all, path, grown))
        assert profile is not None
        beyond = None
        if kind == "phrases" and extra_phrases:
            beyond = (extra_phrases / had, _cost(kind, rulebook, extra_phrases - had, base, path, rounds)[0])
        found[kind] = Growth(had=had, points=tuple(points), beyond=beyond, profile=profile)
    return found


def _cost(kind: str, rulebook: Rulebook, more: int, base: Linter, path: str, rounds: int) -> tuple[float, Linter]:
    """What so many more cost against the rulebook as it is."""
    grown = Linter(_grown(kind, rulebook, more))
    lint_all(path, grown)
    before, after = best(rounds, partial(lint_all, path, base), partial(lint_all, path, grown))
    return after / before, grown


def _grown(kind: str, rulebook: Rulebook, more: int) -> Rulebook:
    if kind == "rules":
        copies = [
            msgspec.structs.replace(rule, code=f"{rule.code}-{k}", name=f"{rule.name}-{k}")
            for k, rule in enumerate(islice(cycle(rulebook.rules), more))
        ]
        return msgspec.structs.replace(rulebook, rules=(*rulebook.rules, *copies))
    made = list(_phrases(more) if kind == "phrases" else _patterns(rulebook, more))
    cues = {f"more.{k}": CuePattern(by="any", say=tuple(made[k : k + _A_CUE])) for k in range(0, len(made), _A_CUE)}
    lexicon = msgspec.structs.replace(rulebook.lexicon, cues={**rulebook.lexicon.cues, **cues})
    return msgspec.structs.replace(rulebook, lexicon=lexicon)


def _senses(rulebook: Rulebook, *, plain: bool) -> list[str]:
    """The rulebook's senses that are (not) plain words."""
    lines = (line for _, lines in rulebook.lexicon.senses() for line in lines)
    return [line for line in lines if bool(_PLAIN.fullmatch(line)) is plain]


def _phrases(more: int) -> Iterator[str]:
    """Runs of three to six words out of other calls, with one word changed: texts lead far into them."""
    chance = random.Random(3)
    lines = [line for line in _talked() if len(line) > 3]
    for _ in range(more):
        line = chance.choice(lines)
        size = min(len(line), chance.randint(3, 6))
        at = chance.randint(0, len(line) - size)
        words = line[at : at + size]
        words[chance.randrange(size)] = chance.choice(chance.choice(lines))
        yield " ".join(words)


def _patterns(rulebook: Rulebook, more: int) -> Iterator[str]:
    """The rulebook's own patterns with half of their words changed: slots, gaps and alternatives as written."""
    chance = random.Random(4)
    words = sorted({word for line in _talked() for word in line})
    known = _senses(rulebook, plain=False)

    def changed(found: re.Match[str]) -> str:
        word = found[0]
        return chance.choice(words) if word.isalpha() and chance.random() < 0.5 else word

    for _ in range(more):
        yield _PLACED.sub(changed, chance.choice(known))


def _talked() -> list[list[str]]:
    """Lines of plain words out of calls that are not measured."""
    return [re.findall(r"[a-z]+", turn.text.lower()) for call in Talker(99).calls(60, 400) for turn in call.turns]


def measure_lengths(files: Sequence[tuple[str, int]], rounds: int) -> tuple[tuple[float, float], ...]:
    """(words a call, warm seconds a word against the first file's)."""
    linter = Linter(load_rulebook())
    found = []
    for path, _ in files:
        lint_all(path, linter)
        calls = read_calls(path)
        words = sum(map(words_of, calls))
        found.append((words / len(calls), best(rounds, partial(lint_all, path, linter))[0] / words))
    return tuple((words, cost / found[0][1]) for words, cost in found)
