"""What is measured, and what was asked for."""

from __future__ import annotations

import msgspec


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """A ratio that is asked to be at most (`most`) or at least so large, and what it was.

    `reason`: where the time goes; `profile`: the name of the profile that shows it.
    """

    key: str
    what: str
    asked: float
    most: bool
    measured: float
    reason: str
    profile: str

    @property
    def met(self) -> bool:
        return self.measured <= self.asked if self.most else self.measured >= self.asked


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """Points (x, y) of a growth curve; `y` is a ratio unless its label says otherwise."""

    key: str
    x: str
    y: str
    points: tuple[tuple[float, float], ...]


class Beside(msgspec.Struct, frozen=True, kw_only=True):
    """Another program, or another way, on the same text: its cost in yardsticks; None: not there, or not known."""

    what: str
    cost: float | None
    note: str = ""


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Where time (or memory) goes: functions with their own seconds, calls and seconds with all they call."""

    key: str
    what: str
    lines: tuple[str, ...]


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the benchmark."""

    csr_lint: str
    machine: str
    versions: str
    text: str
    small: bool
    seconds: float
    targets: tuple[Target, ...]
    beside: tuple[Beside, ...]
    stages: tuple[tuple[str, float], ...]
    curves: tuple[Curve, ...]
    profiles: tuple[Profile, ...] = ()
