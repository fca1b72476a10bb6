"""The header of a labelled text: what it says of the call as a whole (`Call ID: 17`, `Agent: Jane Smith`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from csr_lint.model import Role
from csr_lint.readers.assemble import Facts
from csr_lint.readers.labels import is_name
from csr_lint.readers.source import Line
from csr_lint.readers.times import clock
from csr_lint.vocabulary import RoleVocabulary, plain

_FIELDS = {
    "id": "id, call id, callid, interaction id, conversation id, contact id, session id, transcript id, recording id, "
    "call, call no, call number, call reference, chat id",
    "started": "date, time, datetime, date time, date and time, call date, call time, started, start, start time, "
    "started at, timestamp, recorded, recorded at, recorded on, call start",
    "agent": "agent name, agent id, agent s name, csr name, csr id, rep name, advisor name, adviser name, "
    "representative name, handled by, operator name, served by",
    "agents": "agents, agent names, advisors, advisers, representatives, operators",
    "queue": "queue, queue name, skill, skill group, department, team, line, service line, call queue",
    "kind": "channel, kind, medium, type, call type, contact type, media type, channel type, contact channel, media",
    "duration": "duration, call duration, length, call length, talk time, total time",
    "": "customer name, customer id, caller name, caller id, client name, account, account number, account no, "
    "language, direction, phone, phone number, number, ani, dnis, disposition, summary, call summary, tags, tag, "
    "topic, reason, reason for call, outcome, resolution, notes, note, csat, nps, sentiment, company, brand, location, "
    "site, recording, file, file name, filename, version, transcribed by, participants, speakers, parties, "
    "customers, subject, title, case, case id, case number, ticket, ticket id, ticket number, wrap up, "
    "wrap up code, score, end time, ended, end, status, priority, country, region, campaign, product, category, "
    "source, confidence, transcript",
}
_FIELD_OF = {key.strip(): field for field, keys in _FIELDS.items() for key in keys.split(",")}
_PAIR = re.compile(r"\W{0,4}(?P<key>[^\W\d_][^:：=\n]{0,30}?)\s?(?:\*\*)?\s?[:：#](?:\*\*)?\s*(?P<value>\S.*)$")
_SPEECH = frozenset(
    "hello hi hey good thanks thank yes yeah no okay ok sure right well bye goodbye sorry please welcome morning "
    "afternoon evening great perfect absolutely certainly alright oh um uh help correct".split()
)
_MOST_TITLES = 2
_IN_WORDS = re.compile(r"(\d+)\s*(h|m|s)", re.IGNORECASE)


def pair(text: str) -> tuple[str, str] | None:
    """The plain key and the value of a line `Key: value`, or None."""
    found = _PAIR.match(text[:300])
    return (plain(found["key"]), found["value"].strip().strip("*").strip()) if found else None


def is_metadata(text: str) -> bool:
    """Is it a line such as `Disposition: resolved`, which is no speech?"""
    found = pair(text)
    return found is not None and found[0] in _FIELD_OF


def names_call(text: str) -> str | None:
    """The id in a line such as `Call ID: 17`, or None."""
    found = pair(text)
    if (
        found
        and _FIELD_OF.get(found[0]) == "id"
        and len(found[1].split()) == 1
        and (found[0] != "id" or len(found[1]) > 1)
    ):
        return found[1]
    return None


def read_header(lines: Sequence[Line], vocabulary: RoleVocabulary) -> tuple[Facts, list[Line]]:
    """What the top of these lines says of the call, and the lines that are left."""
    values: dict[str, str] = {}
    left: list[Line] = []
    keys = Counter(found[0] for line in lines if (found := pair(line.text)))
    talk_end = max((number for number, line in enumerate(lines, 1) if line.text.strip()), default=0)
    at = 0
    for blank, group in groupby(lines, key=lambda line: not line.text.strip()):
        block = list(group)
        if not blank:
            taken, goes_on = _read_block(block, values, vocabulary, keys, last=at + len(block) >= talk_end)
            left += [line for i, line in enumerate(block) if i not in taken]
            if not goes_on:
                return _facts(values), left + list(lines[at + len(block) :])
        at += len(block)
    return _facts(values), left


def _read_block(
    block: list[Line], values: dict[str, str], vocabulary: RoleVocabulary, keys: Counter[str], *, last: bool
) -> tuple[frozenset[int], bool]:
    """Which lines of a paragraph are header lines, and whether the header may go on behind it."""
    rows = [_pairs(line.text) for line in block]
    begin = next((i for i, row in enumerate(rows) if row or ":" in block[i].text or i == _MOST_TITLES), len(rows))
    end = next((i for i in range(begin, len(rows)) if _is_talk(rows[i], vocabulary, keys)), len(rows))
    has_field = any(key in _FIELD_OF for row in rows[begin:end] for key, _ in row)
    if not has_field and (last or not _only_names(rows, vocabulary)):
        return frozenset(), not values and len(block) <= _MOST_TITLES and begin == len(rows)
    taken: set[int] = set()
    for index in range(begin, end):
        known = [(k, v) for k, v in rows[index] if k in _FIELD_OF or _names_person(k, v, vocabulary)]
        for key, value in known:
            _keep(values, key, value, vocabulary)
        if known or rows[index][0][1][-1] not in ".?!":
            taken.add(index)
    return frozenset(taken), end == len(rows)


def _is_talk(row: list[tuple[str, str]], vocabulary: RoleVocabulary, keys: Counter[str]) -> bool:
    """Is the header over at this line? A side that says something, a label that comes again, or no `Key: value`."""
    for key, value in row:
        if vocabulary.role_of(key) is not None and not _names_person(key, value, vocabulary):
            return True
        if keys[key] > 1 and key not in _FIELD_OF and vocabulary.role_of(key) is None:
            return True
    return not row


def _only_names(rows: list[list[tuple[str, str]]], vocabulary: RoleVocabulary) -> bool:
    """Does a paragraph say who speaks, and nothing else: `Agent: Jane Smith`, `Customer: Bob`?"""
    flat = [found for row in rows for found in row]
    if not all(rows) or len({key for key, _ in flat}) < len(flat):
        return False
    enough = len(flat) > 1 or len(flat[0][1].split()) > 1
    return enough and all(_names_person(key, value, vocabulary) for key, value in flat)


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = [found for part in re.split(r"\s[|;]\s", text[:600]) if (found := pair(part))]
    if len(parts) > 1 and any(key in _FIELD_OF for key, _ in parts):
        return parts
    return [found] if (found := pair(text)) else []


def _names_person(key: str, value: str, vocabulary: RoleVocabulary) -> bool:
    """Is it `Agent: Jane Smith`: a side and a name, not a side and what it says?"""
    words = value.split()
    if vocabulary.role_of(key) is None or not 1 <= len(words) <= 5 or value[-1] in ".?!," or not is_name(value):
        return False
    return plain(words[0]) not in _SPEECH


def _keep(values: dict[str, str], key: str, value: str, vocabulary: RoleVocabulary) -> None:
    field = _FIELD_OF.get(key)
    if field is None and vocabulary.role_of(key) is Role.AGENT:
        field = "agent"
        values.pop(field, None)
    if not field:
        return
    if field == "started" and field in values and value not in values[field]:
        values[field] = f"{values[field]} {value}"
    values.setdefault(field, value)


def _facts(values: dict[str, str]) -> Facts:
    return Facts(
        id=values.get("id"),
        kind=values.get("kind"),
        agent=values.get("agent"),
        agents=values.get("agents"),
        started=values.get("started"),
        queue=values.get("queue"),
        duration_ms=_duration(values.get("duration")),
    )


def _duration(text: str | None) -> int | None:
    """`12:04`, `00:12:04`, `12m 4s` or `724 seconds` in ms; None if it is none of them (a bare number has no unit)."""
    if not text:
        return None
    if ":" in text:
        return clock(text)
    units = {"h": 3600, "m": 60, "s": 1}
    parts = [int(number[:6]) * units[unit.casefold()] for number, unit in _IN_WORDS.findall(text)]
    return 1000 * sum(parts) if parts else None
