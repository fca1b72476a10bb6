"""What the page's script is given of a call: everything that it shows, ready to be put into text nodes.

What comes once a turn or a rule is written as a list, its fields in their order (`LISTED` tells the script which they
are); of the rest, what is at its default is left out. So 500 calls fit in a page that a browser opens at once.
"""

from __future__ import annotations

from typing import Literal

import msgspec

RemarkKind = Literal["violation", "kudos", "good", "signal", "thanks", "low", "health"]
Piece = str | tuple[str, tuple[int, ...]]
"""Words, or words with the numbers of the remarks that they are evidence for."""


class Remark(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """Something to say about words of the call. `said`: in words, where the rule's own message does not say it."""

    kind: RemarkKind
    code: str
    said: str = ""
    agent: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A turn, or a part of one; `who` counts the call's speakers, `at` and `until` are ms (absent: unknown)."""

    turn: int
    who: int
    said: tuple[Piece, ...]
    at: int | None = None
    until: int | None = None
    remarks: tuple[int, ...] = ()


class Gap(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A stretch of the clock (ms) in which nobody speaks (`hold`: the customer was put on hold), or two do."""

    at: int
    until: int
    hold: bool = False


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place to go to: the turn from 1, and the words with their quotation marks."""

    turn: int | None = None
    words: str = ""
    agent: str = ""


class Topic(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A rule in this call, with its places; `said` where the rule's message does not say it, `value` of a scale."""

    code: str
    places: tuple[Place, ...] = ()
    said: str = ""
    value: int | None = None


class SumLine(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A line of the score's sum."""

    code: str
    detail: str = ""
    weight: float = 0.0
    earned: float = 0.0
    lost: float = 0.0


class CallPage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call as its page shows it; `care`: why the score is to be taken with care, or why there is none."""

    id: str
    facts: tuple[str, ...]
    score: str
    band: str
    failed: bool = False
    care: str = ""
    duration: int | None = None
    typed: bool = False
    speakers: tuple[tuple[str, str], ...] = ()
    categories: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()
    remarks: tuple[Remark, ...] = ()
    quiet: tuple[Gap, ...] = ()
    overlaps: tuple[Gap, ...] = ()
    work: tuple[Topic, ...] = ()
    good: tuple[Topic, ...] = ()
    signals: tuple[Topic, ...] = ()
    scales: tuple[Topic, ...] = ()
    health: tuple[Topic, ...] = ()
    unjudged: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[str, ...] = ()
    sum: tuple[SumLine, ...] = ()


LISTED: dict[str, tuple[str, ...]] = {
    "rows": Row.__struct_fields__,
    "remarks": Remark.__struct_fields__,
    "quiet": Gap.__struct_fields__,
    "overlaps": Gap.__struct_fields__,
    "sum": SumLine.__struct_fields__,
}
"""The fields of what is written as lists, by the key of a call's page."""


class RuleNote(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page tells of a rule, once for all calls."""

    name: str
    severity: str
    kind: str
    critical: bool = False
    summary: str = ""
    message: str = ""
    why: str = ""
    advice: str = ""


class IndexLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the list of calls is filtered and sorted by; `found` pairs a rule's code with the agent's place in `agents`.

    `page` is the call's handle in addresses; `score` is absent where there is none.
    """

    page: str
    name: str
    agents: tuple[str, ...]
    found: tuple[tuple[str, int], ...] = ()
    date: str = ""
    score: float | None = None
    thanks: int | None = None
    work: int = 0
