"""What the measures make of the targets, of what stands beside them, and of the growth curves."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from benchmarks.commands import Runs, Starts
from benchmarks.engine import Pace
from benchmarks.growth import Growth
from benchmarks.naive import Naive
from benchmarks.results import Beside, Curve, Target


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What each part gave. `real`: on calls of people, where they are at hand."""

    pace: Pace
    real: Pace | None
    naive: Naive
    growth: dict[str, Growth]
    starts: Starts
    runs: Runs
    stream: tuple[tuple[float, float], ...]
    lengths: tuple[tuple[float, float], ...]
    peers: tuple[Beside, ...]


def targets_of(found: Measured) -> Iterator[Target]:
    pace, naive, starts, runs = found.pace, found.naive, found.starts, found.runs
    stages = sorted(pace.stages, key=lambda stage: stage[1], reverse=True)
    whole = sum(spent for _, spent in stages)
    yield Target(
        key="warm",
        what="whole lint, warm / tokenizer",
        asked=0.5,
        most=True,
        measured=pace.warm_cost,
        reason="Of a warm pass, " + ", ".join(f"{100 * spent / whole:.0f} % is {name}" for name, spent in stages) + ".",
        profile="warm",
    )
    yield Target(
        key="cold",
        what="whole lint, one cold pass / tokenizer",
        asked=1.0,
        most=True,
        measured=pace.cold_cost,
        reason=f"A cold pass makes the automaton's states and reads every chunk for the first time: "
        f"{100 * (1 - pace.warm / pace.cold):.0f} % of it is not there in a warm one. The last calls of the pass cost "
        f"{_steady(pace) / pace.warm_cost:.1f} times a warm one. The tokenizer's own cold pass costs "
        f"{pace.tokenizer_cold / pace.tokenizer:.1f} of its warm ones.",
        profile="cold",
    )
    yield Target(
        key="naive",
        what="same cues on spaCy's Matcher and PhraseMatcher / whole lint",
        asked=100,
        most=False,
        measured=naive.cost / pace.warm_cost,
        reason="See the whole lint, warm.",
        profile="warm",
    )
    for kind, asked in (("phrases", 1.4), ("patterns", 1.4), ("rules", 1.2)):
        grown = found.growth[kind]
        factor, cost = grown.points[-1]
        yield Target(
            key=kind,
            what=f"{factor:g} × the {kind} ({grown.had:,} as they are)",
            asked=asked,
            most=True,
            measured=cost,
            reason=_GROWTH[kind],
            profile=kind,
        )
    for key, what, asked, spent in (
        ("check", "csr-lint check one_call.txt, pack kept / import spacy", 0.4, starts.check),
        ("help", "csr-lint --help / import spacy", 0.15, starts.help),
        ("explain", "csr-lint explain / import spacy", 0.15, starts.explain),
    ):
        yield Target(
            key=key,
            what=what,
            asked=asked,
            most=True,
            measured=spent / starts.spacy,
            reason=f"`import spacy` took {starts.spacy:.2f} s, this {spent:.2f} s; of that, Python alone "
            f"{starts.python:.2f} s ({starts.python / starts.spacy:.2f} of `import spacy`).",
            profile=key,
        )
    yield Target(
        key="second",
        what="second run over unchanged calls / first run",
        asked=0.3,
        most=True,
        measured=runs.second / runs.first,
        reason=f"First run {runs.first:.1f} s, second {runs.second:.1f} s, the number of processes left to "
        "csr-lint; those of the second start before it is known that there is nothing to do.",
        profile="second",
    )
    yield Target(
        key="workers",
        what="1 worker / 2 workers",
        asked=1.8,
        most=False,
        measured=runs.one / runs.two,
        reason=f"{runs.one:.1f} s with one process, {runs.two:.1f} s with two and their parent, start-up included; "
        "each makes the states of its own automaton.",
        profile="workers",
    )
    (few, low), *_, (many, high) = found.stream
    yield Target(
        key="memory",
        what=f"peak memory, {many:,.0f} calls in one stream / {few:,.0f}",
        asked=1.1,
        most=True,
        measured=high / low if low else 0.0,
        reason=f"{low:.0f} MB and {high:.0f} MB. What grows are bounded stores: the automaton's states and the chunks.",
        profile="memory",
    )


_GROWTH = {
    "phrases": "More first words begin a match, and states hold more of what may follow.",
    "patterns": "More patterns begin at every word and more of them hit; hits are read and weighed one by one.",
    "rules": "Rules look cues up by name, but each judges the call and gives a result, which is encoded too.",
}


def _steady(pace: Pace) -> float:
    """Yardsticks at the end of the cold pass."""
    return pace.seen[-1][1] * pace.words / pace.tokenizer if pace.seen else pace.cold_cost


def beside(found: Measured) -> Iterator[Beside]:
    pace, naive = found.pace, found.naive
    yield Beside(what="spaCy's blank English tokenizer, warm, 1 M chunks: the yardstick", cost=1.0)
    yield Beside(what="the same, its first pass", cost=pace.tokenizer_cold / pace.tokenizer)
    yield Beside(what="csr-lint, whole lint, warm", cost=pace.warm_cost, note="from bytes to encoded verdicts")
    yield Beside(what="csr-lint, one cold pass", cost=pace.cold_cost, note="a new process; the pack is kept")
    yield Beside(what="csr-lint, calls not seen before, at the end of the cold pass", cost=_steady(pace))
    yield Beside(
        what="csr-lint, only cues, warm", cost=pace.spotting / pace.tokenizer, note="views, automaton, modifiers"
    )
    if found.real:
        note = f"{found.real.calls} labelled calls, {found.real.words:,} words"
        yield Beside(what="csr-lint on calls of people, warm", cost=found.real.warm_cost, note=note)
        yield Beside(what="csr-lint on calls of people, cold", cost=found.real.cold_cost, note=note)
    low, high = sorted(naive.spread)
    yield Beside(
        what="the same cues on spaCy's Matcher and PhraseMatcher, without triggers",
        cost=naive.cost,
        note=f"extrapolated: {naive.sampled:,} patterns of {naive.patterns:,} (both sides') were timed on "
        f"{naive.turns} turns; halves of the sample give {low:,.0f} and {high:,.0f}",
    )
    yield from found.peers


def curves_of(found: Measured) -> Iterator[Curve]:
    for kind, grown in found.growth.items():
        points = grown.points
        if grown.beyond:
            points = (*points, grown.beyond)
        yield Curve(key=kind, x=f"times the {kind} ({grown.had:,})", y="cost against 1 ×", points=points)
    steady = found.pace.tokenizer / found.pace.words
    yield Curve(
        key="calls",
        x="calls seen so far (cold pass)",
        y="yardsticks",
        points=tuple((calls, spent / steady) for calls, spent in found.pace.seen),
    )
    yield Curve(key="words", x="words a call", y="cost a word against the shortest", points=found.lengths)
    yield Curve(key="memory", x="calls in one stream", y="peak memory, MB", points=found.stream)
