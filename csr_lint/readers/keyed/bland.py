"""Bland: `transcripts[].user` (assistant, user, robot) with the moment of each."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order

NAME = "bland"
ORDER = 153
ABOUT = About(
    title="Bland",
    group="Voice agents",
    recognised="`transcripts[]` with `user` and `text`",
    times="ISO 8601, start of each turn",
    roles="assistant, user and robot in the file",
)

_ROLES = {"assistant": Role.AGENT, "user": Role.CUSTOMER, "robot": Role.OTHER}


class _Turn(msgspec.Struct):
    text: str | None = None
    user: str = ""
    created_at: Spelled = None


class _Document(msgspec.Struct):
    transcripts: list[_Turn]
    call_id: str | None = None
    c_id: str | None = None
    started_at: Spelled = None
    created_at: Spelled = None


def sniff(source: Source) -> str | None:
    turn = first_in(first_object(source).get("transcripts"))
    return "key transcripts[].user" if {"user", "text"} <= set(turn) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Document)
    said, others = parted(told.transcripts, lambda turn: turn.user in _ROLES and bool((turn.text or "").strip()))
    pieces = [
        Piece(text=turn.text or "", label=turn.user, role=_ROLES[turn.user], start_ms=moment(turn.created_at))
        for turn in said
    ]
    started = told.started_at if told.started_at is not None else told.created_at
    facts = Facts(id=told.call_id or told.c_id, kind="phone", started=spelled_out(started))
    left = not_speech([turn.user for turn in others], len(told.transcripts))
    notes, place = (*record.notes, *left), place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)
