"""Amazon Transcribe: `results.items` put together by speaker and channel, or its `audio_segments`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.amazon import job_notes
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.speaker_spans import SpeakerSpans
from csr_lint.readers.spoken import Word, in_order, mean, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "amazon-transcribe"
ORDER = 106
ABOUT = About(
    title="Amazon Transcribe",
    group="Cloud recognisers",
    recognised="`results.items` and `results.transcripts`",
    times="seconds as strings, start and end of each word",
    roles="speaker labels, channels",
    verified="3 files of Amazon's documentation",
)

_JOBS = ("TranscriptionJob", "CallAnalyticsJob")


class _Alternative(msgspec.Struct):
    content: str = ""
    confidence: float | None = None


class _Item(msgspec.Struct):
    id: int | None = None
    type: str = "pronunciation"
    alternatives: list[_Alternative] = []
    start_time: float | None = None
    end_time: float | None = None
    speaker_label: str | None = None
    channel_label: str | None = None


class _Said(msgspec.Struct):
    start_time: float | None = None
    end_time: float | None = None
    speaker_label: str | None = None


class _Segment(_Said):
    items: list[_Said] = []


class _Labels(msgspec.Struct):
    segments: list[_Segment] = []
    channel_label: str | None = None


class _Channel(msgspec.Struct):
    channel_label: str | None = None
    items: list[_Item] = []


class _Channels(msgspec.Struct):
    channels: list[_Channel] = []


class _Audio(msgspec.Struct):
    transcript: str = ""
    start_time: float | None = None
    end_time: float | None = None
    speaker_label: str | None = None
    channel_label: str | None = None
    items: list[int] = []


class _Transcript(msgspec.Struct):
    transcript: str = ""


class _Results(msgspec.Struct):
    items: list[_Item] = []
    transcripts: list[_Transcript] = []
    speaker_labels: _Labels | None = None
    channel_labels: _Channels | None = None
    audio_segments: list[_Audio] | None = None
    language_code: str | None = None


class _Document(msgspec.Struct):
    results: _Results
    job_name: str | None = msgspec.field(default=None, name="jobName")
    status: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    results = first.get("results")
    if isinstance(results, dict) and "transcripts" in results and results.keys() & {"items", "audio_segments"}:
        return "keys results.items and results.transcripts"
    return next((f"key {job}" for job in _JOBS if isinstance(first.get(job), dict)), None)


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    place = place_of(source, record)
    if isinstance(record.value, dict) and any(job in record.value for job in _JOBS):
        message = "this describes a job of Amazon Transcribe, not a transcript; the job's output file has it"
        raise NotATranscriptError(message, place=place)
    document = convert(source, record, _Document)
    results = document.results
    who = _Speakers(results.speaker_labels)
    notes = [*record.notes, *job_notes(source, record, document.status, results.items or results.transcripts)]
    pieces = _audio(results) or pieces_of(_words(results, who))
    notes += who.notes()
    if not pieces and (text := " ".join(t.transcript for t in results.transcripts).strip()):
        pieces = [Piece(text=text)]
        notes.append(Note("time-missing", "it has no items, only a text: neither times nor speakers are known"))
    facts = Facts(id=document.job_name, language=results.language_code)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)


def _audio(results: _Results) -> list[Piece]:
    """The audio segments, where they hold every item and each is of one speaker; else nothing."""
    segments, items = results.audio_segments or [], {item.id: item for item in results.items}
    told = [[items[k] for k in segment.items if k in items] for segment in segments]
    if sum(map(len, told)) < len(results.items):
        return []
    speakers = [{item.speaker_label for item in held if item.speaker_label} for held in told]
    if any(len(found) > 1 for found in speakers):
        return []
    several = len({item.channel_label for item in results.items}) > 1
    return in_order(
        [
            _segment(segment, held, segment.speaker_label or next(iter(found), None), several)
            for segment, held, found in zip(segments, told, speakers, strict=True)
            if segment.transcript.strip()
        ]
    )


def _segment(segment: _Audio, held: Sequence[_Item], speaker: str | None, several: bool) -> Piece:
    channel = segment.channel_label or next((item.channel_label for item in held), None)
    return Piece(
        text=segment.transcript,
        label=_label(speaker, channel if several else None),
        start_ms=milliseconds(segment.start_time),
        end_ms=milliseconds(segment.end_time),
        channel=channel if several else None,
        confidence=mean(_confidence(item) for item in held),
    )


def _words(results: _Results, who: _Speakers) -> Iterator[Word]:
    items = _channelled(results)
    several = len({channel for channel, _ in items if channel}) > 1
    for channel, item in items:
        # A sign has no time of its own: it goes to the word before it, in its own channel.
        sign = item.type == "punctuation"
        speaker = None if sign else item.speaker_label or who.at(item)
        yield Word(
            text=item.alternatives[0].content if item.alternatives else "",
            start_ms=milliseconds(item.start_time),
            end_ms=milliseconds(item.end_time),
            label=_label(speaker, channel if several else None),
            channel=channel if several else None,
            confidence=_confidence(item),
            glued=sign,
        )


def _channelled(results: _Results) -> list[tuple[str | None, _Item]]:
    """Each item with its channel; older files tell it only in the list of channels."""
    channels = results.channel_labels.channels if results.channel_labels else []
    if channels and not all(item.channel_label for item in results.items):
        return [(channel.channel_label, item) for channel in channels for item in channel.items]
    return [(item.channel_label, item) for item in results.items]


def _confidence(item: _Item) -> float | None:
    return item.alternatives[0].confidence if item.alternatives and item.type != "punctuation" else None


def _label(speaker: str | None, channel: str | None) -> str:
    """Speakers are counted anew in each channel."""
    return " ".join(part for part in (channel, speaker) if part)


class _Speakers:
    """Who says an item, where only the speakers' segments tell: by its start, else (no items in them) by its time."""

    def __init__(self, labels: _Labels | None) -> None:
        segments = labels.segments if labels else []
        self._by_start = {
            milliseconds(said.start_time): said.speaker_label or segment.speaker_label
            for segment in segments
            for said in segment.items
        }
        self._spans = SpeakerSpans(
            (start, end, segment.speaker_label or "")
            for segment in segments
            if (start := milliseconds(segment.start_time)) is not None
            and (end := milliseconds(segment.end_time)) is not None
        )

    def at(self, item: _Item) -> str | None:
        start = milliseconds(item.start_time)
        if start is None:
            return None
        end = milliseconds(item.end_time)
        return self._by_start.get(start) or self._spans.at(start, start if end is None else end)

    def notes(self) -> list[Note]:
        if not self._spans.guessed:
            return []
        message = f"{self._spans.guessed} words lie in no speaker's segment; each was given to the nearest speaker"
        return [Note("speaker-guessed", message)]
