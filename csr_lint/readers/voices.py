"""Who speaks in captions: `<v Name>`, `Name:`, `[Name]`, `>> NAME:`, Microsoft Graph's JSON, or the last one named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.readers.breaks import joined
from csr_lint.readers.captions import Cue
from csr_lint.readers.captiontext import bare, unescaped
from csr_lint.readers.choice import CAPTION, Choice
from csr_lint.readers.hallucination import marked
from csr_lint.readers.jsontext import JsonFault, loads
from csr_lint.readers.labels import Label, LineReadings, read_line, split_label
from csr_lint.readers.rolling import unrolled
from csr_lint.readers.source import Line, Source
from csr_lint.vocabulary import RoleVocabulary, load_vocabulary

_VOICE = re.compile(r"<v(?:\.[^\s>]{0,80})?[ \t]{1,9}([^>]{1,200})>", re.IGNORECASE)
_ALONE = re.compile(r"\(([^()]{1,60})\)$")
_DASH = re.compile(r"\s{0,9}[-–—]\s{0,3}(?=\S)")
_NEW_SPEAKER = re.compile(r"\s{0,9}>{2,3}\s{0,9}")


class Speech(msgspec.Struct, frozen=True):
    """What was said in cues, with what was odd; `began` is the date and time of the first, where the file gives it."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    began: str | None = None


def told(source: Source, found: Sequence[Cue]) -> Speech:
    """What these cues of a file say, rolling ones unrolled. Raises TranscriptError when they say nothing."""
    once, notes = unrolled(found)
    said = speech(once, load_vocabulary())
    if not said.pieces:
        what = f"none of its {len(found)} cues has a text" if found else "it has no cues (begin, end and text)"
        raise TranscriptError(what, place=source.path, code="no-turns")
    return msgspec.structs.replace(said, notes=(*said.notes, *notes))


def speech(found: Sequence[Cue], vocabulary: RoleVocabulary) -> Speech:
    """Who says what in these cues: `<v Name>`, `Name:`, `[Name]`, `>> NAME:`, or the speaker of the cue before."""
    if found and all(_begins_object(cue) for cue in found if cue.payload) and (records := _records(found)):
        return records
    plain_cues = [(cue, _voices(cue)) for cue in found]
    voiced = any(voice for _, parts in plain_cues for voice, _ in parts)
    parsed = [
        [(voice, _readings(line)) for voice, line in parts if line.text.strip() and line.text.strip() not in "-–—"]
        for _, parts in plain_cues
    ]
    choice = Choice([line for rows in parsed for voice, line in rows if voice is None], vocabulary, CAPTION)
    teller = _Teller(choice, vocabulary, voiced=voiced)
    pieces = [piece for cue, rows in zip(found, parsed, strict=True) for piece in teller.tell(cue, rows)]
    empty = sum(not rows for rows in parsed)
    notes = list(teller.notes())
    if empty:
        notes.append(Note("empty-turn", f"{empty} of {len(found)} cues have no text; they were left out"))
    if not any(piece.label or piece.name for piece in pieces):
        pieces, odd = marked(pieces)
        notes += odd
    return Speech(tuple(pieces), tuple(notes))


def _readings(line: Line) -> LineReadings:
    """The readings of a payload line; a time at its begin is talk, so only label and text matter."""
    if alone := _ALONE.match(line.text):
        return msgspec.structs.replace(read_line(line.number, f"[{alone[1]}]"), text=line.text)
    return read_line(line.number, line.text)


class _Teller:
    """Tells who speaks, cue after cue; remembers the last speaker, as captions name one only when it changes."""

    def __init__(self, choice: Choice, vocabulary: RoleVocabulary, *, voiced: bool) -> None:
        self.choice, self.vocabulary, self.voiced = choice, vocabulary, voiced
        self.last = Label("")
        self.carried = self.split = 0

    def tell(self, cue: Cue, rows: Sequence[tuple[str | None, LineReadings]]) -> Iterator[Piece]:
        groups: list[tuple[Label, int, list[Line]]] = []
        dashes = sum(_DASH.match(line.text) is not None for _, line in rows) if len(rows) > 1 else 0
        for index, (voice, line) in enumerate(rows):
            label, text, opens = self._who(voice, line, two=dashes > 1)
            self.carried += index == 0 and not opens and label.label != ""
            if not groups or (opens and (index == 0 or text)):
                groups.append((label, line.number, []))
            if text:
                groups[-1][2].append(Line(line.number, text))
        self.split += len(groups) > 1
        for index, (label, number, texts) in enumerate(groups):
            text, breaks = joined(texts, number)
            yield Piece(
                text=text,
                label=label.label,
                name=label.name,
                line=number,
                start_ms=cue.start_ms if index == 0 else None,
                end_ms=cue.end_ms if index == len(groups) - 1 else None,
                confidence=cue.confidence,
                breaks=breaks,
            )

    def _who(self, voice: str | None, line: LineReadings, *, two: bool) -> tuple[Label, str, bool]:
        """The speaker of a line, its text, and whether it begins a new piece."""
        if voice is not None:
            self.last = split_label(voice, self.vocabulary)
            return self.last, line.text, True
        if reading := self.choice.of(line):
            self.last = self.choice.label(reading)
            return self.last, reading.text, True
        if two and (dash := _DASH.match(line.text)):
            self.last = Label("")
            return self.last, line.text[dash.end() :], True
        if mark := _NEW_SPEAKER.match(line.text):
            self.last = Label("")
            return self.last, line.text[mark.end() :], True
        if self.voiced:
            return Label(""), line.text, False
        return self.last, line.text, False

    def notes(self) -> Iterator[Note]:
        if self.carried:
            yield Note("speaker-carried", f"{self.carried} cues name no speaker; taken for the last one named")
        if self.split:
            yield Note(
                "speaker-changed-inside-turn",
                f"{self.split} cues hold several speakers; the time of the change is unknown",
            )


def _voices(cue: Cue) -> list[tuple[str | None, Line]]:
    """The lines of a cue without tags; a line with `<v Name>` is cut there, and its parts have that voice."""
    parts: list[tuple[str | None, Line]] = []
    for line in cue.payload:
        at, voice = 0, None
        for tag in _VOICE.finditer(line.text):
            if line.text[at : tag.start()].strip():
                parts.append((voice, bare(line, at, tag.start())))
            at, voice = tag.end(), unescaped(tag[1]).strip()
        parts.append((voice, bare(line, at, len(line.text))))
    return parts


class _Spoken(msgspec.Struct):
    """The payload of a Microsoft Graph metadataContent cue."""

    spokenText: str
    speakerName: str = ""
    startDateTime: str | None = None


def _begins_object(cue: Cue) -> bool:
    return cue.payload[0].text.lstrip().startswith('{"')


def _records(found: Sequence[Cue]) -> Speech | None:
    """Cues whose text is a JSON object, or None if they are something else."""
    pieces, began = [], None
    for cue in found:
        if not cue.payload:
            continue
        try:
            value = loads("\n".join(line.text for line in cue.payload).encode())
            said = msgspec.convert(value, _Spoken)
        except (JsonFault, msgspec.ValidationError):
            return None
        began = began or said.startDateTime
        pieces.append(
            Piece(
                text=said.spokenText.strip(),
                label=said.speakerName.strip(),
                line=cue.payload[0].number,
                start_ms=cue.start_ms,
                end_ms=cue.end_ms,
            )
        )
    return Speech(tuple(pieces), (), began)
