"""The library: what rule folders hold, as read: rules, cues, slots, with the file of each; faults are gathered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from csr_lint.rule import CuePattern, Scorecard, Triggers
from csr_lint.rulefiles import CueFile, Place, RuleFile, convert, read_toml, toml_files
from csr_lint.suggest import did_you_mean

# Cues that no file says: they come from the clock (cues/timing.py).
CLOCK_CUES = frozenset(("silence", "interruption"))
# Files with a shape of their own, read apart.
_APART = ("modifiers.toml", "roles.toml")


class Library(msgspec.Struct):
    """What has been read so far; `texts` are the bytes of every file.

    `places` says in which file each rule stands, `written` where each cue and slot does ("cue x", "slot <x>").
    """

    rules: dict[str, RuleFile] = {}
    places: dict[str, str] = {}
    written: dict[str, str] = {}
    cues: dict[str, CuePattern] = {}
    slots: dict[str, tuple[str, ...]] = {}
    texts: list[bytes] = []
    faults: list[str] = []

    def read_folder(self, folder: Place) -> None:
        """Reads every rule, cue and slot below a folder (or in one file)."""
        if folder.is_file():
            self._read_file(folder)
        elif not folder.is_dir():
            self.faults.append(f"{folder}: there is no such rule folder or file")
        else:
            for place in toml_files(folder):
                self._read_place(place)

    def triggers(self, place: Place) -> Triggers | None:
        """The triggers of modifiers, or None with a fault."""
        table = self._table(place)
        return convert(table, Triggers, str(place), self.faults) if table is not None else None

    def scorecard(self, name: str, home: Place) -> Scorecard | None:
        """The scorecard of that name in `home`, or in that file; None with a fault."""
        shipped = {p.name.removesuffix(".toml"): p for p in toml_files(home.joinpath("scorecards"))}
        place = shipped.get(name) or Path(name)
        if not place.is_file():
            hint = did_you_mean(name, list(shipped))
            self.faults.append(f"there is no scorecard {name!r}{hint} (or give a TOML file)")
            return None
        table = self._table(place)
        return convert(table, Scorecard, str(place), self.faults) if table is not None else None

    def all_cues(self) -> dict[str, CuePattern]:
        """The shared cues, and each rule's own as CODE.name."""
        own = {f"{r.code}.{name}": cue for r in self.rules.values() for name, cue in r.cues.items()}
        return {**self.cues, **own}

    def _table(self, place: Place) -> dict[str, object] | None:
        table = read_toml(place, self.faults)
        if table is not None:
            self.texts.append(place.read_bytes())
        return table

    def _read_place(self, place: Place) -> None:
        folder = getattr(getattr(place, "parent", None), "name", "")
        if place.name in _APART or folder == "scorecards":
            return
        if folder != "slots":
            self._read_file(place)
        elif (table := self._table(place)) is not None:
            self._add_slots(convert(table, dict[str, tuple[str, ...]], str(place), self.faults) or {}, str(place))

    def _read_file(self, place: Place) -> None:
        table, where = self._table(place), str(place)
        if table is None:
            return
        if "code" in table or {"name", "check", "summary"} & set(table):
            if (rule := convert(table, RuleFile, where, self.faults)) is not None:
                self._add_rule(rule, where)
        elif (shared := convert(table, CueFile, where, self.faults)) is not None:
            self._add_cues(shared.cues, where)
            self._add_slots(shared.slots, where)

    def _add_rule(self, rule: RuleFile, where: str) -> None:
        if rule.code in self.rules:
            self.faults.append(f"{where}: the code {rule.code} is taken by {self.places[rule.code]}")
            return
        taken = {name: r.code for r in self.rules.values() for name in (r.name, *r.aliases)}
        for name in (rule.name, *rule.aliases):
            if name in taken:
                self.faults.append(f"{where}: the name {name!r} is taken by {self.places[taken[name]]}")
        self.rules[rule.code] = rule
        self.places[rule.code] = where
        self.written |= {f"cue {rule.code}.{name}": where for name in rule.cues}
        self._add_slots(rule.slots, where)

    def _add_cues(self, cues: Mapping[str, CuePattern], where: str) -> None:
        for name, cue in cues.items():
            if name in self.cues or name in CLOCK_CUES:
                self.faults.append(f"{where}: there is a cue {name!r} already")
            self.cues[name] = cue
            self.written[f"cue {name}"] = where

    def _add_slots(self, slots: Mapping[str, tuple[str, ...]], where: str) -> None:
        for name, lines in slots.items():
            if name in self.slots:
                self.faults.append(f"{where}: there is a slot <{name}> already")
            self.slots[name] = lines
            self.written[f"slot <{name}>"] = where
