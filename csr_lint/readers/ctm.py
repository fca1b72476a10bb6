"""CTM, a word a line: `recording channel start duration word [confidence [type [speaker]]]`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Note
from csr_lint.readers.assemble import Piece, by_rttm
from csr_lint.readers.rttm import seconds
from csr_lint.readers.scoring import Recording, alternatives, hesitations, spoken, unspoken, with_lines
from csr_lint.readers.source import Line, Source
from csr_lint.readers.spoken import Word, in_order, pieces_of

_TAGS = re.compile(r"(?<!\\);.+$")
_UTTERANCE = re.compile(r"(?P<who>.+?)_(?P<number>\d{3,})(?:_.*)?$")
_SOUNDS = frozenset(("non-lex", "noise", "non-speech", "noscore"))
_NOBODY = frozenset(("<na>", "null", "none", "unknown", "-"))
_LEAST, _CONFIDENCE, _TYPE, _SPEAKER = 5, 5, 6, 7
_MARK = re.compile(r"<ALT(?:_BEGIN|_END)?>$")


class _Row(msgspec.Struct, frozen=True):
    """A word of a recording, with its line."""

    recording: str
    word: Word
    line: int
    written: str


def recordings(source: Source, lines: Sequence[Line]) -> Iterator[Recording]:
    """What is said in each recording of these lines. Raises TranscriptError for a row that is none."""
    rows, choices, sounds = _rows(source, lines)
    files: dict[str, list[_Row]] = {}
    for row in rows:
        files.setdefault(row.recording, []).append(row)
    if pieces := _utterances(files):
        told = Note("utterance-ids", f"{len(files)} utterances of one call, each with its speaker in its name")
        yield Recording(None, pieces, (told, *alternatives(choices.total()), *unspoken(sounds.total(), "sounds")))
        return
    for name, found in files.items():
        found.sort(key=lambda row: row.word.start_ms or 0)
        own = [*alternatives(choices[name]), *unspoken(sounds[name], "sounds")]
        own += hesitations([row.written for row in found])
        words = _labelled([row.word for row in found])
        if source.reading.rttm and not any(word.label for word in words):
            bare = [Piece(text=word.text, start_ms=word.start_ms, end_ms=word.end_ms) for word in words]
            told_by, _ = by_rttm(source, bare, name)
            words = [msgspec.structs.replace(w, label=p.label) for w, p in zip(words, told_by, strict=True)]
            own.append(Note("speaker-by-time", "each word's speaker is the one whom the RTTM file hears then"))
        pieces = with_lines(pieces_of(words), zip(words, (row.line for row in found), strict=True))
        yield Recording(None if name.lower() in _NOBODY else name, pieces, tuple(own))


def _rows(source: Source, lines: Sequence[Line]) -> tuple[list[_Row], Counter[str], Counter[str]]:
    """The words, and by recording: the places with several wordings, the sounds that are no words."""
    rows: list[_Row] = []
    choices: Counter[str] = Counter()
    sounds: Counter[str] = Counter()
    wording = 0
    for line in lines:
        fields = line.text.split()
        if len(fields) >= _LEAST and (mark := _MARK.match(fields[4])):
            wording = {"<ALT_BEGIN>": 1, "<ALT_END>": 0}.get(mark[0], wording + 1)
            choices[fields[0]] += mark[0] == "<ALT_BEGIN>"
        elif wording <= 1:
            row = _row(source, line, fields)
            if len(fields) > _TYPE and fields[_TYPE].lower() in _SOUNDS:
                sounds[row.recording] += 1
            elif row.word.text:
                rows.append(row)
    return rows, choices, sounds


def _row(source: Source, line: Line, fields: Sequence[str]) -> _Row:
    start = seconds(fields[2]) if len(fields) >= _LEAST else None
    lasts = seconds(fields[3]) if len(fields) >= _LEAST else None
    if start is None or lasts is None:
        message = "this is no row of CTM: recording, channel, start, duration, word; is the file cut?"
        raise TranscriptError(message, place=source.at(line.number), code="bad-row")
    told = seconds(fields[_CONFIDENCE]) if len(fields) > _CONFIDENCE else None
    speaker = fields[_SPEAKER] if len(fields) > _SPEAKER and fields[_SPEAKER].lower() not in _NOBODY else ""
    word = Word(
        text=spoken(_TAGS.sub("", fields[4]).replace("\\;", ";")),
        start_ms=start,
        end_ms=start + lasts,
        label=speaker,
        channel=fields[1],
        confidence=float(fields[_CONFIDENCE]) if told is not None and 0 <= told <= 1000 else None,
    )
    return _Row(fields[0], word, line.number, fields[4])


def _labelled(words: Sequence[Word]) -> list[Word]:
    """Where there are several channels, each is a speaker's, unless speakers are named."""
    if len({word.channel for word in words}) == 1:
        return [msgspec.structs.replace(word, channel=None) for word in words]
    named = any(word.label for word in words)
    return [word if named else msgspec.structs.replace(word, label=word.channel or "") for word in words]


def _utterances(files: dict[str, list[_Row]]) -> list[Piece] | None:
    """A piece for each utterance, where every recording is one (`jane_00012_audio`) of a call with a single clock."""
    named = [(found, rows) for name, rows in files.items() if (found := _UTTERANCE.match(name))]
    if len(files) < 3 or len(named) < len(files):
        return None
    named.sort(key=lambda pair: int(pair[0]["number"]))
    numbers = [int(found["number"]) for found, _ in named]
    starts = [min(row.word.start_ms or 0 for row in rows) for _, rows in named]
    if len(set(numbers)) < len(numbers) or any(later < earlier for earlier, later in pairwise(starts)):
        return None
    pieces = []
    for found, rows in named:
        who = "" if found["who"].lower() in _NOBODY else found["who"]
        words = [msgspec.structs.replace(row.word, label=who, channel=None) for row in rows]
        (piece,) = pieces_of(words, gap_ms=1 << 62)
        pieces.append(msgspec.structs.replace(piece, line=rows[0].line))
    return in_order(pieces)
