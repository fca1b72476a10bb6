"""A turn an object, `{"call_id": …, "speaker": …, "text": …}`: a list, or a turn a line; put together by call."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.labelled import is_dialogue
from csr_lint.readers.records import Record, first_object, keys_shown, place_of, records
from csr_lint.readers.rowgroups import CallRows, by_call
from csr_lint.readers.source import Source
from csr_lint.readers.turnobjects import SAMPLE, Fields, Turn, Unit, fields_of, flattened, pieces_of_turns
from csr_lint.readers.turnobjects import unit_of as unit_of_turns
from csr_lint.readers.units import is_nothing

NAME = "turns"
ORDER = 280
ABOUT = About(
    title="A turn an object, in JSON",
    group="Anything else",
    recognised="a list, or a line each, with keys like `speaker` and `text`",
    times="by the key, else guessed",
    roles="the value of the speaker key",
)


def sniff(source: Source) -> str | None:
    fields = _fields(source)
    if fields is None:
        return None
    told = [fields.keys[c] for c in (fields.columns.speaker, fields.columns.text) if c is not None]
    return f"a turn an object, with the keys {' and '.join(told)}"


def _fields(source: Source) -> Fields | None:
    text = source.json
    if text is None or not first_object(source) or (text.layout == "whole" and not isinstance(text.value, list)):
        return None
    sample = text.value[:SAMPLE] if isinstance(text.value, list) else [text.first]
    fields = fields_of(sample)
    whole_calls = fields is not None and any(is_dialogue(fields.turn(told).text) for told in sample[:3])
    return None if whole_calls else fields


def read(source: Source) -> Iterator[Call | TranscriptError]:
    sample = [record for record in islice(records(source), 4 * SAMPLE) if isinstance(record, Record)]
    fields = fields_of([record.value for record in sample])
    if fields is None:
        seen = keys_shown(sample[0].value) if sample else "nothing in it can be read"
        raise TranscriptError(f"no key of these records holds text and speaker: {seen}", place=source.path)
    groups: dict[str | None, list[Turn]] = {}
    for record in sample:
        groups.setdefault(_call_of(fields, record.value), []).append(fields.turn(record.value))
    unit = unit_of_turns(source, list(groups.values()), fields.columns.unit)
    for found in by_call(source, lambda value: _call_of(fields, value)):
        try:
            yield found if isinstance(found, TranscriptError) else _call(source, found, fields, unit)
        except TranscriptError as error:
            yield error


def _call_of(fields: Fields, value: object) -> str | None:
    column = fields.columns.call
    if column is None or not isinstance(value, dict):
        return None
    key = fields.keys[column]
    told = value[key] if key in value else fields.cell(flattened(value), column)
    return None if told is None else str(told).strip() or None


def _facts(found: CallRows, fields: Fields) -> Facts:
    """What the turns say of their call: the first that says it."""
    columns = fields.columns

    def first(column: int | None) -> str | None:
        flat = (flattened(record.value) for record in (found.rows if column is not None else ()))
        return next((cell for row in flat if not is_nothing(cell := fields.cell(row, column))), None)

    kind, agent, queue, started = (first(c) for c in (columns.kind, columns.agent, columns.queue, columns.started))
    return Facts(id=found.id, kind=kind, agent=agent, queue=queue, started=started)


def _call(source: Source, found: CallRows, fields: Fields, unit: Unit) -> Call:
    first = found.rows[0]
    place = place_of(source, first)
    pieces, notes = pieces_of_turns([fields.turn(record.value, record.line) for record in found.rows], unit.ms)
    if not pieces:
        raise TranscriptError("none of the turns of this call has a text", place=place, code="no-turns")
    return build_call(
        source,
        NAME,
        pieces,
        number=found.number,
        facts=_facts(found, fields),
        notes=(*first.notes, *unit.notes, *notes),
        place=place,
    )
