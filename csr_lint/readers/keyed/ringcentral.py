"""RingCentral: RingSense (`insights.Transcript`, `speakerInfo`), and older transcripts (`response.utterances`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.wrapped import inside

NAME = "ringcentral"
ORDER = 144
ABOUT = About(
    title="RingCentral, RingSense",
    group="Contact centres",
    recognised="`insights.Transcript`, or `utterances` with `speakerId`",
    times="seconds, start and end of each utterance",
    roles="`speakerInfo` of RingSense; else speaker labels",
)


class _Utterance(msgspec.Struct, rename="camel"):
    text: str | None = None
    value: str | None = None
    speaker_id: str | int | None = None
    start: float | None = None
    end: float | None = None
    confidence: float | None = None


class _Speaker(msgspec.Struct, rename="camel"):
    speaker_id: str | int | None = None
    name: str | None = None
    extension_id: str | int | None = None
    phone_number: str | None = None


class _Insights(msgspec.Struct):
    transcript: list[_Utterance] = msgspec.field(name="Transcript")


class _Heard(msgspec.Struct, rename="camel"):
    utterances: list[_Utterance] = []
    utterance_insights: list[_Utterance] = []


class _Document(msgspec.Struct, rename="camel"):
    insights: _Insights | None = None
    speaker_info: list[_Speaker] = []
    response: _Heard = msgspec.field(default_factory=_Heard)
    utterances: list[_Utterance] = []
    status: str | None = None
    source_session_id: str | None = None
    source_record_id: str | int | None = None
    job_id: str | None = None
    recording_start_time: str | None = None
    recording_duration_ms: float | None = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    told = inner if isinstance(inner := told.get("body"), dict) and "insights" in inner else told
    insights, response = told.get("insights"), told.get("response")
    if isinstance(insights, dict) and "Transcript" in insights:
        return "key insights.Transcript"
    if isinstance(response, dict) and "speakerId" in first_in(_heard(response)):
        return "key response.utterances[].speakerId"
    if {"speakerId", "wordTimings"} <= set(first_in(told.get("utterances"))):
        return "key utterances[].wordTimings"
    return "keys jobId and creationTime" if {"jobId", "status", "creationTime"} <= set(told) else None


def _heard(response: dict[str, object]) -> object:
    return response.get("utterances") or response.get("utteranceInsights")


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: [inside(value, "body")])


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    if (told.status or "").casefold() in ("fail", "failed", "error"):
        raise TranscriptError("RingCentral says that this transcription failed", place=place, code="failed")
    utterances = (
        (told.insights.transcript if told.insights else [])
        or told.response.utterances
        or told.response.utterance_insights
        or told.utterances
    )
    people = _people(told.speaker_info)
    pieces = [_piece(u, people) for u in utterances]
    facts = Facts(
        id=told.source_session_id or told.source_record_id or told.job_id,
        kind="phone",
        started=told.recording_start_time,
        duration_ms=milliseconds(told.recording_duration_ms, 1),
    )
    notes = record.notes
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _people(speakers: Sequence[_Speaker]) -> dict[str, tuple[_Speaker, Role]]:
    """Who has an extension is the agent, unless all have: then nobody calls from outside."""
    outside = any(s.extension_id is None for s in speakers)
    roles = {True: Role.CUSTOMER, False: Role.AGENT}
    return {
        str(s.speaker_id): (s, roles[s.extension_id is None] if outside and _known(s) else Role.UNKNOWN)
        for s in speakers
    }


def _known(speaker: _Speaker) -> bool:
    return speaker.extension_id is not None or bool(speaker.phone_number)


def _piece(spoken: _Utterance, people: dict[str, tuple[_Speaker, Role]]) -> Piece:
    label = "" if spoken.speaker_id is None else str(spoken.speaker_id)
    who, role = people.get(label, (None, Role.UNKNOWN))
    return Piece(
        text=spoken.text or spoken.value or "",
        label=label,
        name=person(who.name) if who else None,
        role=role,
        start_ms=milliseconds(spoken.start),
        end_ms=milliseconds(spoken.end),
        confidence=spoken.confidence,
    )
