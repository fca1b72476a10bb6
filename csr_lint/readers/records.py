"""Files of JSON records: one value, a list of them, a record a line; each record with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.jsontext import LONGEST_RECORD, JsonFault, loads, stream
from csr_lint.readers.source import Source

T = TypeVar("T")

_DONE = frozenset(("completed", "complete", "done", "succeeded", "success", "transcribed"))
_ADDRESS = re.compile(r"\b[A-Za-z][\w+.-]*://\S+")
_SCHEMA = frozenset(("properties", "definitions", "$defs", "items", "oneOf", "anyOf", "allOf"))


class Record(msgspec.Struct, frozen=True):
    """A record: its number in the file, from 1; its line where records have lines; its value as decoded."""

    number: int
    line: int | None
    value: object
    notes: tuple[Note, ...] = ()


def records(source: Source) -> Iterator[Record | TranscriptError]:
    """The records of a JSON file, decoded one at a time where each has a line; what is wrong with one is yielded.

    Raises TranscriptError when the file is no JSON, or is broken as a whole.
    """
    refuse_broken(source)
    text = source.json
    if text is None:
        raise TranscriptError("this is not JSON", place=source.at(1), code="bad-json")
    if text.layout == "lines":
        yield from _by_line(source)
    elif text.layout == "stream":
        for number, (line, value) in enumerate(stream(source.data), 1):
            yield _fault(source, value, line) if isinstance(value, JsonFault) else Record(number, line, value)
    elif isinstance(text.value, list):
        yield from (Record(number, None, value) for number, value in enumerate(text.value, 1))
    else:
        yield Record(1, None if b"\n" in source.data.strip() else 1, text.value, _too_much(text.rest))


def _too_much(rest: str) -> tuple[Note, ...]:
    return (Note("trailing-characters", f"{rest[:20]!r} behind the end is passed over"),) if rest else ()


def refuse_broken(source: Source) -> None:
    """Raises TranscriptError, with the place, if the file is JSON that cannot be decoded."""
    fault = source.json.fault if source.json else None
    if fault:
        line = source.data.count(b"\n", 0, fault.offset) + 1
        raise TranscriptError(fault.message, place=source.at(line), code=fault.code)


def _by_line(source: Source) -> Iterator[Record | TranscriptError]:
    """Lines that are not UTF-8 are read in the file's guessed encoding; the others keep theirs."""
    for number, (line, data) in enumerate(source.byte_lines(), source.before.records + 1):
        notes: tuple[Note, ...] = ()
        try:
            if len(data) > LONGEST_RECORD:
                message = f"this line is longer than {LONGEST_RECORD >> 20} MiB; no call is"
                raise TranscriptError(message, place=source.at(line), code="too-long")
            if not _is_utf8(data):
                data, notes = source.in_utf8(data, line)
            yield Record(number, line, loads(data), notes)
        except JsonFault as fault:
            yield _fault(source, fault, line)
        except TranscriptError as error:
            yield error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _fault(source: Source, fault: JsonFault, line: int) -> TranscriptError:
    return TranscriptError(fault.message, place=source.at(line), code=fault.code)


def place_of(source: Source, record: Record) -> str:
    """Where a record is, for messages: the file with the line, or with the record's number if there are several."""
    if record.line is not None:
        return source.at(record.line)
    return source.path if record.number == 1 else f"{source.path} (record {record.number})"


def convert(source: Source, record: Record, kind: type[T]) -> T:
    """The record as this struct; numbers may be written as strings.

    Raises TranscriptError with the path of what is wrong.
    """
    try:
        return msgspec.convert(record.value, kind, strict=False)
    except msgspec.ValidationError as error:
        message = str(error).replace("`", "").replace(" - at ", " at ")
        raise TranscriptError(message, place=place_of(source, record), code="wrong-type") from error
    except RecursionError:
        raise TranscriptError("nested too deeply", place=place_of(source, record), code="bad-json") from None


def each(
    source: Source,
    make: Callable[[Source, Record], Call],
    *,
    calls_in: Callable[[object], Sequence[object]] | None = None,
) -> Iterator[Call | TranscriptError]:
    """A call of each record, as `make` reads it; what is wrong with one is yielded in its place.

    `calls_in`: the calls that a record holds, for formats that put several into one.
    """
    for record in split(records(source), calls_in) if calls_in else records(source):
        try:
            yield record if isinstance(record, TranscriptError) else make(source, record)
        except TranscriptError as error:
            yield error


def as_one(source: Source) -> Record:
    """All values of a file as one record, a list of them: the messages that a service sent during one call.

    Raises TranscriptError where one of them is broken, lest half a call pass for a whole one.
    """
    values, notes = [], dict[Note, None]()
    for record in records(source):
        if isinstance(record, TranscriptError):
            raise record
        values.append(record.value)
        notes |= dict.fromkeys(record.notes)
    return Record(1, None, values, tuple(notes))


def refuse_failed(place: str, status: str | None, reason: object = None) -> None:
    """Raises TranscriptError if a recogniser's own word is that it failed or is not done; addresses are not shown."""
    if status is None or status.casefold() in _DONE:
        return
    said = " ".join(_ADDRESS.sub("(address)", reason).split())[:200] if isinstance(reason, str) else ""
    message = f"the recogniser gave no transcript (status {status[:40]!r}{': ' + said if said else ''})"
    raise TranscriptError(message, place=place, code="not-recognized")


def split(
    found: Iterator[Record | TranscriptError], calls_in: Callable[[object], Sequence[object]]
) -> Iterator[Record | TranscriptError]:
    """The calls in these records as records of their own, numbered through the file."""
    number = 0
    for record in found:
        if isinstance(record, TranscriptError):
            yield record
            continue
        for value in calls_in(record.value):
            number += 1
            yield Record(number, record.line, value, record.notes)


def whole(source: Source) -> Record:
    """The file's value as one record, be it a list. Raises TranscriptError when it cannot be decoded."""
    refuse_broken(source)
    return Record(1, None, source.json.value if source.json else None)


def first_object(source: Source) -> dict[str, object]:
    """The first record, if it is an object; else an empty one."""
    first = source.json.first if source.json else None
    return first if isinstance(first, dict) else {}


def first_in(value: object) -> dict[str, object]:
    """The first object of a list, if that is what this is; else an empty one."""
    return value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}


def keys_shown(record: object) -> str:
    """The names, never the values, of what a record holds."""
    if not isinstance(record, dict):
        return f"it is a {type(record).__name__}, not an object"
    if "$schema" in record and not _SCHEMA.isdisjoint(record):
        return "it is a JSON schema, which says how a file is made and holds no talk"
    names = [" ".join(str(key).split())[:40] for key in record]
    return f"it has the keys {', '.join(names[:6])}{' …' if len(names) > 6 else ''}" if names else "it is empty"
