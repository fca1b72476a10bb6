"""Which labels are real: decided for all lines of a file together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from csr_lint.readers.labels import Label, LineReadings, Reading, Separator, is_name, split_label
from csr_lint.vocabulary import RoleVocabulary, plain

ANY = frozenset(Separator)
CAPTION = frozenset({Separator.COLON, Separator.BOX})
"""Separators that captions use."""

_FIRM = frozenset({Separator.COLON, Separator.BOX, Separator.BAR})
_DENSE = 0.95
_MOSTLY_TIMED = 0.8


class _Kind(StrEnum):
    KNOWN = "known"
    NUMBERED = "numbered"
    NAME = "name"
    HANDLE = "handle"


def _kind(reading: Reading, vocabulary: RoleVocabulary) -> _Kind | None:
    words = plain(reading.raw)
    if not words or words in vocabulary.never or (reading.separator is Separator.BOX and words in vocabulary.sounds):
        return None
    if vocabulary.role_of(split_label(reading.raw, vocabulary).label) is not None:
        return _Kind.KNOWN
    if vocabulary.is_numbered(reading.raw):
        return _Kind.NUMBERED
    if is_name(reading.raw):
        return _Kind.NAME
    return _Kind.HANDLE if len(reading.raw.split()) == 1 and reading.separator in _FIRM else None


class Choice:
    """Decides, from all lines of a file, which readings name speakers.

    A label of the vocabulary does; a numbered one (SPEAKER_00) if two lines have such labels; a name if it comes twice
    with another speaker between. A name that comes once does where every line has a label, or a time as the others do.
    Only the very lines given can be asked about.
    """

    def __init__(
        self, lines: Sequence[LineReadings], vocabulary: RoleVocabulary, separators: frozenset[Separator]
    ) -> None:
        self._vocabulary = vocabulary
        self._separators = separators
        self._kinds: dict[tuple[str, Separator], _Kind | None] = {}
        self._labels: dict[str, Label] = {}
        self._lines = lines
        self._rows = {id(line): self._find_eligible(line) for line in lines}
        filled = [line for line in lines if not line.blank]
        rows = [self._eligible(line) for line in filled]
        self._counts = Counter(key for row in rows for key in {(r.key, r.separator) for r in row})
        self._spelled = Counter(raw for row in rows for raw in {r.raw for r in row})
        self._firm = sum(any(self._kind_of(r) in (_Kind.KNOWN, _Kind.NUMBERED) for r in row) for row in rows)
        self._known_by = Counter(
            separator for row in rows for separator in {r.separator for r in row if self._kind_of(r) is _Kind.KNOWN}
        )
        self._returning = self._find_returning(rows)
        dashes = sum(any(r.separator is Separator.DASH for r in row) for row in rows)
        self._dashed = 2 * dashes >= len(filled)
        self._once_timed = self._once_dense = False
        chosen = [(line, r) for line in filled if (r := self.of(line))]
        colons = sum(any(self._is_colon(r) for r in row) for row in rows)
        self._once_dense = bool(chosen) and colons >= _DENSE * len(filled)
        if len(chosen) > 1:
            self._once_timed = sum(line.is_timed(r) for line, r in chosen) > _MOSTLY_TIMED * len(chosen)
        else:
            self._once_timed = self._all_beside_times(filled)

    def _eligible(self, line: LineReadings) -> list[Reading]:
        return self._rows[id(line)]

    def _find_eligible(self, line: LineReadings) -> list[Reading]:
        return [r for r in line.readings if r.separator in self._separators and self._kind_of(r) is not None]

    def _kind_of(self, reading: Reading) -> _Kind | None:
        key = (reading.raw, reading.separator)
        if key not in self._kinds:
            self._kinds[key] = _kind(reading, self._vocabulary)
        return self._kinds[key]

    def _all_beside_times(self, filled: Sequence[LineReadings]) -> bool:
        """No label is sure, but every third line names somebody beside a time, and not always the same one."""
        rows = [[r.key for r in self._eligible(line) if line.is_timed(r) and is_name(r.raw)] for line in filled]
        named = [row[0] for row in rows if row]
        talk = sum(not line.only_time for line in filled)
        return len(set(named)) > 1 and 3 * len(named) >= talk

    def _is_colon(self, reading: Reading) -> bool:
        return reading.separator is Separator.COLON and self._kind_of(reading) is not _Kind.HANDLE

    def _find_returning(self, rows: list[list[Reading]]) -> frozenset[tuple[str, Separator]]:
        """Labels that come back after a line with another label."""
        found: set[tuple[str, Separator]] = set()
        last: dict[tuple[str, Separator], int] = {}
        number = 0
        for row in rows:
            keys = {(r.key, r.separator) for r in row if self._may_take_turns(r)}
            number += bool(keys)
            found |= {key for key in keys if last.get(key, number) < number - 1}
            last |= dict.fromkeys(keys, number)
        return frozenset(found)

    def _may_take_turns(self, reading: Reading) -> bool:
        kind = self._kind_of(reading)
        if kind in (_Kind.KNOWN, _Kind.NUMBERED) or self._counts[reading.key, reading.separator] > 1:
            return True
        return reading.separator is Separator.COLON or reading.start is not None

    def of(self, line: LineReadings) -> Reading | None:
        """The reading of a line that names its speaker, or None."""
        return next((r for r in self._eligible(line) if self._holds(r, line)), None)

    def label(self, reading: Reading) -> Label:
        """The reading's label, taken apart."""
        if reading.raw not in self._labels:
            self._labels[reading.raw] = split_label(reading.raw, self._vocabulary)
        return self._labels[reading.raw]

    def is_sure(self, reading: Reading) -> bool:
        """Is it surely a label: one that names a side or numbers a speaker, or has a time beside it?"""
        return self._kind_of(reading) in (_Kind.KNOWN, _Kind.NUMBERED) or reading.start is not None

    def _holds(self, reading: Reading, line: LineReadings) -> bool:
        kind = self._kind_of(reading)
        if kind is _Kind.KNOWN:
            return self._known_holds(reading)
        if kind is _Kind.NUMBERED:
            return self._numbered_holds(reading)
        timed = line.is_timed(reading)
        if kind is _Kind.HANDLE and not timed:
            return False
        if (reading.key, reading.separator) not in self._returning:
            dense = self._once_dense and reading.separator is Separator.COLON and reading.text != ""
            return dense or (self._once_timed and timed)
        return reading.separator in _FIRM or timed or (reading.separator is Separator.DASH and self._dashed)

    def _known_holds(self, reading: Reading) -> bool:
        firm = reading.separator in _FIRM
        if reading.raw.islower():
            capital = reading.raw[:1].upper() + reading.raw[1:]
            others = self._spelled[capital] + self._spelled[reading.raw.upper()]
            return others == 0 and (firm or self._counts[reading.key, reading.separator] > 1)
        return firm or reading.start is not None or self._known_by[reading.separator] > 1

    def _numbered_holds(self, reading: Reading) -> bool:
        count = self._counts[reading.key, reading.separator]
        if len(plain(reading.raw)) == 1:
            return self._firm > 1 and count > 1 and (reading.separator in _FIRM or reading.start is not None)
        return reading.start is not None or (self._firm > 1 and (reading.separator in _FIRM or count > 1))
