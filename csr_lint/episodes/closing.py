"""closing: the call comes to a close; is anything more asked for, summed up, left unanswered?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import in_turn
from csr_lint.episodes.transfer import hand_overs
from csr_lint.model import Episode, Role, Step, Turn
from csr_lint.scene import Scene

_CLOSES = ("goodbye", "closing_words")
# How near the end a farewell must stand to close the call, in turns.
_LAST_TURNS = 4
# An agent's last turn of so few words, farewell included, answers nothing.
_TOO_SHORT_TO_ANSWER = 14


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: anything_else, by_transfer, hung_up, question_open. None where the file ends in mid-call."""
    turns = scene.turns()
    agents = scene.turns(Role.AGENT)
    if not agents or not is_closed(scene):
        return
    closing = closing_turn(scene)
    steps = [Step(name="anything_else", spans=c.spans) for c in scene.cues("anything_else")]
    handed = [c for cues in hand_overs(scene) for c in cues]
    if handed and handed[-1].turn >= agents[-1].index:
        steps.append(Step(name="by_transfer", spans=handed[-1].spans))
    elif _hung_up(scene, turns[-1], agents[-1]):
        steps.append(Step(name="hung_up", spans=turns[-1].whole))
    asked = open_question(scene)
    if asked is not None:
        steps.append(Step(name="question_open", spans=asked.whole))
    yield Episode(
        kind="closing",
        agent=closing.speaker,
        spans=closing.whole,
        steps=tuple(steps),
        searched=(0, scene.last_segment),
    )


def is_closed(scene: Scene) -> bool:
    """Is there a farewell by either side, or the customer's thanks, near the end?"""
    last = {t.index for t in scene.call.turns[-_LAST_TURNS:]}
    final = {t.index for t in scene.call.turns[-2:]}
    said = any(c.turn in last for c in scene.cues(*_CLOSES, "anything_else", "customer_goodbye", "hangs_up"))
    return said or any(c.turn in final for c in scene.cues("thanks_ritual", "thanks_meant", "thanks_strong"))


def closing_turn(scene: Scene) -> Turn:
    """The agent's turn that closes the call: the last with a farewell, else the last one."""
    agents = scene.turns(Role.AGENT)
    for turn in reversed(agents[-3:]):
        if in_turn(scene, turn.index, *_CLOSES):
            return turn
    return agents[-1]


def open_question(scene: Scene) -> Turn | None:
    """The agent's farewell turn, where it leaves the customer's last question or objection unanswered."""
    turns = scene.turns()
    farewells = [t for t in turns if t.role is Role.AGENT and in_turn(scene, t.index, *_CLOSES)]
    if not farewells:
        return None
    final = farewells[-1]
    if turns[-1].role is Role.CUSTOMER and turns[-1].index > final.index and _asks(scene, turns[-1]):
        return final
    before = scene.before(final, Role.CUSTOMER)
    unanswered = before is not None and before.index >= final.index - 1 and _asks(scene, before)
    return final if unanswered and len(final.text.split()) <= _TOO_SHORT_TO_ANSWER else None


def _asks(scene: Scene, turn: Turn) -> bool:
    if in_turn(scene, turn.index, "customer_goodbye"):
        return False
    return turn.text.rstrip().endswith("?") or bool(in_turn(scene, turn.index, "customer_asks", "objects"))


def _hung_up(scene: Scene, last: Turn, agent: Turn) -> bool:
    """Does the customer end the call, and the agent not?"""
    if last.role is not Role.CUSTOMER or in_turn(scene, agent.index, *_CLOSES):
        return False
    return bool(in_turn(scene, last.index, "hangs_up", "left_open"))
