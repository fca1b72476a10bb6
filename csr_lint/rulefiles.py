"""What rule files say, as read: the TOML of rules, cues, slots and scorecards, with every fault told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint.model import CheckKind, Severity
from csr_lint.rule import (
    AvoidParams,
    CuePattern,
    Example,
    ExpectParams,
    MeasureParams,
    Params,
    ScaleParams,
    SignalParams,
)
from csr_lint.suggest import did_you_mean

Place = Path | Traversable
T = TypeVar("T")
PARAMS: Mapping[CheckKind, type[Params]] = {
    CheckKind.EXPECT: ExpectParams,
    CheckKind.AVOID: AvoidParams,
    CheckKind.MEASURE: MeasureParams,
    CheckKind.SCALE: ScaleParams,
    CheckKind.SIGNAL: SignalParams,
    CheckKind.KUDOS: SignalParams,
}
_UNKNOWN = re.compile(r"unknown field `([^`]+)`(?: - at `\$\.?([^`]*)`)?")
_AT = re.compile(r" - at `\$\.?([^`]*)`")


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
    except (OSError, UnicodeDecodeError) as e:
        faults.append(f"{place}: cannot be read: {e}")
    except tomllib.TOMLDecodeError as e:
        faults.append(f"{place}: not TOML: {e}")
    return None


def convert(table: object, kind: type[T], where: str, faults: list[str]) -> T | None:
    """A table as a struct, or None with a fault that names file, key and what is allowed."""
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as e:
        faults.append(f"{where}: {_told(str(e), kind)}")
        return None


def _told(message: str, kind: type) -> str:
    unknown = re.search(r"unknown field `([^`]+)`", message)
    at = _AT.search(message)
    place = f"[{at.group(1)}] " if at and at.group(1) else ""
    if unknown:
        allowed = sorted(getattr(kind, "__struct_encode_fields__", ())) if not place else []
        return f"{place}unknown key {unknown.group(1)!r}" + did_you_mean(unknown.group(1), allowed)
    missing = re.search(r"missing required field `([^`]+)`", message)
    if missing:
        return f"{place}the key {missing.group(1)!r} is missing"
    return place + _AT.sub("", message)
