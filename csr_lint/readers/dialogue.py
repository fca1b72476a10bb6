"""Labelled lines to pieces of talk: wrapped lines joined, lone times and marks put where they belong."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from csr_lint.model import Note
from csr_lint.readers.assemble import Piece
from csr_lint.readers.breaks import joined
from csr_lint.readers.choice import ANY, Choice
from csr_lint.readers.daytime import NOTE, by_the_minute, in_hours
from csr_lint.readers.header import is_metadata
from csr_lint.readers.inline import cut_lines
from csr_lint.readers.labels import LineReadings, Reading, read_line
from csr_lint.readers.source import Line
from csr_lint.readers.times import Time, is_unpadded, since_first, stamp
from csr_lint.vocabulary import RoleVocabulary

_RULE = re.compile(r"[-=*_#~.`\s]{2,200}$|```\w{0,12}$")
_TITLE = re.compile(r"#{1,6}\s")
_END = re.compile(
    r"\W{0,9}(?:end of (?:the )?(?:call|transcript|conversation|chat|recording)"
    r"|transcribed (?:by|with)\b.{0,60})\W{0,9}$",
    re.IGNORECASE,
)
_MARK = re.compile(r"[\[(<*].{1,80}[\])>*]$")


class Dialogue(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of talk, and how surely they are talk.

    `labelled` lines have a label, `sure` of them one that is nothing else; `covered` lines are labelled or follow such
    a line without a blank one between; `filled` lines are neither blank nor only a time; `skipped` are the numbers of
    those left out. `began` is the first time as spelled, if it holds a date; `guessed` tells what had to be guessed.
    """

    pieces: tuple[Piece, ...]
    labelled: int = 0
    sure: int = 0
    covered: int = 0
    filled: int = 0
    skipped: tuple[int, ...] = ()
    began: str | None = None
    guessed: tuple[Note, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.label for p in self.pieces))

    @property
    def notes(self) -> tuple[Note, ...]:
        if not self.skipped:
            return self.guessed
        what = f"{len(self.skipped)} lines outside the talk were not read as speech (first: line {self.skipped[0]})"
        return (*self.guessed, Note("lines-skipped", what))


class _Draft:
    """A piece that still grows."""

    def __init__(self, label: str, name: str | None, line: int, start: str | None, end: str | None) -> None:
        self.label, self.name, self.line, self.start, self.end = label, name, line, start, end
        self.texts: list[Line] = []


def parse(lines: Sequence[Line], vocabulary: RoleVocabulary) -> list[LineReadings]:
    """All readings of these lines, a whole call in one line cut apart first."""
    parsed: list[LineReadings] = []
    under_time = False
    for line in cut_lines(lines, vocabulary):
        readings = read_line(line.number, line.text)
        parsed.append(msgspec.structs.replace(readings, under_time=True) if under_time else readings)
        under_time = readings.only_time or (under_time and readings.blank)
    return _over_times(parsed)


def _over_times(parsed: list[LineReadings]) -> list[LineReadings]:
    """The same; where most lone times stand below the first line of a paragraph, they belong to that alone.

    So it is where a name has a line of its own, its time the next, and then comes what was said.
    """
    alone = [at for at, line in enumerate(parsed) if line.only_time]
    below = [at for at in alone if at and not parsed[at - 1].blank and (at == 1 or parsed[at - 2].blank)]
    if 2 * len(below) <= len(alone):
        return parsed
    for at in below:
        parsed[at - 1] = msgspec.structs.replace(parsed[at - 1], over_time=True)
        if at + 1 < len(parsed):
            parsed[at + 1] = msgspec.structs.replace(parsed[at + 1], under_time=False)
    return parsed


def choose(parsed: Sequence[LineReadings], vocabulary: RoleVocabulary) -> Choice:
    """Which labels are real, by all the lines of a file, with every separator allowed."""
    return Choice(parsed, vocabulary, ANY)


def read_dialogue(parsed: Sequence[LineReadings], choice: Choice) -> Dialogue:
    """The talk in these lines; `choice` may come from more lines than these (the whole file)."""
    return _Builder(parsed, choice).dialogue()


