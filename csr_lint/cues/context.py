"""Modifiers: what the words around a hit make of it.

The ConText algorithm (Harkema et al. 2009): a trigger has a direction and a scope, and terminators end it. A trigger
lies outside the hit; what a sense itself says ("can not") modifies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csr_lint.cues.matching import Hit
from csr_lint.cues.view import View
from csr_lint.cues.words import EDGES
from csr_lint.model import Modifier
from csr_lint.rule import Trigger

Hits = Mapping[str, Sequence[Hit]]
Found = Sequence[tuple[Trigger, Sequence[Hit]]]
"""Triggers with the places where they were found."""
CONJUNCTIONS = frozenset(("and", "but", "because", "so", "or", "then", "although", "though"))
CLAUSE_WORDS = 8
ENDS = "~ends"


def trigger_name(k: int, *, guard: bool = False) -> str:
    """The name under which trigger `k` (or what makes it none) is matched."""
    return f"~{k}!" if guard else f"~{k}"


def clause(view: View, hit: Hit) -> Hit:
    """The clause around a hit: up to the next stop or conjunction, at most 8 words each way."""
    words = view.words
    first, last = hit
    low, high = max(0, first - CLAUSE_WORDS), min(len(words), last + CLAUSE_WORDS)
    while first > low and words[first - 1] not in EDGES and words[first - 1] not in CONJUNCTIONS:
        first -= 1
    while last < high and words[last] not in EDGES and words[last] not in CONJUNCTIONS:
        last += 1
    return first, last


def guarded(view: View, hit: Hit, guards: Sequence[Hit]) -> bool:
    """Does one of the guards lie in the hit's clause (a stop mark or an edge beside it may belong to it)?"""
    first, last = clause(view, hit)
    return any(first - 1 <= low and high <= last + 1 for low, high in guards)


class Modifying:
    """The triggers of modifiers, by the names under which they are matched."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self._named = {trigger_name(k): (trigger, trigger_name(k, guard=True)) for k, trigger in enumerate(triggers)}

    def found(self, hits: Hits) -> Found:
        """The triggers that stand in a turn, with their places, but for those that their guards cover."""
        found = []
        for name in hits.keys() & self._named.keys():
            trigger, guard = self._named[name]
            guards = hits.get(guard, ())
            places = [at for at in hits[name] if not any(g[0] <= at[0] and at[1] <= g[1] for g in guards)]
            found.append((trigger, places))
        return found


def modifiers(view: View, hit: Hit, triggers: Found, ends: Sequence[Hit]) -> frozenset[Modifier]:
    """The modifiers of a hit, given the triggers of its turn and the places of what ends a scope."""
    words = view.words
    low, high = _sentence(words, hit)
    found = {Modifier.ASKED} if high < len(words) and words[high] == "?" else set()
    for trigger, places in triggers:
        if trigger.modifier in found:
            continue
        for at in places:
            outside = at[1] <= hit[0] or at[0] >= hit[1]
            if outside and low - 1 <= at[0] and at[1] <= high + 1 and _reaches(trigger, at, hit, ends):
                found.add(trigger.modifier)
                break
    return frozenset(found)


def _reaches(trigger: Trigger, at: Hit, hit: Hit, ends: Sequence[Hit]) -> bool:
    if trigger.direction == "sentence":
        return True
    first, last = (at[1], hit[0]) if trigger.direction == "forward" else (hit[1], at[0])
    if first > last or last - first > trigger.scope:
        return False
    return not any(first <= e[0] < last for e in ends)


def _sentence(words: Sequence[str], hit: Hit) -> Hit:
    """The words of the hit's sentence: between the stops or edges before and after it."""
    low, high = hit
    while low > 0 and words[low - 1] not in EDGES:
        low -= 1
    while high < len(words) and words[high] not in EDGES:
        high += 1
    return low, high
