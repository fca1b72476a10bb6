"""repeat request: the customer did not hear or did not follow; is it said again?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn
from csr_lint.model import Episode, Role, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "repeat_request", ("asks_again",)
STEPS = ("said_again",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `said_again`, the agent's next turn. It is laid at the agent who was being listened to."""
    for cues in groups_by_turn(scene.cues(*OPENED_BY)):
        turn = scene.call.turns[cues[0].turn]
        before, after = scene.before(turn, Role.AGENT), next(scene.after(turn, Role.AGENT), None)
        at = cues[0].spans[0].segment
        yield Episode(
            kind=KIND,
            agent=before.speaker if before is not None else scene.agent_near(at),
            spans=merge_spans(c.spans for c in cues[:1]),
            steps=(Step(name="said_again", spans=after.whole, after=1),) if after is not None else (),
            searched=(at, scene.last_segment),
        )
