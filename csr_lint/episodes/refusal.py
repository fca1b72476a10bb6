"""refusal: the agent refuses or cannot do what is asked; is there another way, an escalation, a next step?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import apart, later_steps
from csr_lint.model import Episode, merge_spans
from csr_lint.scene import Scene

_OPTIONS = ("option", "promise", "transfer_announced", "next_step")

KIND, OPENED_BY = "refusal", ("refusal",)
STEPS = ("option",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `option` (same turn: after 0)."""
    for cues in apart(scene, scene.cues(*OPENED_BY)):
        at = cues[0].spans[0].segment
        yield Episode(
            kind=KIND,
            agent=cues[0].speaker,
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(later_steps(scene, cues[0], "option", _OPTIONS)),
            searched=(at, scene.last_segment),
        )
