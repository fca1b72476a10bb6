"""The notation of cues: grammar formats for speech, read into a small tree.

`(a | b)` alternatives · `[a]` optional · `<slot>` a class · `word~` its inflections · `...` up to three words between,
`...6` up to six · `^` `$` edges of the turn · `\\` before a sign that means itself · `@{…}` a raw spaCy token pattern
(JSON). Its meaning is regular; `expand.py` turns a tree into flat token patterns.
"""

from __future__ import annotations

import json
import re
from functools import cache

import msgspec


class NotationError(ValueError):
    """A fault in a sense: `column` counts from 1."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(f"column {column}: {message}")
        self.column = column


class Word(msgspec.Struct, frozen=True):
    text: str
    inflected: bool = False


class Sign(msgspec.Struct, frozen=True):
    """A stop mark that means itself: `.` `?` `!`."""

    text: str


class Slot(msgspec.Struct, frozen=True):
    name: str
    column: int


class Gap(msgspec.Struct, frozen=True):
    """Up to `most` words of any kind, within the sentence."""

    most: int


class Edge(msgspec.Struct, frozen=True):
    start: bool


class Raw(msgspec.Struct, frozen=True):
    """A spaCy token pattern as JSON text, kept canonical so that equal patterns are equal."""

    pattern: str


class Sequence(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """One of the options; `optional`: or nothing at all."""

    options: tuple[Node, ...]
    optional: bool = False


Node = Word | Sign | Slot | Gap | Edge | Raw | Sequence | Choice

_TOKEN = re.compile(
    r"(?P<blank>\s+)|(?P<raw>@\{)|(?P<gap>\.\.\.(?P<most>\d*))|(?P<slot><(?P<slotname>[a-z][a-z0-9_]*)>)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<edge>[\^$])|(?P<escaped>\\(?P<sign>.))"
    r"|(?P<word>[\w'&%][\w'&%./-]*)(?P<inflect>~?)"
)
_CLOSES = {"(": ")", "[": "]"}


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def choice(self, closer: str | None, opened: int) -> tuple[Node, ...]:
        """Alternatives up to `closer` (None: up to the end of the text)."""
        options: list[Node] = []
        parts: list[Node] = []
        while True:
            if self.at >= len(self.text):
                if closer:
                    raise NotationError(f"'{closer}' expected before the end", opened + 1)
                break
            found = _TOKEN.match(self.text, self.at)
            if found is None:
                raise NotationError(f"{self.text[self.at]!r} was not expected here", self.at + 1)
            here, self.at = self.at, found.end()
            if found["close"]:
                if found["close"] != closer:
                    wanted = f"'{closer}' expected" if closer else "nothing is open here"
                    raise NotationError(f"{wanted}, found '{found['close']}'", here + 1)
                break
            if found["bar"]:
                options.append(_sequence(parts, here))
                parts = []
            elif not found["blank"]:
                parts.append(self.atom(found, here))
        return (*options, _sequence(parts, self.at))

    def atom(self, found: re.Match[str], here: int) -> Node:
        if found["open"]:
            return Choice(self.choice(_CLOSES[found["open"]], here), optional=found["open"] == "[")
        if found["slot"]:
            return Slot(found["slotname"], here + 1)
        if found["gap"]:
            return Gap(int(found["most"] or 3))
        if found["edge"]:
            return Edge(found["edge"] == "^")
        if found["raw"]:
            return self.raw(here)
        if found["escaped"]:
            if found["sign"] not in ".?!":
                raise NotationError(f"'\\{found['sign']}' is no stop mark (\\. \\? \\! are)", here + 1)
            return Sign(found["sign"])
        return Word(found["word"].lower(), inflected=bool(found["inflect"]))

    def raw(self, here: int) -> Raw:
        try:
            pattern, length = json.JSONDecoder().raw_decode(self.text[here + 1 :])
        except ValueError as e:
            raise NotationError(f"a token pattern in JSON expected after '@' ({e})", here + 1) from e
        self.at = here + 1 + length
        return Raw(json.dumps(pattern, sort_keys=True))


def _sequence(parts: list[Node], column: int) -> Node:
    if not parts:
        raise NotationError("a word, a slot or a group expected", column + 1)
    return parts[0] if len(parts) == 1 else Sequence(tuple(parts))


@cache
def parse(text: str) -> Node:
    """Read one sense. Raises NotationError with the column and what was expected."""
    options = _Parser(text).choice(None, 0)
    return options[0] if len(options) == 1 else Choice(options)
