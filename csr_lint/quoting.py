"""What a report may quote: whole words, and no payment card numbers."""

from __future__ import annotations

import re

from csr_lint.masking import CARD, mask_cards

# A word with its apostrophes and hyphens ("don't", "call-back"), a number with its signs ("$4.50", "9:30").
_WORD = re.compile(r"[$£€]?\w(?:[\w'’]|[-‐‑](?=\w)|(?<=\d)[.,:](?=\d))*%?")
_NEAR = 60  # characters; no word that is worth a quote is longer


def quotation(text: str, start: int, end: int) -> str:
    """The words of a text at a place, whole ones at both ends, card numbers masked."""
    start, end = whole_words(text, start, end)
    return mask_cards(text[start:end].strip())


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The place, widened to the borders of the words, and of the card numbers, in which it begins and ends."""
    if start >= end:
        return start, end
    first, last = max(0, start - _NEAR), min(len(text), end + _NEAR)
    for signs in (_WORD, CARD):
        for found in signs.finditer(text, first, last):
            if found.start() < start < found.end():
                start = found.start()
            if found.start() < end < found.end():
                end = found.end()
    return start, end
