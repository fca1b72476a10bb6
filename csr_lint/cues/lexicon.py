"""Everything that is written in the notation, and how it is made ready: parsed, checked, written as a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from csr_lint.cues.context import ENDS, trigger_name
from csr_lint.cues.notation import Node, NotationError, parse
from csr_lint.cues.program import Canonical, Program, Writer, wordless
from csr_lint.rule import CuePattern, Triggers

_GUARD = "!"


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that is written in the notation: cues and slots by name, and the triggers of modifiers."""

    cues: Mapping[str, CuePattern]
    slots: Mapping[str, tuple[str, ...]]
    triggers: Triggers

    def __hash__(self) -> int:
        return hash(msgspec.json.encode(self, order="deterministic"))

    def senses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """By name: the lines of every cue, every trigger, the guards of both, and what ends a scope."""
        for name, cue in self.cues.items():
            yield name, cue.say
            if cue.unless:
                yield guard_of(name), cue.unless
        for k, trigger in enumerate(self.triggers.trigger):
            yield trigger_name(k), trigger.say
            if trigger.unless:
                yield trigger_name(k, guard=True), trigger.unless
        yield ENDS, self.triggers.ends

    def cue_of(self, name: str) -> CuePattern | None:
        """The cue that a name of `senses` belongs to, as itself or as its guard."""
        return self.cues.get(name.removesuffix(_GUARD))


class LexiconError(ValueError):
    """Faults in senses: `faults` holds one line each, naming cue, sense, column and what was expected."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def guard_of(name: str) -> str:
    """The name under which a cue's guard is matched."""
    return name + _GUARD


class Trees(msgspec.Struct, frozen=True):
    """The trees of all senses, by name and line, and of all slots, by name."""

    senses: Mapping[str, Mapping[str, Node]]
    slots: Mapping[str, tuple[Node, ...]]


def trees_of(lexicon: Lexicon, faults: list[str]) -> Trees:
    """Every line read into its tree; `faults` gets a line for each that cannot be read."""
    slots = {name: tuple(_parsed(f"slot <{name}>", lines, faults).values()) for name, lines in lexicon.slots.items()}
    return Trees({name: _parsed(owner(name), lines, faults) for name, lines in lexicon.senses()}, slots)


def program_of(lexicon: Lexicon, canonical: Canonical) -> Program:
    """The lexicon as a program; `canonical` reads a word as the view reads a text's. Raises LexiconError."""
    faults: list[str] = []
    trees = trees_of(lexicon, faults)
    writer = Writer(trees.slots, canonical)
    for name, lines in trees.senses.items():
        for line, tree in lines.items():
            try:
                writer.add(name, tree)
            except NotationError as error:
                faults.append(f"{owner(name)}: {line!r}: {error}")
    program = writer.program()
    for name, nodes in program.senses.items():
        if any(wordless(program, node) for node in nodes):
            faults.append(f"{owner(name)}: a sense needs at least one word that is not optional")
    if faults:
        raise LexiconError(faults)
    return program


def owner(name: str) -> str:
    """Whose sense it is, as a fault says it."""
    return f"cue {name.removesuffix(_GUARD)}" + (" (unless)" if name.endswith(_GUARD) else "")


def _parsed(whose: str, lines: tuple[str, ...], faults: list[str]) -> dict[str, Node]:
    """The tree of each line that can be read."""
    trees = {}
    for line in lines:
        try:
            trees[line] = parse(line)
        except NotationError as error:
            faults.append(f"{whose}: {line!r}: {error}")
    return trees
