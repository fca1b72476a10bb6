"""distress: the customer voices a feeling or hardship; does the agent acknowledge it?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import apart, later_steps
from csr_lint.model import Cue, Episode, Role, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "distress", ("distress", "grave_hardship", "worry")
STEPS = ("acknowledged", "brushed")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `acknowledged` (empathy or an apology), `brushed` (over a grave matter, only a formula for inconvenience).

    Distress that is voiced again before the agent has had two turns is the same episode.
    """
    for cues in apart(scene, scene.cues(*OPENED_BY)):
        first, at = cues[0], cues[0].spans[0].segment
        grave = any(c.name == "grave_hardship" for c in cues)
        yield Episode(
            kind=KIND,
            agent=scene.agent_near(at),
            spans=merge_spans(c.spans for c in cues),
            steps=tuple(s for s in _answers(scene, first, grave=grave) if s.after >= 1),
            searched=(at, scene.last_segment),
            open=next(scene.after(scene.turn_of(at), Role.AGENT), None) is None,
        )


def _answers(scene: Scene, opened: Cue, *, grave: bool) -> Iterator[Step]:
    yield from later_steps(scene, opened, "acknowledged", ("empathy", "acknowledgement"))
    yield from later_steps(scene, opened, "brushed" if grave else "acknowledged", ("formula_apology",))
    yield from later_steps(scene, opened, "acknowledged", ("apology",))
