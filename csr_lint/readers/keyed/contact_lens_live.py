"""Amazon Connect Contact Lens in real time: `Segments`, from the API or the Kinesis stream, put together by contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.keyed.amazon import Cast, Participant, cast
from csr_lint.readers.records import convert, records
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.times import iso, milliseconds

NAME = "contact-lens-live"
ORDER = 102
ABOUT = About(
    title="Amazon Connect Contact Lens, real time",
    group="Contact centres",
    recognised="`Segments[].Transcript`, or `ContactId` and `EventType`",
    times="ms, start and end of each turn",
    roles="AGENT and CUSTOMER in the file",
)

_KINDS = frozenset(("Transcript", "Categories", "Utterance", "PostContactSummary", "Event", "Attachments", "Issues"))
_EVENTS = ("STARTED", "SEGMENTS", "COMPLETED", "FAILED")


class _Moment(msgspec.Struct, frozen=True, rename="pascal"):
    absolute_time: str | None = None


class _Turn(Participant, frozen=True, rename="pascal"):
    id: str | None = None
    content: str | None = None
    begin_offset_millis: float | None = None
    end_offset_millis: float | None = None
    display_name: str | None = None
    time: _Moment | None = None


class _Segment(msgspec.Struct, rename="pascal"):
    transcript: _Turn | None = None


class _Page(msgspec.Struct, rename="pascal"):
    segments: list[_Segment] | None = None
    contact_id: str | None = None
    channel: str | None = None
    event_type: str | None = None
    language_code: str | None = None


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    if not isinstance(first, dict):
        return None
    if "ContactId" in first and first.get("EventType") in _EVENTS:
        return "keys ContactId and EventType"
    segments = first.get("Segments")
    told = segments[0] if isinstance(segments, list) and segments else None
    return "key Segments.Transcript" if isinstance(told, dict) and told.keys() & _KINDS else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    """A contact's pages make one call; pages of the API do not name theirs and are taken for one."""
    contacts: dict[str | None, list[_Page]] = {}
    for record in records(source):
        try:
            if isinstance(record, TranscriptError):
                yield record
                continue
            page = convert(source, record, _Page)
            contacts.setdefault(page.contact_id, []).append(page)
        except TranscriptError as error:
            yield error
    for number, pages in enumerate(contacts.values(), 1):
        try:
            yield _call(source, pages, number)
        except TranscriptError as error:
            yield error


def _call(source: Source, pages: Sequence[_Page], number: int) -> Call:
    segments = [segment for page in pages for segment in page.segments or ()]
    turns = [s.transcript for s in segments if s.transcript and (s.transcript.content or "").strip()]
    once = {turn.id or str(k): turn for k, turn in enumerate(turns)}
    kinds = [page.channel for page in pages if page.channel]
    facts = Facts(
        id=pages[0].contact_id,
        kind=kinds[0] if kinds else None,
        language=next((page.language_code for page in pages if page.language_code), None),
        started=next((turn.time.absolute_time for turn in turns if turn.time), None),
    )
    notes = _kept_out(len(segments) - len(turns), len(turns) - len(once))
    if any(page.event_type == "FAILED" for page in pages):
        notes.append(Note("failed-result", "the stream says that the analysis failed: later turns may be missing"))
    place = source.path if number == 1 else f"{source.path} (contact {number})"
    return build_call(source, NAME, _pieces(list(once.values())), number=number, facts=facts, notes=notes, place=place)


def _pieces(turns: Sequence[_Turn]) -> list[Piece]:
    people = cast(turns)
    moments = [iso(turn.time.absolute_time or "") if turn.time else None for turn in turns]
    begin = min((moment.ms for moment in moments if moment), default=0)
    return in_order([_piece(t, people, m.ms - begin if m else None) for t, m in zip(turns, moments, strict=True)])


def _piece(turn: _Turn, people: Cast, at: int | None) -> Piece:
    """Calls have offsets, chats the time of the day."""
    start = milliseconds(turn.begin_offset_millis, 1)
    return Piece(
        text=turn.content or "",
        label=people.label(turn),
        name=None if turn.display_name in (None, "", "[PII]", "SYSTEM_MESSAGE") else turn.display_name,
        role=people.role(turn),
        start_ms=at if start is None else start,
        end_ms=milliseconds(turn.end_offset_millis, 1),
    )


def _kept_out(others: int, repeated: int) -> list[Note]:
    notes = []
    if others:
        notes.append(Note("not-speech", f"{others} segments are no finished turns (categories, summaries …); left out"))
    if repeated:
        notes.append(Note("repeated-result", f"{repeated} turns came again; the last of each is taken"))
    return notes
