"""LivePerson: `conversationHistoryRecords[].messageRecords[]`, many conversations in a file."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.leftout import not_speech, parted
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.wrapped import listed_under

NAME = "liveperson"
ORDER = 148
ABOUT = About(
    title="LivePerson",
    group="Contact centres",
    recognised="`conversationHistoryRecords` or `messageRecords`",
    times="epoch ms, start of each message",
    roles="`sentBy`: Agent, Consumer",
)

_ROLES = {"agent": Role.AGENT, "bot": Role.AGENT, "consumer": Role.CUSTOMER, "controller": Role.OTHER}
_PRIVATE = frozenset(("AGENTS_AND_MANAGERS", "MANAGERS"))


class _Text(msgspec.Struct):
    text: str | None = None


class _Content(msgspec.Struct):
    msg: _Text | str | None = None


class _Message(msgspec.Struct, rename="camel"):
    type: str = ""
    message_data: _Content | str | None = None
    sent_by: str = ""
    participant_id: str | None = None
    audience: str = "ALL"
    time: Spelled = None
    time_l: Spelled = msgspec.field(name="timeL", default=None)


class _About(msgspec.Struct, rename="camel"):
    conversation_id: str | None = None
    start_time: Spelled = None
    start_time_l: Spelled = msgspec.field(name="startTimeL", default=None)
    latest_agent_full_name: str | None = None
    latest_skill_name: str | None = None


class _Agent(msgspec.Struct, rename="camel"):
    agent_id: str | None = None
    agent_full_name: str | None = None
    agent_nickname: str | None = None


class _Conversation(msgspec.Struct, rename="camel"):
    message_records: list[_Message] = []
    info: _About = msgspec.field(default_factory=_About)
    agent_participants: list[_Agent] = []


def sniff(source: Source) -> str | None:
    told = first_object(source)
    if "conversationHistoryRecords" in told:
        return "key conversationHistoryRecords"
    return "key messageRecords" if "messageRecords" in told else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call, calls_in=lambda value: listed_under(value, "conversationHistoryRecords"))


def _call(source: Source, record: Record) -> Call:
    told = convert(source, record, _Conversation)
    about = told.info
    names = {a.agent_id: person(a.agent_full_name) or person(a.agent_nickname) for a in told.agent_participants}
    said, others = parted(told.message_records, lambda m: m.audience not in _PRIVATE and bool(_text(m)))
    left = ["private" if m.audience in _PRIVATE else m.type for m in others]
    pieces = [_piece(message, names) for message in said]
    facts = Facts(
        id=person(about.conversation_id),
        kind="chat",
        agent=person(about.latest_agent_full_name),
        started=spelled_out(about.start_time_l) or spelled_out(about.start_time),
        queue=person(about.latest_skill_name),
    )
    notes, place = (*record.notes, *not_speech(left, len(told.message_records))), place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _text(message: _Message) -> str:
    """What was written; of a card or a file there is no text."""
    content = message.message_data
    if not isinstance(content, _Content):
        return ""
    text = content.msg.text if isinstance(content.msg, _Text) else content.msg
    return (text or "").strip() if text != "undefined" else ""


def _piece(message: _Message, names: dict[str | None, str | None]) -> Piece:
    time = moment(message.time_l)
    return Piece(
        text=_text(message),
        label=message.sent_by,
        name=names.get(message.participant_id) if message.participant_id else None,
        role=_ROLES.get(message.sent_by.casefold(), Role.UNKNOWN),
        start_ms=moment(message.time) if time is None else time,
    )
