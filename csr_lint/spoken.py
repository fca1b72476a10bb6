"""Numbers as they are read aloud, digit by digit or in groups, or written: one row of digits either way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

_UNITS = dict(
    zip("zero oh o nought one two three four five six seven eight nine".split(), "0000123456789", strict=True)
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_VALUES = (
    _UNITS
    | {word: str(10 + k) for k, word in enumerate(_TEENS)}
    | {word: str(20 + 10 * k) for k, word in enumerate(_TENS)}
)
NUMBER_WORDS = frozenset(_VALUES) | frozenset(_TIMES)
_UNIT = "|".join(_UNITS)
_SINGLE = "one|two|three|four|five|six|seven|eight|nine"
# One number as spoken ("double one", "forty one", "nine hundred", "eleven", "oh"), or digits as written.
NUMBER = (
    rf"(?:(?:{'|'.join(_TIMES)})[ -](?:{_UNIT})|(?:{'|'.join(_TENS)})(?:[ -](?:{_SINGLE}))?|{'|'.join(_TEENS)}"
    rf"|(?:{_SINGLE})[ -]hundred|{_UNIT}|[0-9]++)\b"
)
# A full stop or comma without a space is one of an amount.
_BETWEEN = r"(?:[,.]?[\s()–-]{1,3})(?:(?:uh|um|er|dash|hyphen)\b[\s,.]{1,3})?"
_PIECE = re.compile(NUMBER, re.I)
# Nothing is given back: a long row of numbers is passed over once.
_ROW = re.compile(rf"(?<![\w@])(?:{NUMBER})(?:{_BETWEEN}(?:{NUMBER}))*+", re.I)


class Row(msgspec.Struct, frozen=True):
    """Numbers said or written one after another: `digits` of each, and its place in characters of the text."""

    pieces: tuple[tuple[str, int, int], ...]

    @property
    def digits(self) -> str:
        return "".join(digits for digits, _, _ in self.pieces)

    @property
    def start(self) -> int:
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        return self.pieces[-1][2]


def rows(text: str, *, fewest: int = 1) -> Iterator[Row]:
    """The rows of numbers in a text with at least so many digits, in order, in time linear in its length."""
    for found in _ROW.finditer(text):
        if len(found.group()) < fewest:
            continue
        pieces = tuple((_digits(one.group()), *one.span()) for one in _PIECE.finditer(text, *found.span()))
        row = Row(pieces)
        if len(row.digits) >= fewest:
            yield row


def _digits(number: str) -> str:
    """The digits of one number: "double one" 11, "forty one" 41, "nine hundred" 900, "oh" 0."""
    if number[0].isdigit():
        return number
    first, _, last = number.lower().replace("-", " ").partition(" ")
    if last == "hundred":
        return _VALUES[first] + "00"
    if first in _TIMES:
        return _VALUES[last] * _TIMES[first]
    return _VALUES[first][0] + _VALUES[last] if last else _VALUES[first]
