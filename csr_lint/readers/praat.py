"""The tiers of a TextGrid of Praat: both its spellings are the same row of strings and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.breaks import Breaks, folded
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import milliseconds

# Praat reads what stands free, strings, numbers, <flags>, and takes all the rest (`xmin =`, `[1]:`) for comments.
_TOKEN = re.compile(
    r'"(?P<string>[^"]*(?:""[^"]*)*)"|(?<!\S)(?P<number>[-+]?\d[\d.]*(?:[eE][-+]?\d+)?)(?!\S)|(?<!\S)(?P<flag><\w+>)|(?P<open>")'
)


class _Token(msgspec.Struct, frozen=True):
    """A free-standing string, number or flag, with its line."""

    kind: str
    text: str
    line: int


class Interval(msgspec.Struct, frozen=True):
    """A labelled stretch of a tier; `line` is that of its begin, `breaks` tell where its text stands."""

    line: int
    start_ms: int | None
    end_ms: int | None
    text: str
    breaks: Breaks = ()


class Tier(msgspec.Struct, frozen=True):
    """A tier of intervals, or of points, which have no text to speak of."""

    name: str
    points: int
    intervals: tuple[Interval, ...]


class TextGrid(msgspec.Struct, frozen=True):
    """The tiers of a file, and how long its recording lasts."""

    tiers: tuple[Tier, ...]
    duration_ms: int | None


def read_textgrid(source: Source) -> TextGrid:
    """The tiers of a file. Raises TranscriptError, with the line, where it is cut or no TextGrid."""
    tokens = _Tokens(source)
    while tokens.string() != "TextGrid":
        pass
    tokens.number()
    lasts = tokens.number()
    tiers = tuple(_tier(tokens) for _ in range(tokens.count())) if tokens.flag() == "<exists>" else ()
    return TextGrid(tiers, milliseconds(lasts))


class _Tokens:
    """The tokens one by one; each must be of the kind that is asked for. Raises TranscriptError where it is not."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._tokens = _scan(source.text)

    def string(self) -> str:
        return self.told().text

    def told(self) -> Line:
        """A string and the line in which it begins."""
        token = self._next("string")
        return Line(token.line, token.text.replace('""', '"'))

    def flag(self) -> str:
        return self._next("flag").text

    def number(self) -> float:
        return self._number()[0]

    def count(self) -> int:
        return int(self.number())

    def time(self) -> tuple[int | None, int]:
        """A time in ms, and its line."""
        value, line = self._number()
        return milliseconds(value), line

    def _number(self) -> tuple[float, int]:
        token = self._next("number")
        try:
            return float(token.text), token.line
        except ValueError:
            message = f"{token.text[:40]!r} is no number"
            raise TranscriptError(message, place=self._source.at(token.line), code="wrong-type") from None

    def _next(self, kind: str) -> _Token:
        token = next(self._tokens, None)
        if token is None or token.kind == "open":
            message = "the TextGrid breaks off before its last tier ends: is the file cut?"
            last = self._source.text.count("\n") + 1
            raise TranscriptError(message, place=self._source.at(token.line if token else last), code="truncated")
        if token.kind != kind:
            message = f"a {kind} is expected here, not {token.text[:40]!r}"
            raise TranscriptError(message, place=self._source.at(token.line), code="wrong-type")
        return token


def _scan(text: str) -> Iterator[_Token]:
    line = 1
    at = 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        kind = found.lastgroup or ""
        yield _Token(kind, found[kind], line)


def _tier(tokens: _Tokens) -> Tier:
    kind, name = tokens.string(), tokens.string()
    tokens.number()
    tokens.number()
    rows = range(tokens.count())
    if kind == "TextTier":
        return Tier(name, sum(bool((tokens.number(), tokens.string())) for _ in rows), ())
    return Tier(name, 0, tuple(_interval(tokens) for _ in rows))


def _interval(tokens: _Tokens) -> Interval:
    (start, line), (end, _) = tokens.time(), tokens.time()
    text, breaks = folded([tokens.told()], line)
    return Interval(line, start, end, text, breaks)
