"""Which column of a table holds what, by its heading (loosely) and by what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from csr_lint.model import Role
from csr_lint.readers.assemble import contact_kind
from csr_lint.reading import AS_FOUND, UNIT_MS, Reading
from csr_lint.vocabulary import RoleVocabulary, plain

_MS = ("ms", "msec", "millis", "milliseconds", "millisecond", "milli")
_S = ("sec", "secs", "seconds", "second", "s")

_HEADINGS = {
    "text": "utterance text, transcript text, text, utterance, transcript, transcription, content, message text, "
    "message, message body, body, sentence, call transcript, transcript body, dialogue, dialog, speech, phrase, said, "
    "conversation, chat, line",
    "speaker": "speaker role, participant role, role, speaker, speaker label, speaker id, speaker type, interlocutor, "
    "participant, message participant, participant id, author role, author, sender type, sender, agent or customer, "
    "who, party, side, user, from, channel",
    "name": "speaker name, participant name, author name, sender name, display name, name",
    "start": "start, start time, start timestamp, start offset, begin, begin time, begin offset, offset, timestamp, "
    "time, t, time in call, created at, sent at",
    "end": "end, end time, end timestamp, end offset, stop, stop time, finish",
    "duration": "duration, dur, length",
    "call": "call id, call, conversation id, transcript id, convo id, dialog id, dialogue id, session id, contact id, "
    "interaction id, chat id, recording id, conversation, file, file name, filename, audio file",
    "order": "turn, turn id, turn number, turn no, turn index, turn order, utterance id, utterance number, "
    "utterance index, sentence number, seq, seq no, sequence, sequence number, segment, segment id, segment index, "
    "order, index, idx, position, line number, line no, row, no, number, id",
    "agent": "agent name, agent, csr name, rep name, advisor name, agent id, csr id, rep, advisor",
    "queue": "queue, queue name, skill, department",
    "kind": "kind, contact type, call type, channel type, medium, media, media type, channel",
    "started": "started, started at, call date, call start, call start time, date, date time, datetime",
}
_SEARCHED = tuple("text speaker start end duration call name kind agent order queue started".split())
_ORDERED = {field: [word.strip().replace(" ", "") for word in words.split(",")] for field, words in _HEADINGS.items()}
_TIMES = ("start", "end", "duration")


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """Where each thing stands, counted from 0; None: nowhere.

    `unit` is how many ms a number counts, where the headings of the time columns say so.
    """

    text: int | None
    speaker: int | None = None
    name: int | None = None
    start: int | None = None
    end: int | None = None
    duration: int | None = None
    call: int | None = None
    order: int | None = None
    agent: int | None = None
    queue: int | None = None
    kind: int | None = None
    started: int | None = None
    unit: float | None = None

    @property
    def known(self) -> int:
        """How many columns are understood."""
        return sum(isinstance(getattr(self, field), int) for field in self.__struct_fields__ if field != "unit")


def find_columns(
    heading: Sequence[str],
    below: Sequence[Sequence[str]],
    vocabulary: RoleVocabulary,
    reading: Reading = AS_FOUND,
) -> Columns:
    """The columns of a table with this heading; `below` are some of its rows: they settle what it leaves open.

    What the user says of columns and of the unit of times comes first.
    """
    names = [_bare(cell) for cell in heading]
    stripped = [_without_unit(name)[0] for name in names]
    told = {field: names.index(_bare(wanted)) for field, wanted in reading.columns if _bare(wanted) in names}
    taken = set(told.values())
    found: dict[str, int | None] = dict(told)
    values = [[row[i].strip() for row in below if i < len(row) and row[i].strip()] for i in range(len(names))]
    for field in (
        "text",
        "speaker",
        "start",
        "end",
        "duration",
        "call",
        "name",
        "kind",
        "agent",
        "order",
        "queue",
        "started",
    ):
        if field in told:
            continue
        pool = stripped if field in _TIMES else names
        matches = [i for word in _ORDERED[field] for i, name in enumerate(pool) if name == word and i not in taken]
        found[field] = next((i for i in matches if _fits(field, values[i])), None)
        taken |= {i for i in (found[field],) if i is not None}
    if found["speaker"] is None and found["agent"] is not None and _names_sides(values[found["agent"]], vocabulary):
        found["speaker"], found["agent"] = found["agent"], None
    if found["speaker"] is None:
        found["speaker"], found["name"] = found["name"], None
    if (
        found["speaker"] is None
        and found["call"] is None
        and found["order"] is not None
        and names[found["order"]] == "id"
    ):
        found["call"], found["order"] = found["order"], None
    units = {_without_unit(names[i])[1] for field in _TIMES if (i := found[field]) is not None}
    said = None if reading.time_unit is None else UNIT_MS[reading.time_unit]
    return Columns(**found, unit=said or next((unit for unit in units if unit), None))


def missing_column(heading: Sequence[str], reading: Reading) -> str | None:
    """What to say where the heading has no column of a name that the user gives; None if it has all."""
    names = {_bare(cell) for cell in heading}
    for field, wanted in reading.columns:
        if _bare(wanted) not in names:
            there = ", ".join(" ".join(cell.split())[:40] for cell in heading if cell.strip())
            return f"--columns {field}={wanted}: there is no such column (columns: {there})"
    return None


def _bare(cell: str) -> str:
    return plain(cell).replace(" ", "")


def _without_unit(name: str) -> tuple[str, float | None]:
    """A heading without the unit behind it, and the unit in ms."""
    for endings, unit in ((_MS, 1.0), (_S, 1000.0)):
        for ending in sorted(endings, key=len, reverse=True):
            stem = name.removesuffix(ending).removesuffix("in")
            if stem != name and any(stem in _ORDERED[field] for field in _TIMES) and name not in _ORDERED["start"]:
                return stem, unit
    return name, None


def _fits(field: str, values: Sequence[str]) -> bool:
    """Can these values stand under such a heading?"""
    if not values:
        return True
    if field == "text":
        return 2 * sum(any(c.isalpha() for c in value) for value in values) >= len(values)
    if field == "speaker":
        return max(len(value) for value in values) <= 80 and not all(contact_kind(value)[0] for value in values)
    if field == "kind":
        return any(contact_kind(value)[0] for value in values)
    if field == "start":
        return all(any(c.isdigit() for c in value) for value in values)
    return True


def _names_sides(values: Sequence[str], vocabulary: RoleVocabulary) -> bool:
    sides = {vocabulary.role_of(value) for value in values}
    return Role.CUSTOMER in sides and Role.AGENT in sides
