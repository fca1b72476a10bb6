"""Tables read strictly: every fault of a table at once, with its key, its value and what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Literal, TypeVar, get_args, get_origin

import msgspec

from csr_lint.suggest import did_you_mean

T = TypeVar("T")
_AT = re.compile(r" - at `\$\.?([^`]*)`")
_STEP = re.compile(r"(?P<name>[^.\[\]]+)|\[(?P<index>\d+)\]|(?P<any>\[\.\.\.\])")
_UNKNOWN = re.compile(r"unknown field `([^`]+)`")
_MISSING = re.compile(r"missing required field `([^`]+)`")
_WRONG = re.compile(r"Expected `([^`]+)`, got `([^`]+)`$")
_PLAIN = {
    "array": "a list", "object": "a table", "str": "text", "int": "a whole number", "float": "a number",
    "bool": "true or false", "null": "nothing",
}  # fmt: skip
_LONGEST = 40  # characters of a value that is quoted


def convert(table: object, kind: type[T]) -> tuple[T | None, list[str]]:
    """A table as a struct; or None and its faults. A missing key that a misspelt one stands for is no second fault."""
    rest = dict(table) if isinstance(table, dict) else table
    faults: list[str] = []
    spoilt: set[str] = set()
    while True:
        try:
            made = msgspec.convert(rest, kind)
            return (None if faults else made), faults
        except msgspec.ValidationError as error:
            message = str(error)
        top, told = _told(message, rest, kind)
        if isinstance(rest, dict) and top is not None and top in rest:
            faults.append(told)
            spoilt.add(top)
            del rest[top]
            continue
        if top is None:
            return None, [*faults, told]
        given = {*spoilt, *rest} if isinstance(rest, dict) else spoilt
        lacking = [key for key in _required(kind) if key not in given]
        meant = "".join(faults)
        return None, [*faults, *(f"the key {key!r} is missing" for key in lacking if f'"{key}"' not in meant)]


def _required(kind: object) -> Iterator[str]:
    return (f.encode_name for f in _fields(kind).values() if f.required)


def _fields(kind: object) -> Mapping[str, msgspec.structs.FieldInfo]:
    """A struct's fields by the names that they have in a file."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return {f.encode_name: f for f in msgspec.structs.fields(kind)}
    return {}


def _told(message: str, table: object, kind: object) -> tuple[str | None, str]:
    """The key at the top under which the fault lies (None: the table itself), and the fault in words."""
    found = _AT.search(message)
    value, inner, steps = _down(table, kind, found[1] if found else "")
    place = f"[{'.'.join(steps)}] " if steps else ""
    what = _AT.sub("", message)
    top = steps[0].split(" ")[0] if steps else None
    if unknown := _UNKNOWN.search(what):
        key, known = unknown[1], sorted(_fields(inner))
        return top or key, f"{place}unknown key {key!r}" + (did_you_mean(key, known) or f" (keys: {', '.join(known)})")
    if missing := _MISSING.search(what):
        return top or missing[1], f"{place}the key {missing[1]!r} is missing"
    return top, f"{place}{_value_fault(what, value, inner)}"


def _down(value: object, kind: object, path: str) -> tuple[object, object, list[str]]:
    """The value and the type at msgspec's path, and the path as people read it: `cues.order`, `example 7`."""
    steps: list[str] = []
    for step in _STEP.finditer(path):
        kind = _bare(kind)
        inside = get_args(kind)
        if step["index"]:
            number = int(step["index"])
            value, kind = value[number] if isinstance(value, list) else None, inside[0] if inside else None
            steps[-1:] = [f"{steps[-1] if steps else ''} {number + 1}".strip()]
            continue
        if step["name"]:
            key, field = step["name"], _fields(kind).get(step["name"])
            kind = field.type if field else None
        else:
            kind = inside[-1] if inside else None
            key = _odd_key(value, kind)
        value = value.get(key) if isinstance(value, dict) else None
        steps.append(key)
    return value, _bare(kind), steps


def _odd_key(table: object, kind: object) -> str:
    """Which entry of a table is not of the kind that all must be."""
    for key, value in table.items() if isinstance(table, dict) else ():
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError:
            return str(key)
    return "…"


def _bare(kind: object) -> object:
    """`X | None` as X."""
    inside = [part for part in get_args(kind) if part is not type(None)]
    return inside[0] if len(inside) == 1 and type(None) in get_args(kind) else kind


def _value_fault(what: str, value: object, kind: object) -> str:
    shown = repr(value)
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    if what.startswith("Invalid enum value"):
        allowed = [str(word) for word in _words(kind)]
        return f"{shown} is none of {', '.join(allowed)}{did_you_mean(str(value), allowed)}"
    if found := _WRONG.match(what):
        wanted, got = (" or ".join(_PLAIN.get(word, word) for word in part.split(" | ")) for part in found.groups())
        return f"{shown} is {got}, where {wanted} must stand"
    return f"{shown}: {what[:1].lower()}{what[1:].replace('`', '')}"


def _words(kind: object) -> tuple[object, ...]:
    """The words that an enumeration allows."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(member.value for member in kind)
    return get_args(kind) if get_origin(kind) is Literal else ()
