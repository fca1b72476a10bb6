"""agreement: something was agreed or promised; does the agent sum it up before the close?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.closing import is_closed
from csr_lint.episodes.transfer import hand_overs
from csr_lint.model import Episode, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "agreement", ("promise", "next_step", "agreed_change")
STEPS = ("recapped",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `recapped`. One episode a call: its last agreement; a hand-over is none, and a piece of a call is open."""
    handing = {c.turn for cues in hand_overs(scene) for c in cues}
    agreed = [c for c in scene.cues(*OPENED_BY) if c.turn not in handing]
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
        open=not is_closed(scene),
    )
