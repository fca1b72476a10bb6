"""Protobuf messages as Google's services and clients write them in JSON: their times and the two spellings of keys."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from csr_lint.readers.times import milliseconds

_DEEPEST = 12
_UNDERSCORE = re.compile(r"_([a-z0-9])")


class Stamp(msgspec.Struct, frozen=True):
    """A time as the JavaScript client keeps it; a part that is zero is left out."""

    seconds: float = 0.0
    nanos: float = 0.0


Seconds = Annotated[str, msgspec.Meta(pattern=r"^-?\d+(\.\d+)?s?$")] | float | Stamp | None
"""`"12.900s"`, `12.9` or `{"seconds": "12", "nanos": 900000000}`."""


def in_ms(time: Seconds) -> int | None:
    """Such a time in ms; None where there is none."""
    if isinstance(time, Stamp):
        return milliseconds(time.seconds + time.nanos / 1e9)
    return milliseconds(float(time.removesuffix("s")) if isinstance(time, str) else time)


def with_camel_keys(value: object, *, depth: int = _DEEPEST) -> object:
    """The same with `speakerTag` for every `speaker_tag`, as deep as messages go: clients write keys in either way."""
    if depth and isinstance(value, dict):
        return {_camel(str(key)): with_camel_keys(inner, depth=depth - 1) for key, inner in value.items()}
    if depth and isinstance(value, list):
        return [with_camel_keys(item, depth=depth - 1) for item in value]
    return value


def _camel(key: str) -> str:
    return _UNDERSCORE.sub(lambda found: found[1].upper(), key) if "_" in key else key
