"""How one cue reads a sentence: for authors of rules."""

from __future__ import annotations

import msgspec

from csr_lint.cues.lexicon import LexiconError
from csr_lint.cues.spot import spotter_of
from csr_lint.errors import ConfigError, RuleError
from csr_lint.model import Call, Role, Segment
from csr_lint.rulebook import Rulebook
from csr_lint.suggest import did_you_mean
from csr_lint.turns import with_turns


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One hit: the words, the sense that took them, what its slots hold, and what stopped it (None: it counts)."""

    text: str
    sense: str
    slots: tuple[tuple[str, str], ...]
    modifiers: tuple[str, ...]
    stopped: str | None


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """A cue tried on some words: `view` is how they are matched."""

    cue: str
    view: str
    hits: tuple[Hit, ...]


def try_cue(rulebook: Rulebook, name: str, text: str) -> Tried:
    """Reads `text`, said by a side that may say the cue. `name` is a shared cue, or a rule's own as CODE.name or name.

    Raises ConfigError for an unknown cue, RuleError for a fault in its notation.
    """
    known = rulebook.lexicon.cues
    if name not in known:
        ending = [full for full in known if full.endswith(f".{name}")]
        if len(ending) > 1:
            raise ConfigError(f'"{name}" is more than one cue; say which: {", ".join(sorted(ending))}')
        if not ending:
            raise ConfigError(f'there is no cue "{name}"{did_you_mean(name, known)}')
        name = ending[0]
    lexicon = msgspec.structs.replace(rulebook.lexicon, cues={name: known[name]})
    try:
        spotter = spotter_of(lexicon)
    except LexiconError as e:
        raise RuleError([rulebook.placed(fault) for fault in e.faults]) from e
    role = Role.CUSTOMER if known[name].by == "customer" else Role.AGENT
    segment = Segment(index=0, label=role.value, text=text, role=role)
    call = with_turns(Call(id="", source="", format="", segments=(segment,)))
    hits = []
    for cue in spotter.spot(call):
        sense, slots = spotter.read(cue, call.turns[0])
        around = tuple(sorted(m.value for m in cue.modifiers))
        hits.append(Hit(text=cue.text, sense=sense, slots=slots, modifiers=around, stopped=cue.stopped))
    return Tried(cue=name, view=" ".join(spotter.view(text).words[1:-1]), hits=tuple(hits))
