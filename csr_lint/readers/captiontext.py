"""The text of captions without tags, karaoke stamps and entities."""

from __future__ import annotations

import html
import re

from csr_lint.readers.source import Line

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,80}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,10});")
_MARKS = str.maketrans({"\xa0": " ", "\u200e": None, "\u200f": None})


def bare(line: Line, start: int = 0, end: int | None = None) -> Line:
    """A part of a line as it is read by whoever sees it."""
    return Line(line.number, unescaped(_TAG.sub("", line.text[start:end])).strip())


def unescaped(text: str) -> str:
    """The text with plain letters for `&amp;`, `&nbsp;` and their kin."""
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text).translate(_MARKS)
