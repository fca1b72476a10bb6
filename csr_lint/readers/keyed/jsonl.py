"""csr-lint's own JSON: one call, a list of calls, or a call a line (JSON Lines).

    {"id": "c-17", "kind": "phone", "agent": "Jane", "started": "2024-05-03 10:02", "queue": "billing",
     "turns": [{"speaker": "agent", "name": "Jane", "text": "Hello.", "start": 0.0, "end": 1.2}]}

Only `turns` with `speaker` and `text` must be there. `speaker` is agent, customer, other, or any label, whose side
`role` may tell; times are seconds since the call began. Every turn becomes a segment, so segments count the turns from
0. Chats (`messages`) may stand between. `csr-lint convert` writes this form, with everything that a reader found out:
`confidence`, `channel` and `left_out` of turns, `language`, `figures` and `notes` of calls.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Number, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.chat import chat_call, is_chat
from csr_lint.readers.records import Record, convert, keys_shown, place_of, records
from csr_lint.readers.source import Source
from csr_lint.readers.times import milliseconds

T = TypeVar("T")
NAME = "jsonl"
ORDER = 200
BY_LINE = True
ABOUT = About(
    title="csr-lint's JSON, JSON Lines",
    group="csr-lint's own",
    recognised="`turns` with `speaker` and `text`",
    times="seconds, start and end of each turn",
    roles="agent, customer, other, or `role`",
    verified="csr-lint's own form",
)

_ROLES = {"agent": Role.AGENT, "customer": Role.CUSTOMER, "other": Role.OTHER}


class _Turn(msgspec.Struct):
    speaker: str | int | None
    text: str | None
    name: str | None = None
    start: float | None = None
    end: float | None = None
    role: Role | None = None
    confidence: object = None
    channel: object = None
    left_out: object = None


class _Call(msgspec.Struct):
    turns: list[_Turn]
    id: str | int | None = None
    kind: str | None = None
    agent: str | None = None
    started: str | int | float | None = None
    queue: str | None = None
    duration: float | None = None
    language: object = None
    figures: object = None
    notes: object = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict) or "turns" not in first:
        return None
    turns = first["turns"]
    strange = (
        isinstance(turns, list) and turns and isinstance(turns[0], dict) and not {"speaker", "text"} & set(turns[0])
    )
    return None if strange else "key turns"


def read(source: Source) -> Iterator[Call | TranscriptError]:
    for record in records(source):
        try:
            if isinstance(record, TranscriptError):
                yield record
            elif is_chat(record.value):
                yield chat_call(source, record, NAME)
            else:
                yield own_call(source, record, NAME)
        except TranscriptError as error:
            yield error


def own_call(source: Source, record: Record, format_name: str) -> Call:
    """The call in a record of this form. Raises TranscriptError."""
    place = place_of(source, record)
    if not isinstance(record.value, dict) or "turns" not in record.value:
        message = f"this record has no turns ({keys_shown(record.value)})"
        raise TranscriptError(message, place=place, code="no-turns")
    call = convert(source, record, _Call)
    facts = Facts(
        id=call.id,
        kind=call.kind,
        agent=call.agent,
        started=None if call.started is None else str(call.started),
        queue=call.queue,
        duration_ms=milliseconds(call.duration),
        language=call.language if isinstance(call.language, str) else None,
        figures=_figures(call.figures),
    )
    pieces = [_piece(turn, record.line) for turn in call.turns]
    notes = (*record.notes, *_empty(pieces))
    built = build_call(source, format_name, pieces, number=record.number, facts=facts, notes=notes, place=place)
    noted = _as(list[Note], call.notes) or []
    told = {note.code for note in noted}  # what was noted when it was converted is not noted again
    return msgspec.structs.replace(built, notes=(*noted, *(n for n in built.notes if n.code not in told)))


def _piece(turn: _Turn, line: int | None) -> Piece:
    label = "" if turn.speaker is None else str(turn.speaker).strip()
    return Piece(
        text=turn.text or "",
        label=label,
        name=(turn.name or "").strip() or None,
        role=turn.role or _ROLES.get(label.casefold(), Role.UNKNOWN),
        start_ms=milliseconds(turn.start),
        end_ms=milliseconds(turn.end),
        line=line,
        channel=str(turn.channel) if isinstance(turn.channel, str | int) else None,
        confidence=_as(float, turn.confidence),
        left_out=turn.left_out if isinstance(turn.left_out, str) else None,
    )


def _figures(told: object) -> tuple[tuple[str, Number], ...]:
    return tuple((_as(dict[str, Number], told) or {}).items())


def _as(kind: type[T], told: object) -> T | None:
    """What `csr-lint convert` writes; None for what others put under the same key."""
    try:
        return None if told is None else msgspec.convert(told, kind)
    except msgspec.ValidationError:
        return None


def _empty(pieces: list[Piece]) -> tuple[Note, ...]:
    empty = sum(not p.text.strip() for p in pieces)
    return (Note("empty-turn", f"{empty} of {len(pieces)} turns have no text"),) if empty else ()
