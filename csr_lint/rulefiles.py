"""What rule files say, as read: the TOML of rules, cues, slots and scorecards, with every fault told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint import strict
from csr_lint.model import CheckKind, Severity
from csr_lint.rule import (
    AvoidParams,
    CuePattern,
    Example,
    ExpectParams,
    HealthParams,
    MeasureParams,
    Params,
    ScaleParams,
    SignalParams,
    TeamParams,
)

Place = Path | Traversable
T = TypeVar("T")
PARAMS: Mapping[CheckKind, type[Params]] = {
    CheckKind.EXPECT: ExpectParams,
    CheckKind.AVOID: AvoidParams,
    CheckKind.MEASURE: MeasureParams,
    CheckKind.SCALE: ScaleParams,
    CheckKind.SIGNAL: SignalParams,
    CheckKind.KUDOS: SignalParams,
    CheckKind.HEALTH: HealthParams,
    CheckKind.TEAM: TeamParams,
}


class RuleFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule as its file says it; `params` is read again by the rule's kind of check."""

    code: str
    name: str
    summary: str
    why: str
    source: tuple[str, ...]
    severity: Severity
    check: CheckKind
    message: str
    params: dict[str, object]
    advice: str = ""
    weight: float = 1.0
    critical: bool = False
    typed: bool = True
    aliases: tuple[str, ...] = ()
    cues: dict[str, CuePattern] = {}
    slots: dict[str, tuple[str, ...]] = {}
    example: tuple[Example, ...] = ()


class CueFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Cues that two or more rules or episodes share, with slots of their own."""

    cues: dict[str, CuePattern] = {}
    slots: dict[str, tuple[str, ...]] = {}


def toml_files(folder: Place) -> Iterator[Place]:
    """The TOML files below a folder, in a stable order."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and not entry.name.startswith((".", "__")):
            yield from toml_files(entry)
        elif entry.name.endswith(".toml"):
            yield entry


def read_toml(place: Place, faults: list[str]) -> dict[str, object] | None:
    """The file as a table, or None with a fault."""
    try:
        return tomllib.loads(place.read_bytes().decode("utf-8"))
    except OSError as e:
        faults.append(f"{place}: cannot be read: {e.strerror}")
    except UnicodeDecodeError as e:
        faults.append(f"{place}: not UTF-8 text (byte {e.start})")
    except tomllib.TOMLDecodeError as e:
        faults.append(f"{place}: not TOML: {e}")
    return None


def convert(table: object, kind: type[T], where: str, faults: list[str]) -> T | None:
    """A table as a struct, or None with its faults, each of which names file, key and what is allowed."""
    made, found = strict.convert(table, kind)
    faults += [f"{where}: {fault}" for fault in found]
    return made
