"""OpenAI-style chats: `{"messages": [{"role": "user", "content": "…"}]}`, one, a list, or one a line.

The assistant is taken for the agent and the user for the customer: that is what training data mean by them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.records import Record, convert, place_of, records
from csr_lint.readers.source import Source

NAME = "chat"
ORDER = 210
BY_LINE = True
ABOUT = About(
    title="OpenAI chat JSON, JSON Lines",
    group="Training and research data",
    recognised="`messages[].role`",
    times="none",
    roles="assistant taken for the agent, user for the customer",
    verified="1 file of 50 chats",
)

_ROLES = {"assistant": Role.AGENT, "user": Role.CUSTOMER}
_SILENT = frozenset(("system", "developer", "tool", "function", "tool_call", "tool_result", "ipython"))
_SPOKEN = frozenset(("text", "input_text", "output_text", "refusal"))
_ASSUMED = Note("role-assumed", "assistant is taken for the agent, user for the customer")


class _Part(msgspec.Struct):
    """A part of a message; some writers say `value` for `text`."""

    type: str = "text"
    text: str | None = None
    value: object = None
    refusal: str | None = None


class _Message(msgspec.Struct):
    role: str
    content: str | list[_Part | str] | None = None
    name: str | None = None


class _Chat(msgspec.Struct):
    messages: list[_Message]
    id: str | int | None = None
    call_id: str | int | None = None
    conversation_id: str | int | None = None
    custom_id: str | int | None = None
    kind: str | None = None
    agent: str | None = None
    started: str | None = None
    queue: str | None = None


def sniff(source: Source) -> str | None:
    return "key messages" if source.json and is_chat(source.json.first) else None


def is_chat(value: object) -> bool:
    """Has it the shape of a chat: an object with `messages`, each with a role?"""
    if not isinstance(value, dict) or "messages" not in value:
        return False
    messages = value["messages"]
    return not isinstance(messages, list) or not messages or (isinstance(messages[0], dict) and "role" in messages[0])


def read(source: Source) -> Iterator[Call | TranscriptError]:
    for record in records(source):
        try:
            yield record if isinstance(record, TranscriptError) else chat_call(source, record, NAME)
        except TranscriptError as error:
            yield error


def chat_call(source: Source, record: Record, format_name: str) -> Call:
    """The call in one chat record; segments count the messages that were said (no system, no tools).

    Raises TranscriptError.
    """
    chat = convert(source, record, _Chat)
    pieces = [piece for message in chat.messages if (piece := _piece(message, record.line))]
    if chat.messages and not pieces:
        raise TranscriptError("none of its messages says anything", place=place_of(source, record), code="no-turns")
    facts = Facts(
        id=next((i for i in (chat.id, chat.call_id, chat.conversation_id, chat.custom_id) if i is not None), None),
        kind=chat.kind or "chat",
        agent=chat.agent,
        started=chat.started,
        queue=chat.queue,
    )
    notes = (_ASSUMED, *record.notes) if any(p.role is not Role.UNKNOWN for p in pieces) else record.notes
    place = place_of(source, record)
    return build_call(source, format_name, pieces, number=record.number, facts=facts, notes=notes, place=place)


def _piece(message: _Message, line: int | None) -> Piece | None:
    role = message.role.strip()
    text = _text(message.content)
    if role.casefold() in _SILENT or not text.strip():
        return None
    return Piece(text=text, label=role, name=message.name, role=_ROLES.get(role.casefold(), Role.UNKNOWN), line=line)


def _text(content: str | list[_Part | str] | None) -> str:
    if content is None or isinstance(content, str):
        return content or ""
    said = [part if isinstance(part, str) else _said(part) for part in content]
    return "\n".join(text for text in said if text)


def _said(part: _Part) -> str:
    if part.type not in _SPOKEN:
        return ""
    return part.text or (part.value if isinstance(part.value, str) else "") or part.refusal or ""
