"""Intercom: conversations (`source` first, then the comments of `conversation_parts`), and transcripts of calls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.hypertext import visible
from csr_lint.readers.leftout import not_speech
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of, whole
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.wrapped import listed_under

NAME = "intercom"
ORDER = 146
ABOUT = About(
    title="Intercom conversations and calls",
    group="Contact centres",
    recognised="`conversation_parts`, or a list with `speaker_label` and `content`",
    times="epoch seconds, start of each message; seconds, start and end in calls",
    roles="`author.type` or `speaker_type`: admin, user",
)

_ROLES = {
    **dict.fromkeys(("admin", "bot", "team", "operator", "fin"), Role.AGENT),
    **dict.fromkeys(("user", "lead", "contact"), Role.CUSTOMER),
}
_SAID = frozenset(("comment", "quick_reply", "open", "close", "assignment", ""))
_SPOKEN = {"speaker_label", "content", "speaker_type"}


class _Author(msgspec.Struct):
    type: str = ""
    name: str | None = None


class _Part(msgspec.Struct):
    body: str | None = None
    author: _Author = msgspec.field(default_factory=_Author)
    part_type: str = ""
    created_at: Spelled = None


class _Parts(msgspec.Struct):
    conversation_parts: list[_Part] = []
    total_count: int | None = None


class _Conversation(msgspec.Struct):
    conversation_parts: _Parts
    source: _Part | None = None
    id: str | int | None = None
    created_at: Spelled = None


class _Spoken(msgspec.Struct):
    content: str | None = None
    speaker_label: str | None = None
    speaker_type: str | None = None
    start_time: float | None = None
    end_time: float | None = None


class _Phoned(msgspec.Struct):
    transcript: list[_Spoken]
    id: str | int | None = None
    initiated_at: Spelled = None
    created_at: Spelled = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    if _is_spoken(told):
        return "a list of keys speaker_label and content"
    inner = first_in(told.get("data")) or first_in(told.get("conversations")) or told
    if _is_spoken(first_in(inner.get("transcript"))):
        return "key transcript[].speaker_label"
    parts = inner.get("conversation_parts")
    found = isinstance(parts, dict) and "conversation_parts" in parts
    return "key conversation_parts.conversation_parts" if found else None


def _is_spoken(told: dict[str, object]) -> bool:
    return "content" in told and len(_SPOKEN & set(told)) >= 2 and "start_time" in told


def read(source: Source) -> Iterator[Call | TranscriptError]:
    if _is_spoken(first_object(source)):
        yield _phoned(source, Record(1, None, {"transcript": whole(source).value}))
    else:
        yield from each(source, _call, calls_in=lambda value: listed_under(value, "data", "conversations"))


def _call(source: Source, record: Record) -> Call:
    if isinstance(record.value, dict) and "transcript" in record.value:
        return _phoned(source, record)
    told = convert(source, record, _Conversation)
    first = told.source
    parts = [*([first] if first else []), *told.conversation_parts.conversation_parts]
    pieces = [piece for part in parts if part.part_type in _SAID and (piece := _written(part, told.created_at)).text]
    left = [_why(part) for part in parts if part.part_type not in _SAID or not visible(part.body or "")]
    facts = Facts(id=told.id, kind="chat", started=spelled_out(told.created_at))
    notes = (*record.notes, *not_speech(left, len(parts)), *_cut(told.conversation_parts))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _why(part: _Part) -> str:
    return part.part_type if part.part_type not in _SAID else f"{part.part_type or 'source'} without a text"


def _cut(parts: _Parts) -> Sequence[Note]:
    there, told = len(parts.conversation_parts), parts.total_count
    if told is None or told <= there:
        return ()
    return (Note("truncated", f"{there} of {told} parts of this conversation are in the file"),)


def _written(part: _Part, begun: Spelled) -> Piece:
    who = part.author.type
    return Piece(
        text=visible(part.body or ""),
        label=who,
        name=person(part.author.name),
        role=_ROLES.get(who.casefold(), Role.UNKNOWN),
        start_ms=moment(part.created_at if part.created_at is not None else begun),
    )


def _phoned(source: Source, record: Record) -> Call:
    told = convert(source, record, _Phoned)
    pieces = [
        Piece(
            text=spoken.content or "",
            label=spoken.speaker_label or spoken.speaker_type or "",
            role=_ROLES.get((spoken.speaker_type or "").casefold(), Role.UNKNOWN),
            start_ms=milliseconds(spoken.start_time),
            end_ms=milliseconds(spoken.end_time),
        )
        for spoken in told.transcript
    ]
    started = told.initiated_at if told.initiated_at is not None else told.created_at
    facts, place = Facts(id=told.id, kind="phone", started=spelled_out(started)), place_of(source, record)
    return build_call(
        source, NAME, in_order(pieces), number=record.number, facts=facts, notes=record.notes, place=place
    )
