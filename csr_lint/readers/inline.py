"""A whole call in one line, cut before its labels: `Agent: … Customer: … Agent: …`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from csr_lint.readers.labels import split_label
from csr_lint.readers.source import Line
from csr_lint.readers.times import STAMP
from csr_lint.vocabulary import RoleVocabulary, plain

_COLON = re.compile(r"[:：](?=\s|\*)")
_WORD = re.compile(r"[^\s:：]+")
_TIME_BEFORE = re.compile(rf"(?:[\[(]\s?{STAMP}\s?[\])]|(?<!\S){STAMP})\s{{0,3}}$")
_WINDOW = 60
_MOST_WORDS = 4


def cut_lines(lines: Sequence[Line], vocabulary: RoleVocabulary) -> list[Line]:
    """The lines, those that hold several labelled turns cut apart; the parts keep the line's number.

    A line is cut at labels of the vocabulary if it has three of them that take turns; two will do in an only line.
    """
    least = 2 if sum(bool(line.text.strip()) for line in lines) == 1 else 3
    ends = frozenset(words.split()[-1] for words in (*vocabulary.labels, *vocabulary.numbered))
    found: list[Line] = []
    known: dict[str, bool] = {}
    for line in lines:
        cuts = list(_cuts(line.text, vocabulary, ends, known)) if len(line.text) > 20 else []
        if len(cuts) < least or not _take_turns([label for _, label in cuts]):
            found.append(line)
            continue
        places = [0, *(at for at, _ in cuts if at), len(line.text)]
        found += [Line(line.number, line.text[a:b]) for a, b in pairwise(places)]
    return found


def _take_turns(labels: list[str]) -> bool:
    changes = sum(a != b for a, b in pairwise(labels))
    return 2 * changes >= len(labels) - 1


def _cuts(
    text: str, vocabulary: RoleVocabulary, ends: frozenset[str], known: dict[str, bool]
) -> Iterator[tuple[int, str]]:
    """Where labels of the vocabulary begin, with the label; a time before a label belongs to it.

    `ends` are the words that labels may end with, `known` remembers what is a label and what is not.
    """
    past = 0
    for colon in _COLON.finditer(text):
        low = max(past, colon.start() - _WINDOW)
        words = list(_WORD.finditer(text, low, colon.start()))[-_MOST_WORDS:]
        if not words or not _may_end(words[-1][0], ends):
            continue
        for word in words:
            label = text[word.start() : colon.start()]
            if label not in known:
                known[label] = _is_label(label, vocabulary)
            if known[label]:
                time = _TIME_BEFORE.search(text, max(past, word.start() - _WINDOW), word.start())
                yield (time.start() if time else word.start()), plain(label)
                past = colon.end()
                break


def _may_end(word: str, ends: frozenset[str]) -> bool:
    last = plain(word).rpartition(" ")[2]
    return word.endswith((")", "]")) or last in ends or last[-1:].isdigit()


def _is_label(label: str, vocabulary: RoleVocabulary) -> bool:
    bare = label.strip("*_[]<>(\"' ")
    if not bare or bare[0].islower() or any(c in bare for c in ".,?!;"):
        return False
    if vocabulary.role_of(split_label(bare, vocabulary).label) is not None:
        return True
    return len(bare) > 1 and vocabulary.is_numbered(bare)
