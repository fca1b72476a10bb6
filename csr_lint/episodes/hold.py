"""hold: the customer waits off the conversation: asking, a reason, a yes, coming back, thanks."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import answer_of, in_turn, reply
from csr_lint.episodes.transfer import hand_overs
from csr_lint.model import Cue, Episode, Modifier, Role, Step, Turn
from csr_lint.scene import Scene

# How many agent turns after the announcement may still be its small print ("thank you, one moment").
_RETURN_WITHIN = 3


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: asked, agreed, explained (a reason or a length), back, thanked, new_voice.

    `amount` is the longest silence in it, in seconds; waiting words inside a hand-over belong to the transfer.
    """
    handing = {c.turn for cues in hand_overs(scene) for c in cues}
    done = -1
    for cue in scene.cues("hold_announced"):
        if cue.turn in handing or cue.spans[0].segment <= done or _declined(scene, cue):
            continue
        back = _return(scene, cue)
        done = back.segments[0] if back is not None and back.index != cue.turn else cue.spans[-1].segment
        yield Episode(
            kind="hold",
            agent=cue.speaker,
            spans=cue.spans,
            steps=tuple(_steps(scene, cue, back)),
            searched=(cue.spans[0].segment, done),
            open=back is None,
            amount=_silence(scene, cue.spans[0].segment, done),
        )


def _declined(scene: Scene, cue: Cue) -> bool:
    answer = reply(scene, cue.spans[-1].segment)
    return answer is not None and answer.name == "declined"


def _steps(scene: Scene, cue: Cue, back: Turn | None) -> Iterator[Step]:
    if Modifier.ASKED in cue.modifiers or in_turn(scene, cue.turn, "hold_asked"):
        yield Step(name="asked", spans=cue.spans)
    answer = reply(scene, cue.spans[-1].segment)
    if answer is not None:
        yield answer
    before = scene.before(scene.call.turns[cue.turn], Role.AGENT)
    near = [cue.turn, *([before.index] if before is not None else [])]
    for name in ("hold_reason", "hold_length"):
        said = [c for turn in near for c in in_turn(scene, turn, name)]
        if said:
            yield Step(name="explained", spans=said[0].spans)
    if back is None:
        return
    if back.speaker != cue.speaker:
        yield Step(name="new_voice", spans=back.whole, after=1)
    yield Step(name="back", spans=back.whole, after=1)
    thanks = [c for c in in_turn(scene, back.index, "thanks_for_waiting") if c.place > cue.place]
    if thanks:
        yield Step(name="thanked", spans=thanks[0].spans, after=1)


def _return(scene: Scene, cue: Cue) -> Turn | None:
    """The agent's turn that ends the hold: one that says so, else the first after the customer's answer."""
    turn = scene.call.turns[cue.turn]
    if any(c.place > cue.place for c in in_turn(scene, cue.turn, "thanks_for_waiting", "back_from_hold")):
        return turn
    following = list(scene.after(turn, Role.AGENT))[:_RETURN_WITHIN]
    for later in following:
        if in_turn(scene, later.index, "thanks_for_waiting", "back_from_hold"):
            return later
    if not following:
        return None
    answered = answer_of(scene, cue.spans[-1].segment)
    mere = answered is not None and len(following) > 1 and len(following[0].text.split()) <= 6
    return following[1] if mere else following[0]


def _silence(scene: Scene, first: int, last: int) -> float | None:
    """The longest silence between two segments, in seconds; None where the call has no times."""
    if not scene.call.timed:
        return None
    inside = [c.amount or 0.0 for c in scene.cues("silence") if first <= c.spans[0].segment < max(last, first + 1)]
    return max(inside, default=0.0)
