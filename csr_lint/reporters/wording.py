"""Plain words for people: clocks, counts, quotes that are safe to print."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LONGEST_QUOTE = 160  # characters; a whole turn is no quote


def plain(text: str) -> str:
    """Text of a transcript made safe for a terminal: blanks folded, no control signs, no tricks with direction."""
    return " ".join(one_line(text).split())


def _unprintable(sign: str) -> bool:
    kind = unicodedata.category(sign)
    return kind in ("Cc", "Cs", "Zl", "Zp") or (kind == "Cf" and sign not in "\u200c\u200d")


def quoted(text: str, *, longest: int = LONGEST_QUOTE) -> str:
    """The words in quotation marks, cut at a word where they are too long."""
    words = plain(text)
    if len(words) > longest:
        words = words[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
    return f"“{words}”" if words else ""


def clock(millis: int | None) -> str:
    """Milliseconds as m:ss, or h:mm:ss from an hour on; empty where unknown."""
    if millis is None:
        return ""
    sign, seconds = ("-", -millis // 1000) if millis < 0 else ("", millis // 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"


def points(value: float | None) -> str:
    """A score as a whole number, 100 only where nothing is missing; a dash where there is none."""
    return "–" if value is None else f"{value if value >= 100 else min(value, 99):.0f}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 call`, `2 calls`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def few_of(words: Sequence[str], most: int) -> str:
    """The first words, and how many more there are."""
    shown, rest = words[:most], len(words) - most
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


def one_line(text: str) -> str:
    """Like `plain`, but sign for sign, so that places in the text stay true."""
    if text.isprintable():  # nearly always, and told at once
        return text
    return "".join(" " if _unprintable(sign) else sign for sign in text)
