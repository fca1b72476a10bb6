"""Spots cues in a call: every named pattern over every turn, with guards and modifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from csr_lint.cues import timing
from csr_lint.cues.context import ENDS, Hits, guarded, modifiers, trigger_name
from csr_lint.cues.expand import Expansion, Flat
from csr_lint.cues.matching import CueMatcher, Hit
from csr_lint.cues.notation import Node, NotationError, parse
from csr_lint.cues.phrases import SpacyMatcher, Tokenizer, faultless
from csr_lint.cues.reading import Grammar, slots_of
from csr_lint.cues.view import Chunks, View, view
from csr_lint.cues.words import NUMBERS, TENS
from csr_lint.model import Call, Cue, Modifier, Role, Turn
from csr_lint.rule import CuePattern, Triggers

STOPPING = (Modifier.NEGATED, Modifier.HYPOTHETICAL, Modifier.PAST, Modifier.OTHER_PERSON)
_GUARD = "!"


class Lexicon(msgspec.Struct, frozen=True):
    """Everything that is written in the notation: cues and slots by name, and the triggers of modifiers."""

    cues: Mapping[str, CuePattern]
    slots: Mapping[str, tuple[str, ...]]
    triggers: Triggers

    def __hash__(self) -> int:
        return hash(msgspec.json.encode(self, order="deterministic"))


class Spotter:
    """The lexicon made ready to run. Raises SpotterError with every fault found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        tokenizer = Tokenizer()
        self._chunks = Chunks(tokenizer.split)
        self._trees: dict[str, tuple[Node, ...]] = {}
        self._slots: dict[str, tuple[Node, ...]] = {}
        matcher = SpacyMatcher(self._patterns(), tokenizer)
        self._takes = matcher.takes
        self._matcher: CueMatcher = matcher
        self._stopping = {name: _stopping(cue) for name, cue in lexicon.cues.items()}
        self._sayable = {role: frozenset(self._of_side(role)) for role in Role}

    def view(self, text: str) -> View:
        """The view of a turn's text, as this spotter matches it."""
        return view(text, self._chunks)

    def spot(self, call: Call) -> list[Cue]:
        """Every cue in a call that has turns: lexical ones turn by turn, then those of the clock."""
        found = [cue for turn in call.turns if turn.role is not Role.OTHER for cue in self._turn(turn)]
        return [*found, *timing.spot(call)]

    def read(self, cue: Cue, turn: Turn) -> tuple[str, tuple[tuple[str, str], ...]]:
        """How a cue was read: the sense (in its notation) that took exactly these words, and what its slots hold."""
        seen = self.view(turn.text)
        grammar = Grammar(slots=self._slots, canonical=self._canonical, takes=self._takes)
        for hit in seen.hits_at(cue.start, cue.end):
            k, taken = slots_of(self._trees[cue.name], seen.words, hit, grammar)
            if k >= 0:
                held = ((name, " ".join(seen.words[a:b])) for name, (a, b) in taken)
                return self._lexicon.cues[cue.name].say[k], tuple(held)
        return "", ()

    def _canonical(self, word: str) -> tuple[str, ...]:
        """A pattern's word as the view has it: contractions split, a spelt number as digits."""
        pieces = (piece[0] for piece in self._chunks.pieces(word) if piece[0] != ",")
        return tuple(str(NUMBERS[p]) if p in NUMBERS else str(TENS[p]) if p in TENS else p for p in pieces)

    def _turn(self, turn: Turn) -> Iterator[Cue]:
        seen = self.view(turn.text)
        hits = self._matcher.hits(seen, self._sayable[turn.role])
        for name in sorted(hits.keys() & self._lexicon.cues.keys()):
            for hit in hits[name]:
                yield self._cue(name, turn, seen, hit, hits)

    def _of_side(self, role: Role) -> Iterator[str]:
        """The names to be matched in a side's turns: its cues, their guards, and what modifies them."""
        for name, _ in self._senses():
            cue = self._lexicon.cues.get(name.removesuffix(_GUARD))
            if cue is None or cue.by in ("any", role.value):
                yield name

    def _cue(self, name: str, turn: Turn, seen: View, hit: Hit, hits: Hits) -> Cue:
        start, end = seen.span(*hit)
        around = modifiers(seen, hit, self._lexicon.triggers.trigger, hits)
        stopped = next((m.value for m in self._stopping[name] if m in around), None)
        if guarded(seen, hit, hits.get(name + _GUARD, ())):
            stopped = "guard"
        return Cue(
            name=name,
            turn=turn.index,
            role=turn.role,
            speaker=turn.speaker,
            start=start,
            end=end,
            spans=turn.spans(start, end),
            text=turn.text[start:end],
            modifiers=around,
            stopped=stopped,
        )

    def _patterns(self) -> dict[str, list[Flat]]:
        faults: list[str] = []
        for name, lines in self._lexicon.slots.items():
            self._slots[name] = tuple(node for _, node in _parsed(f"slot <{name}>", lines, faults))
        expansion = Expansion(self._slots, self._canonical)
        patterns: dict[str, list[Flat]] = {}
        for name, lines in self._senses():
            flats: dict[Flat, None] = {}
            owner = f"cue {name.removesuffix(_GUARD)}" + (" (unless)" if name.endswith(_GUARD) else "")
            parsed = _parsed(owner, lines, faults)
            self._trees[name] = tuple(node for _, node in parsed)
            for line, node in parsed:
                try:
                    flats.update(dict.fromkeys(expansion.expand(node)))
                except NotationError as e:
                    faults.append(f"{owner}: {line!r}: {e}")
            empty = [f for f in flats if not faultless(f)]
            if empty:
                faults.append(f"{owner}: a sense needs at least one word that is not optional")
            patterns[name] = [f for f in flats if f not in empty]
        if faults:
            raise SpotterError(faults)
        return patterns

    def _senses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for name, cue in self._lexicon.cues.items():
            yield name, cue.say
            if cue.unless:
                yield name + _GUARD, cue.unless
        for k, trigger in enumerate(self._lexicon.triggers.trigger):
            yield trigger_name(k), trigger.say
            if trigger.unless:
                yield trigger_name(k, guard=True), trigger.unless
        yield ENDS, self._lexicon.triggers.ends


@lru_cache(maxsize=4)
def spotter_of(lexicon: Lexicon) -> Spotter:
    """The spotter of a lexicon; making one is most of what a linter costs, so equal lexicons share it."""
    return Spotter(lexicon)


class SpotterError(ValueError):
    """Faults in senses: `faults` holds one line each, naming cue, sense, column and what was expected."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def _parsed(owner: str, lines: tuple[str, ...], faults: list[str]) -> list[tuple[str, Node]]:
    """Each line that can be read, with its tree."""
    trees = []
    for line in lines:
        try:
            trees.append((line, parse(line)))
        except NotationError as e:
            faults.append(f"{owner}: {line!r}: {e}")
    return trees


def _stopping(cue: CuePattern) -> tuple[Modifier, ...]:
    return tuple(m for m in (*STOPPING, *cue.deny) if m not in cue.allow)
