"""Zendesk: tickets (`comments[].public`; internal notes are left out) and chats (`history[].sender_type`)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.hypertext import visible
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.wrapped import listed_under

NAME = "zendesk"
ORDER = 147
ABOUT = About(
    title="Zendesk tickets and chats",
    group="Contact centres",
    recognised="`comments[].public`, or `history[].sender_type`",
    times="ISO 8601, start of each message",
    roles="requester and agents; `sender_type` in chats",
)

_ROLES = {
    **dict.fromkeys(("end-user", "visitor"), Role.CUSTOMER),
    **dict.fromkeys(("agent", "admin"), Role.AGENT),
    **dict.fromkeys(("trigger", "system"), Role.OTHER),
}
_KINDS = {"email": "email", "chat": "chat", "chat_transcript": "chat", "messaging": "chat", "voice": "phone"}


class _Comment(msgspec.Struct):
    author_id: int | str | None = None
    body: str | None = None
    plain_body: str | None = None
    html_body: str | None = None
    public: bool = True
    created_at: Spelled = None


class _User(msgspec.Struct):
    id: int | str | None = None
    name: str | None = None
    role: str | None = None


class _Via(msgspec.Struct):
    channel: str | int | None = None


class _Ticket(msgspec.Struct):
    id: int | str | None = None
    requester_id: int | str | None = None
    assignee_id: int | str | None = None
    created_at: str | None = None
    via: _Via = msgspec.field(default_factory=_Via)


class _Commented(_Ticket):
    comments: list[_Comment] = []
    users: list[_User] = []
    ticket: _Ticket | None = None
    next_page: str | None = None


class _Line(msgspec.Struct):
    msg: str | None = None
    type: str = ""
    name: str | None = None
    sender_type: str | None = None
    timestamp: Spelled = None


class _Chat(msgspec.Struct):
    history: list[_Line]
    id: int | str | None = None
    timestamp: Spelled = None
    department_name: str | None = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    told = first_in(told.get("chats")) or first_in(told.get("tickets")) or told
    if "public" in first_in(told.get("comments")):
        return "key comments[].public"
    history = told.get("history")
    if isinstance(history, list) and any(isinstance(e, dict) and {"sender_type", "msg"} <= set(e) for e in history):
        return "key history[].sender_type"
    return None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: listed_under(value, "chats", "tickets"))


def _call(source: Source, record: Record) -> Call:
    if isinstance(record.value, dict) and "history" in record.value:
        return _chat(source, record)
    told = convert(source, record, _Commented)
    ticket = told.ticket or told
    users = {str(user.id): user for user in told.users}
    public, others = parted(told.comments, lambda comment: comment.public and bool(_text(comment)))
    pieces = [_written(comment, ticket, users.get(str(comment.author_id))) for comment in public]
    left = ["no text" if comment.public else "internal note" for comment in others]
    facts = Facts(
        id=ticket.id,
        kind=_KINDS.get(str(ticket.via.channel)),
        started=ticket.created_at or spelled_out(next((c.created_at for c in public), None)),
    )
    cut = [Note("truncated", "this is one page of several (next_page): the rest is not in the file")]
    notes = (*record.notes, *not_speech(left, len(told.comments)), *(cut if told.next_page else []))
    place = place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _text(comment: _Comment) -> str:
    return (comment.plain_body or comment.body or "").strip() or visible(comment.html_body or "")


def _written(comment: _Comment, ticket: _Ticket, user: _User | None) -> Piece:
    """The requester is the customer; of the others the ticket says only who it is assigned to."""
    author = str(comment.author_id)
    role = _ROLES.get((user.role or "") if user else "", Role.UNKNOWN)
    if comment.author_id is not None and author == str(ticket.requester_id):
        role, label = Role.CUSTOMER, "requester"
    elif comment.author_id is not None and author == str(ticket.assignee_id):
        role, label = Role.AGENT, "assignee"
    else:
        label = "" if comment.author_id is None else author
    name = person(user.name) if user else None
    return Piece(text=_text(comment), label=label, name=name, role=role, start_ms=moment(comment.created_at))


def _chat(source: Source, record: Record) -> Call:
    told = convert(source, record, _Chat)
    said, others = parted(told.history, lambda line: bool((line.msg or "").strip()) and line.type in ("chat.msg", ""))
    pieces = [
        Piece(
            text=line.msg or "",
            label=line.sender_type or "",
            name=person(line.name),
            role=_ROLES.get((line.sender_type or "").casefold(), Role.UNKNOWN),
            start_ms=moment(line.timestamp),
        )
        for line in said
    ]
    left = [line.type or "no text" for line in others]
    facts = Facts(id=told.id, kind="chat", started=spelled_out(told.timestamp), queue=told.department_name)
    notes, place = (*record.notes, *not_speech(left, len(told.history))), place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)
