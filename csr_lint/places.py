"""Street addresses in a text, written or as a recogniser writes them down: number, name, kind of street."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csr_lint.spoken import NUMBER

_NEAR = 60  # characters before an address in which words announce one
_DIGIT = frozenset("zero oh o nought one two three four five six seven eight nine".split())
_NOT_A_NAME = (
    "a an the my your his her our their its this that these those on in at to from for of off up down by with and or"
    " is was are were be it i you we they he she minutes? hours? days? weeks? months? years? times? dollars? pounds?"
    " euros? bucks miles? blocks? people percent more other different same side lanes? cars? items? orders? bags?"
    " pieces? stars? inch inches feet foot pm am so just like about around way ways gigs? megs? then when if per"
).replace(" ", "|")
_NAME = rf"(?:(?!(?:{_NOT_A_NAME})\b)[a-z][a-z'’-]{{0,24}}\.?|[0-9]{{1,3}}(?:st|nd|rd|th))"
# The second kind is a street only where it is written or announced as one: a place, a way, a drive, a close.
_SURE = "street|avenue|ave|road|rd|lane|ln|boulevard|blvd|crescent|terrace|parkway|pkwy"
_PERHAPS = "st|drive|dr|court|ct|place|pl|way|close|square|gardens|grove|hill|row|walk|park|circle|highway"
STREETS = frozenset(f"{_SURE}|{_PERHAPS}".split("|"))
_ADDRESS = re.compile(
    rf"(?<![\w$£€.:,/-])(?P<number>[0-9]{{1,5}}[a-z]?|(?:{NUMBER})(?:[ -](?:{NUMBER})){{0,3}}),?\s(?:{_NAME}\s){{1,3}}?"
    rf"(?:(?P<sure>{_SURE})|(?:{_PERHAPS}))"
    r"(?![\w'’])(?P<unit>\.?,?\s(?:apt|apartment|unit|suite|ste|flat)\.?\s#?[a-z0-9]{1,6}\b)?",
    re.I,
)
_ANNOUNCED = re.compile(
    r"\b(?:address|(?:live|lives|living|lived|staying|based|located|house|property) (?:at|on)|moved to|postcode"
    r"|(?:ship|send|sent|deliver|delivered|delivery|post|mail|going|shipped) (?:it |that |them |this )?to)\b",
    re.I,
)


def addresses(text: str, *, before: str = "") -> Iterator[tuple[int, int]]:
    """The places of street addresses in a text, in characters; `before` is what was said just before it."""
    for found in _ADDRESS.finditer(text):
        said = (before[-_NEAR:] + "\n" + text[max(0, found.start() - _NEAR) : found.start()])[-_NEAR:]
        if found["unit"] or _ANNOUNCED.search(said) or _plainly_one(found):
            yield found.span()


def _plainly_one(found: re.Match[str]) -> bool:
    """Whether an address shows by itself: "there is one main road" and "3 orders by the way" do not."""
    if found["number"].lower() in _DIGIT:
        return False
    if found["sure"]:
        return True
    return all(word[0].isupper() for word in found.group()[len(found["number"]) :].strip(" ,").split())
