"""Dialogues as labelled strings inside other files: a list of "Agent: …", or one string with a line a turn."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from csr_lint.readers.dialogue import Dialogue, choose, parse, read_dialogue
from csr_lint.readers.source import Line
from csr_lint.vocabulary import load_vocabulary

_SAMPLE = 40
_SHORTEST = 20


def spoken_in(strings: Sequence[str]) -> Dialogue:
    """The talk in these strings, each a turn or, without a label, the rest of the one before it; no lines."""
    vocabulary = load_vocabulary()
    lines = [Line(number, part) for number, text in enumerate(strings, 1) for part in text.splitlines() or [""]]
    parsed = parse(lines, vocabulary)
    talk = read_dialogue(parsed, choose(parsed, vocabulary))
    return msgspec.structs.replace(talk, pieces=tuple(msgspec.structs.replace(p, line=None) for p in talk.pieces))


def is_dialogue(value: object) -> bool:
    """Is it a list of labelled strings, or a string of labelled lines, by at least two speakers?"""
    strings = [value] if isinstance(value, str) else value
    if not isinstance(strings, list) or not strings or not all(isinstance(text, str) for text in strings):
        return False
    begun = [text[:20_000] for text in strings[:_SAMPLE]]
    if sum(map(len, begun)) < _SHORTEST or not any(":" in text or "\n" in text or "-" in text for text in begun):
        return False
    talk = spoken_in(begun)
    return len(talk.labels) > 1 and talk.sure >= 2 and 2 * talk.covered > talk.filled
