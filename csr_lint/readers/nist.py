"""CTM, STM and RTTM, the columns of NIST's scoring tools: timed words, timed segments, who speaks when (with words)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers import ctm
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.rttm import TYPES, Row, rows_of, seconds
from csr_lint.readers.scoring import Recording, alternatives, hesitations, spoken, unspoken, with_lines
from csr_lint.readers.source import Line, Source
from csr_lint.readers.spoken import Word, in_order, pieces_of

NAME = "nist"
ORDER = 400
ABOUT = About(
    title="CTM, STM, RTTM (`ctm`, `stm`, `rttm`)",
    group="Training and research data",
    recognised="their columns, in nine of ten lines",
    times="seconds, start and end of each word or segment",
    roles="speaker names, channels",
    verified="7 files: 4 CTM, 1 STM, 2 RTTM",
)

_SNIFFED_LINES = 60
_MISFITS = 0.1
_SCORING = re.compile(r"<[^<>\s]*>$")
_NO_SPEECH = frozenset(("inter_segment_gap", "excluded_region", "ignore_time_segment_in_scoring"))
_COLUMNS = {
    "ctm": "recording channel start duration word",
    "stm": "recording channel speaker start end text",
    "rttm": "type recording channel start duration … speaker",
}


def sniff(source: Source) -> str | None:
    kind = None if source.json else _kind(source.head_lines)
    return f"its lines are {kind.upper()}: {_COLUMNS[kind]}" if kind else None


def read(source: Source) -> Iterator[Call]:
    kind = _kind(source.lines)
    if kind is None:
        message = f"its lines are neither CTM ({_COLUMNS['ctm']}) nor STM ({_COLUMNS['stm']}) nor RTTM"
        raise NotATranscriptError(message, place=source.path)
    reader: Callable[[Source, Sequence[Line]], Iterator[Recording]]
    reader = {"ctm": ctm.recordings, "stm": _segments, "rttm": _lexemes}[kind]
    found = list(reader(source, list(_filled(source.lines))))
    if not found:
        raise TranscriptError("there are no words in it", place=source.path, code="no-turns")
    for number, told in enumerate(found, 1):
        yield build_call(source, kind, told.pieces, number=number, facts=Facts(id=told.name), notes=told.notes)


def _filled(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines that are neither blank nor comments."""
    return (line for line in lines if line.text.strip() and not line.text.startswith((";;", "#")))


def _kind(lines: Sequence[Line]) -> str | None:
    """The first kind that line 1 (no heading) and all but one, or but a tenth, of the first lines fit."""
    rows = [line.text.split(maxsplit=8) for line in islice(_filled(lines), _SNIFFED_LINES)]
    tests: dict[str, Callable[[Sequence[str]], bool]] = {"rttm": _is_rttm, "stm": _is_stm, "ctm": _is_ctm}
    most = max(_MISFITS * len(rows), len(rows) > 2)
    for kind, fits in tests.items():
        good = [row for row in rows if fits(row)]
        worded = any(c.isalpha() for row in good for field in row[4:] for c in field)
        if worded and fits(rows[0]) and len(rows) - len(good) <= most:
            return kind
    return None


def _is_rttm(fields: Sequence[str]) -> bool:
    return len(fields) >= 8 and fields[0] in TYPES and (seconds(fields[3]) is not None or fields[3] == "<NA>")


def _is_stm(fields: Sequence[str]) -> bool:
    start, end = (seconds(fields[3]), seconds(fields[4])) if len(fields) >= 5 else (None, None)
    return (
        start is not None and end is not None and end >= start and not any(field[0].isdigit() for field in fields[5:6])
    )


def _is_ctm(fields: Sequence[str]) -> bool:
    if not 5 <= len(fields) <= 8:
        return False
    if fields[4].startswith("<ALT"):
        return True
    sure = len(fields) == 5 or fields[5] == "NA" or seconds(fields[5]) is not None
    return sure and seconds(fields[2]) is not None and seconds(fields[3]) is not None


