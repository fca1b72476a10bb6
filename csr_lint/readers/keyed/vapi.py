"""Vapi: `artifact.messages[]`; the system prompt and the calls of tools in it are no speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.wrapped import inside

NAME = "vapi"
ORDER = 151
ABOUT = About(
    title="Vapi",
    group="Voice agents",
    recognised="`artifact.messages`, or `messages[].secondsFromStart`",
    times="seconds, start of each message; epoch ms for its end",
    roles="bot and user in the file",
)

_ROLES = {"bot": Role.AGENT, "assistant": Role.AGENT, "user": Role.CUSTOMER}
_FAR_MS = 1000


class _Message(msgspec.Struct, rename="camel"):
    role: str = ""
    message: str | None = None
    content: str | None = None
    time: float | None = None
    end_time: float | None = None
    duration: float | None = None
    seconds_from_start: float | None = None


class _Artifact(msgspec.Struct):
    messages: list[_Message] | None = None


class _About(msgspec.Struct, rename="camel"):
    id: str | None = None
    type: str | None = None
    started_at: str | None = None


class _Document(_About):
    artifact: _Artifact = msgspec.field(default_factory=_Artifact)
    messages: list[_Message] = []
    call: _About | None = None


def sniff(source: Source) -> str | None:
    told = inside(first_object(source), "message")
    if not isinstance(told, dict):
        return None
    artifact = told.get("artifact")
    if isinstance(artifact, dict) and "messages" in artifact:
        return "key artifact.messages"
    return "key messages[].secondsFromStart" if "secondsFromStart" in first_in(told.get("messages")) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: [inside(value, "message")])


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    messages = told.artifact.messages or told.messages
    said, others = parted(messages, lambda m: m.role in _ROLES and bool(_text(m)))
    first = next((m.time for m in messages if m.time is not None), None)
    pieces = [_piece(message, first) for message in said]
    about = told.call or told
    facts = Facts(
        id=about.id,
        kind="chat" if (about.type or "").casefold() == "webchat" else "phone",
        started=about.started_at or told.started_at,
    )
    left = not_speech([m.role for m in others], len(messages))
    notes = (*record.notes, *left, *_clocks(said))
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _text(message: _Message) -> str:
    return (message.message or message.content or "").strip()


def _piece(message: _Message, first: float | None) -> Piece:
    start = milliseconds(message.seconds_from_start)
    if start is None and message.time is not None and first is not None:
        start = milliseconds(message.time - first, 1)
    lasts = _lasts(message)
    return Piece(
        text=_text(message),
        label=message.role,
        role=_ROLES.get(message.role, Role.UNKNOWN),
        start_ms=start,
        end_ms=None if start is None or lasts is None else start + lasts,
    )


def _lasts(message: _Message) -> int | None:
    """From begin to end by the clock; `duration`, which leaves pauses out, only where there is nothing else."""
    if message.time is not None and message.end_time is not None:
        return milliseconds(message.end_time - message.time, 1)
    return milliseconds(message.duration, 1)


def _clocks(said: Sequence[_Message]) -> list[Note]:
    odd = [
        m for m in said if m.duration is not None and (ms := _lasts(m)) is not None and abs(ms - m.duration) > _FAR_MS
    ]
    message = f"{len(odd)} of {len(said)} messages end later than their duration says; the clock (endTime) is used"
    return [Note("clocks-differ", message)] if odd else []
