"""worry: the customer is unsure whether something will work out; does the agent reassure, with a fact or a promise?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import apart, later_steps
from csr_lint.model import Episode, Role, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "worry", ("worry",)
STEPS = ("reassured",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `reassured`."""
    for cues in apart(scene, scene.cues(*OPENED_BY)):
        at = cues[0].spans[0].segment
        answers = later_steps(scene, cues[0], "reassured", ("reassurance", "promise", "done"))
        yield Episode(
            kind=KIND,
            agent=scene.agent_near(at),
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(s for s in answers if s.after >= 1),
            searched=(at, scene.last_segment),
            open=next(scene.after(scene.turn_of(at), Role.AGENT), None) is None,
        )
