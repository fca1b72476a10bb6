"""The rulebook: every rule, cue, slot and trigger, read from files, checked together, ready to use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint.checks.quantities import QUANTITIES
from csr_lint.cues.lexicon import Lexicon
from csr_lint.episodes.following import kinds, steps_of
from csr_lint.errors import ConfigError, RuleError
from csr_lint.library import CLOCK_CUES, Library
from csr_lint.packed import key_of, load, store
from csr_lint.rule import (
    AvoidParams,
    ExpectParams,
    HealthParams,
    MeasureParams,
    Params,
    Rule,
    ScaleParams,
    Scorecard,
    SignalParams,
    TeamParams,
)
from csr_lint.rulefiles import PARAMS, Place, RuleFile, convert, toml_files
from csr_lint.suggest import did_you_mean
from csr_lint.version import __version__

V = TypeVar("V")


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """Rules by code, the lexicon that all of them use, and the scorecard that weighs them.

    `written`: the file in which each cue and slot stands, by "cue NAME" and "slot <NAME>".
    """

    rules: tuple[Rule, ...]
    lexicon: Lexicon
    scorecard: Scorecard
    version: str
    written: Mapping[str, str] = {}

    def rule(self, name: str) -> Rule:
        """The rule with that code, name or alias. Raises ConfigError with the nearest name."""
        for rule in self.rules:
            if name.lower() in (rule.code.lower(), rule.name, *rule.aliases):
                return rule
        raise ConfigError(self._no_rule(name))

    def noting(self, condition: str) -> Rule | None:
        """The rule that notes this condition of a transcript, where it is selected."""
        told = (r for r in self.rules if isinstance(r.params, HealthParams) and r.params.condition == condition)
        return next(told, None)

    def placed(self, fault: str) -> str:
        """A fault of the lexicon ("cue NAME: …"), with the file in which it stands."""
        owner = fault.partition(": ")[0].removesuffix(" (unless)")
        return f"{self.written[owner]}: {fault}" if owner in self.written else fault

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Rulebook:
        """Only the selected rules without the ignored ones; each by code, name, alias or prefix of a code."""
        if faults := [self._no_rule(name) for name in (*select, *ignore) if not self._codes([name])]:
            raise ConfigError("\n".join(faults))
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
        return {
            rule.code
            for name in names
            for rule in self.rules
            if name and (name in (rule.name, *rule.aliases) or rule.code.startswith(name.upper()))
        }

    def _no_rule(self, name: str) -> str:
        codes = self._codes([name])
        if group := [f"{rule.code} {rule.name}" for rule in self.rules if rule.code in codes]:
            return f"{name!r} is more than one rule; say which: {', '.join(group)}"
        names = [*(r.code for r in self.rules), *(r.name for r in self.rules), *{r.category for r in self.rules}]
        return f"there is no rule {name!r}" + (did_you_mean(name, names) or " (csr-lint rules lists them)")


def load_rulebook(*, packs: Sequence[Path] = (), scorecard: str | Path | None = None) -> Rulebook:
    """The rulebook that comes with csr-lint, and packs (folders or files of one's own) after it.

    `scorecard` is the name of one that comes with csr-lint, or a TOML file. Raises RuleError with all faults at once.
    """
    home = files("csr_lint.rules")
    key = _key([home, *packs], str(scorecard or "support"), home)
    kept = load("rulebook", key, Rulebook) if key else None
    if kept is None:
        kept = _made(home, packs, str(scorecard or "support"))
        if key:
            store("rulebook", key, kept)
    return kept


def _key(folders: Sequence[Place], scorecard: str, home: Place) -> str:
    """The key of a rulebook: the places and bytes of all its files; "" where one of them cannot be read."""
    try:
        places = [p for folder in folders for p in (toml_files(folder) if folder.is_dir() else [folder])]
        if not home.joinpath("scorecards", f"{scorecard}.toml").is_file():
            places.append(Path(scorecard))
        return key_of([scorecard.encode(), *(part for p in places for part in (str(p).encode(), p.read_bytes()))])
    except OSError:
        return ""


def _made(home: Place, packs: Sequence[Path], scorecard: str) -> Rulebook:
    library = Library()
    for folder in (home, *packs):
        library.read_folder(folder)
    triggers = library.triggers(home.joinpath("modifiers.toml"))
    card = library.scorecard(scorecard, home)
    if library.faults or triggers is None or card is None:
        raise RuleError(library.faults)
    _check_scorecard(card, library)
    rules = [_ready(library.rules[code], library, card) for code in sorted(library.rules)]
    if library.faults:
        raise RuleError(library.faults)
    return Rulebook(
        rules=tuple(r for r in rules if r is not None and not any(_names(key, r.code, r.name) for key in card.off)),
        lexicon=Lexicon(cues=library.all_cues(), slots=library.slots, triggers=triggers),
        scorecard=card,
        written=library.written,
        version=_version([*library.texts, home.joinpath("roles.toml").read_bytes()]),
    )


def _names(key: str, code: str, name: str) -> bool:
    """Does a scorecard's key mean this rule: by its name, its code or a prefix of that?"""
    return key == name or (key != "" and code.startswith(key))


def _check_scorecard(card: Scorecard, library: Library) -> None:
    rules = {rule.code: rule.name for rule in library.rules.values()}
    known = [*rules, *rules.values()]
    for key in (*card.weights, *card.severity, *card.off):
        if not any(_names(key, code, name) for code, name in rules.items()):
            library.faults.append(f"scorecard {card.name}: there is no rule {key!r}{did_you_mean(key, known)}")
    for key in card.params:
        if key not in known:
            message = f"there is no rule {key!r} (params go by code or name){did_you_mean(key, known)}"
            library.faults.append(f"scorecard {card.name}: {message}")


def _ready(file: RuleFile, library: Library, card: Scorecard) -> Rule | None:
    where = library.places[file.code]
    table = {**file.params, **card.params.get(file.name, {}), **card.params.get(file.code, {})}
    params = convert(table, PARAMS[file.check], f"{where} [params]", library.faults)
    if params is None:
        return None
    resolved = _resolve(params, file, library, where)
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
    keys = [k for k in table if _names(k, file.code, file.name)]
    return table[max(keys, key=lambda k: (k == file.name, len(k)))] if keys else own


def _resolve(params: Params, file: RuleFile, library: Library, where: str) -> Params:
    """The params with cue names as the lexicon has them (the rule's own as CODE.name); faults for what there is not."""

    def known(what: str, name: str, there: Iterable[str]) -> None:
        if name not in there:
            library.faults.append(f"{where}: there is no {what} {name!r}{did_you_mean(name, there)}")

    def names(cues: tuple[str, ...]) -> tuple[str, ...]:
        found = []
        for cue in cues:
            if cue in file.cues:
                found.append(f"{file.code}.{cue}")
            elif cue in library.cues or cue in CLOCK_CUES:
                found.append(cue)
            else:
                known("cue", cue, [*file.cues, *library.cues])
        return tuple(found)

    def episode(kind: str, steps: Iterable[str]) -> None:
        known("kind of episode", kind, kinds())
        for step in steps if kind in kinds() else ():
            known(f"step of {kind}", step, steps_of(kind))

    for use in params.episodes if isinstance(params, AvoidParams | SignalParams) else ():
        episode(use.kind, [*use.with_steps, *use.without, *([use.placed_at] if use.placed_at else [])])
    replace = msgspec.structs.replace
    match params:
        case ExpectParams():
            placed = [params.placed_at] if params.placed_at else []
            episode(params.episode, [*params.met_by, *params.needs, *params.not_with, *placed])
            return params
        case AvoidParams():
            return replace(params, cues=names(params.cues), excused_by=names(params.excused_by))
        case SignalParams():
            return replace(params, cues=names(params.cues), all_of=names(params.all_of))
        case MeasureParams():
            for limit in params.limits:
                known("quantity", limit.quantity, QUANTITIES)
            return replace(params, limits=tuple(replace(x, cues=names(x.cues)) for x in params.limits))
        case HealthParams():
            return params
        case TeamParams():
            for code in params.rules:
                known("rule", code, library.rules)
            return params
        case ScaleParams():
            rungs = tuple(replace(rung, cues=names(rung.cues)) for rung in params.rungs)
            told = {key: names(getattr(params, key)) for key in ("cap_after", "free", "ironic_with", "ironic_after")}
            return replace(params, rungs=rungs, **told)


def _version(texts: Iterable[bytes]) -> str:
    """csr-lint's version and a checksum of every file read, whatever their order."""
    total = hashlib.sha256()
    for digest in sorted(hashlib.sha256(text).digest() for text in texts):
        total.update(digest)
    return f"{__version__}+{total.hexdigest()[:12]}"