def _segments(source: Source, lines: Sequence[Line]) -> Iterator[Recording]:
    """STM: a segment a line."""
    files: dict[str, list[tuple[Line, list[str]]]] = {}
    for line in lines:
        fields = line.text.split(maxsplit=5)
        if len(fields) < 5 or seconds(fields[3]) is None or seconds(fields[4]) is None:
            message = "this is no row of STM: recording, channel, speaker, start, end, text; is the file cut?"
            raise TranscriptError(message, place=source.at(line.number), code="bad-row")
        files.setdefault(fields[0], []).append((line, fields))
    for name, rows in files.items():
        several = len({fields[1] for _, fields in rows}) > 1
        texts = [_stm_text(fields) for _, fields in rows]
        pieces = [
            Piece(
                text=spoken(text),
                label=fields[2],
                start_ms=seconds(fields[3]),
                end_ms=seconds(fields[4]),
                line=line.number,
                channel=fields[1] if several else None,
            )
            for (line, fields), text in zip(rows, texts, strict=True)
            if spoken(text)
        ]
        notes = (
            *unspoken(len(rows) - len(pieces), "gaps, regions without a text"),
            *alternatives(sum(text.count("{") for text in texts)),
            *hesitations(texts),
        )
        yield Recording(name, in_order(pieces), notes)


def _stm_text(fields: Sequence[str]) -> str:
    """The text behind the label in angle brackets; nothing of what is no speech."""
    text = fields[5] if len(fields) > 5 else ""
    first, _, rest = text.partition(" ")
    text = rest if _SCORING.match(first) else text
    return "" if fields[2].lower() in _NO_SPEECH or text.strip().lower() in _NO_SPEECH else text


def _lexemes(source: Source, lines: Sequence[Line]) -> Iterator[Recording]:
    """RTTM with words: those that a speaker says within a SPEAKER row are a piece."""
    rows = rows_of([(line.number, line.text) for line in lines], source.path)
    if not any(row.type == "LEXEME" for row in rows):
        message = "this RTTM says who speaks when, but no words: give it beside a transcript, as --rttm FILE"
        raise NotATranscriptError(message, place=source.path, code="no-words")
    for name in dict.fromkeys(row.file for row in rows):
        words = [row for row in rows if row.file == name and row.type == "LEXEME"]
        turns = [row for row in rows if row.file == name and row.type == "SPEAKER"]
        sounds = sum(row.file == name and row.type in ("NON-LEX", "NON-SPEECH") for row in rows)
        notes = (
            *unspoken(sounds, "sounds"),
            *alternatives(sum(row.text.startswith("{") for row in words)),
            *hesitations([row.text for row in words]),
        )
        if words:
            yield Recording(name, _within(words, turns), notes)


def _within(words: Sequence[Row], turns: Sequence[Row]) -> list[Piece]:
    groups: dict[tuple[str, int | None], list[Word]] = {}
    lines: list[tuple[Word, int]] = []
    for row in words:
        text = spoken(row.text.replace("_", " ") if row.text.startswith("{") else row.text)
        word = Word(text=text, start_ms=row.start_ms, end_ms=row.end_ms, label=row.speaker)
        groups.setdefault((row.speaker, _turn(row, turns)), []).append(word)
        lines.append((word, row.line))
    grouped = [([word for word in group if word.text], turn) for (_, turn), group in groups.items()]
    pieces = [pieces_of(group, gap_ms=1 << 62 if turn is not None else 1500) for group, turn in grouped if group]
    return in_order(with_lines([piece for some in pieces for piece in some], lines))


def _turn(word: Row, turns: Sequence[Row]) -> int | None:
    middle = (word.start_ms + word.end_ms) // 2
    return next(
        (
            number
            for number, turn in enumerate(turns)
            if turn.speaker == word.speaker and turn.start_ms <= middle < turn.end_ms
        ),
        None,
    )
