"""promise: the agent promises a later action; is a time or a deadline given?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, later_steps, reply
from csr_lint.model import Episode, merge_spans
from csr_lint.scene import Scene


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `time`. Promises in turns that follow each other are one; a time said with or after any of them counts."""
    groups = groups_by_turn(scene.cues("promise"))
    for k, cues in enumerate(groups):
        at = cues[0].spans[0].segment
        if k and scene.agent_turns_between(groups[k - 1][0].spans[0].segment, at) < 2:
            continue
        answered = reply(scene, at)
        if answered is not None and answered.name == "declined":
            continue
        yield Episode(
            kind="promise",
            agent=cues[0].speaker,
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(later_steps(scene, cues[0], "time", ("time_given",))),
            searched=(at, scene.last_segment),
        )
