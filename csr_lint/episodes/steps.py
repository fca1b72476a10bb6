"""What the kinds of episode share: who answers, how soon, and places that belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csr_lint.model import Cue, Role, Span, Step, Turn, merge_spans
from csr_lint.scene import Scene

AGREES = "agrees"
DECLINES = "declines"


def groups_by_turn(cues: Iterable[Cue]) -> list[list[Cue]]:
    """Cues in the order of the call, those of one turn together."""
    turns: dict[int, list[Cue]] = {}
    for cue in cues:
        turns.setdefault(cue.turn, []).append(cue)
    return [turns[k] for k in sorted(turns)]


def later_steps(scene: Scene, opened: Cue, name: str, cues: Iterable[str]) -> Iterator[Step]:
    """The cues seen after `opened` (or beside it, in its own turn) as steps, with how many agent turns later."""
    at = opened.spans[0].segment
    for cue in scene.cues(*cues):
        if cue.turn > opened.turn or (cue.turn == opened.turn and cue.name != opened.name):
            yield Step(name=name, spans=cue.spans, after=scene.agent_turns_between(at, cue.spans[0].segment))


def apart(scene: Scene, cues: Iterable[Cue]) -> Iterator[list[Cue]]:
    """Cues of one turn together; those that come before the agent has had two turns belong to the group before."""
    last: int | None = None
    for group in groups_by_turn(cues):
        at = group[0].spans[0].segment
        if last is None or scene.agent_turns_between(last, at) >= 2:
            last = at
            yield group


def own_turn_before(scene: Scene, turn: Turn) -> Turn | None:
    """The agent's turn before this one, where the same agent speaks in it."""
    before = scene.before(turn, Role.AGENT)
    return before if before is not None and before.speaker == turn.speaker else None


def answer_of(scene: Scene, segment: int) -> Turn | None:
    """The customer's turn (a mere "okay" too) that follows a segment of an agent's turn, before anything else."""
    here = scene.turn_of(segment)
    for turn in scene.call.turns[here.index + 1 :]:
        if turn.role is Role.CUSTOMER and _words_after(scene, turn, segment):
            return turn
        if turn.role is Role.AGENT and not turn.backchannel:
            return None
    return None


def _words_after(scene: Scene, turn: Turn, segment: int) -> tuple[Span, ...]:
    """What of a turn is said after a segment: an "okay" may stand before it, inside the agent's own turn."""
    texts = scene.call.segments
    return tuple(s for s in turn.whole if s.segment > segment and any(c.isalnum() for c in texts[s.segment].text))


def reply(scene: Scene, segment: int) -> Step | None:
    """Does the customer agree or decline right after a segment? A step `agreed` or `declined`."""
    turn = answer_of(scene, segment)
    if turn is None:
        return None
    said = [c for c in in_turn(scene, turn.index, DECLINES, AGREES) if c.spans[0].segment > segment]
    # "No" to "anything else?" declines nothing but more.
    more = in_turn(scene, scene.turn_of(segment).index, "anything_else")
    declined = [c for c in said if c.name == DECLINES and not more]
    if declined:
        return Step(name="declined", spans=declined[0].spans)
    if said:
        return Step(name="agreed", spans=said[0].spans)
    return Step(name="agreed", spans=_words_after(scene, turn, segment)) if turn.backchannel else None


def in_turn(scene: Scene, turn: int, *names: str) -> list[Cue]:
    """Hits of these cues in one turn."""
    return [c for c in scene.cues(*names) if c.turn == turn]


def steps_in_turns(scene: Scene, turns: Iterable[Turn], name: str, *cues: str) -> list[Step]:
    """One step where any of the cues stands in these turns: all their places."""
    wanted = {t.index for t in turns}
    found = [c for c in scene.cues(*cues) if c.turn in wanted]
    return [Step(name=name, spans=merge_spans(c.spans for c in found))] if found else []
