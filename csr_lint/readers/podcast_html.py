"""HTML of podcast hosts (Buzzsprout): `<cite>Name:</cite><time>0:30</time><p>…</p>`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Note
from csr_lint.readers.about import About
from csr_lint.readers.assemble import Piece, build_call
from csr_lint.readers.breaks import Breaks, folded
from csr_lint.readers.labels import Label, split_label
from csr_lint.readers.source import Line, Source
from csr_lint.readers.times import clock
from csr_lint.vocabulary import load_vocabulary

NAME = "podcast-html"
ORDER = 320
ABOUT = About(
    title="Podcast transcript (HTML: Buzzsprout and kin)",
    group="Captions",
    recognised="`<cite>` and `<time>` before paragraphs",
    times="minutes and seconds, start of each paragraph",
    roles="names in the file",
    verified="1 file: a podcast",
)

_SPOKEN = re.compile(
    r"<time\b[^>]{0,200}>\s{0,40}(?:\d{1,3}:)?\d{1,3}:\d\d(?:\.\d{1,3})?\s{0,40}</time>\s{0,400}<p\b", re.IGNORECASE
)
# The standard library's parser takes the square of the time for tags that are never closed, and stumbles over `<![`.
_TOKEN = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]{0,40})[^<>]*+>|(?P<text>[^<]++|<)")
_DECLARATION = re.compile(r"<[!?][^<>]*+>?")
_PARTS = frozenset(("cite", "time", "p"))
_NO_TEXT = frozenset(("title", "script", "style", "template", "noscript"))


def sniff(source: Source) -> str | None:
    if not source.head.lstrip().startswith("<"):
        return None
    return "<time>, then <p>" if _SPOKEN.search(source.head) else None


def read(source: Source) -> Iterator[Call]:
    page = _Page(_plain(source.text))
    blocks = [block for block in page.blocks if block.text]
    if not blocks:
        message = "it has no turns (<cite>Name:</cite><time>0:30</time><p>text</p>)"
        raise TranscriptError(message, place=source.path, code="no-turns")
    yield build_call(source, NAME, list(_pieces(blocks)), notes=list(_notes(page, blocks)))


def _plain(text: str) -> str:
    """The page without comments and declarations, line by line where it was."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), "".join([*kept, text[at:]]))


class _Block:
    """A turn that still grows: its speaker, time and text as they are written."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.parts: dict[str, list[Line]] = {name: [] for name in _PARTS}

    def said(self, name: str) -> str:
        return self.placed(name)[0]

    def placed(self, name: str) -> tuple[str, Breaks]:
        return folded(self.parts[name], self.line)

    @property
    def text(self) -> str:
        return self.said("p")


class _Page:
    """Collects the turns of a page; `part` is the element that is open at the end, `outside` other lines of text."""

    def __init__(self, text: str) -> None:
        self.blocks: list[_Block] = []
        self.part: str | None = None
        self.closed = False
        self.outside: list[int] = []
        self._skipped: str | None = None
        self._line = 1
        for token in _TOKEN.finditer(text):
            self._take(token)
            self._line += token[0].count("\n")

    def _take(self, token: re.Match[str]) -> None:
        tag = (token["tag"] or "").lower()
        if self._skipped:
            self._skipped = None if token["end"] and tag == self._skipped else self._skipped
        elif token["text"] is not None:
            self._add(unescape(token["text"]))
        elif token["end"]:
            self._close(tag)
        else:
            self._open(tag)

    def _open(self, tag: str) -> None:
        if tag in _NO_TEXT:
            self._skipped = tag
        if tag in ("cite", "time") and (not self.blocks or self._goes_before(tag)):
            self.blocks.append(_Block(self._line))
        if tag in _PARTS and self.blocks:
            self.part = tag
            self.blocks[-1].parts[tag].append(Line(self._line, " "))
        elif tag == "br":
            self._add(" ")

    def _goes_before(self, tag: str) -> bool:
        """Has the last turn all that may stand before this?"""
        last = self.blocks[-1]
        return bool(last.parts["p"] or last.parts[tag] or (tag == "cite" and last.parts["time"]))

    def _close(self, tag: str) -> None:
        if tag == self.part:
            self.part = None
            self.closed = self.closed or tag == "p"

    def _add(self, text: str) -> None:
        if self.part and self.blocks:
            self.blocks[-1].parts[self.part].append(Line(self._line, text))
        elif text.strip():
            self.outside.append(self._line)


def _pieces(blocks: list[_Block]) -> Iterator[Piece]:
    vocabulary, last = load_vocabulary(), Label("")
    for block in blocks:
        cite = block.said("cite")
        last = split_label(cite, vocabulary) if cite else last
        start = clock(block.said("time"))
        text, breaks = block.placed("p")
        yield Piece(text=text, label=last.label, name=last.name, line=block.line, start_ms=start, breaks=breaks)


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
