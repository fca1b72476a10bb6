"""transfer: the agent hands the customer to somebody else in this call."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from csr_lint.episodes.steps import in_turn, own_turn_before, reply
from csr_lint.model import Cue, Episode, Modifier, Role, Step, Turn, merge_spans
from csr_lint.scene import Scene

# Cues of the agent that tell to whom or why, and those that make a hand-over warm.
_EXPLAINS = ("transfer_target", "transfer_reason")
_WARM = ("stays_on", "introduces", "receiver_on_line")
_ASKED = (Modifier.ASKED, Modifier.OFFERED)
# In how many of its first turns the new voice may show that it knows the case.
_BRIEFED_WITHIN = 2

KIND, OPENED_BY = "transfer", ("transfer_announced",)
STEPS = ("asked", "agreed", "declined", "requested", "explained", "warm", "told", "new_voice", "ends_call")


def follow(scene: Scene) -> Iterator[Episode]:
    """Steps: asked, agreed, requested, explained, warm, told, new_voice, ends_call. A declined offer is no transfer."""
    for cues in hand_overs(scene):
        last = cues[-1]
        voice = _new_voice(scene, last)
        steps = [*_consent(scene, cues), *_explained(scene, cues), *_warmth(scene, cues, voice)]
        if voice is not None:
            steps.append(Step(name="new_voice", spans=voice.whole, after=1))
        elif next(scene.after(scene.call.turns[last.turn], Role.AGENT), None) is None:
            steps.append(Step(name="ends_call", spans=last.spans))
        yield Episode(
            kind=KIND,
            agent=last.speaker,
            spans=last.spans,
            steps=tuple(steps),
            searched=(cues[0].spans[0].segment, voice.segments[0] if voice else scene.last_segment),
        )
    yield from _unannounced(scene)


def hand_overs(scene: Scene) -> list[list[Cue]]:
    """Announcements that belong to one transfer, together: the same agent, nobody new on the line in between."""
    found: list[list[Cue]] = []
    for cue in scene.cues(*OPENED_BY):
        if _declined(scene, cue):
            continue
        if found and found[-1][-1].speaker == cue.speaker and not _other_agent_between(scene, found[-1][-1], cue):
            found[-1].append(cue)
        else:
            found.append([cue])
    return [cues for cues in found if not _only_offered(scene, cues)]


def _unannounced(scene: Scene) -> Iterator[Episode]:
    """Another agent comes on the line though nobody said so: placed on the last agent's last turn before."""
    announced = {cues[-1].speaker for cues in hand_overs(scene)}
    agents = scene.turns(Role.AGENT)
    for before, voice in pairwise(agents):
        new = voice.speaker not in {t.speaker for t in agents if t.index < voice.index}
        if not new or before.speaker in announced:
            continue
        told = in_turn(scene, voice.index, "already_briefed")
        stays = [t for t in scene.after(voice, Role.AGENT) if t.speaker == before.speaker]
        steps = [Step(name="new_voice", spans=voice.whole, after=1)]
        steps += [Step(name="warm", spans=c.spans, after=1) for c in told]
        steps += [Step(name="warm", spans=t.whole, after=1) for t in stays[:1]]
        steps += [Step(name="explained", spans=c.spans) for c in in_turn(scene, before.index, *_EXPLAINS)]
        requested = [c for c in scene.cues("transfer_requested") if c.turn < voice.index]
        steps += [Step(name="requested", spans=c.spans) for c in requested[-1:]]
        yield Episode(
            kind=KIND,
            agent=before.speaker,
            spans=before.whole,
            steps=tuple(steps),
            searched=(before.segments[0], voice.segments[0]),
        )


def _declined(scene: Scene, cue: Cue) -> bool:
    """Does the customer say no, and is not handed over all the same?"""
    answer = reply(scene, cue.spans[-1].segment)
    if answer is None or answer.name != "declined":
        return False
    following = next(scene.after(scene.call.turns[cue.turn], Role.AGENT), None)
    return following is None or following is not _new_voice(scene, cue)


def _only_offered(scene: Scene, cues: list[Cue]) -> bool:
    """Offered, but neither taken up by the customer nor followed by another voice."""
    if any(not set(_ASKED) & c.modifiers for c in cues):
        return False
    agreed = any((r := reply(scene, c.spans[-1].segment)) is not None and r.name == "agreed" for c in cues)
    return not agreed and _new_voice(scene, cues[-1]) is None


def _other_agent_between(scene: Scene, a: Cue, b: Cue) -> bool:
    between = scene.call.turns[a.turn + 1 : b.turn]
    agents = [t for t in between if t.role is Role.AGENT]
    return any(t.speaker != a.speaker or in_turn(scene, t.index, "receiver_greets") for t in agents)


def _new_voice(scene: Scene, cue: Cue) -> Turn | None:
    """The first turn of another agent after the announcement."""
    following = scene.after(scene.call.turns[cue.turn], Role.AGENT)
    return next((t for t in following if t.speaker != cue.speaker or in_turn(scene, t.index, "receiver_greets")), None)


def _consent(scene: Scene, cues: list[Cue]) -> Iterator[Step]:
    before = [c for c in scene.cues("transfer_requested") if c.turn < cues[-1].turn]
    if before:
        yield Step(name="requested", spans=before[-1].spans)
    for cue in cues:
        if set(_ASKED) & cue.modifiers or in_turn(scene, cue.turn, "hold_asked"):
            yield Step(name="asked", spans=cue.spans)
        answer = reply(scene, cue.spans[-1].segment)
        if answer is not None:
            yield answer


def _explained(scene: Scene, cues: list[Cue]) -> Iterator[Step]:
    turns = {c.turn for c in cues}
    before = own_turn_before(scene, scene.call.turns[cues[0].turn])
    near = turns | ({before.index} if before else set())
    told = [c for c in scene.cues(*_EXPLAINS) if c.turn in near]
    if told:
        yield Step(name="explained", spans=merge_spans(c.spans for c in told))


def _warmth(scene: Scene, cues: list[Cue], voice: Turn | None) -> Iterator[Step]:
    first = cues[0].turn
    until = _last_turn_of(scene, cues[0].speaker)
    before = own_turn_before(scene, scene.call.turns[first])
    start = before.index if before else first
    for cue in scene.cues(*_WARM):
        if start <= cue.turn <= until and cue.speaker == cues[0].speaker:
            yield Step(name="warm", spans=cue.spans)
            if cue.name == "introduces":
                yield Step(name="told", spans=cue.spans)
    if voice is None:
        waited = [c for c in scene.cues("back_from_hold", "thanks_for_waiting") if cues[-1].turn < c.turn <= until]
        if waited:  # nobody took the call, and the agent is still there
            yield Step(name="warm", spans=waited[0].spans)
        return
    later = [voice, *scene.after(voice, Role.AGENT)]
    if voice.speaker != cues[0].speaker:
        yield from (Step(name="warm", spans=t.whole) for t in later if t.speaker == cues[0].speaker)
    for turn in [t for t in later if t.speaker == voice.speaker][:_BRIEFED_WITHIN]:
        for cue in in_turn(scene, turn.index, "already_briefed"):
            yield Step(name="warm", spans=cue.spans)
            yield Step(name="told", spans=cue.spans)


def _last_turn_of(scene: Scene, speaker: str) -> int:
    return max(t.index for t in scene.call.turns if t.speaker == speaker and t.role is Role.AGENT)
