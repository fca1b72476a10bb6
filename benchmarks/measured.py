"""Every measure, one after the other, and what they make of the targets."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from time import perf_counter

from benchmarks.commands import measure_runs, measure_starts, measure_stream
from benchmarks.engine import measure_pace
from benchmarks.growth import measure_growth, measure_lengths
from benchmarks.naive import measure_naive
from benchmarks.peers import measure_peers
from benchmarks.profiles import profile_command, profile_memory, profile_pass
from benchmarks.results import Profile, Results, Target
from benchmarks.sizes import Sizes
from benchmarks.talk import Talker, write_calls
from benchmarks.targets import Measured, beside, curves_of, targets_of
from benchmarks.timing import alone, fresh_cache
from csr_lint.version import __version__

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT.parent / "shared" / "gold" / "dev.jsonl"
ONE_CALL = ROOT / "sample_transcripts" / "mon-0912-priya-late-parcel.txt"
CODE = "HLD001"
Tell = Callable[[str], None]


def measure(sizes: Sizes, scratch: Path, tell: Tell) -> Results:
    """Runs everything; files are made in `scratch`."""
    began = perf_counter()
    fresh_cache(scratch / "cache")
    text = _written(scratch, "text", sizes.calls, sizes.words, seed=1)
    many = _written(scratch, "many", sizes.many_calls, sizes.many_words, seed=2)
    streams = [(_written(scratch, f"stream{n}", n, sizes.stream_words, seed=6), n) for n in sizes.stream]
    found = _all(sizes, scratch, text, many, streams, tell)
    tell("profiles of what is not met")
    targets = tuple(targets_of(found))
    profiles = tuple(islice(_profiles(targets, found, text, many, streams[-1][0]), sizes.profiles))
    return Results(
        csr_lint=__version__,
        machine=f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}",
        versions=f"Python {platform.python_version()}, spaCy {version('spacy')}",
        text=f"{found.pace.calls} calls, {found.pace.turns:,} turns, {found.pace.words:,} words",
        small=sizes.rounds == 1,
        seconds=round(perf_counter() - began, 1),
        targets=targets,
        beside=tuple(beside(found)),
        stages=tuple((name, spent / found.pace.tokenizer) for name, spent in found.pace.stages),
        curves=tuple(curves_of(found)),
        profiles=profiles,
    )


def _written(scratch: Path, name: str, calls: int, words: int, *, seed: int, spread: float = 0.6) -> Path:
    path = scratch / f"{name}.jsonl"
    write_calls(Talker(seed).calls(calls, words, spread=spread), path)
    return path


def _all(sizes: Sizes, scratch: Path, text: Path, many: Path, streams: list[tuple[Path, int]], tell: Tell) -> Measured:
    few = str(_written(scratch, "few", sizes.growth_calls, sizes.words, seed=5))
    rounds = sizes.rounds
    tell("start-up")
    starts = measure_starts(ONE_CALL, CODE, sizes.starts)
    tell("the whole lint against the tokenizer")
    pace = alone(measure_pace, str(text), rounds)
    real = alone(measure_pace, str(LABELLED), rounds) if sizes.labelled and LABELLED.is_file() else None
    tell("the same cues on spaCy's matchers")
    naive = alone(measure_naive, str(text), sizes.naive_senses, sizes.naive_turns, sizes.naive_most, rounds)
    tell("more phrases, patterns, rules")
    factors = dict.fromkeys(("phrases", "patterns", "rules"), sizes.growth)
    growth = alone(measure_growth, few, factors, sizes.phrases, rounds)
    tell("longer calls, other programs")
    lengths = [
        (str(_written(scratch, f"long{n}", max(2, sizes.words * sizes.growth_calls // n), n, seed=7, spread=0)), n)
        for n in sizes.lengths
    ]
    curve = alone(measure_lengths, lengths, rounds)
    peers = alone(measure_peers, str(text), sizes.peer_turns, rounds)
    tell("second runs and workers")
    runs = measure_runs(many)
    tell("memory of a stream")
    stream = measure_stream(streams)
    return Measured(
        pace=pace,
        real=real,
        naive=naive,
        growth=growth,
        starts=starts,
        runs=runs,
        stream=stream,
        lengths=curve,
        peers=peers,
    )


def _profiles(targets: tuple[Target, ...], found: Measured, text: Path, many: Path, stream: Path) -> Iterator[Profile]:
    """A profile for each target that is not met, once each."""
    for key in dict.fromkeys(target.profile for target in targets if not target.met):
        if key in ("warm", "cold"):
            yield alone(profile_pass, str(text), cold=key == "cold")
        elif key == "memory":
            yield alone(profile_memory, str(stream))
        elif key in found.growth:
            yield found.growth[key].profile
        else:
            lines = ["check", str(many), "--format", "jsonl"]
            yield profile_command(
                key,
                {
                    "check": ["check", str(ONE_CALL), "--no-cache"],
                    "help": ["--help"],
                    "explain": ["explain", CODE],
                    "second": lines,
                    "workers": [*lines, "--no-cache", "--jobs", "2"],
                }[key],
            )
