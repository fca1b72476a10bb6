"""sent away: the agent tells the customer to do it, or to find out, themselves; or does it for them after all?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, in_turn
from csr_lint.model import Episode, Role, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "sent_away", ("sends_away",)
STEPS = ("done_instead",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `done_instead`, by the same agent in the next turn."""
    for cues in groups_by_turn(scene.cues(*OPENED_BY)):
        turn = scene.call.turns[cues[0].turn]
        later = next(scene.after(turn, Role.AGENT), None)
        done = in_turn(scene, later.index, "done") if later is not None and later.speaker == turn.speaker else []
        at = cues[0].spans[0].segment
        yield Episode(
            kind=KIND,
            agent=turn.speaker,
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(Step(name="done_instead", spans=c.spans, after=1) for c in done),
            searched=(at, scene.last_segment),
        )
