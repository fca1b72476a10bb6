"""ElevenLabs: `conversation_id` and `transcript[].message`, starts in whole seconds; empty messages are left out."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, spelled_out
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.wrapped import inside

NAME = "elevenlabs"
ORDER = 152
ABOUT = About(
    title="ElevenLabs",
    group="Voice agents",
    recognised="`transcript[].message` and `conversation_id`",
    times="whole seconds, start of each turn",
    roles="agent and user in the file",
)

_ROLES = {"agent": Role.AGENT, "user": Role.CUSTOMER}


class _Turn(msgspec.Struct):
    role: str = ""
    message: str | None = None
    time_in_call_secs: float | None = None


class _About(msgspec.Struct):
    start_time_unix_secs: Spelled = None
    call_duration_secs: float | None = None


class _Document(msgspec.Struct):
    transcript: list[_Turn]
    conversation_id: str | None = None
    status: str | None = None
    agent_name: str | None = None
    metadata: _About = msgspec.field(default_factory=_About)


def sniff(source: Source) -> str | None:
    told = inside(first_object(source), "data")
    if not isinstance(told, dict) or not isinstance(told.get("transcript"), list):
        return None
    turn = first_in(told["transcript"])
    if "message" in turn and ("conversation_id" in told or "time_in_call_secs" in turn):
        return "key transcript[].message"
    empty = not told["transcript"] and {"conversation_id", "agent_id"} <= set(told)
    return "keys conversation_id and transcript" if empty else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: [inside(value, "data")])


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    said, silent = parted(told.transcript, _is_said)
    if not said and told.status == "failed":
        raise TranscriptError("nothing was said: the conversation failed", place=place, code="failed")
    pieces = [
        Piece(
            text=turn.message or "",
            label=turn.role,
            role=_ROLES.get(turn.role, Role.UNKNOWN),
            start_ms=milliseconds(turn.time_in_call_secs),
        )
        for turn in said
    ]
    facts = Facts(
        id=told.conversation_id,
        kind="phone",
        agent=told.agent_name,
        started=spelled_out(told.metadata.start_time_unix_secs),
        duration_ms=milliseconds(told.metadata.call_duration_secs),
    )
    left = not_speech([f"{turn.role} without words" for turn in silent], len(told.transcript))
    notes = (*record.notes, *left)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _is_said(turn: _Turn) -> bool:
    """ "..." stands for silence."""
    return any(c.isalnum() for c in turn.message or "")
