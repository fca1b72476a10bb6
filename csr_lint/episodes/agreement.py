"""agreement: something was agreed or promised; does the agent sum it up before the close?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.model import Episode, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "agreement", ("promise", "next_step", "agreed_change")
STEPS = ("recapped",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `recapped`. One episode a call: its last agreement."""
    agreed = scene.cues(*OPENED_BY)
    if not agreed:
        return
    last = agreed[-1]
    spans = merge_spans(c.spans for c in agreed if c.turn == last.turn)
    first = agreed[0]
    recaps = [c for c in scene.cues("recap") if c.turn >= first.turn]
    yield Episode(
        kind=KIND,
        agent=last.speaker,
        spans=spans,
        steps=tuple(Step(name="recapped", spans=c.spans) for c in recaps),
        searched=(first.spans[0].segment, scene.last_segment),
    )
