"""Retell: `call_id` and `transcript_object`; words that were cut off by the caller were never spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, spelled_out
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds
from csr_lint.readers.wrapped import inside
from csr_lint.vocabulary import plain

NAME = "retell"
ORDER = 150
ABOUT = About(
    title="Retell",
    group="Voice agents",
    recognised="`call_id` and `transcript_object`",
    times="seconds, start and end by the words",
    roles="agent and user in the file",
)

_ROLES = {"agent": Role.AGENT, "transfer_target": Role.AGENT, "user": Role.CUSTOMER}


class _Word(msgspec.Struct):
    word: str = ""
    start: float | None = None
    end: float | None = None


class _Turn(msgspec.Struct):
    role: str = ""
    content: str | None = None
    words: list[_Word] = []


class _Document(msgspec.Struct):
    transcript_object: list[_Turn] | None = None
    transcript_with_tool_calls: list[_Turn] | None = None
    call_id: str | None = None
    call_type: str | None = None
    call_status: str | None = None
    agent_name: str | None = None
    start_timestamp: Spelled = None
    duration_ms: float | None = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    inner = told.get("call")
    keys = set(inner if isinstance(inner, dict) else told)
    found = "call_id" in keys and keys & {"transcript_object", "transcript_with_tool_calls"}
    return "keys call_id and transcript_object" if found else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: [inside(value, "call")])


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    turns = told.transcript_object or told.transcript_with_tool_calls or []
    if not turns and (told.call_status or "") in ("error", "not_connected"):
        raise TranscriptError(f"nothing was said: the call's status is {told.call_status}", place=place, code="failed")
    said, others = parted(turns, lambda turn: bool((turn.content or "").strip()) and turn.role in _ROLES)
    pieces = [_piece(turn) for turn in said]
    facts = Facts(
        id=told.call_id,
        kind="chat" if told.call_type == "api_chat" else "phone",
        agent=told.agent_name,
        started=spelled_out(told.start_timestamp),
        duration_ms=milliseconds(told.duration_ms, 1),
    )
    left = not_speech([turn.role for turn in others], len(turns))
    notes = (*record.notes, *left, *_unspoken(said, pieces))
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _piece(turn: _Turn) -> Piece:
    starts = [word.start for word in turn.words if word.start is not None]
    ends = [word.end for word in turn.words if word.end is not None]
    return Piece(
        text=_spoken(turn),
        label=turn.role,
        role=_ROLES.get(turn.role, Role.UNKNOWN),
        start_ms=milliseconds(min(starts)) if starts else None,
        end_ms=milliseconds(max(ends)) if ends else None,
    )


def _spoken(turn: _Turn) -> str:
    """The content as far as there are words of it: an agent that is cut off does not say the rest."""
    content = (turn.content or "").strip()
    heard = " ".join("".join(f" {word.word} " for word in turn.words).split())
    begun, full = plain(heard).replace(" ", ""), plain(content).replace(" ", "")
    cut = 0 < len(begun) < len(full) and full.startswith(begun)
    return heard if cut else content


def _unspoken(said: Sequence[_Turn], pieces: Sequence[Piece]) -> list[Note]:
    cut = sum((turn.content or "").strip() != piece.text for turn, piece in zip(said, pieces, strict=True))
    message = f"{cut} of {len(said)} turns were cut off; what has no words was not spoken and is not read"
    return [Note("not-spoken", message)] if cut else []
