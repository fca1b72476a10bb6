"""Pieces of talk, as a reader finds them, made a Call: numbered, checked, with a note on whatever is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note, Number, Role, Segment
from csr_lint.readers.rttm import who_speaks
from csr_lint.readers.source import Source
from csr_lint.vocabulary import plain

LONGEST_TEXT = 1_000_000
# No call goes on for so long before its first word: a later time is one by the clock on the wall, or a date.
_WALL_CLOCK_MS = 3 * 3_600_000
_KINDS = {
    "phone": "phone voice call telephone telephony audio video phonecall inbound outbound inboundcall outboundcall "
    "recording",
    "chat": "chat livechat webchat messaging message messages sms text whatsapp messenger inapp social web",
    "email": "email mail",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of talk before it has a number, as model.Segment has it. Times in ms, unchecked; `line` from 1.

    `breaks` are those of the text as it stands here: whoever changes the text changes them, or leaves them out.
    """

    text: str
    label: str = ""
    name: str | None = None
    role: Role = Role.UNKNOWN
    start_ms: int | None = None
    end_ms: int | None = None
    line: int | None = None
    channel: str | None = None
    confidence: float | None = None
    left_out: str | None = None
    breaks: tuple[tuple[int, int], ...] = ()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says about a call as a whole, in its own words; `agents` where it names several in one line."""

    id: str | int | None = None
    kind: str | None = None
    agent: str | None = None
    agents: str | None = None
    started: str | None = None
    queue: str | None = None
    duration_ms: int | None = None
    language: str | None = None
    figures: tuple[tuple[str, Number], ...] = ()


def build_call(
    source: Source,
    format_name: str,
    pieces: Sequence[Piece],
    *,
    number: int = 1,
    facts: Facts | None = None,
    notes: Sequence[Note] = (),
    place: str | None = None,
) -> Call:
    """A Call of these pieces, in their order, none dropped.

    `number` is the call's place in its file, from 1: it names a call that has no id. Times are kept as they are, but
    for ends before their starts (dropped) and times of the day (counted from the first); notes tell. Raises
    TranscriptError (at `place`) when nothing is said, or a piece is longer than any turn.
    """
    facts = facts or Facts()
    _refuse(source, pieces, place or source.path)
    pieces, heard = by_rttm(source, pieces, facts.id)
    timed, found = _times(pieces)
    kind, odd = contact_kind(facts.kind)
    return Call(
        id=_identity(facts.id) or (source.stem if number == 1 else f"{source.stem}-{number}"),
        source=source.path,
        format=format_name,
        segments=tuple(
            Segment(
                index=index,
                label=p.label,
                text=p.text,
                name=p.name,
                role=p.role,
                start_ms=p.start_ms,
                end_ms=p.end_ms,
                line=p.line,
                channel=p.channel,
                confidence=p.confidence,
                left_out=p.left_out,
                breaks=p.breaks,
            )
            for index, p in enumerate(timed)
        ),
        kind=kind,
        agent=_one_line(facts.agent),
        started=_one_line(facts.started),
        queue=_one_line(facts.queue),
        duration_ms=facts.duration_ms,
        language=_one_line(facts.language),
        figures=facts.figures,
        notes=(*source.notes, *notes, *odd, *heard, *found),
    )


def by_rttm(source: Source, pieces: Sequence[Piece], id: str | int | None) -> tuple[Sequence[Piece], tuple[Note, ...]]:
    """The pieces, those that name nobody with the label of whoever speaks then by the user's RTTM file, if any."""
    path, bare = source.reading.rttm, [i for i, p in enumerate(pieces) if not (p.label or p.name)]
    if path is None or not bare:
        return pieces, ()
    heard = who_speaks(path, (source.stem, _identity(id)), [(pieces[i].start_ms, pieces[i].end_ms) for i in bare])
    if heard.unmatched:
        message = f"the RTTM file tells of several recordings; none is called {source.stem!r}"
        return pieces, (Note("speaker-unknown", message),)
    found = dict(zip(bare, heard.labels, strict=True))
    nobody = sum(not label for label in heard.labels)
    message = f"{len(bare)} of {len(pieces)} segments name no speaker; {len(bare) - nobody} were told by the RTTM file"
    notes = [Note("speaker-by-time", message)]
    if heard.mixed:
        message = f"in {heard.mixed} of {len(bare)} segments the RTTM file hears more than one speaker"
        notes.append(Note("speaker-changed-inside-turn", message))
    labelled = [msgspec.structs.replace(p, label=found[i]) if i in found else p for i, p in enumerate(pieces)]
    return labelled, tuple(notes)


