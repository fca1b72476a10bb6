"""Calls packed for the page's script: JSON, deflated, in letters that cannot be read as markup.

What a report says of calls is for the most part the same words over and over; packed it is a fourth.
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping

import msgspec

from csr_lint.reporters.html.record import CallPage

FULL = 200_000  # bytes of JSON: enough to pack well, few enough to be opened in a blink on a telephone
_ENCODER = msgspec.json.Encoder(order="deterministic")


class Pack(msgspec.Struct, frozen=True):
    """Some calls: the handles of their pages, and all that the pages say."""

    pages: tuple[str, ...]
    text: str


class Packs:
    """Packs being filled, call by call."""

    def __init__(self) -> None:
        self._done: list[Pack] = []
        self._pages: dict[str, msgspec.Raw] = {}
        self._size = 0

    def add(self, page: str, made: CallPage) -> None:
        encoded = _ENCODER.encode(made)
        self._pages[page] = msgspec.Raw(encoded)
        self._size += len(encoded)
        if self._size >= FULL:
            self._close()

    def all(self) -> list[Pack]:
        """The packs; the last is closed, however little it holds."""
        if self._pages:
            self._close()
        return self._done

    def _close(self) -> None:
        self._done.append(pack(self._pages))
        self._pages, self._size = {}, 0


def pack(pages: Mapping[str, CallPage | msgspec.Raw]) -> Pack:
    """One pack of these pages, by their handles."""
    packed = zlib.compress(_ENCODER.encode(pages), level=9)
    return Pack(tuple(pages), base64.b64encode(packed).decode("ascii"))
