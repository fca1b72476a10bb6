"""CHAT transcripts of TalkBank (.cha): main tiers with their times; codes taken out, dependent tiers passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Role
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, Piece, build_call
from csr_lint.readers.chatcodes import read_utterance
from csr_lint.readers.source import Line, Source
from csr_lint.vocabulary import RoleVocabulary, load_vocabulary

NAME = "chat-transcript"
ORDER = 25
ABOUT = About(
    title="CHAT of TalkBank (.cha)",
    group="Training and research data",
    recognised="`@UTF8` or `@Begin`, and main tiers (`*ABC:`)",
    times="ms, start and end, where lines bear them",
    roles="codes; roles of `@Participants`",
)

_MAIN = re.compile(r"\*(?P<who>[^\s:*]{1,40}):[\t ]*(?P<text>.*)", re.DOTALL)
_HEADER = re.compile(r"@(?P<key>[A-Z][\w ]{0,40}?)(?::[\t ]*(?P<value>.*))?$", re.DOTALL)
_BEGIN = ("@UTF8", "@Begin", "@Font", "@PID", "@Window")


class _Participant(msgspec.Struct, frozen=True):
    """A speaker as the header names them."""

    name: str | None
    role: Role


def sniff(source: Source) -> str | None:
    if not source.head.startswith(_BEGIN) or source.json:
        return None
    main = next((line for line in source.head_lines if _MAIN.match(line.text)), None)
    return f"it begins as CHAT, and line {main.number} is a main tier" if main else None


def read(source: Source) -> Iterator[Call]:
    lines = list(_unwrapped(source.lines))
    headers = {h["key"]: (h["value"] or "").strip() for line in reversed(lines) if (h := _HEADER.match(line.text))}
    said = [(line.number, found) for line in lines if (found := _MAIN.match(line.text))]
    known = _participants(headers.get("Participants", ""), load_vocabulary())
    pieces = [piece for number, found in said if (piece := _piece(number, found, known)).text]
    if not pieces:
        message = f"none of its {len(said)} utterances (*ABC:) has words"
        raise TranscriptError(message, place=source.path, code="no-turns")
    facts = Facts(
        started=headers.get("Date"),
        language=re.split(r"[,\s]", headers.get("Languages", ""), maxsplit=1)[0] or None,
    )
    yield build_call(source, NAME, pieces, facts=facts, notes=_notes(lines, len(said) - len(pieces)))


def _unwrapped(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with those that go on below (they begin with a tab) in one."""
    held: Line | None = None
    for line in lines:
        if line.text.startswith(("\t", "  ")) and held:
            held = Line(held.number, f"{held.text} {line.text.strip()}")
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _participants(header: str, vocabulary: RoleVocabulary) -> dict[str, _Participant]:
    """Who speaks, by their codes: `CHI Eve Target_Child, MOT Mother`. A role may name a side of a call."""
    found = {}
    for told in header.split(","):
        words = told.split()
        if len(words) >= 2:
            role = vocabulary.role_of(words[-1].replace("_", " ")) or Role.UNKNOWN
            name = " ".join(words[1:-1]).replace("_", " ") or None
            found[words[0]] = _Participant(name, role)
    return found


def _piece(number: int, found: re.Match[str], known: dict[str, _Participant]) -> Piece:
    who = known.get(found["who"], _Participant(None, Role.UNKNOWN))
    said = read_utterance(found["text"])
    return Piece(
        text=said.text,
        label=found["who"],
        name=who.name,
        role=who.role,
        start_ms=said.start_ms,
        end_ms=said.end_ms,
        line=number,
    )


def _notes(lines: Sequence[Line], without_words: int) -> list[Note]:
    notes = []
    if without_words:
        message = f"{without_words} utterances have no words (events, pauses); they were left out"
        notes.append(Note("not-speech", message))
    if not any(line.text.startswith("@End") for line in lines):
        notes.append(Note("truncated", "there is no @End: the file may be cut"))
    if other := [line for line in lines if line.text.strip() and line.text[0] not in "@*%"]:
        message = f"{len(other)} lines are none of CHAT; they were not read (first: line {other[0].number})"
        notes.append(Note("lines-skipped", message))
    return notes
