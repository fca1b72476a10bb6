"""Labelled plain text: `Agent: …`, `[00:12] Jane (Customer): …`, `SPEAKER_00` and their kin; one call or several."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from csr_lint.errors import NotATranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.dialogue import Dialogue, choose, parse, read_dialogue
from csr_lint.readers.header import is_metadata, names_call, read_header
from csr_lint.readers.patterned import first_match, patterned
from csr_lint.readers.source import HEAD_BYTES, Line, Source
from csr_lint.readers.xmltext import root_name
from csr_lint.reading import TimeUnit
from csr_lint.vocabulary import RoleVocabulary, load_vocabulary

NAME = "text"
ORDER = 900
ABOUT = About(
    title="Labelled text",
    group="Text",
    recognised="lines such as `Agent: …`, `[00:12] Jane: …`, `Jane 0:12`",
    times="clock times, where lines bear them",
    roles="labels and names; `Jane (Agent)`",
    verified="2 files: Rev.ai, Speechmatics",
)

_MARKUP = re.compile(r"\s*<(?:\?xml|!doctype)", re.IGNORECASE)
_ROOTS = frozenset(("html", "head", "body", "tt"))
_HEADING = re.compile(
    r"(?P<sign>[-=*#_~<\[]{2,40}\s?|#{1,6}\s)?\s?"
    r"(?:call|conversation|transcript|interaction|chat|session)(?: transcript)?\s?"
    r"(?:id\s?[:#]?\s?(?P<id>[\w.-]{1,60})|(?:#|no\.?\s?|number\s)?\s?(?P<number>\d{1,6}))\b(?P<more>.{0,80})$",
    re.IGNORECASE,
)

_ASIDE = re.compile(r"\(.*?\)")
_BETWEEN = re.compile(r"[,;/&]| and ")


class Block(msgspec.Struct, frozen=True):
    """The lines of one call in a file, and the id in the line that divides it from the one above."""

    lines: tuple[Line, ...]
    id: str | None = None


def sniff(source: Source) -> str | None:
    if source.reading.speaker_pattern and (evidence := pattern_found(source)):
        return evidence
    if source.json is not None or _MARKUP.match(source.head) or _is_markup(source.head):
        return None
    talks = [talk for _, talk in _of_small(source.head_lines)]
    labelled, sure = sum(t.labelled for t in talks), sum(t.sure for t in talks)
    filled, covered = sum(t.filled for t in talks), sum(t.covered for t in talks)
    pieces = [piece for t in talks for piece in t.pieces]
    wordy = any(len(p.text.split()) >= 2 for p in pieces)
    many = 3 * labelled > filled and (labelled >= 2 or any(p.start_ms is not None for p in pieces))
    if not wordy or not (many or (sure and 2 * covered >= filled)):
        return None
    labels = list(dict.fromkeys(label for t in talks for label in t.labels))
    shown = ", ".join(labels[:3]) + (" …" if len(labels) > 3 else "")
    return f"{labelled} of {filled} lines begin with a speaker ({shown})"


def _is_markup(head: str) -> bool:
    return (root_name(head) or "").lower() in _ROOTS


def pattern_found(source: Source) -> str | None:
    """Which line is as the user's speaker pattern says, if there is one."""
    pattern = source.reading.speaker_pattern
    if pattern is None or source.json is not None:
        return None
    first = first_match(source.head_lines, pattern)
    return f"line {source.head_lines[first].number} matches the speaker pattern" if first is not None else None


def read(source: Source) -> Iterator[Call]:
    if source.reading.speaker_pattern:
        every = as_told(source.lines, source.reading.speaker_pattern, source.reading.time_unit, load_vocabulary())
        if any(talk.pieces for _, talk in every):
            yield from _calls(source, every)
            return
    small = len(source.data) <= HEAD_BYTES
    every = _of_small(source.lines) if small else conversations(source.lines, load_vocabulary())
    yield from _calls(source, every)


def _calls(source: Source, every: Sequence[tuple[Facts, Dialogue]]) -> Iterator[Call]:
    found = [(facts, talk) for facts, talk in every if talk.pieces]
    if not found:
        message = "no line begins with a speaker (Agent:, Customer:, SPEAKER_00: …)"
        raise NotATranscriptError(message, place=source.path)
    yield from labelled_calls(source, NAME, found)


