"""The turn as it is matched: canonical words with offsets back, fillers and stutters folded.

Matching is done on words in which case, contractions, spelt numbers, fillers and repeats do not matter. Sentence
stops stay as tokens of their own ("." "?" "!"), so that no sense reaches over one by accident; commas and dashes only
mark a soft break. The first and the last token are the edges of the turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from operator import eq

import msgspec

from csr_lint.cues import words as w

_CHUNK = re.compile(r"\S+")
_MARK = re.compile(
    r"\[[^\]\n]{0,60}\]|\*{2,}"
    r"|\((?:inaudible|unintelligible|crosstalk|laugh|pause|silence|typing|sigh|music|hold|background|cough)[^)\n]{0,40}\)",
    re.IGNORECASE,
)
_FLAT = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', " ": " ", "…": "."})
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?$")


class Token(msgspec.Struct, frozen=True, gc=False):
    """A word as matched, with the characters it stands for; `soft`: a comma, dash or mark comes before it."""

    word: str
    start: int
    end: int
    soft: bool = False


class View(msgspec.Struct, frozen=True, gc=False):
    """A turn's words as matched, its first and last being the edges, with the characters that each stands for."""

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    soft: frozenset[int] = frozenset()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words one by one, each with its place."""
        both = enumerate(zip(self.words, self.places, strict=True))
        return tuple(Token(word, start, end, k in self.soft) for k, (word, (start, end)) in both)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the turn's text that words `first` up to, not including, `last` stand for."""
        inner = [self.places[k] for k in range(first, last) if self.words[k] not in w.EDGES]
        inner = inner or list(self.places[first:last])
        return min(start for start, _ in inner), max(end for _, end in inner)

    def hits_at(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Every run of words that stands for exactly these characters: with and without the stops and edges beside it,
        and with one or all of the words that were written as one ("gonna").
        """
        inside = [k for k, (low, high) in enumerate(self.places) if start <= low and high <= end]
        for first in range(max(0, inside[0] - 1), inside[-1] + 1) if inside else ():
            for last in range(min(inside[-1] + 2, len(self.words)), first, -1):
                if self.span(first, last) == (start, end):
                    yield first, last


Piece = tuple[str, int, int]
Split = Callable[[str], Iterable[tuple[str, int]]]


class Chunks:
    """Splits blank-delimited chunks into canonical pieces, each distinct chunk once.

    `split` is the tokenizer: it gives the tokens of a chunk, each with its first character's place.
    """

    LIMIT = 50_000

    def __init__(self, split: Split) -> None:
        self._split = split
        self._known: dict[str, tuple[Piece, ...]] = {}

    def pieces(self, chunk: str) -> tuple[Piece, ...]:
        """Canonical words of a chunk, as (word, start, end) within it."""
        known = self._known.get(chunk)
        if known is None:
            if len(self._known) >= self.LIMIT:
                self._known.clear()
            known = self._known[chunk] = tuple(self._read(chunk))
        return known

    def _read(self, chunk: str) -> Iterable[Piece]:
        if chunk in w.ALONE:
            for word in w.ALONE[chunk]:
                yield word, 0, len(chunk)
            return
        glued = False
        for text, start in self._split(chunk):
            end = start + len(text)
            for word in _canonical(text, glued=glued):
                yield word, start, end
            glued = text[-1:].isalpha() or text.endswith("'")


def _canonical(text: str, *, glued: bool) -> tuple[str, ...]:
    if glued and text in w.GLUED:
        return w.GLUED[text]
    bare = text if text in w.ALONE else text.rstrip(".") or text
    if bare in w.ALONE:
        return w.ALONE[bare]
    if not any(c.isalnum() for c in bare):
        return (_sign(text),)
    return (bare.replace(",", ""),) if _NUMBER.match(bare) else (bare,)


def _sign(text: str) -> str:
    """Punctuation: a stop, money, or (for all else) a soft break, given as a comma."""
    if "?" in text:
        return "?"
    if "!" in text:
        return "!"
    if text == ".":
        return "."
    return w.MONEY.get(text, ",")


def view(text: str, chunks: Chunks) -> View:
    """The view of a turn's text; offsets are characters of `text`."""
    flat = text.translate(_FLAT)
    lower = flat.lower()
    if len(lower) != len(text):  # a few letters change length in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in flat)
    if "[" in lower or "(" in lower or "**" in lower:
        lower = _MARK.sub(lambda m: "," + " " * (len(m.group()) - 1), lower)
    tokens = _read(lower, chunks)
    present = {token[0] for token in tokens}
    for wanted, fold in _FOLDS:
        if not wanted.isdisjoint(present):
            tokens = fold(tokens)
    tokens = _unstutter(tokens)
    words, starts, ends, soft = zip(*tokens, strict=True) if tokens else ((), (), (), ())
    return View(
        (w.START, *words, w.END),
        ((0, 0), *zip(starts, ends, strict=True), (len(text), len(text))),
        frozenset(k for k, is_soft in enumerate(soft, 1) if is_soft) if True in soft else frozenset(),
    )


# While a view is made: word, first character, past the last one, and whether a comma, dash or mark comes before it.
_Token = tuple[str, int, int, bool]


def _read(text: str, chunks: Chunks) -> list[_Token]:
    """The canonical words of a text, stops as words, all other punctuation as a soft break before the next word."""
    tokens: list[_Token] = []
    pieces = chunks.pieces
    soft = False
    for found in _CHUNK.finditer(text):
        base = found.start()
        for word, start, end in pieces(found.group()):
            if word == ",":
                soft = True
            elif word in w.STOPS and tokens and tokens[-1][0] in w.STOPS:
                if word == "?":
                    tokens[-1] = ("?", tokens[-1][1], base + end, False)
            else:
                tokens.append((word, base + start, base + end, soft))
                soft = False
    return tokens


def _money(tokens: list[_Token]) -> list[_Token]:
    out: list[_Token] = []
    k = 0
    while k < len(tokens):
        word, start, end, soft = tokens[k]
        if word in _SIGNS and end - start == 1 and k + 1 < len(tokens) and _NUMBER.match(tokens[k + 1][0]):
            out += [(tokens[k + 1][0], start, tokens[k + 1][2], soft), tokens[k]]
            k += 2
        else:
            out.append(tokens[k])
            k += 1
    return out


def _auxiliaries(tokens: list[_Token]) -> list[_Token]:
    out: list[_Token] = []
    for k, here in enumerate(tokens):
        word, start, end, soft = here
        pair = w.BARE_AUXILIARY.get(word)
        if pair and k + 1 < len(tokens) and tokens[k + 1][0] in w.VERBS_AFTER:
            out += [(pair[0], start, end, soft), (pair[1], start, end, False)]
        elif word == "mail" and out and out[-1][0] == "e":
            out[-1] = ("email", out[-1][1], end, out[-1][3])
        else:
            out.append(here)
    return out


def _unfill(tokens: list[_Token]) -> list[_Token]:
    kept = [token for token in tokens if token[0] not in w.FILLERS]
    out: list[_Token] = []
    k = 0
    while k < len(kept):
        pair = (kept[k][0], kept[k + 1][0]) if k + 1 < len(kept) else ("", "")
        if pair in w.LOOSE_FILLERS:
            not_after, not_before = w.LOOSE_FILLERS[pair]
            before = out[-1][0] if out else ""
            after = kept[k + 2][0] if k + 2 < len(kept) else "."
            if before not in not_after and after not in not_before:
                k += 2
                continue
        out.append(kept[k])
        k += 1
    return out


def _numbers(tokens: list[_Token]) -> list[_Token]:
    """Spelt numbers as digits: "twenty four" and "24" are one word alike; digits read out one by one stay apart."""
    out: list[_Token] = []
    k = 0
    while k < len(tokens):
        value, used = _number_at(tokens, k)
        if used:
            out.append((str(value), tokens[k][1], tokens[k + used - 1][2], tokens[k][3]))
            k += used
        else:
            out.append(tokens[k])
            k += 1
    return out


def _number_at(tokens: list[_Token], k: int) -> tuple[int, int]:
    word = tokens[k][0]
    value, used = w.TENS.get(word, w.NUMBERS.get(word, -1)), 1
    if value < 0:
        return 0, 0
    following = tokens[k + 1][0] if k + 1 < len(tokens) else ""
    if word in w.TENS and 0 < w.NUMBERS.get(following, 0) < 10:
        value, used = value + w.NUMBERS[following], 2
    scale = w.SCALES.get(tokens[k + used][0] if k + used < len(tokens) else "")
    return (value * scale, used + 1) if scale else (value, used)


def _unstutter(tokens: list[_Token]) -> list[_Token]:
    """Words and groups of up to three that are said twice in a row, once: "i i i can", "put you put you"."""
    words = [token[0] for token in tokens]
    if not any(_repeats(words, size) for size in (1, 2, 3)):
        return tokens
    out: list[_Token] = []
    for here in tokens:
        out.append(here)
        for size in (1, 2, 3):
            later, earlier = out[-size:], out[-2 * size : -size]
            same = len(earlier) == size and [t[0] for t in later] == [t[0] for t in earlier]
            # "thank you, thank you" is no stutter, nor are thanks said over and over.
            apart = size > 1 and len(earlier) == size and (later[0][3] or _thanks(later))
            if same and not apart and not any(t[0] in w.STOPS or t[0][0].isdigit() for t in later):
                merged = [(a[0], a[1], b[2], a[3]) for a, b in zip(earlier, later, strict=True)]
                out[-2 * size :] = merged
                break
    return out


def _repeats(words: list[str], size: int) -> bool:
    """Are so many words said twice in a row anywhere?"""
    same = bytes(map(eq, words, words[size:]))
    return b"\1" * size in same


def _thanks(tokens: list[_Token]) -> bool:
    return any(token[0] in ("thank", "thanks") for token in tokens)


_SIGNS = frozenset(w.MONEY.values())
# What is folded, in this order, where one of these words is there.
_FOLDS: tuple[tuple[frozenset[str], Callable[[list[_Token]], list[_Token]]], ...] = (
    (_SIGNS, _money),
    (frozenset((*w.BARE_AUXILIARY, "mail")), _auxiliaries),
    (w.FILLERS | {pair[0] for pair in w.LOOSE_FILLERS}, _unfill),
    (frozenset((*w.NUMBERS, *w.TENS)), _numbers),
)
