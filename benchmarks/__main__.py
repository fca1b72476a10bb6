"""`python -m benchmarks [--small] [--output DIR]`, from the project's folder: every target as a ratio of one run."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from benchmarks.measured import ROOT, measure
from benchmarks.page import page, target_rows
from benchmarks.plot import draw
from benchmarks.sizes import FULL, SMALL

TEMPLATE = ROOT / "docs" / "performance.template.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the targets, and writes results.json, performance.md and performance.svg."""
    parser = ArgumentParser(prog="python -m benchmarks", description="Every target of speed as a ratio of one run.")
    parser.add_argument("--small", action="store_true", help="a few calls, to see that it works; figures mean nothing")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="where to write; else benchmarks/results.json and docs/performance.*, with --small nowhere",
    )
    said = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="csr-lint-bench-") as scratch:
        sizes = SMALL if said.small else FULL
        results = measure(sizes, Path(scratch), _teller())
    print("\n".join(["| what | asked | measured | |", "|---|---|---|---|", *target_rows(results)]))
    if said.output is None and said.small:
        return 0
    data, docs = (said.output, said.output) if said.output else (ROOT / "benchmarks", TEMPLATE.parent)
    docs.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(results), indent=2).decode()
    (data / "results.json").write_text(text + "\n", encoding="utf-8")
    drawn = draw(results.curves, docs / "performance.svg")
    template = TEMPLATE.read_text(encoding="utf-8")
    filled = page(results, template, picture="performance.svg" if drawn else None)
    (docs / "performance.md").write_text(filled, encoding="utf-8")
    return 0


def _teller() -> Callable[[str], None]:
    began = perf_counter()
    return lambda what: print(f"{perf_counter() - began:5.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
