"""closing: the call comes to a close; is anything more asked for, summed up, left unanswered?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from csr_lint.episodes.opening import starts_mid_call
from csr_lint.episodes.steps import in_turn
from csr_lint.episodes.transfer import hand_overs
from csr_lint.model import Episode, Role, Step, Turn
from csr_lint.scene import Scene

_CLOSES = ("goodbye", "closing_words")
# How near the end a farewell must stand to close the call, in turns.
_LAST_TURNS = 4
# A farewell with no more words than these beside it answers nothing, unless it says yes or no.
_TOO_FEW_TO_ANSWER = 4
# What may stand after a question mark without taking the question back: "… for the week? All of it."
_AFTERTHOUGHT = 5
_ANSWERS = ("done", "answer_given", "next_step", "promise", "refusal", "option", "time_given")
_YES_OR_NO = frozenset("yes yeah yep no nope correct exactly absolutely sure".split())
# A mark in the last turn that somebody hangs up: "[hangs up]", "*click*", "(call ends)".
_RINGS_OFF = re.compile(
    r"[\[(*<][^\])*>\n]*\b(?:hangs? up|hung up|clicks?|disconnect|(?:call|chat) end|ends? (?:the )?(?:call|chat))", re.I
)
# A line of the system that somebody is gone: "Dean has left the chat.", "Agent ended the chat."
_LEAVES = re.compile(r"\b(?:left|has left|ended|has ended|closed|disconnected)\b", re.I)
_PARTS = (*_CLOSES, "anything_else", "customer_goodbye", "hangs_up")
_THANKS = ("thanks_ritual", "thanks_meant", "thanks_strong")
_CONTENT = ("satisfied", "delighted", "need_confirmed", *_THANKS)
KIND, OPENED_BY = "closing", (*_PARTS, *_THANKS)
STEPS = ("anything_else", "by_transfer", "hung_up", "question_open")


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
        kind=KIND,
        agent=closing.speaker,
        spans=closing.whole,
        steps=tuple(steps),
        searched=(0, scene.last_segment),
    )


def is_closed(scene: Scene) -> bool:
    """Is there a farewell near the end, or is somebody gone? In a whole call the last thanks are a farewell too."""
    opening = next((t.index for t in scene.turns(Role.AGENT)), -1)
    last = {t.index for t in scene.call.turns[-_LAST_TURNS:]} - {opening}
    final = {t.index for t in scene.call.turns[-2:]}
    said = any(c.turn in last for c in scene.cues(*_PARTS)) or _rings_off(scene.call.turns[-1]) or _left(scene)
    return bool(said) or (not starts_mid_call(scene) and any(c.turn in final for c in scene.cues(*_THANKS)))


def closing_turn(scene: Scene) -> Turn:
    """The agent's turn that closes the call: the last with a farewell, else the last one."""
    agents = scene.turns(Role.AGENT)
    for turn in reversed(agents[-3:]):
        if in_turn(scene, turn.index, *_CLOSES):
            return turn
    return agents[-1]


def open_question(scene: Scene) -> Turn | None:
    """The agent's parting turn that leaves the customer's question or objection unanswered."""
    turns = scene.turns()
    partings = [t for t in turns[1:] if t.role is Role.AGENT and in_turn(scene, t.index, *_CLOSES, "anything_else")]
    left = _left(scene)
    if left is not None and left not in partings:
        partings.append(left)
    for turn in reversed(partings[-2:]):
        if any(in_turn(scene, t.index, *_ANSWERS) for t in scene.after(turn, Role.AGENT)):
            return None
        before = scene.before(turn, Role.CUSTOMER)
        asked = before is not None and turn.index - before.index <= 1 and _asks(scene, before)
        if asked and not _answers(scene, turn):
            return turn
    last = turns[-1]
    gone = left is not None and partings[-1] is left
    if partings and last.role is Role.CUSTOMER and (gone or in_turn(scene, partings[-1].index, *_CLOSES)):
        return partings[-1] if last.index > partings[-1].index and _asks(scene, last) else None
    return None


def _answers(scene: Scene, turn: Turn) -> bool:
    """Does a parting turn say something beside the parting words?"""
    if in_turn(scene, turn.index, *_ANSWERS):
        return True
    rest = turn.text
    for cue in in_turn(scene, turn.index, *_CLOSES, "anything_else", "no_reply"):
        rest = rest[: cue.start] + " " * (cue.end - cue.start) + rest[cue.end :]
    words = [word for piece in rest.split() if (word := piece.strip(".,!?-").lower())]
    return len(words) > _TOO_FEW_TO_ANSWER or bool(words and words[0] in _YES_OR_NO)


def _asks(scene: Scene, turn: Turn) -> bool:
    """Does the customer's turn leave something asked or objected to, with no contentment after it?"""
    if in_turn(scene, turn.index, "customer_goodbye"):
        return False
    if turn.text.rstrip().endswith("?"):
        return True
    asks, _, after = turn.text.rstrip().rpartition("?")
    if asks and len(after.split()) <= _AFTERTHOUGHT and not in_turn(scene, turn.index, *_CONTENT):
        return True
    asked = in_turn(scene, turn.index, "customer_asks", "objects")
    content = in_turn(scene, turn.index, *_CONTENT)
    return bool(asked) and not (content and content[-1].place > asked[-1].place)


def _left(scene: Scene) -> Turn | None:
    """The agent's last turn, where the file says after it that the agent left ("[Agent has left the chat]")."""
    last, agents = scene.call.turns[-1], scene.turns(Role.AGENT)
    if last.role is not Role.OTHER or not agents or not _LEAVES.search(last.text):
        return None
    here = agents[-1]
    customer = last.text.strip(" [(*").lower().startswith(("customer", "visitor", "guest", "caller", "you ", "user"))
    return here if not customer and here.index >= len(scene.call.turns) - 4 else None


def _rings_off(turn: Turn) -> bool:
    return turn.role in (Role.AGENT, Role.CUSTOMER) and bool(_RINGS_OFF.search(turn.text))


def _hung_up(scene: Scene, last: Turn, agent: Turn) -> bool:
    """Does the customer end the call, and the agent not?"""
    if last.role is not Role.CUSTOMER or in_turn(scene, agent.index, *_CLOSES):
        return False
    return _rings_off(last) or bool(in_turn(scene, last.index, "hangs_up", "left_open"))
