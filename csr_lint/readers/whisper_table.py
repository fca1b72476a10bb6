"""Whisper's tables: `start end text` in whole ms under a heading (TSV, whisper.cpp's CSV), or seconds without one."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import msgspec

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.hallucination import marked
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import milliseconds
from csr_lint.readers.units import CellTime, Timed, guess_unit
from csr_lint.reading import UNIT_MS

NAME = "whisper-table"
ORDER = 450
ABOUT = About(
    title="Whisper's TSV and CSV",
    group="Recognisers",
    recognised="columns start, end, text",
    times="ms below a heading, seconds without one",
    roles="none",
)

_HEADED = (("start", "end", "text"), ("start", "end", "speaker", "text"))
# openai-whisper's kin put the times first, whisper-timestamped the text.
_BARE = (("start", "end", "text"), ("text", "start", "end"))
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_SNIFFED_LINES = 60
_NOBODY = frozenset(("", "?"))

Cells = dict[str, str]


class _Layout(msgspec.Struct, frozen=True):
    """The sign between cells, what they hold in their order, and how many ms a number counts."""

    delimiter: str
    columns: tuple[str, ...]
    headed: bool
    unit: float

    def row(self, line: Line) -> Cells | None:
        """The cells of a line by their names; None if there are not as many, or the times are no numbers."""
        cells = _cells(line.text, self.delimiter)
        if len(cells) != len(self.columns):
            return None
        row = dict(zip(self.columns, cells, strict=True))
        return row if _NUMBER.fullmatch(row["start"]) and _NUMBER.fullmatch(row["end"]) else None


def _cells(text: str, delimiter: str) -> list[str]:
    """Tables with tabs are without quotes: a tab in the text has become a blank."""
    if delimiter == "\t":
        return [cell.strip() for cell in text.split("\t")]
    try:
        return [cell.strip() for cell in next(csv.reader([text], skipinitialspace=True), [])]
    except csv.Error:
        return []


def sniff(source: Source) -> str | None:
    layout = _layout(source)
    if layout is None:
        return None
    how = "in ms below a heading" if layout.headed else "in seconds without a heading"
    return f"columns {', '.join(layout.columns)}: times {how}"


def _layout(source: Source) -> _Layout | None:
    if source.json is not None:
        return None
    lines = list(islice((line for line in source.head_lines if line.text.strip()), _SNIFFED_LINES))
    return (_headed(lines) or _bare(lines)) if lines else None


def _headed(lines: Sequence[Line]) -> _Layout | None:
    for delimiter in "\t,":
        columns = tuple(cell.strip() for cell in lines[0].text.split(delimiter))
        if columns in _HEADED:
            layout = _Layout(delimiter, columns, headed=True, unit=1.0)
            rows = [row for line in lines[1:] if (row := layout.row(line))]
            if rows and all("." not in row["start"] + row["end"] for row in rows) and _are_ms(rows):
                return layout
    return None


def _are_ms(rows: Sequence[Cells]) -> bool:
    """Can people speak so fast? Whole seconds below the same heading were not written by Whisper."""
    timed = [Timed(_time(row["start"]), _time(row["end"]), None, len(row["text"].split())) for row in rows]
    return guess_unit([timed]) in (None, "milliseconds")


def _time(cell: str) -> CellTime:
    return CellTime(number=float(cell))


def _bare(lines: Sequence[Line]) -> _Layout | None:
    for columns in _BARE:
        layout = _Layout(",", columns, headed=False, unit=1000.0)
        rows = [row for line in lines if (row := layout.row(line))]
        # The last of these lines may have been cut by the end of the head.
        if rows and len(rows) >= max(1, len(lines) - 1) and layout.row(lines[0]) and _look_like_segments(rows):
            return layout
    return None


def _look_like_segments(rows: Sequence[Cells]) -> bool:
    """Seconds with fractions that go on from row to row, and words beside them?"""
    spans = [(float(row["start"]), float(row["end"])) for row in rows]
    fractions = any("." in row["start"] + row["end"] for row in rows)
    wordy = 2 * sum(any(c.isalpha() for c in row["text"]) for row in rows) >= len(rows)
    forward = all(start <= end for start, end in spans) and all(a[0] <= b[0] for a, b in pairwise(spans))
    return fractions and wordy and forward


def read(source: Source) -> Iterator[Call]:
    layout = _layout(source)
    if layout is None:
        message = "this is no table of Whisper's: start, end (ms) and text below that heading, or seconds without one"
        raise NotATranscriptError(message, place=source.path)
    lines = [line for line in source.lines if line.text.strip()][layout.headed :]
    unit = UNIT_MS[source.reading.time_unit] if source.reading.time_unit else layout.unit
    found = [_piece(source, layout, line, unit, last=line is lines[-1]) for line in lines]
    pieces, odd = marked([piece for piece in found if piece.text])
    empty = len(found) - len(pieces)
    notes = [Note("empty-turn", f"{empty} of {len(found)} rows have no text; they were left out")] if empty else []
    yield build_call(source, NAME, pieces, notes=(*notes, *odd))


def _piece(source: Source, layout: _Layout, line: Line, unit: float, *, last: bool) -> Piece:
    row = layout.row(line)
    if row is None:
        cause = "is the file cut?" if last else "the text may hold a delimiter that is not quoted"
        message = f"this row is not {', '.join(layout.columns)}, as those above it: {cause}"
        raise TranscriptError(message, place=source.at(line.number), code="truncated" if last else "bad-row")
    speaker = row.get("speaker", "")
    return Piece(
        text=row["text"],
        label="" if speaker in _NOBODY else speaker,
        line=line.number,
        start_ms=milliseconds(float(row["start"]), unit),
        end_ms=milliseconds(float(row["end"]), unit),
    )
