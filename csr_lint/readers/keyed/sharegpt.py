"""ShareGPT: `conversations[].{from, value}`; instructions, calls of functions and what they gave are no speech."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source

NAME = "sharegpt"
ORDER = 220
BY_LINE = True
ABOUT = About(
    title="ShareGPT",
    group="Training and research data",
    recognised="`conversations[]` with `from` and `value`, or `role` and `content`",
    times="none",
    roles="gpt taken for the agent, human for the customer",
)

_ROLES = {
    **dict.fromkeys(("gpt", "assistant", "chatgpt", "bard", "bing", "model", "bot"), Role.AGENT),
    **dict.fromkeys(("human", "user"), Role.CUSTOMER),
}
_SILENT = frozenset("system function_call observation tool tool_call tool_response function function_response".split())
_ASSUMED = Note("role-assumed", "gpt is taken for the agent, human for the customer")


class _Message(msgspec.Struct):
    who: str = msgspec.field(name="from", default="")
    role: str = ""
    value: str | None = None
    content: str | None = None

    @property
    def speaker(self) -> str:
        return (self.who or self.role).strip()

    @property
    def text(self) -> str:
        return self.value or self.content or ""


class _Chat(msgspec.Struct):
    conversations: list[_Message]
    id: str | int | None = None


def sniff(source: Source) -> str | None:
    keys = set(first_in(first_object(source).get("conversations")))
    found = {"from", "value"} <= keys or {"role", "content"} <= keys
    return "key conversations[].from" if found else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Chat), place_of(source, record)
    said, others = parted(told.conversations, lambda m: m.speaker.casefold() not in _SILENT and bool(m.text.strip()))
    if told.conversations and not said:
        raise TranscriptError("none of its messages says anything", place=place, code="no-turns")
    pieces = [
        Piece(text=m.text, label=m.speaker, role=_ROLES.get(m.speaker.casefold(), Role.UNKNOWN), line=record.line)
        for m in said
    ]
    facts = Facts(id=told.id, kind="chat")
    notes = (*record.notes, _ASSUMED, *not_speech([m.speaker for m in others], len(told.conversations)))
    return build_call(source, NAME, pieces, number=record.number, facts=facts, notes=notes, place=place)
