"""Praise that may be quoted: enough words to tell something, and no doubt that they were meant."""

from __future__ import annotations

from collections.abc import Mapping

from csr_lint.floor import Moment
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule
from csr_lint.team.taken import abuse_codes

FEWEST_WORDS = 4  # "Okay, good" is no quote for the wall
_CUSTOMER = "CUS"  # the rules of what customers say
_ENDING, _THANKS = "closing-satisfaction", "gratitude"
_SOUR = 1  # of 0 to 4: from here down the customer went away dissatisfied


def tells(moment: Moment) -> bool:
    """Are its words enough for a quote?"""
    return len(moment.quote.split()) >= FEWEST_WORDS


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
    return moment.turn or moment.line or moment.quote


def title(moment: Moment, known: Mapping[str, Rule]) -> str:
    """What was good in plain words: "turnaround", "highest gratitude"."""
    name = known[moment.code].name if moment.code in known else moment.name or moment.code
    words = name.replace("-", " ")
    return f"highest {words}" if moment.kind == "scale" else words
