"""What may be quoted: enough words to tell something; of praise, too, no doubt that it was meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

from csr_lint.floor import Moment
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule
from csr_lint.team.taken import abuse_codes

FEWEST_WORDS = 4  # "Okay, good" is no quote for the wall
_CUSTOMER = "CUS"  # the rules of what customers say
_ENDING, _THANKS = "closing-satisfaction", "gratitude"
_SOUR = 1  # of 0 to 4: from here down the customer went away dissatisfied
_GAP = " … "  # between the pieces of a quote that has several
_HESITATES = re.compile(r"\W*(?:u+h+|u+h*m+|er+m?|ehm|mm+|mhm|h+m+)\W*", re.IGNORECASE)
# A sentence seldom ends with these; a finding's words, which are no sentence, often do.
_HANGING = frozenset(
    "a an the to with in of from at by into until than as and or but nor because if when while that which who "
    "is was were be has had i he she we they my your our his its it's that's there's what's".split()
)
_HANGS = re.compile(r"\w'(?:ve|m|re|d|ll)$")


def quote_of(moment: Moment) -> str:
    """Its words as they may be quoted, "" where they do not tell enough.

    Hesitation is dropped at the edges; and words that are no whole sentence (saved results have no others) do not end
    in the midst of a phrase.
    """
    pieces = [piece for words in moment.quote.split(_GAP) if (piece := _whole(words))]
    return _GAP.join(pieces) if any(_count(piece) >= FEWEST_WORDS for piece in pieces) else ""


def tells(moment: Moment) -> bool:
    """Are its words enough for a quote?"""
    return bool(quote_of(moment))


def _whole(quote: str) -> str:
    """The words without hesitation at the edges, and without a phrase that is only begun at the end."""
    words = quote.split()
    first = next((n for n, word in enumerate(words) if not _HESITATES.fullmatch(word)), len(words))
    last = len(words)
    while last > first and (_HESITATES.fullmatch(words[last - 1]) or _hangs(words[last - 1], words[last - 2])):
        last -= 1
    return " ".join(words[first:last]).rstrip(" ,;:-–")


def _hangs(last: str, before: str) -> bool:
    plain = last.rstrip(",;:-–").casefold().replace("’", "'")
    return plain in _HANGING or bool(_HANGS.search(plain)) or (plain == "you" and before.endswith(","))


def _count(words: str) -> int:
    return sum(not _HESITATES.fullmatch(word) for word in words.split())


def doubtful(moment: Moment, row: CallRow, known: Mapping[str, Rule]) -> bool:
    """May a customer's kind words be bitter ones, or taken back?

    So it is where the customer went away dissatisfied, praised without a trace of gratitude in the whole call, or was
    abusive in the same place.
    """
    if not moment.code.startswith(_CUSTOMER):
        return False
    values = {known[code].name: value for code, value in row.scales if code in known}
    if values.get(_ENDING, _SOUR + 1) <= _SOUR or (moment.kind == "signal" and values.get(_THANKS) == 0):
        return True
    rude = abuse_codes(known.values())
    return any(other.code in rude and place(other) == place(moment) for other in row.moments)


def place(moment: Moment) -> int | str:
    """The turn, or the line: what is told of one place need not be told of it again."""
    return moment.turn or moment.line or moment.quote or moment.code


def title(moment: Moment, known: Mapping[str, Rule]) -> str:
    """What was good in plain words: "turnaround", "highest gratitude"."""
    name = known[moment.code].name if moment.code in known else moment.name or moment.code
    words = name.replace("-", " ")
    return f"highest {words}" if moment.kind == "scale" else words
