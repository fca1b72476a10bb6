"""distress: the customer voices a feeling or hardship; does the agent acknowledge it?"""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.steps import apart, in_turn, later_steps
from csr_lint.model import Cue, Episode, Role, Step, merge_spans
from csr_lint.scene import Scene

KIND, OPENED_BY = "distress", ("distress", "grave_hardship")
STEPS = ("acknowledged", "brushed")
_RELIEF = ("delighted", "thanks_meant", "thanks_strong", "thanks_exceptional")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: `acknowledged` (empathy or an apology), `brushed` (over a grave matter, only a formula for inconvenience).

    Where the feeling is a worry, reassurance acknowledges it.
    Distress remembered in a turn of gladness ("I'd been dreading this, thank you so much") asks for nothing any more.
    Distress that is voiced again before the agent has had two turns is the same episode.
    """
    relieved = {c.turn for c in scene.cues(*_RELIEF)}
    voiced = [c for c in scene.cues(*OPENED_BY) if c.turn not in relieved or c.name == "grave_hardship"]
    for cues in apart(scene, voiced):
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
    if in_turn(scene, opened.turn, "worry"):
        yield from later_steps(scene, opened, "acknowledged", ("reassurance",))
