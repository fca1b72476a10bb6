"""Azure AI Language conversations: `conversationItems` with a role and a text, as they are sent in for analysis."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, place_of, records
from csr_lint.readers.source import Source

NAME = "azure-conversations"
ORDER = 138
ABOUT = About(
    title="Azure AI Language conversations",
    group="Contact centres",
    recognised="`analysisInput.conversations`",
    times="none",
    roles="`role`: Agent, Customer",
)

_ROLES = {"agent": Role.AGENT, "customer": Role.CUSTOMER}


class _Item(msgspec.Struct, rename="camel"):
    text: str | None = None
    lexical: str | None = None
    role: str | None = None
    participant_id: str | None = None


class _Conversation(msgspec.Struct, rename="camel"):
    conversation_items: list[_Item]
    id: str | None = None
    language: str | None = None
    modality: str | None = None


class _Input(msgspec.Struct):
    conversations: list[_Conversation]


class _Document(msgspec.Struct, rename="camel"):
    analysis_input: _Input


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    under = first.get("analysisInput") if isinstance(first, dict) else None
    return "key analysisInput.conversations" if isinstance(under, dict) and "conversations" in under else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    number = 0
    for record in records(source):
        try:
            if isinstance(record, TranscriptError):
                yield record
                continue
            for told in convert(source, record, _Document).analysis_input.conversations:
                number += 1
                yield _call(source, record, told, number)
        except TranscriptError as error:
            yield error


def _call(source: Source, record: Record, told: _Conversation, number: int) -> Call:
    pieces = [
        Piece(
            text=item.text or item.lexical or "",
            label=item.participant_id or item.role or "",
            role=_ROLES.get((item.role or "").casefold(), Role.UNKNOWN),
        )
        for item in told.conversation_items
    ]
    kind = "chat" if told.modality == "text" else "phone" if told.modality == "transcript" else None
    facts = Facts(id=told.id, kind=kind, language=told.language)
    place = place_of(source, record)
    return build_call(source, NAME, pieces, number=number, facts=facts, notes=record.notes, place=place)
