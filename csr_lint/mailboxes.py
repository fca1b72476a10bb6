"""E-mail addresses of persons in a text: written, and spoken as "john dot smith at gmail dot com"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csr_lint.spoken import NUMBER

_NEAR = 80  # characters before "at" that may hold the name, and the words that announce it
_WRITTEN = re.compile(r"(?<![\w.%+*-])([\w.%+-]{1,64})@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w-])", re.I)
_AT = re.compile(
    r"\bat\s(?:the\srate\s(?:of\s)?)?"
    r"(?P<domain>(?:g|hot|yahoo|proton)\s?mail|[a-z0-9-]{1,40}(?:(?:\sdot\s|\.)[a-z0-9-]{1,40}){0,2}?)"
    r"(?:\sdot\s|\.)(?:com|net|org|edu|gov|co|uk|ie|in|io|ca|au|nz|de|fr|ph|us|me|info|biz)\b(?:(?:\sdot\s|\.)[a-z]{2}\b)?",
    re.I,
)
_LOCAL = re.compile(
    rf"(?<!\S)(?:[\w.+-]{{1,40}}\s(?:dot|under\s?score|dash|hyphen|period|point|plus)\s|[a-z]\s|(?:{NUMBER})\s"
    rf"|(?!(?:is|it's|its|s)\s)[a-z]{{2,20}}\s(?=(?:{NUMBER})\s))*[\w.+-]{{1,40}}\s$",
    re.I,
)
_PROVIDER = re.compile(
    r"(?:g|hot|y|fast|proton|rocket)?\s?mail|gmx|yahoo|ymail|outlook|icloud|aol|proton|live|msn|comcast|verizon|att|me"
    r"|googlemail|rediffmail|btinternet|sky|virginmedia|eircom|btopenworld",
    re.I,
)
_COMPANY = re.compile(
    r"info|support|help|helpdesk|service|services|customer\W?\w*|sales|billing|no\W?reply|contact|care|admin|orders?"
    r"|returns?|hello|team|feedback|complaints?|press|office|enquir(?:y|ies)|accounts?|payments?|claims?|careers|privacy",
    re.I,
)
_NO_NAME = frozenset(
    "me us you it them him her look looking email mail account address here there visit up online order and is are or"
    " to that this shop website site page one store available go find check not now also was".split()
)
_ANNOUNCED = re.compile(r"\be-?\s?mails?\b", re.I)


def mailboxes(text: str, *, before: str = "") -> Iterator[tuple[int, int]]:
    """The places of personal e-mail addresses in a text, in characters; `before` is what was said just before it.

    Mailboxes of a company's desk ("support@…", "billing at acme dot com") belong to nobody and are passed over.
    """
    for found in _WRITTEN.finditer(text):
        if not _COMPANY.fullmatch(found[1]):
            yield found.span()
    for found in _AT.finditer(text):
        if (start := _spoken_start(text, found, before)) is not None:
            yield start, found.end()


def _spoken_start(text: str, at: re.Match[str], before: str) -> int | None:
    """Where the name begins that stands before a spoken "at …"; None where that is no name."""
    first = max(0, at.start() - _NEAR)
    local = _LOCAL.search(text, first, at.start())
    if local is None:
        return None
    name = local.group().strip()
    if _COMPANY.fullmatch(name) or name.lower() in _NO_NAME:
        return None
    said = (before[-_NEAR:] + "\n" + text[first : local.start()])[-_NEAR:]
    built = len(name.split()) > 1 or "." in name or "_" in name or any(c.isdigit() for c in name)
    return local.start() if built or _PROVIDER.fullmatch(at["domain"]) or _ANNOUNCED.search(said) else None
