"""Calls on a line each for the terminal: score, name, agents, what was broken."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from csr_lint.outcome import CallLine
from csr_lint.reporters.standing import NOT_NAMED
from csr_lint.reporters.wording import few_of, plain, points

ROOMY = 100  # columns from which names have more room
Columns = tuple[int, int, int, int]


def call_list(lines: Sequence[CallLine], names: Mapping[str, str], *, width: int) -> RenderableType:
    """The calls in their order; `names`: of the rules, by code. Long names are cut with an ellipsis."""
    columns = _columns(width, longest=max((len(line.call) for line in lines), default=0))
    made = _grid(columns, clipped=True)
    for line in lines:
        made.add_row(*_cells(line, names, columns))
    return made


def long_call_list(lines: Sequence[CallLine], names: Mapping[str, str], *, width: int) -> Iterator[RenderableType]:
    """All calls under a heading each, one at a time, for there may be many; nothing of a call's name is lost."""
    columns = _columns(width, longest=max((len(line.call) for line in lines), default=0))
    heads = _grid(columns)
    heads.add_row(*(Text(word, style="dim") for word in ("", "call", "agent", "to work on")))
    yield heads
    for line in lines:
        made = _grid(columns)
        score, call, agents, broken = _cells(line, names, columns)
        made.add_row(score, Text(in_lines(call.plain, columns[1])), agents, broken)
        yield made


def how_to_show(call: str, source: str) -> str:
    """What to type to see the call of this id turn by turn."""
    if source == "-":
        return "csr-lint show CALL FILE"
    words = [call] if call.startswith(f"{source}#") else [call, source]
    return "csr-lint show " + " ".join(shlex.quote(plain(word)) for word in words)


def _columns(width: int, *, longest: int) -> Columns:
    """Columns for the score, the call's name, the agents, and what is left for what was broken."""
    call, agents = (36, 18) if width >= ROOMY else (32, 12)
    call = max(8, min(call, longest))
    return 3, call, agents, width - 3 - call - agents - 6


def _grid(columns: Columns, *, clipped: bool = False) -> Table:
    grid = Table.grid(padding=(0, 2))
    for number, wide in enumerate(columns):
        grid.add_column(
            width=wide,
            justify="left" if number else "right",
            no_wrap=clipped,
            overflow="ellipsis" if clipped else "fold",
        )
    return grid


def _cells(line: CallLine, names: Mapping[str, str], columns: Columns) -> tuple[Text, Text, Text, Text]:
    style = "bold red" if line.failed else "dim" if line.score is None else ""
    names_told = [plain(name) for name in line.agents]
    agents = Text(short_names(names_told, columns[2])) if names_told else Text(NOT_NAMED, style="dim")
    return Text(points(line.score), style=style), Text(plain(line.call)), agents, _broken(line, names, columns[3])


def _broken(line: CallLine, names: Mapping[str, str], room: int) -> Text:
    """What was broken, as much as has room; what fails the call is said first."""
    told = [names.get(code, code) for code in line.broken]
    failed = "failed: " if line.failed else ""
    if not told:
        if line.score is None:
            return Text("no score", style="dim")
        return Text("nothing to work on", style="green")
    return Text.assemble((failed, "bold red"), as_many(told, room - len(failed)))


def as_many(words: Sequence[str], room: int) -> str:
    """The first words, as many as the room holds, and how many more there are."""
    shown = len(words)
    while shown > 1 and len(few_of(words, shown)) > room:
        shown -= 1
    return few_of(words, shown)


def in_lines(name: str, room: int) -> str:
    """A name that is too long, broken behind one of its signs, so that nothing of it is lost."""
    lines = []
    while len(name) > room:
        cut = max(name.rfind(sign, 0, room) for sign in "-_/.# ") + 1 or room
        lines.append(name[:cut])
        name = name[cut:]
    return "\n".join([*lines, name])


def short_names(names: Sequence[str], room: int) -> str:
    """The names if they fit, else shorter: "Marisol R.", "Todd +1"."""
    if not names:
        return "–"
    whole = ", ".join(names)
    if len(whole) <= room:
        return whole
    first, *others = names[0].split()
    if len(names) > 1:
        return f"{first} +{len(names) - 1}"
    return f"{first} {others[-1][0]}." if others else first
