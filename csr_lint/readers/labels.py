"""Labels before turns: how a line may be read, and which of its readings name a speaker.

One grammar covers the labelled texts seen: `[bullet] [TIME] LABEL [TIME] SEPARATOR text`. A colon alone proves nothing
("The time is: 10:30"), so a line gets all its possible readings here, and `choice` decides which of them are real.
"""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from csr_lint.readers.times import STAMP
from csr_lint.vocabulary import RoleVocabulary, plain

_WINDOW = 160
_ALONE_WINDOW = 100

_RANGE = rf"(?P<{{0}}a>{STAMP})(?:\s?(?:-->|->|-|–|—|to)\s?(?P<{{0}}b>{STAMP}))?"


def _range(prefix: str) -> str:
    return _RANGE.replace("{0}", prefix)


_BULLET = re.compile(
    r"(?:[-*•·‣–]\s+|#{1,6}\s+|>{1,3}\s{0,9}|(?:[Tt]urn\s)?#?\d{1,4}[.):]\s+|[\[(]\d{1,4}[\])]\s+|#?\d{1,4}\s?[|\t]\s?|\d{1,4}\s+(?=[^\W\d_]))"
)
_LEADING_TIME = re.compile(
    rf"(?:[\[(<{{]\s?{_range('x')}\s?[\])>}}]|{_range('y')}(?=$|[\s|:–—-]))\s{{0,9}}(?:[-–—|:]{{1,2}}\s{{0,9}})?"
)
_AFTER_TIME = re.compile(rf"[\[(<]\s?{_range('x')}\s?[\])>]\s{{0,9}}[-–—|]?\s{{0,9}}")
_COLON = re.compile(
    rf"(?P<label>[^:：|\t]{{1,60}}?)\s{{0,9}}(?:[\[(]\s?{_range('x')}\s?[\])]|(?<=\s){_range('y')})?"
    r"\s{0,9}[:：](?!//)(?!(?<=\d:)\d{1,2}(?!\d))\s{0,9}"
)
_BAR = re.compile(rf"(?P<label>[^|\t]{{1,60}}?)\s{{0,9}}[|\t]\s{{0,9}}(?:{_range('x')}\s{{0,9}}[|\t]\s{{0,9}})?")
_DASH = re.compile(r"(?P<label>[^|\t–—-]{1,40}?)\s{0,9}(?:[-–—]{1,2}(?=\s))\s{1,9}")
_SPACES = re.compile(rf"(?P<label>\S+(?: \S+){{0,3}})\s{{2,9}}(?:{_range('x')}\s{{2,9}})?(?=\S)")
_ALONE = re.compile(rf"(?P<label>[^:：|\t]{{1,60}}?)(?:\s{{1,9}}[\[(]?{_range('x')}[\])]?)?\s{{0,9}}:?$")
_BOLD = re.compile(
    r"(\*{1,3}(?=[^*])|_{1,3}(?=[^_]))(?P<label>[^*:：]{1,60}?)(?P<inner>[:：]?)\s?\1\s{0,9}(?P<outer>[:：]?)\s{0,9}"
)
_BOX = re.compile(r"(?:<<(?P<a>[^<>]{1,60})>>|<(?P<b>[^<>/]{1,60})>|\[(?P<c>[^\[\]]{1,60})\])\s{0,9}[:：]?\s{0,9}")
_ZOOM = re.compile(r"From\s+(?P<label>.{1,60}?)\s+to\s+.{1,60}$", re.IGNORECASE)
_FROM = re.compile(r"From\s{1,9}(?=\S)")
_BRACKETED = re.compile(r"(?P<outer>.*?)\s*[(\[](?P<inner>[^()\[\]]+)[)\]]$")
_JOINED = re.compile(r"\s+[-–—/|]\s+|\s?/\s?|,\s+")
_WRAPPERS = "*_<>[]«» \t"
_PARTICLES = frozenset("de da del della di der den van von la le el al bin ibn dos das du y and of the".split())


class Separator(StrEnum):
    """What stands between a label and its text."""

    COLON = "colon"
    BOX = "box"
    BAR = "bar"
    DASH = "dash"
    SPACES = "spaces"
    ALONE = "alone"


class Label(msgspec.Struct, frozen=True):
    """A label taken apart: "Jane (Agent)" is the label "Agent" with the name "Jane"."""

    label: str
    name: str | None = None


class Reading(msgspec.Struct, frozen=True):
    """One way to read a line: who, what, and the times beside it as they are spelled."""

    raw: str
    separator: Separator
    text: str
    start: str | None = None
    end: str | None = None

    @property
    def key(self) -> str:
        return self.raw.casefold()


class LineReadings(msgspec.Struct, frozen=True, kw_only=True):
    """All ways to read a line. `start` is a time at its begin (`boxed`: in brackets), `rest` what stands behind that.

    `under_time`: the line above holds nothing but a time; `over_time`: the line below, which belongs to it.
    """

    number: int
    text: str
    rest: str
    start: str | None = None
    end: str | None = None
    boxed: bool = False
    under_time: bool = False
    over_time: bool = False
    readings: tuple[Reading, ...] = ()

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def only_time(self) -> bool:
        return self.start is not None and not self.rest

    def is_timed(self, reading: Reading) -> bool:
        alone = self.over_time and reading.separator is Separator.ALONE
        return reading.start is not None or self.under_time or alone


