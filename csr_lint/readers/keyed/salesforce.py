"""Salesforce: entries of voice calls and messaging (`conversationEntries`, `senderType` or `sender.role`)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.jsontext import JsonFault, loads
from csr_lint.readers.leftout import not_speech
from csr_lint.readers.moments import Spelled, moment, spelled_out
from csr_lint.readers.persons import person
from csr_lint.readers.records import Record, convert, each, first_in, first_object, place_of, whole
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import milliseconds

NAME = "salesforce"
ORDER = 149
ABOUT = About(
    title="Salesforce Voice, Messaging",
    group="Contact centres",
    recognised="`conversationEntries`, or entries with `senderType`",
    times="epoch ms, start of each entry; its end in voice calls",
    roles="`senderType` or `sender.role`",
)

_ROLES = {
    **dict.fromkeys(("humanagent", "agent", "virtualagent", "chatbot", "bot"), Role.AGENT),
    **dict.fromkeys(("enduser", "customer"), Role.CUSTOMER),
    **dict.fromkeys(("system", "supervisor"), Role.OTHER),
}
_KINDS = frozenset(("END_USER", "HUMAN_AGENT", "VIRTUAL_AGENT", "SUPERVISOR", "EndUser", "Agent", "Chatbot", "System"))

_TEXTS = frozenset(("content", "messageText", "text", "entryPayload"))


class _Static(msgspec.Struct):
    text: str | None = None


class _Abstract(msgspec.Struct, rename="camel"):
    static_content: _Static | None = None


class _Payload(msgspec.Struct, rename="camel"):
    abstract_message: _Abstract | None = None


class _Sender(msgspec.Struct):
    role: str = ""


class _Entry(msgspec.Struct, rename="camel"):
    message_text: str | None = None
    content: str | None = None
    text: str | None = None
    entry_type: str = "Message"
    entry_payload: _Payload | str | None = None
    sender: _Sender | None = None
    sender_type: str = ""
    sender_display_name: str | None = None
    transcripted_timestamp: Spelled = None
    client_timestamp: Spelled = None
    server_received_timestamp: Spelled = None
    start_time: Spelled = None
    end_time: Spelled = None
    client_duration: float | None = None


class _Document(msgspec.Struct, rename="camel"):
    conversation_entries: list[_Entry]
    conversation_identifier: str | None = None
    conversation_id: str | None = None
    start_timestamp: Spelled = None


def sniff(source: Source) -> str | None:
    told = first_object(source)
    if "conversationEntries" in told:
        return "key conversationEntries"
    entry = told if source.json and isinstance(source.json.value, list) else first_in(told.get("entries"))
    return "key senderType" if _is_entry(entry) else None


def _is_entry(entry: dict[str, object]) -> bool:
    return str(entry.get("senderType")) in _KINDS and not _TEXTS.isdisjoint(entry)


def read(source: Source) -> Iterator[Call | TranscriptError]:
    if source.json and isinstance(source.json.value, list) and _is_entry(first_object(source)):
        yield _call(source, Record(1, None, {"conversationEntries": whole(source).value}))
    else:
        yield from each(source, _call)


def _call(source: Source, record: Record) -> Call:
    value = record.value
    if isinstance(value, dict) and "conversationEntries" not in value and "entries" in value:
        record = Record(record.number, record.line, {**value, "conversationEntries": value["entries"]}, record.notes)
    told = convert(source, record, _Document)
    texts = [_text(entry) for entry in told.conversation_entries]
    pieces = [_piece(entry, text) for entry, text in zip(told.conversation_entries, texts, strict=True) if text]
    left = [entry.entry_type for entry, text in zip(told.conversation_entries, texts, strict=True) if not text]
    voice = any(entry.client_duration is not None or entry.end_time for entry in told.conversation_entries)
    facts = Facts(
        id=told.conversation_identifier or told.conversation_id,
        kind="phone" if voice else None,
        started=spelled_out(told.start_timestamp),
    )
    notes, place = (*record.notes, *not_speech(left, len(texts))), place_of(source, record)
    return build_call(source, NAME, in_order(pieces), number=record.number, facts=facts, notes=notes, place=place)


def _text(entry: _Entry) -> str:
    """What was said; nothing of receipts, joins and other events."""
    if entry.entry_type not in ("Message", "StaticContentMessage", "Text"):
        return ""
    said = entry.message_text or entry.content or entry.text
    return (said or _static(entry.entry_payload) or "").strip()


def _static(payload: _Payload | str | None) -> str | None:
    """The text in a payload, which may be JSON in a string."""
    if isinstance(payload, str):
        try:
            payload = msgspec.convert(loads(payload.encode()), _Payload, strict=False)
        except (JsonFault, msgspec.ValidationError):
            return None
    content = payload.abstract_message.static_content if payload and payload.abstract_message else None
    return content.text if content else None


def _piece(entry: _Entry, text: str) -> Piece:
    who = (entry.sender.role if entry.sender else "") or entry.sender_type
    times = (entry.start_time, entry.client_timestamp, entry.transcripted_timestamp, entry.server_received_timestamp)
    start = next((ms for time in times if (ms := _ms(time)) is not None), None)
    end = _ms(entry.end_time)
    if end is None and start is not None and entry.client_duration is not None:
        end = start + (milliseconds(entry.client_duration, 1) or 0)
    return Piece(
        text=text,
        label=who,
        name=person(entry.sender_display_name),
        role=_ROLES.get("".join(filter(str.isalpha, who)).casefold(), Role.UNKNOWN),
        start_ms=start,
        end_ms=end,
    )


def _ms(time: Spelled) -> int | None:
    """A moment, or, small as it is, the time since the call began."""
    absolute = moment(time)
    return milliseconds(time, 1) if absolute is None and isinstance(time, int | float) else absolute
