"""turnaround: the customer starts negative and ends positive."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.model import Episode, Role, Step
from csr_lint.scene import Scene

_NEGATIVE = ("distress", "abuse", "dissatisfied", "grave_hardship")
_POSITIVE = ("satisfied", "delighted", "thanks_strong", "thanks_exceptional")
_LAST_TURNS = 3

KIND, OPENED_BY = "turnaround", _POSITIVE
STEPS = ("began",)


def follow(scene: Scene) -> Iterator[Episode]:
    """Kind `turnaround`, placed on the customer's closing words; step `began` is where the bad mood was."""
    turns = scene.turns(Role.CUSTOMER)
    half, near = {t.index for t in turns[: (len(turns) + 1) // 2]}, {t.index for t in turns[-_LAST_TURNS:]}
    bad = [c for c in scene.cues(*_NEGATIVE) if c.turn in half]
    good = [c for c in scene.cues(*_POSITIVE) if c.turn in near and bad and c.turn > bad[-1].turn]
    if not good or any(c.place > good[-1].place for c in scene.cues(*_NEGATIVE)):
        return
    yield Episode(
        kind=KIND,
        agent=scene.agent_near(good[-1].spans[0].segment),
        spans=good[-1].spans,
        steps=(Step(name="began", spans=bad[0].spans),),
    )