class _Builder:
    """Goes through the lines of one call, once."""

    def __init__(self, parsed: Sequence[LineReadings], choice: Choice) -> None:
        self.choice = choice
        self.rows = [(line, choice.of(line)) for line in parsed]
        self.sure = sum(choice.is_sure(reading) for _, reading in self.rows if reading)
        labelled = [line for line, reading in self.rows if reading]
        bare_alone = sum(line.only_time and not line.boxed for line in parsed)
        self.bare_alone = bare_alone >= 2 and bare_alone * 2 >= len(labelled)
        self.bare_leading = sum(line.start is not None and not line.boxed for line in labelled) * 10 > 9 * len(labelled)
        self.drafts: list[_Draft] = []
        self.pending: LineReadings | None = None
        self.marks: list[Line] = []
        self.skipped: list[int] = []
        self.closed = False

    def dialogue(self) -> Dialogue:
        covered = filled = 0
        in_turn = after_blank = False
        for line, reading in self.rows:
            if line.blank:
                in_turn, after_blank = False, True
                continue
            if reading:
                in_turn = True
                self._open(line, reading)
            elif self._take_time(line) or self._take_aside(line, after_blank=after_blank):
                continue
            else:
                self._continue(line)
            filled += 1
            covered += in_turn and not self.closed
            after_blank = False
        pieces, began, guessed = _finish(self.drafts)
        labelled = sum(reading is not None for _, reading in self.rows)
        return Dialogue(
            pieces=pieces,
            labelled=labelled,
            sure=self.sure,
            covered=covered,
            filled=filled,
            skipped=tuple(self.skipped),
            began=began,
            guessed=guessed,
        )

    def _open(self, line: LineReadings, reading: Reading) -> None:
        label = self.choice.label(reading)
        timed = reading if reading.start or not self.pending else self.pending
        draft = _Draft(label.label, label.name, line.number, timed.start, timed.end)
        draft.texts = [*self.marks, *([Line(line.number, reading.text)] if reading.text else [])]
        self.drafts.append(draft)
        self.pending, self.marks, self.closed = None, [], False

    def _take_time(self, line: LineReadings) -> bool:
        """A line with nothing but a time belongs to a label that stands alone above it, else to what follows."""
        if not line.only_time or not (line.boxed or self.bare_alone):
            return False
        last = self.drafts[-1] if self.drafts else None
        if last and not last.texts and last.start is None:
            last.start, last.end = line.start, line.end
        else:
            self.pending = line
        return True

    def _take_aside(self, line: LineReadings, *, after_blank: bool) -> bool:
        """Rules, titles and `Disposition: resolved` are no talk, nor is what follows a title until the next label."""
        if _RULE.match(line.text):
            return True
        if _END.match(line.text):
            self.closed = True
            return True
        if _TITLE.match(line.text) or (after_blank and is_metadata(line.text)):
            self.closed = True
            self.skipped.append(line.number)
            return True
        return False

    def _continue(self, line: LineReadings) -> None:
        """A line without a label: a mark before the talk, something outside it, or a wrapped line."""
        if not self.drafts and _MARK.match(line.text):
            self.marks.append(Line(line.number, line.text))
        elif self.closed or not self.drafts:
            self.skipped.append(line.number)
        else:
            self._append(line)

    def _append(self, line: LineReadings) -> None:
        """A wrapped line grows the turn above it; one with a time of its own begins a new piece by the same speaker."""
        own = line.start is not None and (line.boxed or self.bare_leading) and bool(line.rest)
        time = self.pending or (line if own else None)
        last = self.drafts[-1]
        if time and last.texts:
            last = _Draft(last.label, last.name, line.number, time.start, time.end)
            self.drafts.append(last)
        elif time and last.start is None:
            last.start, last.end = time.start, time.end
        last.texts.append(Line(line.number, line.rest if own else line.text))
        self.pending = None


def _finish(drafts: Sequence[_Draft]) -> tuple[tuple[Piece, ...], str | None, tuple[Note, ...]]:
    """Pieces with their times in ms, the first time as spelled if it holds a date, and what was guessed of times."""
    spelled = [text for draft in drafts for text in (draft.start, draft.end)]
    unpadded = any(text is not None and is_unpadded(text) for text in spelled)
    times = [stamp(text, unpadded=unpadded) if text else None for text in spelled]
    first = next((text for text in spelled if text), None)
    starts, ended = [draft.start for draft in drafts if draft.start], any(draft.end for draft in drafts)
    words = sum(len(line.text.split()) for draft in drafts[:-1] for line in draft.texts)
    daytime = not ended and by_the_minute(starts, words)
    if daytime:
        times = in_hours(times)
    dated = first is not None and any(c in first for c in "-/") and first[:1].isdigit()
    ms = _since_begin(times)
    pieces = tuple(_piece(draft, start, end) for draft, start, end in zip(drafts, ms[::2], ms[1::2], strict=True))
    return pieces, first if dated else None, (NOTE,) if daytime else ()


def _piece(draft: _Draft, start: int | None, end: int | None) -> Piece:
    text, breaks = joined(draft.texts, draft.line)
    return Piece(
        text=text, label=draft.label, name=draft.name, line=draft.line, start_ms=start, end_ms=end, breaks=breaks
    )


def _since_begin(times: list[Time | None]) -> list[int | None]:
    ms = [time.ms if time else None for time in times]
    return since_first(ms) if any(time and time.of_day for time in times) else ms
