"""Alpaca: instructions with one answer each are no dialogues and refused; with a `history` of pairs they are read."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, each, first_object, place_of, records
from csr_lint.readers.source import Source

NAME = "alpaca"
ORDER = 230
ABOUT = About(
    title="Alpaca, with a history",
    group="Training and research data",
    recognised="`instruction` and `output`",
    times="none",
    roles="output taken for the agent, instruction for the customer",
)

_ASSUMED = Note("role-assumed", "who answers is taken for the agent, who instructs for the customer")


class _Exchange(msgspec.Struct):
    instruction: str
    output: str
    input: str | None = None
    history: list[tuple[str, str]] | None = None
    id: str | int | None = None


def sniff(source: Source) -> str | None:
    return "keys instruction and output" if {"instruction", "output"} <= set(first_object(source)) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    if not any(_has_history(record) for record in records(source)):
        message = (
            "these are instructions with one answer each (Alpaca), not dialogues; only records with a `history` of "
            "earlier exchanges are read"
        )
        raise NotATranscriptError(message, place=source.path)
    yield from each(source, _call)


def _has_history(record: Record | TranscriptError) -> bool:
    return isinstance(record, Record) and isinstance(record.value, dict) and bool(record.value.get("history"))


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Exchange), place_of(source, record)
    asked = "\n".join(text for text in (told.instruction, told.input) if text)
    pieces = [
        Piece(text=text, label=label, role=role, line=record.line)
        for pair in (*(told.history or ()), (asked, told.output))
        for text, label, role in zip(pair, ("user", "assistant"), (Role.CUSTOMER, Role.AGENT), strict=True)
    ]
    facts, notes = Facts(id=told.id, kind="chat"), (*record.notes, _ASSUMED)
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)
