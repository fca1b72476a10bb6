"""Labelled strings under `call_transcript`, as in AWS's customer-service samples: `["CSR: …", "Customer: …"]`."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.labelled import spoken_in
from csr_lint.readers.records import Record, convert, each, first_object, place_of
from csr_lint.readers.source import Source

NAME = "aws-cs-sample"
ORDER = 162
BY_LINE = True
ABOUT = About(
    title="AWS customer-service samples",
    group="Contact centres",
    recognised="`call_transcript`, a list of labelled lines",
    times="those of the lines, mostly none",
    roles="labels such as CSR, Customer",
    verified="2 files",
)


class _Document(msgspec.Struct):
    call_transcript: list[str] | str
    call_id: str | int | None = msgspec.field(name="call_ID", default=None)
    agent: str | None = msgspec.field(name="CSR_ID", default=None)
    call_date: str | None = None
    call_time: str | None = None


def sniff(source: Source) -> str | None:
    return "key call_transcript" if isinstance(first_object(source).get("call_transcript"), list) else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document), place_of(source, record)
    strings = [told.call_transcript] if isinstance(told.call_transcript, str) else told.call_transcript
    talk = spoken_in(strings)
    if strings and not talk.pieces:
        raise TranscriptError("no string of call_transcript names a speaker", place=place, code="no-turns")
    started = " ".join(part for part in (told.call_date, told.call_time) if part)
    facts = Facts(id=told.call_id, kind="phone", agent=told.agent, started=started or None)
    notes = (*record.notes, *talk.notes)
    return build_call(source, NAME, talk.pieces, number=record.number, facts=facts, notes=notes, place=place)
