"""The turn as it is matched: canonical words with offsets back, fillers and stutters folded.

Matching is done on words in which case, contractions, spelt numbers, fillers and repeats do not matter. Sentence
stops stay as tokens of their own ("." "?" "!"), so that no sense reaches over one by accident; commas and dashes only
mark a soft break. The first and the last token are the edges of the turn.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

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


class View(msgspec.Struct, frozen=True):
    """A turn's tokens, its first and last being the edges."""

    tokens: tuple[Token, ...]

    @property
    def words(self) -> list[str]:
        return [t.word for t in self.tokens]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the turn's text that tokens `first` up to, not including, `last` stand for."""
        inner = [t for t in self.tokens[first:last] if t.word not in w.EDGES] or list(self.tokens[first:last])
        return min(t.start for t in inner), max(t.end for t in inner)

    def hits_at(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Every run of tokens that stands for exactly these characters: with and without the stops and edges beside it,
        and with one or all of the words that were written as one ("gonna").
        """
        inside = [k for k, t in enumerate(self.tokens) if start <= t.start and t.end <= end]
        for first in range(max(0, inside[0] - 1), inside[-1] + 1) if inside else ():
            for last in range(min(inside[-1] + 2, len(self.tokens)), first, -1):
                if self.span(first, last) == (start, end):
                    yield first, last


Piece = tuple[str, int, int]
Split = Callable[[str], Iterable[tuple[str, int]]]


class Chunks:
    """Splits blank-delimited chunks into canonical pieces, each distinct chunk once.

    `split` is the tokenizer: it gives the tokens of a chunk, each with its first character's place.
    """

    LIMIT = 200_000

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
    flat = _MARK.sub(lambda m: "," + " " * (len(m.group()) - 1), lower)
    raw = [
        (word, found.start() + start, found.start() + end)
        for found in _CHUNK.finditer(flat)
        for word, start, end in chunks.pieces(found.group())
    ]
    tokens = _soften(raw)
    for fold in (_money, _auxiliaries, _unfill, _numbers, _unstutter):
        tokens = fold(tokens)
    return View((Token(w.START, 0, 0), *tokens, Token(w.END, len(text), len(text))))


def _soften(raw: list[Piece]) -> list[Token]:
    tokens: list[Token] = []
    soft = False
    for word, start, end in raw:
        if word == ",":
            soft = True
        elif word in w.STOPS and tokens and tokens[-1].word in w.STOPS:
            if word == "?":
                tokens[-1] = Token("?", tokens[-1].start, end)
        else:
            tokens.append(Token(word, start, end, soft))
            soft = False
    return tokens


def _money(tokens: list[Token]) -> list[Token]:
    signs = set(w.MONEY.values())
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        here = tokens[k]
        if (
            here.word in signs
            and here.end - here.start == 1
            and k + 1 < len(tokens)
            and _NUMBER.match(tokens[k + 1].word)
        ):
            out += [Token(tokens[k + 1].word, here.start, tokens[k + 1].end, here.soft), here]
            k += 2
        else:
            out.append(here)
            k += 1
    return out


def _auxiliaries(tokens: list[Token]) -> list[Token]:
    out: list[Token] = []
    for k, here in enumerate(tokens):
        pair = w.BARE_AUXILIARY.get(here.word)
        if pair and k + 1 < len(tokens) and tokens[k + 1].word in w.VERBS_AFTER:
            out += [Token(pair[0], here.start, here.end, here.soft), Token(pair[1], here.start, here.end)]
        elif here.word == "mail" and out and out[-1].word == "e":
            out[-1] = Token("email", out[-1].start, here.end, out[-1].soft)
        else:
            out.append(here)
    return out


def _unfill(tokens: list[Token]) -> list[Token]:
    kept = [t for t in tokens if t.word not in w.FILLERS]
    out: list[Token] = []
    k = 0
    while k < len(kept):
        pair = (kept[k].word, kept[k + 1].word) if k + 1 < len(kept) else ("", "")
        not_after, not_before = w.LOOSE_FILLERS.get(pair, ({""}, set()))
        before = out[-1].word if out else ""
        after = kept[k + 2].word if k + 2 < len(kept) else "."
        if pair in w.LOOSE_FILLERS and before not in not_after and after not in not_before:
            k += 2
        else:
            out.append(kept[k])
            k += 1
    return out


def _numbers(tokens: list[Token]) -> list[Token]:
    """Spelt numbers as digits: "twenty four" and "24" are one token alike; digits read out one by one stay apart."""
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        value, used = _number_at(tokens, k)
        if used:
            out.append(Token(str(value), tokens[k].start, tokens[k + used - 1].end, tokens[k].soft))
            k += used
        else:
            out.append(tokens[k])
            k += 1
    return out


def _number_at(tokens: list[Token], k: int) -> tuple[int, int]:
    word = tokens[k].word
    value, used = w.TENS.get(word, w.NUMBERS.get(word, -1)), 1
    if value < 0:
        return 0, 0
    following = tokens[k + 1].word if k + 1 < len(tokens) else ""
    if word in w.TENS and 0 < w.NUMBERS.get(following, 0) < 10:
        value, used = value + w.NUMBERS[following], 2
    scale = w.SCALES.get(tokens[k + used].word if k + used < len(tokens) else "")
    return (value * scale, used + 1) if scale else (value, used)


def _unstutter(tokens: list[Token]) -> list[Token]:
    """Words and groups of up to three that are said twice in a row, once: "i i i can", "put you put you"."""
    out: list[Token] = []
    for here in tokens:
        out.append(here)
        for size in (1, 2, 3):
            later, earlier = out[-size:], out[-2 * size : -size]
            same = len(earlier) == size and [t.word for t in later] == [t.word for t in earlier]
            apart = size > 1 and len(earlier) == size and later[0].soft  # "thank you, thank you" is no stutter
            if same and not apart and not any(t.word in w.STOPS or t.word[0].isdigit() for t in later):
                merged = [Token(a.word, a.start, b.end, a.soft) for a, b in zip(earlier, later, strict=True)]
                out[-2 * size :] = merged
                break
    return out
