"""opening: the agent's first turns: a greeting, a name, an offer of help."""

from __future__ import annotations

import re
from collections.abc import Iterator

from csr_lint.episodes.steps import in_turn, steps_in_turns
from csr_lint.model import Episode, Role, Step, Turn
from csr_lint.scene import Scene

# The agent's turns in which each part may stand (RULEBOOK: OPN001, OPN002, OPN003).
_GREETING_TURNS, _NAME_TURNS, _OFFER_TURNS = 2, 3, 3
_OPENS = ("greeting", "own_name", "offer_of_help", "customer_greets")
# Words that open a call unless something else shows that it has been going on.
_MAY_OPEN = ("answers_the_line", "need_introduced", "need_stated")
# A transcript whose first words come later than this has lost its beginning.
_LATE_START_MS = 30_000
# With more words than these, and none that open a call, an agent is in the middle of something.
_SHORT_ANSWER = 8
# Characters that may stand beside the customer's greeting (a name, a full stop) without being a need.
_BESIDE_A_GREETING = 4
# An agent who speaks so early answers the line.
_EARLY_START_MS = 5_000
# A name that the file has blotted out is a name given: "this is [PII]", "my name is ****".
_BLOTTED = re.compile(
    r"\b(?:this is|name is|name's|i am|i'm|speaking (?:with|to))\s+(?:\[|<|\*{2}|x{3})", re.IGNORECASE
)

KIND, OPENED_BY = "opening", (*_OPENS, *_MAY_OPEN)
STEPS = ("greeting", "name", "offer", "need_first")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: greeting, name, offer, need_first (the customer says the need before the agent's first chance).

    None where the file plainly starts in mid-call.
    """
    agents = scene.turns(Role.AGENT)
    if not agents or starts_mid_call(scene):
        return
    first = agents[0]
    mine = [t for t in agents if t.speaker == first.speaker]
    steps: list[Step] = []
    steps += steps_in_turns(scene, mine[:_GREETING_TURNS], "greeting", "greeting")
    steps += steps_in_turns(scene, mine[:_NAME_TURNS], "name", "own_name")
    steps += _told_name(scene, mine[:_NAME_TURNS], steps)
    steps += steps_in_turns(scene, mine[:_OFFER_TURNS], "offer", "offer_of_help")
    steps += _need_first(scene, first)
    yield Episode(
        kind=KIND,
        agent=first.speaker,
        spans=first.whole,
        steps=tuple(steps),
        searched=(first.segments[0], mine[:_NAME_TURNS][-1].segments[-1]),
    )


def starts_mid_call(scene: Scene) -> bool:
    """Does nobody open the call in the first turns, do they go on with something, or does the clock start late?"""
    start = next((s.start_ms for s in scene.call.segments if s.start_ms is not None), None)
    if start is not None and not scene.call.typed:
        if start > _LATE_START_MS:
            return True
        if start < _EARLY_START_MS and scene.turns()[0].role is Role.AGENT:
            return False
    first = [*scene.turns(Role.AGENT)[:2], *scene.turns(Role.CUSTOMER)[:1]]
    early = {t.index for t in first}
    said = {c.name for c in scene.cues(*_OPENS, *_MAY_OPEN) if c.turn in early}
    if said & set(_OPENS):
        return False
    if not scene.call.typed and scene.turns()[0].role is Role.CUSTOMER:
        return True  # whoever is called speaks first
    start_turn = scene.turns()[0]
    heard = {c.name for c in scene.cues("mid_talk", "answers_the_line") if c.turn == start_turn.index}
    long_talk = start_turn.role is Role.AGENT and len(start_turn.text.split()) > _SHORT_ANSWER
    goes_on = "mid_talk" in heard or (long_talk and "answers_the_line" not in heard)
    return goes_on or not (said or scene.call.typed)


def _told_name(scene: Scene, turns: list[Turn], steps: list[Step]) -> list[Step]:
    """The agent's name as the file knows it, or blotted out in the file, said by the agent."""
    if any(s.name == "name" for s in steps) or not turns:
        return []
    known = {scene.call.agent, scene.call.segments[turns[0].segments[0]].name}
    first_names = {word.lower() for name in known if name for word in name.split()[:1] if word.isalpha()}
    for turn in turns:
        if _BLOTTED.search(turn.text.replace("’", "'")):
            return [Step(name="name", spans=turn.whole)]
        for word in turn.text.split():
            if word.strip(".,!?;:").lower() in first_names - {"agent", "customer"}:
                return [Step(name="name", spans=turn.whole)]
    return []


def _need_first(scene: Scene, first: Turn) -> list[Step]:
    """The customer's words before the agent's first, where they are more than a greeting."""
    for turn in scene.turns(Role.CUSTOMER):
        greets = [c for c in scene.cues("customer_greets") if c.turn == turn.index]
        more = len(turn.text) - sum(c.end - c.start for c in greets) > _BESIDE_A_GREETING
        if turn.index < first.index and (more or in_turn(scene, turn.index, "need_stated", "need_introduced")):
            return [Step(name="need_first", spans=turn.whole)]
    return []
