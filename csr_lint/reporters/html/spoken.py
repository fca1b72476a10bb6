"""A turn's words cut into pieces, each with the remarks that it is evidence for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from csr_lint.masking import mask_cards
from csr_lint.model import Span, Turn
from csr_lint.quoting import whole_words
from csr_lint.reporters.html.record import Piece
from csr_lint.reporters.wording import one_line

Mark = tuple[int, int, int]
"""Start and end in a turn's text, and the remark's number."""


def marks_in(turn: Turn, spans: Iterable[Span], remark: int) -> list[Mark]:
    """The places of a remark in this turn, widened to whole words."""
    at = dict(zip(turn.segments, turn.starts, strict=True))
    found = []
    for span in spans:
        if span.segment in at and span.start_char < span.end_char:
            begin = at[span.segment]
            start, end = whole_words(turn.text, begin + span.start_char, begin + span.end_char)
            found.append((start, end, remark))
    return found


def pieces(text: str, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The text cut at the marks' borders, without control signs, card numbers masked.

    Where a border would lie within a card number, the text is given in one piece: masking comes before marking.
    """
    borders = sorted({0, len(text), *(at for start, end, _ in marks for at in (start, end))})
    cut = [
        (text[a:b], tuple(sorted({n for start, end, n in marks if start <= a and b <= end})))
        for a, b in pairwise(borders)
    ]
    masked = mask_cards(text)
    if "".join(mask_cards(words) for words, _ in cut) != masked:
        return (one_line(masked),)
    return tuple(_piece(one_line(mask_cards(words)), numbers) for words, numbers in cut if words)


def _piece(words: str, numbers: tuple[int, ...]) -> Piece:
    return (words, numbers) if numbers else words
