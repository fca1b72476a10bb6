"""NVIDIA NeMo: diarized `sentences` (else `words`); manifests of a stretch of audio a line, a call each audio file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of, records
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "nemo"
ORDER = 135
ABOUT = About(
    title="NVIDIA NeMo",
    group="Recognisers",
    recognised="`audio_filepath` with a text, or `sentences` or `words` with `start_time` and `speaker`",
    times="seconds, start and end of each sentence or stretch",
    roles="speaker labels",
)

_NOTHING = frozenset(("", "-"))
_NOBODY = frozenset(("", "infer", "unk", "unknown"))


class _Said(msgspec.Struct):
    """A sentence or a word; its text under one of three names, times in seconds."""

    text: str | None = None
    sentence: str | None = None
    word: str | None = None
    start_time: float | None = None
    end_time: float | None = None
    speaker: str | int | None = None

    @property
    def words(self) -> str:
        return (self.text or self.sentence or self.word or "").strip()

    @property
    def label(self) -> str:
        return "" if self.speaker is None else str(self.speaker)


class _Diarized(msgspec.Struct):
    sentences: list[_Said] = []
    words: list[_Said] = []
    session_id: str | None = None
    uniq_id: str | None = None


class _Stretch(msgspec.Struct):
    """A line of a manifest."""

    audio_filepath: str
    offset: float | None = None
    duration: float | None = None
    text: str | None = None
    pred_text: str | None = None
    label: str | int | None = None
    speaker: str | int | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if "audio_filepath" in first and {"text", "pred_text", "label"} & set(first):
        return "key audio_filepath"
    for key in ("sentences", "words"):
        items = first.get(key)
        begin = items[0] if isinstance(items, list) and items else None
        if isinstance(begin, dict) and {"start_time", "end_time", "speaker"} <= set(begin):
            return f"{key} with start_time and speaker"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    first = source.json.first if source.json else None
    if isinstance(first, dict) and "audio_filepath" in first:
        return _manifest(source)
    return each(source, _diarized)


def _diarized(source: Source, record: Record) -> Call:
    document = convert(source, record, _Diarized)
    filled = [said for said in document.sentences if said.words]
    pieces = [_piece(said) for said in filled] or pieces_of(_word(word) for word in document.words if word.words)
    facts = Facts(id=document.session_id or document.uniq_id)
    empty = len(document.sentences) - len(filled)
    message = f"{empty} of {len(document.sentences)} sentences have no text; they were left out"
    notes = (*record.notes, *([Note("empty-turn", message)] if empty else []))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(said: _Said) -> Piece:
    start, end = milliseconds(said.start_time), milliseconds(said.end_time)
    return Piece(text=said.words, label=said.label, start_ms=start, end_ms=end)


def _word(said: _Said) -> Word:
    start, end = milliseconds(said.start_time), milliseconds(said.end_time)
    return Word(text=said.words, label=said.label, start_ms=start, end_ms=end)


def _manifest(source: Source) -> Iterator[Call | TranscriptError]:
    """A call of each audio file; lines that cannot be read come as errors in their places."""
    calls: dict[str, list[tuple[Record, _Stretch]]] = {}
    for record in records(source):
        try:
            if isinstance(record, TranscriptError):
                raise record
            stretch = convert(source, record, _Stretch)
            calls.setdefault(stretch.audio_filepath, []).append((record, stretch))
        except TranscriptError as error:
            yield error
    for number, (path, rows) in enumerate(calls.items(), 1):
        try:
            yield _of_audio(source, path, rows, number)
        except TranscriptError as error:
            yield error


def _of_audio(source: Source, path: str, rows: list[tuple[Record, _Stretch]], number: int) -> Call:
    pieces = [_stretch(stretch, record.line) for record, stretch in rows]
    spoken = [piece for piece in pieces if piece.text not in _NOTHING]
    place = place_of(source, rows[0][0])
    if not spoken:
        message = "this manifest has no text for its audio file (text, pred_text): it is not transcribed yet"
        raise TranscriptError(message, place=place, code="no-turns")
    empty = len(pieces) - len(spoken)
    notes = (
        [Note("empty-turn", f"{empty} of {len(pieces)} stretches have no text; they were left out")] if empty else []
    )
    facts = Facts(id=PurePosixPath(path.replace("\\", "/")).stem)
    return build_call(source, NAME, in_order(spoken), number=number, facts=facts, notes=notes, place=place)


def _stretch(stretch: _Stretch, line: int | None) -> Piece:
    start, lasts = milliseconds(stretch.offset), milliseconds(stretch.duration)
    told = stretch.speaker if stretch.speaker is not None else stretch.label
    label = "" if told is None or str(told).strip().casefold() in _NOBODY else str(told).strip()
    text = stretch.pred_text if stretch.pred_text is not None else stretch.text
    return Piece(
        text=(text or "").strip(),
        label=label,
        start_ms=start,
        end_ms=None if lasts is None else (start or 0) + lasts,
        line=line,
    )
