"""One agent under two names ("Todd", "Todd Keller", "TODD KELLER") is one, where that is unambiguous."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from csr_lint.outcome import AgentPart, CallRow


def united(rows: Sequence[CallRow]) -> tuple[tuple[CallRow, ...], tuple[tuple[str, str], ...]]:
    """The rows with one name for each agent, and the names that gave way, as (name, the one used)."""
    told = same_names(rows)
    return tuple(_renamed(row, told) for row in rows) if told else tuple(rows), tuple(sorted(told.items()))


def same_names(rows: Iterable[CallRow]) -> dict[str, str]:
    """For each name that is another's shorter or differently written form: the fuller one.

    A first name, alone or with an initial, is somebody's if one full name only begins so, and if the two are never
    heard in one call.
    """
    seen: Counter[str] = Counter()
    together: set[frozenset[str]] = set()
    for row in rows:
        names = {part.name for part in row.agents if part.name}
        seen.update(names)
        together |= {frozenset((a, b)) for a in names for b in names if a < b}
    chosen = _one_spelling(seen)
    full = sorted({name for name in chosen.values() if len(name.split()) > 1 and not _initial(name)})
    found = {}
    for name, spelt in chosen.items():
        others = [f for f in full if f != spelt and _begins(spelt, f)]
        apart = len(others) == 1 and not any(
            _together(a, b, chosen, others[0], spelt) for a, b in map(sorted, together)
        )
        best = others[0] if apart else spelt
        if best != name:
            found[name] = best
    return found


def _one_spelling(seen: Counter[str]) -> dict[str, str]:
    """Each name with the spelling most used of those that differ in capitals and blanks alone."""
    best: dict[str, str] = {}
    for name in sorted(seen, key=lambda n: (-seen[n], n.isupper() or n.islower(), n)):
        best.setdefault(_plain(name), name)
    return {name: best[_plain(name)] for name in seen}


def _together(a: str, b: str, chosen: dict[str, str], full: str, short: str) -> bool:
    return {chosen[a], chosen[b]} == {full, short}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _initial(name: str) -> bool:
    return len(name.split()[-1].rstrip(".")) == 1


def _begins(short: str, full: str) -> bool:
    """Is `short` the first name of `full`, or that with the initial of the rest ("Todd", "Todd K.")?"""
    first, *rest = _plain(short).split()
    called, *others = _plain(full).split()
    if first != called or not rest:
        return first == called
    return len(rest) == 1 and _initial(short) and others[-1].startswith(rest[0].rstrip("."))


def _renamed(row: CallRow, told: dict[str, str]) -> CallRow:
    if not any(part.name in told for part in row.agents):
        return row

    def new(name: str | None) -> str | None:
        return told.get(name, name) if name else name

    agents: tuple[AgentPart, ...] = tuple(msgspec.structs.replace(p, name=new(p.name)) for p in row.agents)
    moments = tuple(msgspec.structs.replace(m, agent=new(m.agent)) for m in row.moments)
    return msgspec.structs.replace(row, agents=agents, moments=moments)
