"""Protobuf messages as Google's services and clients write them in JSON: their times and the two spellings of keys."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from csr_lint.readers.times import milliseconds

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


def with_camel_keys(value: object) -> object:
    """The same with `speakerTag` for every `speaker_tag`: clients write keys in either way."""
    if isinstance(value, dict):
        return {_UNDERSCORE.sub(lambda m: m[1].upper(), str(k)): with_camel_keys(v) for k, v in value.items()}
    return [with_camel_keys(item) for item in value] if isinstance(value, list) else value
