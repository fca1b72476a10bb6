"""The table of agents, queues or weeks for the terminal: a line each, as many columns as have room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from csr_lint.floor import By, Grouped, GroupRow
from csr_lint.reporters.calllist import ROOMY, in_lines, short_names
from csr_lint.reporters.wording import plain, points

UNKNOWN = {"agent": "not named", "queue": "no queue named", "week": "no date"}
_HEADS: dict[By, str] = {"agent": "agent", "queue": "queue", "week": "week of"}
_GAP = 2  # columns between columns
_SMALLEST = 8  # columns: less tells nothing


class Room(NamedTuple):
    """What of the optional columns has room, and how wide those of words are; `dropped`: what has no room."""

    extra: tuple[str, ...]
    work: int
    strength: int
    dropped: tuple[str, ...]


def group_rows(table: Grouped, shown: Sequence[GroupRow], *, width: int) -> tuple[Table, tuple[str, ...]]:
    """The table, and what is known but has no room; what an agent does well stands beside what to work on."""
    names = _names(table.by, shown, 24 if width >= ROOMY else 18)
    room = _room(table, shown, width=width, names=names)
    made = Table(box=None, padding=(0, _GAP, 0, 0), show_edge=False, header_style="dim", pad_edge=False)
    made.add_column(_HEADS[table.by], no_wrap=True)
    for head in ("calls", "mean", "failed", *room.extra):
        made.add_column(head, justify="right", no_wrap=True)
    made.add_column("to work on", no_wrap=True, overflow="ellipsis", width=room.work)
    if room.strength:
        made.add_column("strength", no_wrap=True, overflow="ellipsis", width=room.strength)
    for row, name in zip(shown, names, strict=True):
        made.add_row(
            Text(name, style="bold" if row.title else "dim"),
            f"{row.calls:,}" + ("*" if row.few else ""),
            points(row.mean),
            Text(str(row.broken or "–"), style="bold red" if row.broken else "dim"),
            *(_extra(row, head) for head in room.extra),
            Text(_work(row.worst, room.work)),
            *([Text(plain(row.strength) or "–", style="green")] if room.strength else []),
        )
    return made, room.dropped


def _names(by: By, rows: Sequence[GroupRow], room: int) -> list[str]:
    """Agents' names are made shorter where that leaves them apart; others go on in the next line."""
    full = [plain(row.title) if row.title else UNKNOWN[by] for row in rows]
    short = [short_names([name], room) if by == "agent" else name for name in full]
    often = Counter(short)
    return [in_lines(brief if often[brief] == 1 else name, room) for brief, name in zip(short, full, strict=True)]


def _room(table: Grouped, rows: Sequence[GroupRow], *, width: int, names: Sequence[str]) -> Room:
    """Gratitude goes first, then abuse; what to work on is whole as long as can be, for it is there to be copied."""
    widest = max((cell_len(line) for name in [_HEADS[table.by], *names] for line in name.split("\n")), default=0)
    taken = widest + _GAP + sum(len(head) + _GAP for head in ("calls", "mean", "failed"))
    work = max((cell_len(plain(row.worst[0])) for row in rows if row.worst), default=0)
    strength = max((cell_len(plain(row.strength)) for row in rows if row.strength), default=0)
    work, strength = max(work, len("to work on")), max(strength, len("strength")) if strength else 0
    needed = work + (_GAP + strength if strength else 0)
    extra, dropped = ["abuse", *(["gratitude"] if table.gratitude else [])], []
    while extra and width - taken - sum(len(head) + _GAP for head in extra) < needed:
        dropped.append(extra.pop())
    left = width - taken - sum(len(head) + _GAP for head in extra)
    if strength:
        strength = max(min(strength, left - _GAP - work), _SMALLEST)
        left -= _GAP + strength
    work = max([len("to work on"), *(cell_len(_work(row.worst, left)) for row in rows)])
    return Room(tuple(extra), max(min(work, left), _SMALLEST), strength, _told(rows, dropped))


def _told(rows: Sequence[GroupRow], dropped: Sequence[str]) -> tuple[str, ...]:
    """Of the columns without room those that would have told anything."""
    return tuple(head for head in dropped if any(_extra(row, head) != "–" for row in rows))


def _extra(row: GroupRow, head: str) -> str:
    if head == "abuse":
        return f"{row.abusive:,}" if row.abusive else "–"
    return f"{row.gratitude:.1f}" if row.gratitude is not None else "–"


def _work(worst: Sequence[str], room: int) -> str:
    """As many as have room, the first always; nothing is cut but that."""
    told = [plain(words) for words in worst] or ["–"]
    while len(told) > 1 and cell_len(", ".join(told)) > room:
        told.pop()
    return ", ".join(told)