def contact_kind(word: str | None) -> tuple[str | None, tuple[Note, ...]]:
    """phone, chat or email for whatever the file calls it; None, with a note, for a word that is not known."""
    if word is None or not word.strip():
        return None, ()
    kind = _KIND_OF.get(plain(word).replace(" ", "")) or next(
        (_KIND_OF[w] for w in plain(word).split() if w in _KIND_OF), None
    )
    if kind:
        return kind, ()
    return None, (Note("kind-unknown", f"{word[:40]!r} is none of phone, chat and email; taken as unknown"),)


def _refuse(source: Source, pieces: Sequence[Piece], place: str) -> None:
    if not pieces:
        raise TranscriptError("there are no turns in it", place=place, code="no-turns")
    longest = max(pieces, key=lambda p: len(p.text))
    if len(longest.text) > LONGEST_TEXT:
        where = source.at(longest.line) if longest.line else place
        message = f"a turn of {len(longest.text):,} characters; {LONGEST_TEXT:,} is the most that is read"
        raise TranscriptError(message, place=where, code="too-long")


def _identity(value: str | int | None) -> str | None:
    return _one_line(str(value)) if value is not None else None


def _one_line(text: str | None) -> str | None:
    return (" ".join(text.split())[:200] or None) if text else None


def _times(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], list[Note]]:
    starts = [p.start_ms for p in pieces if p.start_ms is not None]
    if not starts:
        return pieces, []
    notes = []
    if min(starts) >= _WALL_CLOCK_MS:
        pieces = [_shifted(p, min(starts)) for p in pieces]
        notes.append(Note("time-rebased", "times are those of the day; they are counted from the first one"))
    backward = [
        i for i, p in enumerate(pieces) if p.start_ms is not None and p.end_ms is not None and p.end_ms < p.start_ms
    ]
    if backward:
        notes.append(_note("time-reversed", "end before their start (the end is not used)", pieces, backward))
        wrong = set(backward)
        pieces = [msgspec.structs.replace(p, end_ms=None) if i in wrong else p for i, p in enumerate(pieces)]
    checks: tuple[tuple[str, str, Callable[[int], bool]], ...] = (
        ("time-out-of-order", "start before the one above them", lambda i: _goes_back(pieces, i)),
        ("time-negative", "start before the call does", lambda i: (pieces[i].start_ms or 0) < 0),
        ("time-missing", "have no time, though others have", lambda i: pieces[i].start_ms is None),
    )
    for code, what, is_odd in checks:
        if odd := [i for i in range(len(pieces)) if is_odd(i)]:
            notes.append(_note(code, what, pieces, odd))
    return pieces, notes


def _shifted(piece: Piece, first: int) -> Piece:
    start = None if piece.start_ms is None else piece.start_ms - first
    end = None if piece.end_ms is None else piece.end_ms - first
    return msgspec.structs.replace(piece, start_ms=start, end_ms=end)


def _goes_back(pieces: Sequence[Piece], index: int) -> bool:
    this, before = pieces[index].start_ms, pieces[index - 1].start_ms if index else None
    return this is not None and before is not None and this < before


def _note(code: str, what: str, pieces: Sequence[Piece], odd: list[int]) -> Note:
    line = pieces[odd[0]].line
    where = f"segment {odd[0]}" + (f", line {line}" if line else "")
    return Note(code, f"{len(odd)} of {len(pieces)} segments {what} (first: {where})")
