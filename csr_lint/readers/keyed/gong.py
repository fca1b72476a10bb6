"""Gong: `callTranscripts[].transcript[].sentences[]`, many calls in a file; the sides by `parties`, if there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.units import UNITS, CellTime, Timed, guess_unit
from csr_lint.reading import UNIT_MS

NAME = "gong"
ORDER = 141
ABOUT = About(
    title="Gong",
    group="Contact centres",
    recognised="`callTranscripts`",
    times="ms (seconds where speech would be too fast), start and end of each sentence",
    roles="`affiliation` of `parties`, where there",
)

_SIDES = {"internal": Role.AGENT, "external": Role.CUSTOMER}


class _Sentence(msgspec.Struct):
    text: str = ""
    start: float | None = None
    end: float | None = None


class _Monologue(msgspec.Struct, rename="camel"):
    sentences: list[_Sentence] = []
    speaker_id: str | int | None = None


class _Party(msgspec.Struct, rename="camel"):
    speaker_id: str | int | None = None
    name: str | None = None
    affiliation: str | None = None


class _About(msgspec.Struct):
    id: str | int | None = None
    started: str | None = None
    duration: float | None = None
    language: str | None = None


class _Transcript(msgspec.Struct, rename="camel"):
    transcript: list[_Monologue]
    call_id: str | int | None = None
    parties: list[_Party] = []
    meta_data: _About = msgspec.field(default_factory=_About)
    more: bool = False


def sniff(source: Source) -> str | None:
    return "key callTranscripts" if "callTranscripts" in first_object(source) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=_calls)


def _calls(value: object) -> Sequence[object]:
    """Each transcript with what `calls` (of /calls/extensive) says of it, where that is in the file too."""
    if not isinstance(value, dict) or not isinstance(value.get("callTranscripts"), list):
        return [value]
    page = value.get("records")
    more = isinstance(page, dict) and bool(page.get("cursor"))
    beside = value.get("calls")
    known = {_id(call): call for call in beside if isinstance(call, dict)} if isinstance(beside, list) else {}
    return [
        {**known.get(str(told.get("callId")), {}), **told, "more": more} if isinstance(told, dict) else told
        for told in value["callTranscripts"]
    ]


def _id(call: dict[str, object]) -> str:
    about = call.get("metaData")
    return str(about.get("id") if isinstance(about, dict) else call.get("id"))


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Transcript)
    parties = {str(p.speaker_id): p for p in told.parties if p.speaker_id is not None}
    unit, notes = _unit(source, told.transcript)
    pieces = [
        _piece(monologue, sentence, parties.get(str(monologue.speaker_id)), unit)
        for monologue in told.transcript
        for sentence in monologue.sentences
    ]
    facts = Facts(
        id=told.call_id,
        kind="phone",
        started=told.meta_data.started,
        duration_ms=milliseconds(told.meta_data.duration),
        language=told.meta_data.language,
    )
    place = place_of(source, record)
    if told.more:
        notes.append(Note("truncated", "the file is one page of several (records.cursor); other calls are not in it"))
    notes = [*record.notes, *notes]
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _unit(source: Source, monologues: Sequence[_Monologue]) -> tuple[float, list[Note]]:
    """Milliseconds, as documented, unless people would speak a thousand times too fast then."""
    if source.reading.time_unit:
        return UNIT_MS[source.reading.time_unit], []
    rows = [
        Timed(CellTime(number=s.start), CellTime(number=s.end), None, len(s.text.split()))
        for monologue in monologues
        for s in monologue.sentences
    ]
    if guess_unit([rows]) != "seconds":
        return UNITS["milliseconds"], []
    return UNITS["seconds"], [Note("unit-guessed", "times are taken for seconds, from how fast people speak")]


def _piece(monologue: _Monologue, sentence: _Sentence, party: _Party | None, unit: float) -> Piece:
    side = (party.affiliation or "").casefold() if party else ""
    return Piece(
        text=sentence.text,
        label="" if monologue.speaker_id is None else str(monologue.speaker_id),
        name=person(party.name) if party else None,
        role=_SIDES.get(side, Role.UNKNOWN),
        start_ms=milliseconds(sentence.start, unit),
        end_ms=milliseconds(sentence.end, unit),
    )
