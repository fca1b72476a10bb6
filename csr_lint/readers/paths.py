"""Dotted paths into JSON: `content.body`, `phrases[0].text`, `phrases.0.text`."""

from __future__ import annotations

import re

import msgspec

_SHOWN = 12
_STEP = re.compile(r"\[(\d+)\]")


class Nowhere(msgspec.Struct, frozen=True):
    """Where a path breaks off: the step that leads nowhere, and what is there instead (keys, never values)."""

    step: str
    there: str


def follow(value: object, path: str) -> object:
    """What lies at this path, or Nowhere; an empty path is the value itself. A key with a dot in it is found too."""
    if not path:
        return value
    if isinstance(value, dict) and path in value:
        return value[path]
    steps = _STEP.sub(r".\1", path).strip(".").split(".")
    for at, step in enumerate(steps):
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        elif isinstance(value, dict) and (rest := ".".join(steps[at:])) in value:
            return value[rest]
        else:
            return Nowhere(step, _there(value))
    return value


def _there(value: object) -> str:
    if isinstance(value, dict):
        names = [" ".join(str(key).split())[:40] for key in value]
        return (
            f"there are the keys {', '.join(names[:12])}{' …' if len(names) > 12 else ''}" if names else "it is empty"
        )
    if isinstance(value, list):
        return f"there is a list of {len(value)}"
    return "there is nothing" if value is None else f"there is a {type(value).__name__}"
