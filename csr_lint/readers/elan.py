"""ELAN annotation files (.eaf): a tier a speaker, by its participant where it names one; times by time slots."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.source import Source
from csr_lint.readers.spoken import in_order
from csr_lint.readers.xmltext import line_of, parse_xml, root_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "elan"
ORDER = 310
ABOUT = About(
    title="ELAN (.eaf)",
    group="Training and research data",
    recognised="root element `ANNOTATION_DOCUMENT`",
    times="ms, start and end of each annotation",
    roles="participants, or names of tiers",
)

_DEEPEST = 50
Span = tuple[int | None, int | None]


class _Annotation(msgspec.Struct, frozen=True):
    """What is written over a stretch of time; `above` is the annotation that has the times where this has none."""

    id: str
    text: str
    line: int | None
    slots: tuple[str, str] | None
    above: str


class _Tier(msgspec.Struct, frozen=True):
    """A tier; `above` is the tier that it depends on, "" for one that stands by itself."""

    id: str
    speaker: str
    above: str
    annotations: tuple[_Annotation, ...]


def sniff(source: Source) -> str | None:
    return "its root element is ANNOTATION_DOCUMENT" if root_name(source.head) == "ANNOTATION_DOCUMENT" else None


def read(source: Source) -> Iterator[Call]:
    root = parse_xml(source)
    slots = {slot.get("TIME_SLOT_ID", ""): slot.get("TIME_VALUE") for slot in root.iter("TIME_SLOT")}
    tiers = [_tier(element) for element in root.iter("TIER")]
    spoken = _spoken(tiers)
    pieces = in_order(_pieces(spoken, _spans(tiers, _times(source, slots))))
    if not pieces:
        message = f"none of its {len(tiers)} tiers has an annotation with a text"
        raise TranscriptError(message, place=source.path, code="no-turns")
    yield build_call(source, NAME, pieces, notes=_notes(tiers, spoken))


def _times(source: Source, slots: dict[str, str | None]) -> dict[str, int | None]:
    """The times of the slots in ms; a slot may have none."""
    try:
        return {name: None if value is None else int(value) for name, value in slots.items()}
    except ValueError as error:
        message = f"the TIME_VALUE of a TIME_SLOT is no number of ms: {error}"
        raise TranscriptError(message, place=source.path, code="wrong-type") from error


def _tier(element: Element) -> _Tier:
    name = element.get("TIER_ID", "")
    kinds = ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION")
    found = tuple(_annotation(a) for kind in kinds for a in element.iter(kind))
    speaker = " ".join((element.get("PARTICIPANT") or name).split())
    return _Tier(name, speaker, element.get("PARENT_REF", ""), found)


def _annotation(element: Element) -> _Annotation:
    slots = element.get("TIME_SLOT_REF1"), element.get("TIME_SLOT_REF2")
    return _Annotation(
        id=element.get("ANNOTATION_ID", ""),
        text=" ".join((element.findtext("ANNOTATION_VALUE") or "").split()),
        line=line_of(element),
        slots=(slots[0], slots[1]) if slots[0] is not None and slots[1] is not None else None,
        above=element.get("ANNOTATION_REF", ""),
    )


def _spoken(tiers: Sequence[_Tier]) -> list[_Tier]:
    """Of each tier and those that depend on it, the first with words: the one above may hold numbers only."""
    roots = [tier for tier in tiers if not tier.above or all(other.id != tier.above for other in tiers)]
    found = []
    for root in roots:
        family = [root]
        for tier in family:  # it grows
            family += [t for t in tiers if t.above == tier.id and t is not tier and t not in family]
        told = [tier for tier in family if any(a.text for a in tier.annotations)]
        found += [next((tier for tier in told if _has_words(tier)), told[0])] if told else []
    return found


def _has_words(tier: _Tier) -> bool:
    """Are these words, not the numbers of utterances (`ref.001`)?"""
    told = [a.text for a in tier.annotations if a.text]
    return 2 * sum(any(c.isdigit() for c in text) and " " not in text for text in told) < len(told)


def _spans(tiers: Sequence[_Tier], times: dict[str, int | None]) -> dict[str, Span]:
    """When each annotation is spoken; of several that refer to one, the first has its start, the last its end."""
    every = {a.id: a for tier in tiers for a in tier.annotations}
    spans: dict[str, Span] = {}
    for tier in tiers:
        sharing: dict[str, list[str]] = {}
        for annotation in tier.annotations:
            if annotation.slots:
                first, last = annotation.slots
                spans[annotation.id] = times.get(first), times.get(last)
            else:
                sharing.setdefault(annotation.above, []).append(annotation.id)
        for above, ids in sharing.items():
            start, end = _slots(every, above, times)
            for name in ids:
                spans[name] = (start if name == ids[0] else None, end if name == ids[-1] else None)
    return spans


def _slots(every: dict[str, _Annotation], name: str, times: dict[str, int | None]) -> Span:
    """The times of an annotation, or of the one that it refers to."""
    for _ in range(_DEEPEST):
        found = every.get(name)
        if found is None:
            break
        if found.slots:
            return times.get(found.slots[0]), times.get(found.slots[1])
        name = found.above
    return None, None


def _pieces(tiers: Sequence[_Tier], spans: dict[str, Span]) -> list[Piece]:
    return [
        Piece(text=a.text, label=tier.speaker, start_ms=spans[a.id][0], end_ms=spans[a.id][1], line=a.line)
        for tier in tiers
        for a in tier.annotations
        if a.text
    ]


def _notes(tiers: Sequence[_Tier], spoken: Sequence[_Tier]) -> list[Note]:
    notes = []
    if others := [tier for tier in tiers if tier not in spoken and any(a.text for a in tier.annotations)]:
        message = f"{len(others)} tiers that depend on others were not read as speech (words, translations, remarks)"
        notes.append(Note("not-speech", message))
    if empty := sum(not a.text for tier in spoken for a in tier.annotations):
        notes.append(Note("empty-turn", f"{empty} annotations have no text; they were left out"))
    if any(count > 1 for count in Counter(tier.speaker for tier in spoken).values()):
        notes.append(Note("label-repeated", "several tiers are by the same speaker; they were put together"))
    return notes
