"""The whole lint, from bytes to encoded verdicts, against spaCy's tokenizer on the same text; each in its stages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Protocol, cast

import msgspec

from benchmarks.timing import best, seconds
from csr_lint.cues.spot import spotter_of
from csr_lint.intake import read_found
from csr_lint.lint import Linter
from csr_lint.model import Call
from csr_lint.readers.walk import walk
from csr_lint.rulebook import load_rulebook
from csr_lint.runner import lint_paths

_STEPS = 8
"""Points of the curve over the calls of the first pass."""


class _Tokenizer(Protocol):
    """spaCy's tokenizer, as far as it is needed here."""

    max_cache_size: int

    def __call__(self, string: str) -> object: ...


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds over one text. `seen`: calls so far and seconds a word, along the cold pass."""

    calls: int
    turns: int
    words: int
    cold: float
    warm: float
    tokenizer: float
    tokenizer_cold: float
    stages: tuple[tuple[str, float], ...]
    spotting: float
    seen: tuple[tuple[int, float], ...]

    @property
    def warm_cost(self) -> float:
        """In yardsticks."""
        return self.warm / self.tokenizer

    @property
    def cold_cost(self) -> float:
        return self.cold / self.tokenizer


def measure_pace(path: str, rounds: int) -> Pace:
    """Times a file of calls; to be run in a fresh process, for the cold pass comes first."""
    linter = Linter(load_rulebook())
    cold, seen = _cold(path, linter)
    calls = read_calls(path)
    texts = [segment.text for call in calls for segment in call.segments]
    tokenize = tokenizer()
    tokenizer_cold = seconds(lambda: run_over(tokenize, texts))
    warm, yardstick = best(rounds, lambda: lint_all(path, linter), lambda: run_over(tokenize, texts))
    stages, spotting = _stages(path, calls, linter, max(1, rounds - 1))
    return Pace(
        calls=len(calls),
        turns=len(texts),
        words=sum(map(words_of, calls)),
        cold=cold,
        warm=warm,
        tokenizer=yardstick,
        tokenizer_cold=tokenizer_cold,
        stages=stages,
        spotting=spotting,
        seen=seen,
    )


def tokenizer() -> Callable[[str], object]:
    """The yardstick: spaCy's blank English tokenizer that forgets no chunk."""
    import spacy

    found = cast(_Tokenizer, spacy.blank("en").tokenizer)
    found.max_cache_size = 1_000_000
    return found


def run_over(work: Callable[[str], object], texts: Sequence[str]) -> None:
    for text in texts:
        work(text)


def lint_all(path: str, linter: Linter) -> None:
    """From the file's bytes to the bytes of each verdict."""
    for outcome in lint_paths([path], linter):
        msgspec.json.encode(outcome)


def read_calls(path: str) -> list[Call]:
    """The calls of a file; raises whatever is wrong with it."""
    found = []
    for file in walk([path]):
        for read in read_found(file):
            if not isinstance(read, Call):
                raise RuntimeError(str(read))
            found.append(read)
    return found


def words_of(call: Call) -> int:
    return sum(len(segment.text.split()) for segment in call.segments)


def _cold(path: str, linter: Linter) -> tuple[float, tuple[tuple[int, float], ...]]:
    """Seconds of the first pass, and how they fell along the way."""
    sizes = [words_of(call) for call in read_calls(path)]
    step = max(1, len(sizes) // _STEPS)
    seen: list[tuple[int, float]] = []
    began = last = perf_counter()
    for number, outcome in enumerate(lint_paths([path], linter), 1):
        msgspec.json.encode(outcome)
        if number % step == 0:
            now = perf_counter()
            seen.append((number, (now - last) / sum(sizes[number - step : number])))
            last = now
    return perf_counter() - began, tuple(seen)


def _stages(
    path: str, calls: Sequence[Call], linter: Linter, rounds: int
) -> tuple[tuple[tuple[str, float], ...], float]:
    """Warm seconds of each stage, by taking shorter ways from longer ones; and those of spotting cues."""
    spotter = spotter_of(linter.rulebook.lexicon)
    told = [linter.scene(call).call for call in calls]
    verdicts = [linter.lint(call) for call in calls]
    read, views, spot, scene, lint, write = best(
        rounds,
        lambda: read_calls(path),
        lambda: [spotter.view(turn.text) for call in told for turn in call.turns],
        lambda: [spotter.spot(call) for call in told],
        lambda: [linter.scene(call) for call in calls],
        lambda: [linter.lint(call) for call in calls],
        lambda: [msgspec.json.encode(verdict) for verdict in verdicts],
    )
    whole = (
        ("reading the file", read),
        ("words of the turns (view)", views),
        ("cues in them (automaton, modifiers, guards, clock)", max(0.0, spot - views)),
        ("roles, turns, episodes", max(0.0, scene - spot)),
        ("rules, quotes, score", max(0.0, lint - scene)),
        ("writing the verdicts", write),
    )
    return whole, spot
