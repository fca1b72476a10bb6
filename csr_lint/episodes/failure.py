"""failure: the customer reports that the company failed them; does anybody apologise for it?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, later_steps
from csr_lint.model import Episode, Role, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "failure", ("failure_reported",)
STEPS = ("apologised",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `apologised`. One episode a call: the first report stands for the matter, the others belong to it."""
    reports = groups_by_turn(scene.cues(*OPENED_BY))
    if not reports:
        return
    first = reports[0][0]
    at = first.spans[0].segment
    answers = later_steps(scene, first, "apologised", ("apology", "formula_apology"))
    yield Episode(
        kind=KIND,
        agent=scene.agent_near(at),
        spans=merge_spans(c.spans for c in reports[0]),
        steps=tuple(s for s in answers if s.after >= 1),
        searched=(at, scene.last_segment),
        open=next(scene.after(scene.turn_of(at), Role.AGENT), None) is None,
    )
