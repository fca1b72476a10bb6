"""Dialpad: `call_id` and `lines[]`; lines of a type other than transcript (moments, questions) are no speech."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order

NAME = "dialpad"
ORDER = 143
ABOUT = About(
    title="Dialpad",
    group="Contact centres",
    recognised="`call_id` and `lines`",
    times="ISO 8601, start of each line",
    roles="`user_id` agent, `contact_id` customer",
)


class _Line(msgspec.Struct):
    content: str | None = None
    name: str | None = None
    type: str = "transcript"
    time: Spelled = None
    user_id: str | int | None = None
    contact_id: str | int | None = None


class _Document(msgspec.Struct):
    lines: list[_Line]
    call_id: str | int | None = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    return "keys call_id and lines" if "call_id" in told and isinstance(told.get("lines"), list) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document)
    spoken, others = parted(told.lines, lambda line: line.type == "transcript")
    pieces = [_piece(line) for line in spoken]
    left = not_speech([line.type for line in others], len(told.lines))
    facts = Facts(id=told.call_id, kind="phone", started=spelled_out(next((line.time for line in spoken), None)))
    notes, place = (*record.notes, *left), place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(line: _Line) -> Piece:
    """A user of Dialpad is the agent; a contact is the other side."""
    role = Role.AGENT if line.user_id else Role.CUSTOMER if line.contact_id else Role.UNKNOWN
    label = "user" if line.user_id else "contact" if line.contact_id else ""
    return Piece(text=line.content or "", label=label, name=person(line.name), role=role, start_ms=moment(line.time))
