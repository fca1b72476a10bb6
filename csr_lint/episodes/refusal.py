"""refusal: the agent refuses or cannot do what is asked; is there another way, an escalation, a next step?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, later_steps
from csr_lint.model import Episode, merge_spans
from csr_lint.scene import Scene

_OPTIONS = ("option", "promise", "transfer_announced", "next_step")

KIND, OPENED_BY = "refusal", ("refusal",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `option` (same turn: after 0)."""
    last: int | None = None
    for cues in groups_by_turn(scene.cues(*OPENED_BY)):
        at = cues[0].spans[0].segment
        if last is not None and scene.agent_turns_between(last, at) < 2:
            continue
        last = at
        yield Episode(
            kind=KIND,
            agent=cues[0].speaker,
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(later_steps(scene, cues[0], "option", _OPTIONS)),
            searched=(at, scene.last_segment),
        )
