"""Praat's TextGrid, long and short: a tier a speaker; empty intervals are silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.praat import Interval, Tier, read_textgrid
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, pieces_of

NAME = "textgrid"
ORDER = 20
ABOUT = About(
    title="Praat TextGrid",
    group="Training and research data",
    recognised='`ooTextFile` and `"TextGrid"`',
    times="seconds, start and end of each interval",
    roles="names of tiers",
    verified="8 files: a consultation, a library's tests",
)

# Forced aligners name a tier after the speaker and what it holds ("Jane - words"); an annotator after either.
_LEVELS = {
    level: re.compile(rf"\W*\b(?:{names})\W*$", re.IGNORECASE)
    for level, names in (
        ("turns", "phrases?|utterances?|sentences?|turns?|transcripts?|transcription|text"),
        ("words", "words?|ortho?"),
        ("sounds", "phon|phones?|phonemes?|phonetic|segments?|syllables?|syll?|mau|kan"),
    )
}
_MARKED = re.compile(r"</?[A-Z][A-Z_]{0,30}>")
_SOUND_MARK = re.compile(r"<([A-Z][A-Z_]{0,30})/>")


def sniff(source: Source) -> str | None:
    first = source.head[:400]
    return "it begins as a TextGrid of Praat" if "ooTextFile" in first and '"TextGrid"' in first else None


def read(source: Source) -> Iterator[Call]:
    grid = read_textgrid(source)
    pieces, notes = _speech(grid.tiers)
    if not pieces:
        message = f"none of its {len(grid.tiers)} tiers has an interval with a text"
        raise TranscriptError(message, place=source.path, code="no-turns")
    yield build_call(source, NAME, in_order(pieces), facts=Facts(duration_ms=grid.duration_ms), notes=notes)


def _speech(tiers: Sequence[Tier]) -> tuple[list[Piece], list[Note]]:
    """The pieces of all tiers of talk; words are put together where no other tier has the same talk."""
    levels = [_level(tier) for tier in tiers]
    told = {speaker for level, speaker in levels if level == "turns"}
    pieces: list[Piece] = []
    labels: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for tier, (level, speaker) in zip(tiers, levels, strict=True):
        if level == "words" and (speaker in told or (told and not speaker)):
            level = "words that other tiers have too"
        if level not in ("turns", "words"):
            left_out[level] += len([i for i in tier.intervals if i.text]) or tier.points
            continue
        labels[speaker] += 1
        label = speaker if labels[speaker] == 1 or not speaker else f"{speaker} {labels[speaker]}"
        said = [i for i in tier.intervals if i.text]
        pieces += pieces_of(_word(i, label) for i in said) if level == "words" else [_piece(i, label) for i in said]
    return pieces, [*_left_out(left_out), *_repeated(labels)]


def _level(tier: Tier) -> tuple[str, str]:
    """What a tier holds, and whose."""
    if not tier.intervals:
        return "points", ""
    for level, names in _LEVELS.items():
        if found := names.search(tier.name):
            return level, tier.name[: found.start()].strip()
    return "turns", tier.name.strip()


def _piece(interval: Interval, label: str) -> Piece:
    text = _MARKED.sub("", _SOUND_MARK.sub(lambda mark: f"[{mark[1].lower()}]", interval.text))
    breaks = interval.breaks if text == interval.text else interval.breaks[:1]
    start, end = interval.start_ms, interval.end_ms
    return Piece(text=text, label=label, start_ms=start, end_ms=end, line=interval.line, breaks=breaks)


def _word(interval: Interval, label: str) -> Word:
    return Word(text=interval.text, start_ms=interval.start_ms, end_ms=interval.end_ms, label=label)


def _left_out(counts: Counter[str]) -> list[Note]:
    what = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return [Note("not-speech", f"these are in tiers that were not read as speech: {what}")] if what else []


def _repeated(labels: Counter[str]) -> list[Note]:
    same = [label for label, count in labels.items() if label and count > 1]
    message = f"tiers of the same name are kept apart: {', '.join(same)[:80]}"
    return [Note("label-repeated", message)] if same else []
