"""How files are to be read: what the user says of them that they do not say themselves."""

from __future__ import annotations

from typing import Literal

import msgspec

TimeUnit = Literal["s", "ms", "us", "ticks"]
UNIT_MS: dict[str, float] = {"s": 1000.0, "ms": 1.0, "us": 0.001, "ticks": 0.0001}
"""Milliseconds in each unit; a tick is 100 ns."""

ROLE_NAMES = ("agent", "customer", "other", "unknown", "bot", "system")
"""Roles that a mapping may give; a bot is an agent, a system is other."""


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a home-made JSON export keeps things: dotted paths from the record (`turns`, `call_id` …), or from a turn.

    `match`: keys that a record must have for this to be its format; `roles`: what the speakers' values mean.
    """

    turns: str
    text: str
    match: tuple[str, ...] = ()
    speaker: str = ""
    name: str = ""
    start: str = ""
    end: str = ""
    duration: str = ""
    unit: TimeUnit | None = None
    roles: dict[str, str] = {}
    channel: str = ""
    skip: dict[str, tuple[str, ...]] = {}
    call_id: str = ""
    agent: str = ""
    started: str = ""
    queue: str = ""
    kind: str = ""

    def __post_init__(self) -> None:
        for value, role in self.roles.items():
            if role.casefold() not in ROLE_NAMES:
                allowed = ", ".join(ROLE_NAMES)
                raise ValueError(f"roles: {value} = {role!r} is no role (allowed: {allowed})")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a reader may be told. `format`: a reader's name; None: told by the content.

    `columns`: field and heading of a table's columns; `speaker_pattern`: a regular expression for a labelled line with
    the groups speaker and text, and perhaps time; `mappings`: home-made formats by name; `rttm`: a file that tells who
    speaks when.
    """

    format: str | None = None
    encoding: str | None = None
    time_unit: TimeUnit | None = None
    columns: tuple[tuple[str, str], ...] = ()
    speaker_pattern: str | None = None
    mappings: tuple[tuple[str, Mapping], ...] = ()
    rttm: str | None = None


AS_FOUND = Reading()
"""Nothing is said: everything is told by the content."""
