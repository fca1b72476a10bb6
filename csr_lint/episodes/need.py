"""need: what the customer wants from this call, and how far it came: taken up, done, a next step, confirmed."""

from __future__ import annotations

from collections.abc import Container, Iterator

from csr_lint.episodes.closing import is_closed, open_question
from csr_lint.episodes.steps import groups_by_turn, in_turn
from csr_lint.model import Cue, Episode, Role, Span, Step, Turn, merge_spans
from csr_lint.scene import Scene, first_place

_DONE = ("done", "answer_given")
_SETTLES = (("done", _DONE), ("next_step", ("next_step", "promise")), ("confirmed", ("need_confirmed",)))
_LEAVES = ("refusal", "sends_away", "no_answer")
# The end of the call, in customer turns: what is said there outweighs what came before.
_LAST_TURNS = 3
# Where the customer's proof that it is done may stand, in their own last turns.
_PROOF_TURNS = 4
# An answer to the offer of help says what is needed in so many words, with a greeting in so many.
_FEW_WORDS, _MORE_THAN_A_GREETING = 3, 9
_THANKS = ("thanks_ritual", "thanks_meant", "thanks_strong", "thanks_exceptional")
_GLAD = ("delighted", "thanks_exceptional", "thanks_strong", "satisfied")
_CONTENT = ("satisfied", "delighted", "need_confirmed", *_THANKS)
KIND, OPENED_BY = "need", ("need_stated", "need_introduced")
STEPS = ("taken_up", "done", "next_step", "accepted", "confirmed", "proved", "left_open")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: taken_up, done, next_step, accepted, confirmed (in the customer's words), proved, left_open.

    `proved`: confirmed near the end, after the agent had a turn to do something about it.
    """
    stated = _stated(scene)
    turns = [scene.turn_of(spans[0].segment) for spans in stated]
    for spans, turn, following in zip(stated, turns, [*turns[1:], None], strict=False):
        yield Episode(
            kind=KIND,
            agent=scene.agent_near(spans[0].segment),
            spans=spans,
            steps=tuple(_steps(scene, turn, following)),
            searched=(spans[0].segment, scene.last_segment),
            open=not is_closed(scene),
        )


def _stated(scene: Scene) -> list[tuple[Span, ...]]:
    """The first need (else the customer's answer to the offer of help), then those that are added."""
    first = scene.cues(*OPENED_BY)
    answer = _answer(scene)
    found: list[tuple[Span, ...]] = []
    if first and (answer is None or first[0].turn <= answer.index):
        found.append(merge_spans(c.spans for c in first if c.turn == first[0].turn))
    elif answer is not None:
        found.append(answer.whole)
    else:
        return []
    at = scene.turn_of(found[0][0].segment).index
    added = groups_by_turn(c for c in scene.cues("need_added") if c.turn > at)
    return [*found, *(merge_spans(c.spans for c in cues) for cues in added)]


def _answer(scene: Scene) -> Turn | None:
    """The customer's answer to the offer of help, unless it only greets or says a few words."""
    offers = scene.cues("offer_of_help")
    answer = next(scene.after(scene.call.turns[offers[0].turn], Role.CUSTOMER), None) if offers else None
    if answer is None:
        return None
    greets = any(c.turn == answer.index for c in scene.cues("customer_greets"))
    return answer if len(answer.text.split()) >= (_MORE_THAN_A_GREETING if greets else _FEW_WORDS) else None


def _steps(scene: Scene, stated: Turn, following: Turn | None) -> Iterator[Step]:
    taken = _taken_up(scene, stated)
    if taken is not None:
        yield taken
    settled = [(name, c) for name, c in _settled(scene) if c.turn > stated.index]
    if not settled:
        yield from _answered(scene, stated)
    before_next = following is not None and any(c.turn < following.index for _, c in settled)
    open_at = None if before_next else _left_open(scene, stated)
    for name, cue in settled:
        if open_at is None or cue.place > first_place(open_at):
            yield _step(scene, name, cue, stated)
    if following is None:
        yield from _proved(scene, stated)
    if open_at is not None:
        yield Step(name="left_open", spans=open_at)
    elif following is None:
        yield from _accepted(scene, stated)


def _answered(scene: Scene, stated: Turn) -> Iterator[Step]:
    """A need that is a question is answered by a plain statement right after it ("got about ten, aisle six")."""
    reply = next(scene.after(stated, Role.AGENT), None)
    asks = stated.text.rstrip().endswith("?") or any(c.turn == stated.index for c in scene.cues("customer_asks"))
    if reply is None or not asks or "?" in reply.text or _left_open(scene, stated) is not None:
        return
    if not any(c.turn == reply.index for c in scene.cues("takes_up", "closing_words", *_LEAVES)):
        yield Step(name="done", spans=reply.whole, after=1)


def _settled(scene: Scene) -> Iterator[tuple[str, Cue]]:
    """What may settle a need, by the name of its step; "you can check the website" is sending away, and no answer."""
    away = scene.cues("sends_away")
    for name, cues in _SETTLES:
        for cue in scene.cues(*cues):
            if not any(a.turn == cue.turn and a.start < cue.end and cue.start < a.end for a in away):
                yield name, cue


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


def _left_open(scene: Scene, stated: Turn) -> tuple[Span, ...] | None:
    """Where the matter is last seen to be open: the customer says so near the end, a question is left standing, or
    the agent refuses or sends the customer away, nothing else comes of it, and the customer is not content.
    """
    near = [t.index for t in scene.turns(Role.CUSTOMER)[-_LAST_TURNS:] if t.index > stated.index]
    said = [c for c in scene.cues("left_open") if c.turn in near]
    if said:
        return said[-1].spans
    sour = [c for c in scene.cues("dissatisfied", "hangs_up") if c.turn in near]
    refused = [c for c in scene.cues(*_LEAVES) if c.turn > stated.index]
    settled = [c for _, c in _settled(scene)] + scene.cues("option")
    if refused and not any(c.turn >= refused[-1].turn for c in settled):
        if sour and sour[-1].place > refused[-1].place:
            return sour[-1].spans
        clueless = refused[-1].name == "no_answer" and not any(c.turn in near for c in scene.cues("need_confirmed"))
        if clueless or not _content(scene, near):
            return refused[-1].spans
    parting = open_question(scene)
    if parting is None:
        return None
    parts = [c for c in scene.cues("goodbye", "closing_words", "anything_else") if c.turn == parting.index]
    return parts[0].spans if parts else parting.whole


def _proved(scene: Scene, stated: Turn) -> Iterator[Step]:
    """The customer's own words near the end that it is done, once the agent has had a turn to do it in."""
    acted = next(scene.after(stated, Role.AGENT), None)
    near = {t.index for t in scene.turns(Role.CUSTOMER)[-_PROOF_TURNS:]}
    said = [c for c in scene.cues("need_confirmed") if acted and c.turn in near and c.turn > acted.index]
    said += [c for c in _glad(scene) if acted and c.turn in near and c.turn > acted.index]
    if said:
        yield Step(name="proved", spans=said[-1].spans)


def _glad(scene: Scene) -> Iterator[Cue]:
    """Gladness in answer to the agent's "it is done", or to an answer, where nothing is left to be done later."""
    later = [c.turn for c in scene.cues("promise", "next_step", "transfer_announced")]
    for cue in scene.cues(*_GLAD):
        before = scene.before(scene.call.turns[cue.turn], Role.AGENT)
        if before is not None and in_turn(scene, before.index, *_DONE) and not any(t >= before.index for t in later):
            yield cue


def _accepted(scene: Scene, stated: Turn) -> Iterator[Step]:
    """The customer is content at the end, or ends a finished call with thanks and no complaint."""
    near = [t.index for t in scene.turns(Role.CUSTOMER, backchannels=True)[-_LAST_TURNS:] if t.index > stated.index]
    content = _content(scene, near)
    if content and not any(c.turn in near and c.place > content[0].place for c in scene.cues("dissatisfied")):
        yield Step(name="accepted", spans=content[-1].spans)


def _content(scene: Scene, turns: Container[int]) -> list[Cue]:
    return [c for c in scene.cues(*_CONTENT) if c.turn in turns]
