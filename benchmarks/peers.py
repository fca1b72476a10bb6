"""Other programs on the same turns: vaderSentiment and proselint, where they are installed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

from benchmarks.engine import read_calls, run_over, tokenizer
from benchmarks.results import Beside
from benchmarks.timing import best


def measure_peers(path: str, turns: int, rounds: int) -> tuple[Beside, ...]:
    """What each takes over the first turns of the text, warm, in yardsticks."""
    texts = [segment.text for call in read_calls(path) for segment in call.segments][:turns]
    found = []
    for name, make, what in (
        ("vaderSentiment", _vader, "sentiment from a word list"),
        ("proselint", _proselint, "all its checks of written style"),
    ):
        if find_spec(name) is None:
            found.append(Beside(what=name, cost=None, note="not installed (extra `bench`)"))
            continue
        found.append(_measured(f"{name} {version(name)}", make, what, texts, rounds))
    return tuple(found)


def _measured(
    name: str, make: Callable[[], Callable[[str], object]], what: str, texts: Sequence[str], rounds: int
) -> Beside:
    try:
        work, tokenize = make(), tokenizer()
    except (ImportError, AttributeError) as error:
        return Beside(what=name, cost=None, note=f"has another interface than is known here: {error}")
    run_over(tokenize, texts)
    run_over(work, texts[:20])
    theirs, yardstick = best(rounds, lambda: run_over(work, texts), lambda: run_over(tokenize, texts))
    return Beside(what=name, cost=theirs / yardstick, note=f"{what}; {len(texts)} turns")


def _vader() -> Callable[[str], object]:
    work: Callable[[str], object] = (
        import_module("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer().polarity_scores
    )
    return work


def _proselint() -> Callable[[str], object]:
    checks = import_module("proselint.checks").__register__
    registry = import_module("proselint.registry").CheckRegistry()
    registry.register_many(checks)
    # It stops at 1,000 faults by default; a turn has not so many.
    file = import_module("proselint.tools").LintFile
    return lambda text: file("turn", text).lint()
