"""abuse: the customer insults, swears at or threatens the agent; does the agent keep composure?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import groups_by_turn, later_steps
from csr_lint.model import Episode, Role, Step, merge_spans
from csr_lint.scene import Scene

LOSSES = ("agent_profanity", "disrespect", "command", "argument")

KIND, OPENED_BY = "abuse", ("abuse",)
STEPS = ("lost", "composed")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `lost` (each lapse by an agent afterwards), else `composed`. One episode a call: its first abuse.

    It is laid at the agent who lost composure, else at the one who was attacked.
    """
    attacks = groups_by_turn(scene.cues(*OPENED_BY))
    if not attacks:
        return
    first = attacks[0][0]
    at = first.spans[0].segment
    lapses = [s for s in later_steps(scene, first, "lost", LOSSES) if s.after >= 1]
    answered = next(scene.after(scene.turn_of(at), Role.AGENT), None)
    composed = () if lapses or answered is None else (Step(name="composed", spans=answered.whole, after=1),)
    yield Episode(
        kind=KIND,
        agent=scene.agent_near(lapses[0].spans[0].segment if lapses else at),
        spans=merge_spans(c.spans for c in attacks[0]),
        steps=(*lapses, *composed),
        searched=(at, scene.last_segment),
        open=answered is None,
    )
