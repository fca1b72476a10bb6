"""promise: the agent promises a later action; is a time or a deadline given?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, later_steps, own_turn_before, reply
from csr_lint.model import Cue, Episode, Modifier, Role, Step, merge_spans
from csr_lint.scene import Scene

# What may be done on the line ("I'll look into that") is a promise for later only where nothing comes after it but
# leave-taking, or so few words.
_FEW_WORDS = 5
_PROPOSED = frozenset((Modifier.ASKED, Modifier.OFFERED))
KIND, OPENED_BY = "promise", ("promise", "promise_here")
STEPS = ("time",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `time`, said with the promise, after it, or proposed in the agent's turn before it.

    Promises in turns that follow each other are one.
    """
    last: int | None = None
    for cues in groups_by_turn(_promises(scene)):
        at = cues[0].spans[0].segment
        answered = reply(scene, at)
        if answered is not None and answered.name == "declined":
            continue
        last, before = at, last
        if before is not None and scene.agent_turns_between(before, at) < 2:
            continue
        yield Episode(
            kind=KIND,
            agent=cues[0].speaker,
            spans=merge_spans(c.spans for c in cues),
            steps=(*_time_before(scene, cues[0]), *later_steps(scene, cues[0], "time", ("time_given",))),
            searched=(at, scene.last_segment),
        )


def _promises(scene: Scene) -> list[Cue]:
    here = [c for c in scene.cues("promise_here") if _nothing_follows(scene, c)]
    return sorted([*scene.cues("promise"), *here], key=lambda c: c.place)


def _nothing_follows(scene: Scene, promise: Cue) -> bool:
    """Does the agent only take leave after it, and not report it done?"""
    following = list(scene.after(scene.call.turns[promise.turn], Role.AGENT))
    parting = {c.turn for c in scene.cues("goodbye", "closing_words", "anything_else")}
    done = any(c.place > promise.place for c in scene.cues("done"))
    return not done and all(t.index in parting or len(t.text.split()) <= _FEW_WORDS for t in following)


def _time_before(scene: Scene, promise: Cue) -> Iterator[Step]:
    before = own_turn_before(scene, scene.call.turns[promise.turn])
    if before is not None:
        for cue in scene.cues("time_given"):
            if cue.turn == before.index and cue.modifiers & _PROPOSED:
                yield Step(name="time", spans=cue.spans)
