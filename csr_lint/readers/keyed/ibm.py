"""IBM Watson Speech to Text: `results[].alternatives[].timestamps`, speakers beside them in `speaker_labels`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of, refuse_failed
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, label_of, mean, note_if, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "ibm"
ORDER = 124
ABOUT = About(
    title="IBM Watson Speech to Text",
    group="Cloud recognisers",
    recognised="`results` with `result_index`, `speaker_labels` or `final`",
    times="seconds, start and end of each word",
    roles="speaker numbers",
)


class _Alternative(msgspec.Struct):
    """Rows of `timestamps` are word, start, end (s); of `word_confidence`, in the same order, word, confidence."""

    transcript: str = ""
    confidence: float | None = None
    timestamps: list[tuple[str, float, float]] = []
    word_confidence: list[tuple[str, float]] = []


class _Speaker(msgspec.Struct):
    """Who says the word that begins at `from`."""

    begin: float = msgspec.field(name="from")
    speaker: int | str


class _Result(msgspec.Struct):
    """A result, or (in what a job leaves) a list of them with its speakers."""

    alternatives: list[_Alternative] = []
    final: bool = True
    results: list[_Result] = []
    speaker_labels: list[_Speaker] = []

    @property
    def best(self) -> _Alternative:
        return self.alternatives[0] if self.alternatives else _Alternative()


class _Document(_Result):
    status: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    results = first.get("results") if isinstance(first, dict) else None
    if not isinstance(first, dict) or not isinstance(results, list):
        return None
    result = results[0] if results and isinstance(results[0], dict) else {}
    told = first.keys() | result.keys()
    sure = {"result_index", "speaker_labels"} & told or {"final", "alternatives"} <= result.keys()
    return "keys results and result_index" if sure else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    document, place = convert(source, record, _Document), place_of(source, record)
    refuse_failed(place, document.status)
    blocks = [document, *(block for block in document.results if block.results)]
    told = [result for block in blocks for result in block.results if result.alternatives]
    final = [result for result in told if result.final]
    speakers = {label.begin: label.speaker for block in blocks for label in block.speaker_labels}
    partial = len(told) - len(final)
    message = f"{partial} of {len(told)} results are not final; they are not used"
    notes = (*record.notes, *note_if(partial, "partial-result", message))
    pieces = _by_speaker(final, speakers) if speakers else in_order([_piece(r.best) for r in final])
    return build_call(source, NAME, pieces, number=record.number, notes=notes, place=place)


def _by_speaker(results: Sequence[_Result], speakers: dict[float, int | str]) -> list[Piece]:
    words = []
    for result in results:
        if not result.best.timestamps and result.best.transcript.strip():
            words.append(Word(text=result.best.transcript.strip()))
        sure: list[float | None] = [confidence for _, confidence in result.best.word_confidence]
        sure += [None] * (len(result.best.timestamps) - len(sure))
        for (word, start, end), confidence in zip(result.best.timestamps, sure, strict=False):
            words.append(
                Word(
                    text=word,
                    start_ms=milliseconds(start),
                    end_ms=milliseconds(end),
                    label=label_of(speakers.get(start)),
                    confidence=confidence,
                )
            )
    return pieces_of(words)


def _piece(told: _Alternative) -> Piece:
    return Piece(
        text=told.transcript.strip(),
        start_ms=milliseconds(told.timestamps[0][1]) if told.timestamps else None,
        end_ms=milliseconds(told.timestamps[-1][2]) if told.timestamps else None,
        confidence=told.confidence if told.confidence is not None else mean(c for _, c in told.word_confidence),
    )
