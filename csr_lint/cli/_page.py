"""Writes a page for people, or the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import msgspec

if TYPE_CHECKING:
    from rich.console import RenderableType


def write(out: TextIO, form: str, told: msgspec.Struct, lines: Iterable[RenderableType]) -> None:
    """The struct as one line of JSON where `form` is json, else the lines."""
    if form == "json":
        out.write(msgspec.json.encode(told).decode() + "\n")
        return
    from csr_lint.reporters.terminal import console, show

    show(console(out), out, lines)
