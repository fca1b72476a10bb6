"""Text whose turns begin as the user says (`--speaker-pattern`); asked before tables, which it may look like."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.model import Call
from csr_lint.readers import text
from csr_lint.readers.about import About
from csr_lint.readers.source import Source

NAME = "speaker-pattern"
ORDER = 490
ABOUT = About(
    title="Lines by `--speaker-pattern`",
    group="csr-lint's own",
    recognised="the pattern that the user gives",
    times="those of the pattern's group `time`",
    roles="labels by the pattern",
    verified="as the user says",
)


def sniff(source: Source) -> str | None:
    return text.pattern_found(source)


def read(source: Source) -> Iterator[Call]:
    return text.read(source)
