"""need: what the customer wants from this call, and how far it came: taken up, done, a next step, confirmed."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.episodes.closing import is_closed, open_question
from csr_lint.model import Cue, Episode, Role, Span, Step, Turn, merge_spans
from csr_lint.scene import Scene

_DONE = ("done", "answer_given")
# The end of the call, in customer turns: what is said there outweighs what came before.
_LAST_TURNS = 3
_CONTENT = ("satisfied", "delighted", "thanks_meant", "thanks_strong", "thanks_exceptional", "need_confirmed")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: taken_up, done, next_step, accepted, confirmed (in the customer's words), left_open."""
    stated = _stated(scene)
    for k, spans in enumerate(stated):
        turn = scene.turn_of(spans[0].segment)
        yield Episode(
            kind="need",
            agent=scene.agent_near(spans[0].segment),
            spans=spans,
            steps=tuple(_steps(scene, turn, last=k == len(stated) - 1)),
            searched=(spans[0].segment, scene.last_segment),
            open=not is_closed(scene),
        )


def _stated(scene: Scene) -> list[tuple[Span, ...]]:
    """The first need (else the customer's answer to the offer of help), then those that are added."""
    first = scene.cues("need_stated", "need_introduced")
    found: list[tuple[Span, ...]] = []
    if first:
        found.append(merge_spans(c.spans for c in first if c.turn == first[0].turn))
    else:
        offers = scene.cues("offer_of_help")
        answer = next(scene.after(scene.call.turns[offers[0].turn], Role.CUSTOMER), None) if offers else None
        if answer is None:
            return []
        found.append(answer.whole)
    at = scene.turn_of(found[0][0].segment).index
    added = [c for c in scene.cues("need_added") if c.turn > at]
    return [*found, *(c.spans for c in added)]


def _steps(scene: Scene, stated: Turn, *, last: bool) -> Iterator[Step]:
    taken = _taken_up(scene, stated)
    if taken is not None:
        yield taken
    open_at = _left_open(scene, stated)
    for name, cues in (("done", _DONE), ("next_step", ("next_step", "promise")), ("confirmed", ("need_confirmed",))):
        for cue in scene.cues(*cues):
            if cue.turn > stated.index and (open_at is None or cue.turn > open_at.turn):
                yield _step(scene, name, cue, stated)
    if open_at is not None:
        yield Step(name="left_open", spans=open_at.spans)
    elif last:
        yield from _accepted(scene, stated)


def _step(scene: Scene, name: str, cue: Cue, stated: Turn) -> Step:
    after = scene.agent_turns_between(stated.segments[0], cue.spans[0].segment)
    return Step(name=name, spans=cue.spans, after=after)


def _taken_up(scene: Scene, stated: Turn) -> Step | None:
    """The agent's first turn that restates, checks or acts on the need, or asks about it."""
    for turn in scene.after(stated, Role.AGENT):
        cues = [c for c in scene.cues("takes_up", *_DONE, "next_step", "promise") if c.turn == turn.index]
        if cues or "?" in turn.text:
            return Step(name="taken_up", spans=cues[0].spans if cues else turn.whole)
    return None


def _left_open(scene: Scene, stated: Turn) -> Cue | None:
    """The customer's last words that the matter is not done, near the end; or the question that was left standing."""
    near = {t.index for t in scene.turns(Role.CUSTOMER)[-_LAST_TURNS:]}
    said = [c for c in scene.cues("left_open", "dissatisfied") if c.turn in near and c.turn > stated.index]
    if said:
        return said[-1]
    farewell = open_question(scene)
    if farewell is not None:
        closes = [c for c in scene.cues("goodbye", "closing_words") if c.turn == farewell.index]
        return closes[0] if closes else None
    return None


def _accepted(scene: Scene, stated: Turn) -> Iterator[Step]:
    """The customer is content at the end, or ends a finished call with thanks and no complaint."""
    near = {t.index for t in scene.turns(Role.CUSTOMER, backchannels=True)[-_LAST_TURNS:]}
    content = [c for c in scene.cues(*_CONTENT) if c.turn in near and c.turn > stated.index]
    if content:
        yield Step(name="accepted", spans=content[-1].spans)
