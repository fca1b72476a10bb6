"""HTML bodies of messages as the text that was read: tags gone, paragraphs as lines."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(r"<[^<>]*>")
_BREAKS = frozenset("p br div li tr h1 h2 h3 h4 h5 h6 blockquote ul ol table pre hr".split())
_UNSEEN = frozenset(("script", "style", "head", "title"))


class _Visible(HTMLParser):
    """Collects what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in _UNSEEN
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(self.hidden - (tag in _UNSEEN), 0)
        if tag in _BREAKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(" ".join(data.split("\n")))


def visible(html: str) -> str:
    """The text of an HTML fragment, a line for each paragraph; plain text stays as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    page = _Visible()
    try:
        page.feed(html)
        page.close()
    except AssertionError:  # the parser's way to refuse a declaration that it does not know
        page.parts = [_TAG.sub("\n", html)]
    lines = (" ".join(line.split()) for line in "".join(page.parts).split("\n"))
    return "\n".join(line for line in lines if line)
