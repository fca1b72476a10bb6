"""TweetSumm: `dialog.turns[].sentences`, with `is_agent` for the side."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source

NAME = "tweetsumm"
ORDER = 161
BY_LINE = True
ABOUT = About(
    title="TweetSumm",
    group="Training and research data",
    recognised="`dialog.turns[].sentences`",
    times="none",
    roles="`is_agent`",
)


class _Turn(msgspec.Struct):
    sentences: list[str] = []
    is_agent: bool | None = None


class _Dialog(msgspec.Struct):
    turns: list[_Turn]
    dialog_id: str | int | None = None


class _Conversation(msgspec.Struct):
    dialog: _Dialog
    conversation_id: str | int | None = None


def sniff(source: Source) -> str | None:
    dialog = first_object(source).get("dialog")
    turn = first_in(dialog.get("turns")) if isinstance(dialog, dict) else {}
    return "key dialog.turns[].sentences" if "sentences" in turn else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Conversation)
    pieces = [_piece(turn, record.line) for turn in told.dialog.turns]
    facts = Facts(id=told.conversation_id or told.dialog.dialog_id, kind="chat")
    notes, place = record.notes, place_of(source, record)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)


def _piece(turn: _Turn, line: int | None) -> Piece:
    label, role = {True: ("agent", Role.AGENT), False: ("customer", Role.CUSTOMER), None: ("", Role.UNKNOWN)}[
        turn.is_agent
    ]
    return Piece(text=" ".join(turn.sentences), label=label, role=role, line=line)
