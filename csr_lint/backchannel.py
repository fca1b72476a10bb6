"""What a listener says while the other goes on talking: "mm-hm", "okay", "right"."""

from __future__ import annotations

import re

WORDS = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_BACKCHANNELS = frozenset(
    (
        "mm-hm mm-hmm mhm mm mmm hm hmm uh-huh uhuh huh okay ok k right yeah yep yup alright ah oh i see got it sure "
        "uh um"
    ).split()
)
_LONGEST = 3  # words


def is_backchannel(text: str) -> bool:
    """Is there nothing but a backchannel ("mm-hm", "okay", "right"), or nothing at all, in the text?"""
    words = WORDS.findall(text.lower().replace("’", "'"))
    return len(words) <= _LONGEST and all(word in _BACKCHANNELS for word in words) and "?" not in text
