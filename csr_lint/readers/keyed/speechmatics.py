"""Speechmatics json-v2, and the messages of its real-time service: `results[].type`, words put together by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.records import Record, as_one, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import Word, in_order, label_of, note_if, pieces_of
from csr_lint.readers.times import milliseconds

NAME = "speechmatics-v2"
ORDER = 118
ABOUT = About(
    title="Speechmatics v2, batch and real-time",
    group="Cloud recognisers",
    recognised="`results` with `format` or `job`, or real-time messages",
    times="seconds, start and end of each word",
    roles="speaker labels, channels",
    verified="4 files of Speechmatics' tests",
)

_SAID = frozenset(("word", "punctuation", "entity"))
_NOBODY = "UU"


class _Alternative(msgspec.Struct):
    content: str = ""
    confidence: float | None = None
    speaker: str | None = None


class _Result(msgspec.Struct):
    """A word, a sign, or an entity; an entity's words stand once as they are written and once as they are spoken."""

    type: str = "word"
    start_time: float | None = None
    end_time: float | None = None
    alternatives: list[_Alternative] = []
    channel: str | None = None
    attaches_to: str | None = None
    written_form: list[_Result] = []

    @property
    def best(self) -> _Alternative:
        return self.alternatives[0] if self.alternatives else _Alternative()

    @property
    def text(self) -> str:
        return self.best.content or " ".join(part.best.content for part in self.written_form)


class _Job(msgspec.Struct):
    id: str | int | None = None
    created_at: str | None = None
    duration: float | None = None


class _Config(msgspec.Struct):
    language: str | None = None


class _Metadata(msgspec.Struct):
    transcription_config: _Config = msgspec.field(default_factory=_Config)


class _Document(msgspec.Struct):
    results: list[_Result]
    job: _Job = msgspec.field(default_factory=_Job)
    metadata: _Metadata = msgspec.field(default_factory=_Metadata)


class _Message(msgspec.Struct):
    message: str
    results: list[_Result] = []
    channel: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if _is_message(first):
        return "a message of its real-time service"
    results = first.get("results")
    if not isinstance(results, list) or not {"format", "job"} & first.keys():
        return None
    result = results[0] if results else {}
    return "keys results and format" if isinstance(result, dict) and (not result or "type" in result) else None


def _is_message(first: dict[object, object]) -> bool:
    said = first.get("message")
    return said in ("AddTranscript", "AddPartialTranscript") or (said == "RecognitionStarted" and "id" in first)


def read(source: Source) -> Iterator[Call | TranscriptError]:
    first = source.json.first if source.json else None
    if isinstance(first, dict) and _is_message(first):
        yield _live(source)
    else:
        yield from each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document)
    facts = Facts(
        id=told.job.id,
        started=told.job.created_at,
        duration_ms=milliseconds(told.job.duration),
        language=told.metadata.transcription_config.language,
    )
    return _built(source, record, told.results, facts, record.notes)


def _live(source: Source) -> Call:
    record = as_one(source)
    messages = convert(source, record, list[_Message])
    for message in messages:
        for result in message.results:
            result.channel = result.channel or message.channel
    results = [r for m in messages if m.message == "AddTranscript" for r in m.results]
    partial = sum(message.message == "AddPartialTranscript" for message in messages)
    told = f"{partial} of {len(messages)} messages are not final; they are not used"
    return _built(source, record, results, Facts(), (*record.notes, *note_if(partial, "partial-result", told)))


def _built(source: Source, record: Record, results: Sequence[_Result], facts: Facts, notes: Sequence[Note]) -> Call:
    """The call of these results; whatever is no word (a sound, say) is counted in a note."""
    other = Counter(r.type for r in results if r.type not in _SAID | {"speaker_change"})
    told = f"{other.total()} of {len(results)} results are no words ({', '.join(sorted(other))}); they are left out"
    changes = [[*group] for changed, group in groupby(results, lambda r: r.type == "speaker_change") if not changed]
    several = len({result.channel for result in results if result.type in _SAID}) > 1
    pieces = [piece for run in changes for piece in pieces_of(_words(run, several))]
    return build_call(
        source,
        NAME,
        in_order(pieces),
        number=record.number,
        facts=facts,
        notes=(*notes, *note_if(other.total(), "not-speech", told)),
        place=place_of(source, record),
    )


def _words(results: Sequence[_Result], several: bool) -> Iterator[Word]:
    """The words and signs; the language pack's `word_delimiter` is empty for English too, so blanks go by signs."""
    opening: set[str | None] = set()
    for told in results:
        if told.type not in _SAID or not told.text:
            continue
        sign = told.type == "punctuation"
        attached = told.attaches_to or ("previous" if sign else "none")
        speaker = None if told.best.speaker == _NOBODY else told.best.speaker
        yield Word(
            text=told.text,
            start_ms=milliseconds(told.start_time),
            end_ms=milliseconds(told.end_time),
            label=label_of(speaker, told.channel if several or speaker is None else None),
            channel=told.channel if several else None,
            confidence=None if sign else told.best.confidence,
            glued=attached in ("previous", "both") or told.channel in opening,
        )
        (opening.add if attached in ("next", "both") else opening.discard)(told.channel)
