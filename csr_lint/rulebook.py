"""The rulebook: every rule, cue, slot and trigger, read from files, checked together, ready to use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint.checks.quantities import QUANTITIES
from csr_lint.cues.spot import Lexicon
from csr_lint.errors import ConfigError, RuleError
from csr_lint.rule import (
    AvoidParams,
    CuePattern,
    MeasureParams,
    Params,
    Rule,
    ScaleParams,
    Scorecard,
    SignalParams,
    Triggers,
)
from csr_lint.rulefiles import PARAMS, CueFile, Place, RuleFile, convert, read_toml, toml_files
from csr_lint.suggest import did_you_mean
from csr_lint.version import __version__

# Cues that no file says: they come from the clock (cues/timing.py).
CLOCK_CUES = frozenset(("silence", "interruption"))
V = TypeVar("V")
_APART = ("modifiers.toml", "roles.toml")


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """Rules by code, the lexicon that all of them use, and the scorecard that weighs them."""

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    scorecard: Scorecard
    version: str

    def rule(self, name: str) -> Rule:
        """The rule with that code, name or alias. Raises ConfigError with the nearest name."""
        for rule in self.rules:
            if name.lower() in (rule.code.lower(), rule.name, *rule.aliases):
                return rule
        raise ConfigError(f"there is no rule {name!r}{did_you_mean(name, self._names())}")

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Rulebook:
        """Only the selected rules without the ignored ones; each by code, name, alias or prefix of a code."""
        chosen = self._codes(select) if select else {r.code for r in self.rules}
        chosen -= self._codes(ignore)
        if not chosen:
            raise ConfigError("no rule is left by --select and --ignore")
        kept = {n: c for n, c in self.lexicon.cues.items() if "." not in n or n.split(".")[0] in chosen}
        return msgspec.structs.replace(
            self,
            rules=tuple(r for r in self.rules if r.code in chosen),
            lexicon=msgspec.structs.replace(self.lexicon, cues=kept),
        )

    def _codes(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for name in names:
            codes = {r.code for r in self.rules if name in (r.name, *r.aliases) or r.code.startswith(name.upper())}
            if not name or not codes:
                raise ConfigError(f"there is no rule {name!r}{did_you_mean(name, self._names())}")
            found |= codes
        return found

    def _names(self) -> list[str]:
        return [*(r.code for r in self.rules), *(r.name for r in self.rules), *{r.category for r in self.rules}]


class _Library(msgspec.Struct):
    """What has been read so far."""

    rules: dict[str, RuleFile]
    places: dict[str, str]
    cues: dict[str, CuePattern]
    slots: dict[str, tuple[str, ...]]
    texts: list[bytes]


def load_rulebook(*, packs: Sequence[Path] = (), scorecard: str | Path | None = None) -> Rulebook:
    """The rulebook that comes with csr-lint, and packs (folders or files of one's own) after it.

    `scorecard` is the name of one that comes with csr-lint, or a TOML file. Raises RuleError with all faults at once.
    """
    faults: list[str] = []
    home = files("csr_lint.rules")
    library = _Library({}, {}, {}, {}, [])
    for folder in (home, *packs):
        _read_folder(folder, library, faults)
    triggers = _triggers(home.joinpath("modifiers.toml"), library, faults)
    card = _scorecard(home, scorecard, library, faults)
    if faults or triggers is None or card is None:
        raise RuleError(faults)
    rules = [_ready(library.rules[code], library, card, faults) for code in sorted(library.rules)]
    _check_scorecard(card, library, faults)
    if faults:
        raise RuleError(faults)
    lexicon = Lexicon(cues=_all_cues(library), slots=library.slots, triggers=triggers)
    ready = tuple(r for r in rules if r is not None and r.code not in card.off)
    return Rulebook(rules=ready, lexicon=lexicon, scorecard=card, version=_version(library.texts))


def _read_folder(folder: Place, library: _Library, faults: list[str]) -> None:
    if not folder.is_dir():
        if folder.is_file():
            _read_file(folder, library, faults)
        else:
            faults.append(f"{folder}: there is no such rule folder or file")
        return
    for place in toml_files(folder):
        parent = getattr(place, "parent", None)
        if place.name in _APART or (parent is not None and parent.name == "scorecards"):
            continue
        if parent is not None and parent.name == "slots":
            _read_slots(place, library, faults)
        else:
            _read_file(place, library, faults)


def _read_slots(place: Place, library: _Library, faults: list[str]) -> None:
    table = read_toml(place, faults)
    slots = convert(table, dict[str, tuple[str, ...]], str(place), faults) if table is not None else None
    _add_slots(slots or {}, str(place), library, faults)
    library.texts.append(place.read_bytes())


def _read_file(place: Place, library: _Library, faults: list[str]) -> None:
    table = read_toml(place, faults)
    if table is None:
        return
    library.texts.append(place.read_bytes())
    where = str(place)
    if "code" not in table and not {"name", "check", "summary"} & set(table):
        shared = convert(table, CueFile, where, faults)
        if shared is not None:
            _add_cues(shared.cues, where, library, faults)
            _add_slots(shared.slots, where, library, faults)
        return
    rule = convert(table, RuleFile, where, faults)
    if rule is None:
        return
    if rule.code in library.rules:
        faults.append(f"{where}: the code {rule.code} is taken by {library.places[rule.code]}")
        return
    library.rules[rule.code] = rule
    library.places[rule.code] = where
    _add_slots(rule.slots, where, library, faults)


def _add_cues(cues: Mapping[str, CuePattern], where: str, library: _Library, faults: list[str]) -> None:
    for name, cue in cues.items():
        if name in library.cues or name in CLOCK_CUES:
            faults.append(f"{where}: there is a cue {name!r} already")
        library.cues[name] = cue


def _add_slots(slots: Mapping[str, tuple[str, ...]], where: str, library: _Library, faults: list[str]) -> None:
    for name, lines in slots.items():
        if name in library.slots:
            faults.append(f"{where}: there is a slot <{name}> already")
        library.slots[name] = lines


def _all_cues(library: _Library) -> dict[str, CuePattern]:
    own = {f"{r.code}.{name}": cue for r in library.rules.values() for name, cue in r.cues.items()}
    return {**library.cues, **own}


def _triggers(place: Place, library: _Library, faults: list[str]) -> Triggers | None:
    table = read_toml(place, faults)
    library.texts.append(place.read_bytes())
    return convert(table, Triggers, str(place), faults) if table is not None else None


def _scorecard(home: Place, name: str | Path | None, library: _Library, faults: list[str]) -> Scorecard | None:
    shipped = {p.name.removesuffix(".toml"): p for p in toml_files(home.joinpath("scorecards"))}
    wanted = str(name or "support")
    place = shipped.get(wanted) or Path(wanted)
    if not place.is_file():
        hint = did_you_mean(wanted, list(shipped))
        faults.append(f"there is no scorecard {wanted!r}{hint} (or give a TOML file)")
        return None
    library.texts.append(place.read_bytes())
    table = read_toml(place, faults)
    return convert(table, Scorecard, str(place), faults) if table is not None else None


def _check_scorecard(card: Scorecard, library: _Library, faults: list[str]) -> None:
    known = [*library.rules, *(r.name for r in library.rules.values())]
    for key in (*card.weights, *card.severity, *card.params, *card.off):
        if not any(key == name or name.startswith(key) for name in known):
            faults.append(f"scorecard {card.name}: there is no rule {key!r}{did_you_mean(key, known)}")


def _ready(file: RuleFile, library: _Library, card: Scorecard, faults: list[str]) -> Rule | None:
    where = library.places[file.code]
    table = {**file.params, **card.params.get(file.code, {})}
    params = convert(table, PARAMS[file.check], f"{where} [params]", faults)
    if params is None:
        return None
    resolved = _resolve(params, file, library, where, faults)
    return Rule(
        code=file.code,
        name=file.name,
        aliases=file.aliases,
        summary=file.summary,
        why=file.why,
        source=file.source,
        severity=_longest(card.severity, file, file.severity),
        critical=file.critical,
        weight=_longest(card.weights, file, file.weight),
        check=file.check,
        params=resolved,
        message=file.message,
        advice=file.advice,
        typed=file.typed,
        cues=tuple((f"{file.code}.{name}", cue) for name, cue in sorted(file.cues.items())),
        examples=file.example,
        path=where,
    )


def _longest(table: Mapping[str, V], file: RuleFile, own: V) -> V:
    """The scorecard's word on a rule: by name, code or the longest prefix of the code; else the rule's own."""
    keys = [k for k in table if k == file.name or file.code.startswith(k)]
    return table[max(keys, key=lambda k: (k == file.name, len(k)))] if keys else own


def _resolve(params: Params, file: RuleFile, library: _Library, where: str, faults: list[str]) -> Params:
    """The params with cue names as the lexicon has them: the rule's own as CODE.name."""

    def names(cues: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for cue in cues:
            if cue in file.cues:
                found.append(f"{file.code}.{cue}")
            elif cue in library.cues or cue in CLOCK_CUES:
                found.append(cue)
            else:
                faults.append(f"{where}: there is no cue {cue!r}{did_you_mean(cue, [*file.cues, *library.cues])}")
        return tuple(found)

    replace = msgspec.structs.replace
    match params:
        case AvoidParams():
            return replace(params, cues=names(params.cues))
        case SignalParams():
            return replace(params, cues=names(params.cues), all_of=names(params.all_of))
        case MeasureParams():
            for limit in params.limits:
                if limit.quantity not in QUANTITIES:
                    hint = did_you_mean(limit.quantity, list(QUANTITIES))
                    faults.append(f"{where}: there is no quantity {limit.quantity!r}{hint}")
            return replace(params, limits=tuple(replace(x, cues=names(x.cues)) for x in params.limits))
        case ScaleParams():
            rungs = tuple(replace(rung, cues=names(rung.cues)) for rung in params.rungs)
            return replace(params, rungs=rungs, cap_after=names(params.cap_after), free=names(params.free))
    return params


def _version(texts: Iterable[bytes]) -> str:
    """csr-lint's version and a checksum of every file read, whatever their order."""
    total = hashlib.sha256()
    for digest in sorted(hashlib.sha256(text).digest() for text in texts):
        total.update(digest)
    return f"{__version__}+{total.hexdigest()[:12]}"
