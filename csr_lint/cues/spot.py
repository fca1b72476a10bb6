"""Spots cues in a call: every named pattern over every turn, with guards and modifiers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache

from csr_lint.cues import timing
from csr_lint.cues.automaton import Automaton
from csr_lint.cues.context import ENDS, Found, Hits, Modifying, guarded, modifiers
from csr_lint.cues.lexicon import Lexicon, Trees, guard_of, trees_of
from csr_lint.cues.matching import Hit
from csr_lint.cues.reading import Grammar, slots_of
from csr_lint.cues.ready import Engine
from csr_lint.cues.view import View, view
from csr_lint.model import Call, Cue, Modifier, Role, Turn
from csr_lint.rule import CuePattern

STOPPING = (Modifier.NEGATED, Modifier.HYPOTHETICAL, Modifier.PAST, Modifier.OTHER_PERSON)


class Spotter:
    """The lexicon made ready to run. Raises LexiconError with every fault found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._engine = Engine(lexicon)
        self._stopping = {name: _stopping(cue) for name, cue in lexicon.cues.items()}
        self._guards = {name: guard_of(name) for name in lexicon.cues}
        self._modifying = Modifying(lexicon.triggers.trigger)
        self._matchers: dict[Role, Automaton] = {}

    def view(self, text: str) -> View:
        """The view of a turn's text, as this spotter matches it."""
        return view(text, self._engine.chunks)

    def spot(self, call: Call) -> list[Cue]:
        """Every cue in a call that has turns: lexical ones turn by turn, then those of the clock."""
        found = [cue for turn in call.turns if turn.role is not Role.OTHER for cue in self._turn(turn)]
        self._engine.keep()
        return [*found, *timing.spot(call)]

    def read(self, cue: Cue, turn: Turn) -> tuple[str, tuple[tuple[str, str], ...]]:
        """How a cue was read: the sense (in its notation) that took exactly these words, and what its slots hold."""
        seen = self.view(turn.text)
        for hit in seen.hits_at(cue.start, cue.end):
            senses = self._trees.senses[cue.name]
            k, taken = slots_of(tuple(senses.values()), seen.words, hit, self._grammar)
            if k >= 0:
                held = ((name, " ".join(seen.words[a:b])) for name, (a, b) in taken)
                return list(senses)[k], tuple(held)
        return "", ()

    @cached_property
    def _trees(self) -> Trees:
        return trees_of(self._lexicon, [])

    @cached_property
    def _grammar(self) -> Grammar:
        return Grammar(slots=self._trees.slots, canonical=self._engine.canonical, takes=self._engine.takes)

    def _turn(self, turn: Turn) -> Iterator[Cue]:
        seen = self.view(turn.text)
        hits = self._matcher(turn.role).hits(seen.words)
        names = hits.keys() & self._lexicon.cues.keys()
        triggers = self._modifying.found(hits) if names else ()
        for name in sorted(names):
            for hit in hits[name]:
                yield self._cue(name, turn, seen, hit, hits, triggers)

    def _matcher(self, role: Role) -> Automaton:
        """What is looked for in a side's turns: its cues, their guards, and what modifies them."""
        if role not in self._matchers:
            names = [name for name, _ in self._lexicon.senses() if self._sayable(name, role)]
            self._matchers[role] = self._engine.automaton(names)
        return self._matchers[role]

    def _sayable(self, name: str, role: Role) -> bool:
        cue = self._lexicon.cue_of(name)
        return cue is None or cue.by in ("any", role.value)

    def _cue(self, name: str, turn: Turn, seen: View, hit: Hit, hits: Hits, triggers: Found) -> Cue:
        start, end = seen.span(*hit)
        around = modifiers(seen, hit, triggers, hits.get(ENDS, ()))
        stopped = next((m.value for m in self._stopping[name] if m in around), None)
        guards = hits.get(self._guards[name])
        if guards and guarded(seen, hit, guards):
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


@lru_cache(maxsize=4)
def spotter_of(lexicon: Lexicon) -> Spotter:
    """The spotter of a lexicon; making one is most of what a linter costs, so equal lexicons share it."""
    return Spotter(lexicon)


def _stopping(cue: CuePattern) -> tuple[Modifier, ...]:
    return tuple(m for m in (*STOPPING, *cue.deny) if m not in cue.allow)
