"""hold: the customer waits off the conversation: asking, a reason, a yes, coming back, thanks."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import answer_of, in_turn, own_turn_before, reply
from csr_lint.episodes.transfer import hand_overs
from csr_lint.model import Cue, Episode, Modifier, Role, Step, Turn
from csr_lint.scene import Scene

# How many agent turns after the announcement may still be its small print ("thank you, one moment").
_RETURN_WITHIN = 3
# An agent's turn of so few words after the customer's yes is small print.
_SMALL_PRINT = 6
# More words than these after "let me go and check" are no small print: nobody went away.
_TALKS_ON = 15
_BACK = ("thanks_for_waiting", "back_from_hold")

KIND, OPENED_BY = "hold", ("hold_announced",)
STEPS = ("asked", "agreed", "explained", "back", "thanked", "new_voice", "declined")
# "Stay on the line" is a hold where nothing is said for so long ("a wait of a minute or more").
_ALONE_SECONDS = 60


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: asked, agreed, explained (a reason or a length), back, thanked, new_voice.

    `amount` is the longest silence in it, in seconds; waiting words inside a hand-over belong to the transfer.
    """
    handing = hand_overs(scene)
    done = (-1, 0)
    for cue in _announced(scene):
        if cue.place <= done or _declined(scene, cue) or _hands_over(scene, cue, handing) or _goes_on(scene, cue):
            continue
        back = _return(scene, cue)
        done = _end(scene, cue, back)
        yield Episode(
            kind=KIND,
            agent=cue.speaker,
            spans=cue.spans,
            steps=tuple(_steps(scene, cue, back)),
            searched=(cue.spans[0].segment, min(done[0], scene.last_segment)),
            open=back is None and cue.spans[-1].segment == scene.last_segment,
            amount=_silence(scene, cue.spans[0].segment, done[0]),
        )


def _end(scene: Scene, cue: Cue, back: Turn | None) -> tuple[int, int]:
    """The place (segment, character) up to which words about waiting belong to this hold."""
    if back is None:
        return (scene.last_segment + 1, 0)
    said = [c.place for c in in_turn(scene, back.index, *_BACK) if c.place > cue.place]
    return said[0] if said else (next((s for s in back.segments if s > cue.spans[-1].segment), cue.place[0] + 1), 0)


def _announced(scene: Scene) -> list[Cue]:
    """Words that put the customer on hold, and those for a moment after which they were left alone on the line."""
    found = list(scene.cues(*OPENED_BY))
    for alone in scene.cues("left_alone"):
        before = scene.before(scene.call.turns[alone.turn], Role.AGENT)
        if before is not None and not in_turn(scene, before.index, *OPENED_BY):
            found += in_turn(scene, before.index, "moment_asked")[-1:]
    found += [c for c in scene.cues("line_kept") if not in_turn(scene, c.turn, *OPENED_BY) and _long_wait(scene, c)]
    return sorted(found, key=lambda c: c.place)


def _long_wait(scene: Scene, cue: Cue) -> bool:
    """Is nothing said for a minute or more before the agent speaks again?"""
    back = next(scene.after(scene.call.turns[cue.turn], Role.AGENT), None)
    until = back.segments[0] if back is not None else scene.last_segment + 1
    quiet = (c for c in scene.cues("silence") if cue.spans[0].segment <= c.spans[0].segment < until)
    return any((c.amount or 0.0) >= _ALONE_SECONDS for c in quiet)


def _hands_over(scene: Scene, cue: Cue, handing: list[list[Cue]]) -> bool:
    """Do the words belong to a hand-over: in the turn that announces it, or the agent's last before a new voice?"""
    if any(c.turn == cue.turn for cues in handing for c in cues):
        return True
    if not any(cues[-1].speaker == cue.speaker and cues[-1].turn < cue.turn for cues in handing):
        return False
    later = next(scene.after(scene.call.turns[cue.turn], Role.AGENT), None)
    return later is None or later.speaker != cue.speaker or bool(in_turn(scene, later.index, "receiver_greets"))


