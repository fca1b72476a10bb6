"""Amazon Transcribe's streams as a log: `TranscriptEvent`, `UtteranceEvent`; partial results are left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.keyed.amazon import side
from csr_lint.readers.records import Record, convert, records
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, mean, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "amazon-transcribe-stream"
ORDER = 104
ABOUT = About(
    title="Amazon Transcribe streaming, as a log",
    group="Cloud recognisers",
    recognised="`TranscriptResultStream`, `TranscriptEvent` or `UtteranceEvent`",
    times="seconds or ms, start and end of each word or utterance",
    roles="speaker labels, channels; AGENT and CUSTOMER in utterances",
    verified="1 file of Amazon's documentation",
)

_STREAMS = ("TranscriptResultStream", "CallAnalyticsTranscriptResultStream")
_EVENTS = frozenset(("TranscriptEvent", "UtteranceEvent", "CategoryEvent"))


class _Item(msgspec.Struct, rename="pascal"):
    content: str = ""
    type: str = "pronunciation"
    start_time: float | None = None
    end_time: float | None = None
    confidence: float | None = None
    speaker: str | int | None = None


class _Alternative(msgspec.Struct, rename="pascal"):
    transcript: str = ""
    items: list[_Item] | None = None


class _Result(msgspec.Struct, rename="pascal"):
    alternatives: list[_Alternative] = []
    is_partial: bool = False
    result_id: str | None = None
    channel_id: str | None = None
    start_time: float | None = None
    end_time: float | None = None


class _Transcript(msgspec.Struct, frozen=True, rename="pascal"):
    results: list[_Result] = []


class _Transcribed(msgspec.Struct, rename="pascal"):
    transcript: _Transcript = _Transcript()


class _Utterance(msgspec.Struct, rename="pascal"):
    transcript: str | None = None
    utterance_id: str | None = None
    is_partial: bool = False
    participant_role: str | None = None
    begin_offset_millis: float | None = None
    end_offset_millis: float | None = None
    items: list[_Item] | None = None


class _Event(msgspec.Struct, rename="pascal"):
    transcript_event: _Transcribed | None = None
    utterance_event: _Utterance | None = None
    transcript: _Transcript | None = None


class _Heard(msgspec.Struct, frozen=True):
    """A result: its id, whether it may still change, and the pieces that it makes."""

    id: str | None
    partial: bool
    pieces: tuple[Piece, ...]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    key = next((key for key in (*_STREAMS, *sorted(_EVENTS)) if key in first), None)
    if key:
        return f"key {key}"
    transcript = first.get("Transcript")
    return "key Transcript.Results" if isinstance(transcript, dict) and "Results" in transcript else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    """All events of a log are of one call."""
    heard: list[_Heard] = []
    others = faults = 0
    for record in records(source):
        try:
            if isinstance(record, TranscriptError):
                raise record
            found = [_heard(convert(source, event, _Event)) for event in _unwrapped(record)]
            others += sum(results is None for results in found)
            heard += [result for results in found for result in results or ()]
        except TranscriptError as error:
            faults += 1
            yield error
    if heard or not faults:
        yield _call(source, heard, others)


def _unwrapped(record: Record) -> list[Record]:
    """The events in a record: a stream may stand around them."""
    value = record.value
    for stream in _STREAMS:
        if isinstance(value, dict) and stream in value:
            value = value[stream]
    events = value if isinstance(value, list) else [value]
    return [msgspec.structs.replace(record, value=event) for event in events]


def _heard(event: _Event) -> list[_Heard] | None:
    """The results that an event brings; None if it brings none: a category, a fault of the stream."""
    if event.utterance_event:
        return [_utterance(event.utterance_event)]
    transcript = event.transcript_event.transcript if event.transcript_event else event.transcript
    return None if transcript is None else [_result(result) for result in transcript.results]


def _utterance(told: _Utterance) -> _Heard:
    piece = Piece(
        text=told.transcript or "",
        label=told.participant_role or "",
        role=side(told.participant_role),
        start_ms=milliseconds(told.begin_offset_millis, 1),
        end_ms=milliseconds(told.end_offset_millis, 1),
        confidence=_confidence(told.items or ()),
    )
    return _Heard(told.utterance_id, told.is_partial, (piece,) if piece.text.strip() else ())


def _result(told: _Result) -> _Heard:
    best = told.alternatives[0] if told.alternatives else _Alternative()
    items = best.items or []
    speakers = {item.speaker for item in items if item.speaker is not None}
    if len(speakers) > 1:
        pieces = pieces_of(_word(item, told.channel_id) for item in items)
    else:
        piece = Piece(
            text=best.transcript,
            label=_label(next(iter(speakers), None), told.channel_id),
            start_ms=milliseconds(told.start_time),
            end_ms=milliseconds(told.end_time),
            channel=told.channel_id,
            confidence=_confidence(items),
        )
        pieces = [piece] if best.transcript.strip() else []
    return _Heard(told.result_id, told.is_partial, tuple(pieces))


def _word(item: _Item, channel: str | None) -> Word:
    return Word(
        text=item.content,
        start_ms=milliseconds(item.start_time),
        end_ms=milliseconds(item.end_time),
        label=_label(item.speaker, channel),
        channel=channel,
        confidence=item.confidence,
        glued=item.type == "punctuation",
    )


def _confidence(items: Sequence[_Item]) -> float | None:
    return mean(item.confidence for item in items if item.type != "punctuation")


def _label(speaker: str | int | None, channel: str | None) -> str:
    """Speakers are counted anew in each channel; a bare number is called a speaker's."""
    who = f"speaker {speaker}" if str(speaker).isdigit() else str(speaker)
    return " ".join([*([channel] if channel else []), *([] if speaker is None else [who])])


def _call(source: Source, heard: Sequence[_Heard], others: int) -> Call:
    final = [result for result in heard if not result.partial]
    once = {(result.id, result.pieces) if result.id else k: result for k, result in enumerate(final)}
    partial, done = [r for r in heard if r.partial], {r.id for r in final}
    unfinished = len({r.id for r in partial if r.pieces} - done)
    notes = []
    if partial:
        rest = f"; {unfinished} never became final" if unfinished else ""
        notes.append(Note("partial-result", f"{len(partial)} of {len(heard)} results were partial; left out{rest}"))
    if len(once) < len(final):
        notes.append(Note("repeated-result", f"{len(final) - len(once)} results came twice; each is taken once"))
    if others:
        notes.append(Note("not-speech", f"{others} events are not of speech (categories, faults); left out"))
    pieces = in_order([piece for result in once.values() for piece in result.pieces])
    if not pieces and partial:
        message = "it holds partial results only: the stream ended before any became final"
        raise TranscriptError(message, place=source.path, code="no-turns")
    one = len({piece.channel for piece in pieces}) < 2
    pieces = [msgspec.structs.replace(p, channel=None) for p in pieces] if one else pieces
    return build_call(source, NAME, pieces, notes=notes)