def split_label(raw: str, vocabulary: RoleVocabulary) -> Label:
    """A label's role word and the person's name, where it has both: `Jane (Agent)`, `Agent - Jane`, `Agent Jane`."""
    text = " ".join(raw.split()).strip(_WRAPPERS).rstrip(":：").strip(_WRAPPERS)
    if vocabulary.role_of(text) is not None:
        return Label(text)
    bracketed = _BRACKETED.match(text)
    parts = [bracketed["outer"], bracketed["inner"]] if bracketed else _JOINED.split(text, maxsplit=1)
    if len(parts) == 2:
        for word, name in (parts, parts[::-1]):
            if vocabulary.role_of(word) is not None and (bracketed or is_name(name)):
                return Label(word.strip(_WRAPPERS), name.strip(_WRAPPERS) or None)
    first, _, others = text.partition(" ")
    if vocabulary.role_of(first) is not None and others[:1].isupper() and len(others.split()) <= 3:
        return Label(first, others)
    return Label(text)


def read_line(number: int, line: str) -> LineReadings:
    """All ways to read one line. Only its first 160 characters are searched for a label."""
    text = line.replace("\xa0", " ").replace("\u3000", " ").strip(" \t\ufeff\u200b\u200e\u200f")
    body = text[bullet.end() :] if (bullet := _BULLET.match(text)) and not text.startswith("**") else text
    time = _LEADING_TIME.match(body[:_WINDOW])
    start, end = _times(time) if time else (None, None)
    rest = body[time.end() :] if time else body
    if time and (bullet := _BULLET.match(rest[:8])):
        rest = rest[bullet.end() :]
    boxed = time is not None and body[0] in "[(<{"
    if start and (sender := _FROM.match(rest)) and not _ZOOM.match(rest.partition(":")[0].strip()):
        rest = rest[sender.end() :]
    readings = tuple(
        msgspec.structs.replace(r, start=r.start or start, end=r.end or (None if r.start else end))
        for r in _readings(rest)
    )
    return LineReadings(number=number, text=text, rest=rest, start=start, end=end, boxed=boxed, readings=readings)


def _times(match: re.Match[str]) -> tuple[str | None, str | None]:
    groups = match.groupdict()
    return groups.get("xa") or groups.get("ya"), groups.get("xb") or groups.get("yb")


def _readings(text: str) -> list[Reading]:
    head, found = text[:_WINDOW], []
    if bold := _BOLD.match(head):
        found.append(
            _reading(bold, bold["label"], Separator.COLON if bold["inner"] or bold["outer"] else Separator.BOX, text)
        )
    if box := _BOX.match(head):
        found.append(_reading(box, box["a"] or box["b"] or box["c"], Separator.BOX, text))
    if colon := _COLON.match(head):
        found.append(_reading(colon, colon["label"], Separator.COLON, text))
        if plain(colon["label"]) == "speaker" and 0 < len(found[-1].text) <= 20:
            found.insert(0, Reading(found[-1].text, Separator.COLON, "", found[-1].start, found[-1].end))
    alone = _ALONE.match(text) if len(text) <= _ALONE_WINDOW else None
    if alone and alone["xa"]:
        found.append(_reading(alone, alone["label"], Separator.ALONE, text))
    for pattern, separator in ((_BAR, Separator.BAR), (_SPACES, Separator.SPACES), (_DASH, Separator.DASH)):
        if match := pattern.match(head):
            found.append(_reading(match, match["label"], separator, text))
    if alone and not alone["xa"]:
        found.append(_reading(alone, alone["label"], Separator.ALONE, text))
    return [r for r in found if plausible(r.raw)]


def _reading(match: re.Match[str], label: str, separator: Separator, line: str) -> Reading:
    start, end = _times(match)
    text = line[match.end() :].strip()
    if start is None and (after := _AFTER_TIME.match(text[:_WINDOW])):
        start, end = _times(after)
        text = text[after.end() :]
    if zoom := _ZOOM.match(label):
        label = zoom["label"]
    return Reading(label.strip(_WRAPPERS), separator, text, start, end)


def plausible(label: str) -> bool:
    """Could this name a speaker at all? At most four words (six with a role in brackets), no sentence, some letters."""
    words = label.split()
    if not 1 <= len(words) <= (6 if label.endswith((")", "]")) else 4) or len(label) > 60:
        return False
    if not any(c.isalnum() for c in label) or label.isdigit() or any(c in label for c in '?!;"{}='):
        return False
    return not label.endswith(".") or len(words[-1]) <= 3


def is_name(label: str) -> bool:
    """Is it written as a name or a user name is: Jane Doe, JANE, Smith, John (Contractor), jdoe42, jane@acme.com?"""
    words = label.replace("(", " ").replace(")", " ").split()
    if len(words) == 1 and any(c.isdigit() or c in "@_" for c in label) and any(c.isalpha() for c in label):
        return True
    if not words or not words[0][0].isalpha() or words[0][0].islower():
        return False
    return all(w in _PARTICLES or not w[0].islower() for w in words)