def _goes_on(scene: Scene, cue: Cue) -> bool:
    """Does the agent talk on in the same breath ("let me go and check, all right, it is free at noon")?

    Not after the word "hold", nor where words of return are among it: then the customer's yes was left out.
    """
    turn = scene.call.turns[cue.turn]
    back = any(c.place > cue.place for c in in_turn(scene, cue.turn, *_BACK))
    return "hold" not in cue.text.lower() and not back and len(turn.text[cue.end :].split()) > _TALKS_ON


def _declined(scene: Scene, cue: Cue) -> bool:
    answer = reply(scene, cue.spans[-1].segment)
    return answer is not None and answer.name == "declined"


def _steps(scene: Scene, cue: Cue, back: Turn | None) -> Iterator[Step]:
    if Modifier.ASKED in cue.modifiers or in_turn(scene, cue.turn, "hold_asked"):
        yield Step(name="asked", spans=cue.spans)
    answer = reply(scene, cue.spans[-1].segment)
    if answer is not None:
        yield answer
    before = own_turn_before(scene, scene.call.turns[cue.turn])
    for name in ("hold_reason", "hold_length"):
        told = in_turn(scene, cue.turn, name) or (in_turn(scene, before.index, name) if before else [])
        if told:
            yield Step(name="explained", spans=told[0].spans)
    if back is None:
        return
    said = tuple(s for s in back.whole if s.segment > cue.spans[-1].segment) or back.spans(cue.end, len(back.text))
    if back.speaker != cue.speaker:
        yield Step(name="new_voice", spans=said, after=1)
    yield Step(name="back", spans=said, after=1)
    again = next(scene.after(back, Role.AGENT), back)
    near = (cue.turn, back.index, again.index)
    thanks = [c for c in scene.cues("thanks_for_waiting") if c.turn in near and c.place > cue.place]
    if thanks:
        yield Step(name="thanked", spans=thanks[0].spans, after=1)


def _return(scene: Scene, cue: Cue) -> Turn | None:
    """The agent's turn that ends the hold: one that says so, else the first after the answer and its small print."""
    turn = scene.call.turns[cue.turn]
    ends = [c for c in in_turn(scene, cue.turn, *_BACK) if c.place > cue.place]
    if any(c.name == "back_from_hold" or c.spans[0].segment > cue.spans[-1].segment for c in ends):
        return turn  # "thanks for your patience" right after the announcement is not yet the return
    following = list(scene.after(turn, Role.AGENT))[:_RETURN_WITHIN]
    for later in following:
        if in_turn(scene, later.index, *_BACK):
            return later
    if following and answer_of(scene, cue.spans[-1].segment) is not None and _mere(scene, following[0]):
        following = following[1:]
    return following[0] if following else _resumed(scene, cue, turn)


def _mere(scene: Scene, turn: Turn) -> bool:
    """Is the turn no more than "thank you, one moment", or the announcement once more?"""
    return len(turn.text.split()) <= _SMALL_PRINT or bool(in_turn(scene, turn.index, *OPENED_BY))


def _resumed(scene: Scene, cue: Cue, turn: Turn) -> Turn | None:
    """The same turn, where the agent goes on in it after the customer's mere "okay"."""
    later = [s for s in turn.segments if s > cue.spans[-1].segment]
    answered = any(s not in turn.segments for s in range(cue.spans[-1].segment, max(later, default=0)))
    words = sum(len(scene.call.segments[s].text.split()) for s in later)
    return turn if answered and words > _SMALL_PRINT else None


def _silence(scene: Scene, first: int, last: int) -> float | None:
    """The longest silence between two segments, in seconds; None where times are missing among them."""
    inside = [c.amount or 0.0 for c in scene.cues("silence") if first <= c.spans[0].segment < max(last, first + 1)]
    timed = all(s.start_ms is not None and s.end_ms is not None for s in scene.call.segments[first : last + 1])
    return max(inside, default=0.0 if timed else None)
