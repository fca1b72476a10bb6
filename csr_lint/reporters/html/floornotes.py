"""What the floor's rules saw over all calls, with links to some that show it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.outcome import Summary
from csr_lint.reporters.html.lines import CallLine
from csr_lint.reporters.standing import broken_on_the_floor
from csr_lint.reporters.wording import plain

SEEN = 5  # findings of a rule of the floor
SHOWING = 3  # calls that show one of them


class FloorNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule of the floor saw: in words, each with the first calls that show it and how many more do."""

    code: str
    name: str
    severity: str
    advice: str
    seen: tuple[tuple[str, tuple[CallLine, ...], int], ...]
    more: int


def floor_notes(lines: Sequence[CallLine], summary: Summary) -> tuple[FloorNote, ...]:
    """The rules of the floor that saw something to mend."""
    by_name = {line.id: line for line in reversed(lines)}

    def calls(found: TeamFinding) -> tuple[CallLine, ...]:
        return tuple(by_name[name] for name in map(plain, found.calls) if name in by_name)

    return tuple(
        FloorNote(
            code=told.code,
            name=told.name,
            severity=told.severity.value,
            advice=plain(told.advice),
            seen=tuple(
                (plain(found.message), calls(found)[:SHOWING], max(0, len(found.calls) - SHOWING))
                for found in told.findings[:SEEN]
            ),
            more=max(0, len(told.findings) - SEEN),
        )
        for told in broken_on_the_floor(summary.team)
    )


def unjudged_of_the_floor(team: Sequence[TeamVerdict]) -> tuple[tuple[str, str], ...]:
    """What could not be judged of the floor, and why."""
    untold = (told for told in team if told.verdict is Verdict.NOT_APPLICABLE)
    return tuple((f"{told.code} {told.name.replace('-', ' ')}", plain(told.reason or "")) for told in untold)
