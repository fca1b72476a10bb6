"""What may be quoted: whole, and enough to tell something."""

from __future__ import annotations

import pytest

from csr_lint.floor import Moment
from csr_lint.team.praise import quote_of


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Um, you have been a star.", "you have been a star."),
        ("you have been a star, er, um.", "you have been a star"),
        ("You have, um, been a star.", "You have, um, been a star."),
        ("er um", ""),
        ("Okay, good.", ""),
        ("That works, um, uh, er.", ""),
        ("i er would like to", ""),
        ("the credit card is in", ""),
        ("is in", ""),
        ("stay with you until", ""),
        ("that's a tough spot, with", "that's a tough spot"),
        ("back in the spring and the", "back in the spring"),
        ("you made my whole week, you", "you made my whole week"),
        ("I can see how helpful you've", "I can see how helpful"),
        ("I know what you are waiting for", "I know what you are waiting for"),
        ("Who did you want to speak to?", "Who did you want to speak to?"),
        ("third time I'm … sitting in your depot … nobody", "third time … sitting in your depot … nobody"),
        ("Seriously … I'm worried", ""),
        ("it's a joke, mm … you people are useless", "it's a joke … you people are useless"),
        ("", ""),
    ],
)
def test_quotes(said, quoted):
    moment = Moment(code="X001", name="x", kind="kudos", agent="Ana", quote=said)
    assert quote_of(moment) == quoted