def labelled_calls(source: Source, format_name: str, found: Sequence[tuple[Facts, Dialogue]]) -> Iterator[Call]:
    """A call of each conversation in labelled lines, wherever these come from."""
    for number, (facts, talk) in enumerate(found, 1):
        facts = msgspec.structs.replace(facts, started=facts.started or talk.began)
        pieces = _in_full(talk.pieces, facts.agents, load_vocabulary())
        yield build_call(source, format_name, pieces, number=number, facts=facts, notes=talk.notes)


def _in_full(pieces: Sequence[Piece], agents: str | None, vocabulary: RoleVocabulary) -> list[Piece]:
    """The pieces, agents by the full name that the header gives them: "Todd" as "Todd Keller"."""
    listed = [_ASIDE.sub("", name).split() for name in _BETWEEN.split(agents or "")]
    firsts = Counter(words[0] for words in listed if words)
    full = {words[0]: " ".join(words) for words in listed if words and firsts[words[0]] == 1}
    return [
        msgspec.structs.replace(p, name=full[p.name])
        if p.name in full and vocabulary.role_of(p.label) is Role.AGENT
        else p
        for p in pieces
    ]


@lru_cache(maxsize=1)
def _of_small(lines: tuple[Line, ...]) -> list[tuple[Facts, Dialogue]]:
    """The same, kept for a moment: most files are no longer than what is looked at to tell their format."""
    return conversations(lines, load_vocabulary())


def conversations(lines: Sequence[Line], vocabulary: RoleVocabulary) -> list[tuple[Facts, Dialogue]]:
    """The calls in these lines: what the header says, and the talk. Labels are judged over all of them together."""
    headed = []
    for block in _blocks(lines):
        facts, body = read_header(block.lines, vocabulary)
        headed.append((msgspec.structs.replace(facts, id=facts.id or block.id), parse(body, vocabulary)))
    choice = choose([line for _, parsed in headed for line in parsed], vocabulary)
    return [(facts, read_dialogue(parsed, choice)) for facts, parsed in headed]


def as_told(
    lines: Sequence[Line], pattern: str, unit: TimeUnit | None, vocabulary: RoleVocabulary
) -> list[tuple[Facts, Dialogue]]:
    """The calls in these lines, whose turns begin as the user says; a header is what stands above the first of them."""
    found = []
    for block in _blocks(lines):
        first = first_match(block.lines, pattern)
        facts, above = read_header(block.lines[:first], vocabulary)
        talk = patterned([*above, *(block.lines[first:] if first is not None else [])], pattern, unit, vocabulary)
        found.append((msgspec.structs.replace(facts, id=facts.id or block.id), talk))
    return found


def _blocks(lines: Sequence[Line]) -> list[Block]:
    """Cut where a heading (`--- Call 2 ---`) or a new call's id stands below other text."""
    blocks: list[Block] = []
    current: list[Line] = []
    given: str | None = None
    for line in lines:
        text = line.text.strip()
        heading = _heading(text)
        if heading or (names_call(text) and _has_talk(current)):
            above = [] if heading else _header_above(current)
            blocks.append(Block(tuple(current[: len(current) - len(above)]), given))
            current, given = above, heading[1] if heading else None
        if not heading:
            current.append(line)
    blocks.append(Block(tuple(current), given))
    return [block for block in blocks if any(line.text.strip() for line in block.lines)]


def _heading(text: str) -> tuple[bool, str | None] | None:
    """Does the line divide calls, and which id does it give?"""
    if len(text) > 160 or not (found := _HEADING.match(text)):
        return None
    more = found["more"].strip(" =*#_~>]")
    plain_line = found["sign"] is None and (more.strip(":-") or found["id"])
    return None if plain_line or (more and more[0] not in ":-–—(|") else (True, found["id"])


def _has_talk(lines: Sequence[Line]) -> bool:
    return any(line.text.strip() and not is_metadata(line.text) for line in lines) and len(lines) > 1


def _header_above(lines: Sequence[Line]) -> list[Line]:
    count = 0
    for line in reversed(lines):
        if not is_metadata(line.text):
            break
        count += 1
    return list(lines[len(lines) - count :]) if count else []
