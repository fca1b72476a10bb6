"""Rev.ai: `monologues` of `elements`, which are put one behind the other as they are: blanks are elements too."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.records import Record, convert, each, place_of
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order, label_of, mean, note_if
from csr_lint.readers.times import milliseconds

NAME = "revai"
ORDER = 116
ABOUT = About(
    title="Rev.ai",
    group="Cloud recognisers",
    recognised="`monologues[].elements`",
    times="seconds, start and end of each word",
    roles="speaker numbers",
)

_UNNAMED = re.compile(r"speaker \d+", re.IGNORECASE)


class _Element(msgspec.Struct):
    """A word, a sign or blank between words, or something unknown; the times of some are not told."""

    value: str = ""
    type: str = "text"
    ts: float | None = None
    end_ts: float | None = None
    confidence: float | None = None


class _SpeakerInfo(msgspec.Struct):
    display_name: str | None = None


class _Monologue(msgspec.Struct):
    elements: list[_Element]
    speaker: int | str | None = None
    speaker_info: _SpeakerInfo | None = None

    @property
    def text(self) -> str:
        return "".join(element.value for element in self.elements).strip()


class _Document(msgspec.Struct):
    monologues: list[_Monologue]


def sniff(source: Source) -> str | None:
    first = source.json.first if source.json else None
    monologues = first.get("monologues") if isinstance(first, dict) else None
    told = monologues[0] if isinstance(monologues, list) and monologues else None
    return "key monologues[].elements" if isinstance(told, dict) and "elements" in told else None


def read(source: Source) -> Iterator[Call | TranscriptError]:
    return each(source, _call)


def _call(source: Source, record: Record) -> Call:
    told, place = convert(source, record, _Document).monologues, place_of(source, record)
    pieces = [_piece(monologue) for monologue in told if monologue.text]
    empty = len(told) - len(pieces)
    message = f"{empty} of {len(told)} monologues have no text; they are left out"
    notes = (*record.notes, *note_if(empty, "empty-turn", message))
    return build_call(source, NAME, in_order(pieces), number=record.number, notes=notes, place=place)


def _piece(told: _Monologue) -> Piece:
    starts = [element.ts for element in told.elements if element.ts is not None]
    ends = [element.end_ts for element in told.elements if element.end_ts is not None]
    name = told.speaker_info.display_name if told.speaker_info else None
    return Piece(
        text=told.text,
        label=label_of(told.speaker),
        name=name if name and not _UNNAMED.fullmatch(name.strip()) else None,
        start_ms=milliseconds(min(starts, default=None)),
        end_ms=milliseconds(max(ends, default=None)),
        confidence=mean(element.confidence for element in told.elements),
    )
