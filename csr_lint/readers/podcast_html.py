"""HTML of podcast hosts (Buzzsprout): `<cite>Name:</cite><time>0:30</time><p>…</p>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.labels import Label, split_label
from csr_lint.readers.source import Source
from csr_lint.readers.times import clock
from csr_lint.vocabulary import load_vocabulary

NAME = "podcast-html"
ORDER = 320

_SPOKEN = re.compile(
    r"<time\b[^>]{0,200}>\s{0,40}(?:\d{1,3}:)?\d{1,3}:\d\d(?:\.\d{1,3})?\s{0,40}</time>\s{0,400}<p\b", re.IGNORECASE
)
_PARTS = frozenset(("cite", "time", "p"))
_NO_TEXT = frozenset(("head", "title", "script", "style", "template", "noscript"))


def sniff(source: Source) -> str | None:
    if not source.head.lstrip().startswith("<"):
        return None
    return "<time>, then <p>" if _SPOKEN.search(source.head) else None


def read(source: Source) -> Iterator[Call]:
    page = _Page()
    page.feed(source.text)
    page.close()
    blocks = [block for block in page.blocks if block.text]
    if not blocks:
        message = "it has no turns (<cite>Name:</cite><time>0:30</time><p>text</p>)"
        raise TranscriptError(message, place=source.path, code="no-turns")
    yield build_call(source, NAME, list(_pieces(blocks)), notes=list(_notes(page, blocks)))


class _Block:
    """A turn that still grows: its speaker, time and text as they are written."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.parts: dict[str, list[str]] = {name: [] for name in _PARTS}

    def said(self, name: str) -> str:
        return " ".join("".join(self.parts[name]).split())

    @property
    def text(self) -> str:
        return self.said("p")


class _Page(HTMLParser):
    """Collects the turns of a page; `part` is the element that is open at the end, `outside` other lines of text."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self.part: str | None = None
        self.closed = False
        self.outside: list[int] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NO_TEXT:
            self._skipped.append(tag)
        if tag in ("cite", "time") and (not self.blocks or self._goes_before(tag)):
            self.blocks.append(_Block(self.getpos()[0]))
        if tag in _PARTS and self.blocks:
            self.part = tag
            self.blocks[-1].parts[tag] += [" "]
        elif tag == "br":
            self.handle_data(" ")

    def _goes_before(self, tag: str) -> bool:
        """Has the last turn all that may stand before this?"""
        last = self.blocks[-1]
        return bool(last.parts["p"] or last.parts[tag] or (tag == "cite" and last.parts["time"]))

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and tag == self._skipped[-1]:
            self._skipped.pop()
        if tag == self.part:
            self.part = None
            self.closed = self.closed or tag == "p"

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self.part and self.blocks:
            self.blocks[-1].parts[self.part].append(data)
        elif data.strip():
            self.outside.append(self.getpos()[0])


def _pieces(blocks: list[_Block]) -> Iterator[Piece]:
    vocabulary, last = load_vocabulary(), Label("")
    for block in blocks:
        cite = block.said("cite")
        last = split_label(cite, vocabulary) if cite else last
        start = clock(block.said("time"))
        yield Piece(text=block.text, label=last.label, name=last.name, line=block.line, start_ms=start)


def _notes(page: _Page, blocks: list[_Block]) -> Iterator[Note]:
    named = [bool(block.said("cite")) for block in blocks]
    carried = sum(not name for name in named[named.index(True) :]) if any(named) else 0
    if carried:
        yield Note("speaker-carried", f"{carried} turns name no speaker; taken for the last one named")
    if page.outside:
        what = f"{len(page.outside)} texts outside the talk were not read as speech (first: line {page.outside[0]})"
        yield Note("lines-skipped", what)
    if silent := len(page.blocks) - len(blocks):
        yield Note("empty-turn", f"{silent} of {len(page.blocks)} turns have no text; they were left out")
    if page.part and (page.closed or page.part != "p"):
        yield Note("truncated", f"the file ends within <{page.part}>; it seems cut off")
