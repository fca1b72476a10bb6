"""TTML captions, also DFXP and iTT: `<p begin end>` with the speaker as `ttm:agent`."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Facts, build_call
from csr_lint.readers.breaks import folded
from csr_lint.readers.captions import Cue
from csr_lint.readers.source import Line, Source
from csr_lint.readers.ttmltimes import Rates, Span, is_absolute, is_sequence, is_timed, rates_of, span_within
from csr_lint.readers.voices import told
from csr_lint.readers.xmltext import attribute, line_of, local, parse_xml, root_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "ttml"
ORDER = 310
ABOUT = About(
    title="TTML, DFXP, iTT",
    group="Captions",
    recognised="the root element `tt`",
    times="clock, offset, frames or ticks, start and end",
    roles="`ttm:agent` names",
    verified="2 files: the standard's and Apple's examples",
)

_NO_TEXT = frozenset(("metadata", "desc", "title", "copyright", "agent", "set", "audio", "animate", "rt", "rp"))
_BREAK = Line(0, "\n")


def sniff(source: Source) -> str | None:
    return "the root element is tt" if root_name(source.head) == "tt" else None


def read(source: Source) -> Iterator[Call]:
    root = parse_xml(source)
    body = next((child for child in root if local(child.tag) == "body"), None)
    if local(root.tag) != "tt" or body is None:
        raise TranscriptError(
            "it has no cues: a tt document with a body is expected", place=source.path, code="no-turns"
        )
    rates = rates_of(root, source.reading.time_unit)
    absolute = is_absolute(body, rates)
    said = told(source, list(_Walk(rates, _agents(root), absolute).cues(body, Span(), "")))
    what = "times within timed elements are counted from the begin of the file, as they go beyond those else"
    notes = (*said.notes, *([Note("unit-guessed", what)] if absolute else []))
    yield build_call(source, NAME, said.pieces, facts=Facts(language=attribute(root, "lang")), notes=notes)


def _agents(root: Element) -> dict[str, str]:
    """The name of each agent, by its id."""
    found = {}
    for agent in root.iter():
        if local(agent.tag) == "agent" and (key := attribute(agent, "id")):
            names = [(attribute(n, "type") != "full", n.text) for n in agent if local(n.tag) == "name" and n.text]
            found[key] = " ".join(min(names, default=(False, key))[1].split()) or key
    return found


class _Walk(msgspec.Struct, frozen=True):
    """Goes through a document; a paragraph is a cue, or each timed span of one that has no time itself."""

    rates: Rates
    agents: Mapping[str, str]
    absolute: bool

    def cues(self, element: Element, around: Span, who: str) -> Iterator[Cue]:
        who = self._who(element, who)
        span = span_within(element, around, self.rates, absolute=self.absolute)
        if local(element.tag) == "p":
            yield from self._paragraph(element, span, who)
            return
        before = span.origin
        for child in element:
            if local(child.tag) in ("div", "p"):
                inside = msgspec.structs.replace(span, origin=before) if is_sequence(element) else span
                yield from self.cues(child, inside, who)
                before = span_within(child, inside, self.rates, absolute=self.absolute).end or before

    def _paragraph(self, element: Element, span: Span, who: str) -> Iterator[Cue]:
        parts = [child for child in element if is_timed(child)]
        outside = (element.text or "") + "".join(child.tail or "" for child in element)
        if not is_timed(element) and parts and not outside.strip() and len(parts) == len(element):
            for part in parts:
                yield self._cue(part, span_within(part, span, self.rates, absolute=self.absolute), who)
        else:
            yield self._cue(element, span, who)

    def _cue(self, element: Element, span: Span, who: str) -> Cue:
        """The element as a cue of WebVTT, its agents as voices."""
        number = line_of(element) or 1
        rows: list[list[Line]] = [[]]
        for run in self._text(element, "", self._who(element, who)):
            if run is _BREAK:
                rows.append([])
            else:
                rows[-1].append(run)
        return Cue(number, span.start, span.end, tuple(line for row in rows if (line := _row(row, number)).text))

    def _text(self, element: Element, before: str, who: str) -> Iterator[Line]:
        """Runs of text, each with the line in which it begins; a tag is taken to stand in one line."""
        who = self._who(element, who)
        at = line_of(element) or 1
        yield _spoken(element.text, at, f"<v {html.escape(who)}>" if who != before else "")
        for child in element:
            voice = ""
            if local(child.tag) == "br":
                yield _BREAK
            elif local(child.tag) not in _NO_TEXT:
                yield from self._text(child, who, who)
                voice = f"<v {html.escape(who)}>" if who and self._who(child, who) != who and child.tail else ""
            yield _spoken(child.tail, (line_of(child) or at) + "".join(child.itertext()).count("\n"), voice)

    def _who(self, element: Element, otherwise: str) -> str:
        keys = (attribute(element, "agent") or "").split()
        return ", ".join(self.agents.get(key, key) for key in keys)[:200] or otherwise


def _spoken(text: str | None, line: int, voice: str) -> Line:
    """Text of the document, where a line's end is no more than a blank; the voice stands before its first word."""
    escaped = html.escape(text or "", quote=False)
    words = escaped.lstrip()
    blank = escaped[: len(escaped) - len(words)]
    return Line(line + blank.count("\n"), (" " if blank else "") + voice + words)


def _row(runs: Sequence[Line], first: int) -> Line:
    """A row of a cue, with the line in which its words begin."""
    text, breaks = folded(runs, first)
    return Line(breaks[0][1] if breaks and breaks[0][0] == 0 else first, text)
