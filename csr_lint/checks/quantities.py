"""The numbers that measure rules compare: counts, rates, lengths and shares, each per agent.

A quantity is a function of this module whose name is given by a rule's limit. It takes the scene and the limit and
returns the amounts, or says why nothing could be measured.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

import msgspec

from csr_lint.model import Cue, Role, Span, Turn, merge_spans
from csr_lint.rule import Limit
from csr_lint.scene import Scene


class Amount(msgspec.Struct, frozen=True):
    """A number, the agent it belongs to, and the places that were counted."""

    agent: str | None
    amount: float
    spans: tuple[Span, ...]


class Unmeasured(msgspec.Struct, frozen=True):
    reason: str


Quantity = Callable[[Scene, Limit], "list[Amount] | Unmeasured"]
NO_TIMES = Unmeasured("no times in the file")
_WORD, _WORDS_AROUND = re.compile(r"\S+"), 15
_SENTENCE = re.compile(r"[^.?!\n]+[.?!]*")


def quantity(name: str) -> Quantity:
    """The quantity of that name; KeyError where there is none."""
    return QUANTITIES[name]


def cue_count(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """How many turns hold one of the cues; a customer's words are laid at the agent who is being spoken to."""
    counted: dict[str | None, dict[int, list[Cue]]] = {agent: defaultdict(list) for agent in scene.agents}
    for cue in scene.cues(*limit.cues):
        counted.setdefault(_concerned(scene, cue), defaultdict(list))[cue.turn].append(cue)
    return [
        Amount(agent, len(turns), merge_spans(c.spans for cues in turns.values() for c in cues[:1]))
        for agent, turns in counted.items()
    ]


def _concerned(scene: Scene, cue: Cue) -> str | None:
    if cue.role is Role.CUSTOMER:
        before = scene.before(scene.turn_of(cue.spans[0].segment), Role.AGENT)
        if before is not None:
            return before.speaker
    return scene.agent_near(cue.spans[0].segment)


def holds(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Number of holds, in calls that have any."""
    found: dict[str | None, list[tuple[Span, ...]]] = defaultdict(list)
    for episode in scene.kind("hold"):
        found[episode.agent].append(episode.spans)
    if not found:
        return Unmeasured("no hold in this call")
    return [Amount(agent, len(places), merge_spans(places)) for agent, places in found.items()]


def repeat_requests(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """How often the customer asked to hear it again, for each agent who was being listened to."""
    asked: dict[str | None, list[tuple[Span, ...]]] = {agent: [] for agent in scene.agents}
    for episode in scene.kind("repeat_request"):
        asked.setdefault(episode.agent, []).append(episode.spans)
    return [Amount(agent, len(places), merge_spans(places)) for agent, places in asked.items()]


def hold_seconds(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """The longest stretch of a hold without a word, in seconds."""
    holds = scene.kind("hold")
    if not holds:
        return Unmeasured("no hold in this call")
    timed = [e for e in holds if e.amount is not None]
    if not timed:
        return NO_TIMES
    return [Amount(e.agent, e.amount or 0.0, e.spans) for e in timed]


def dead_air(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """The longest silences outside holds and hand-overs, in seconds; laid at the agent who was being waited for."""
    if not scene.call.timed:
        return NO_TIMES
    ringing = [e for e in scene.kind("transfer") if e.step("new_voice")]
    waits = (*scene.kind("hold"), *ringing)
    held = [e.searched for e in waits if e.searched]
    found = [Amount(agent, 0.0, ()) for agent in scene.agents]
    for cue in scene.cues("silence"):
        at = cue.spans[0].segment  # the segment before it
        if not any(first <= at < max(last, first + 1) for first, last in held):
            found.append(Amount(scene.agent_near(at), cue.amount or 0.0, cue.spans))
    return found


def speech_rate(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Words a minute of agent turns, over stretches of at least `least` words."""
    rates = []
    if not scene.call.timed:
        return NO_TIMES
    for turn in scene.turns(Role.AGENT):
        pieces = [scene.call.segments[s] for s in turn.segments]
        spoken = [(p, len(p.text.split())) for p in pieces if p.start_ms is not None and p.end_ms is not None]
        words = sum(n for _, n in spoken)
        millis = sum((p.end_ms or 0) - (p.start_ms or 0) for p, _ in spoken)
        if words >= limit.least and millis > 0:
            rates.append(Amount(turn.speaker, words * 60_000 / millis, turn.whole))
    return rates or Unmeasured(f"no stretch of {limit.least:.0f} words by the agent")


def interruptions(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """How often the agent came in on the customer, who stopped short."""
    found: dict[str | None, list[tuple[Span, ...]]] = {agent: [] for agent in scene.agents}
    for cue in scene.cues("interruption"):
        found[cue.speaker].append(cue.spans)
    if not any(found.values()) and not scene.call.timed:
        return Unmeasured("no times and no cut-off marks in the file")
    return [Amount(agent, len(places), merge_spans(places)) for agent, places in found.items()]


def monologue_words(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Words of each agent turn, up to or between the checks (a question, one of the cues) in it."""
    return [
        Amount(t.speaker, max(len(t.text[a:b].split()) for a, b in _stretches(scene, t, limit)), t.whole)
        for t in scene.turns(Role.AGENT)
    ]


def monologue_seconds(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Seconds of talk of each agent turn, up to or between the checks in it; within a segment by its characters."""
    if not scene.call.timed:
        return NO_TIMES
    return [
        Amount(t.speaker, max(_talk_ms(scene, t, a, b) for a, b in _stretches(scene, t, limit)) / 1000, t.whole)
        for t in scene.turns(Role.AGENT)
    ]


def _talk_ms(scene: Scene, turn: Turn, start: int, end: int) -> float:
    total = 0.0
    for span in turn.spans(start, end):
        piece = scene.call.segments[span.segment]
        if piece.start_ms is not None and piece.end_ms is not None:
            total += (piece.end_ms - piece.start_ms) * (span.end_char - span.start_char) / len(piece.text)
    return total


def _stretches(scene: Scene, turn: Turn, limit: Limit) -> list[tuple[int, int]]:
    """The turn's characters, cut behind every check."""
    cuts = {m.end() for m in _sentences(turn.text) if m.group().endswith("?")}
    cuts |= {c.end for c in scene.cues(*limit.cues) if c.turn == turn.index}
    return list(pairwise(sorted({0, *cuts, len(turn.text)})))


def turns_to_issue(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Turns (no backchannels) from the first statement of the need to the agent's first taking it up."""
    needs = scene.kind("need")
    if not needs:
        return Unmeasured("no need is stated in this call")
    step = needs[0].step("taken_up")
    if step is None:
        return Unmeasured("the need is not seen to be taken up")
    first, later = scene.turn_of(needs[0].spans[0].segment).index, scene.turn_of(step.spans[0].segment).index
    between = sum(first < turn.index <= later for turn in scene.turns())
    return [Amount(needs[0].agent, between, needs[0].spans)]


def seconds_to_issue(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Seconds from the end of the need's statement to the agent's first taking it up."""
    needs = scene.kind("need")
    step = needs[0].step("taken_up") if needs else None
    if not needs or step is None:
        return Unmeasured("the need is not seen to be taken up")
    first = scene.call.segments[needs[0].spans[-1].segment]
    later = scene.call.segments[step.spans[0].segment]
    if first.end_ms is None or later.start_ms is None:
        return NO_TIMES
    return [Amount(needs[0].agent, max(0.0, (later.start_ms - first.end_ms) / 1000), needs[0].spans)]


def share_of_words(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Share of an agent's words that stand in sentences with one of the cues."""
    found = []
    for agent in scene.agents:
        total = scene.words(Role.AGENT, agent)
        if total < max(limit.least, 1):
            continue
        sentences = {_sentence_of(scene, c): None for c in scene.cues(*limit.cues) if c.speaker == agent}
        words = sum(len(text.split()) for _, text, _ in sentences)
        places = merge_spans(spans for _, _, spans in sentences)
        found.append(Amount(agent, words / total, places))
    return found or Unmeasured(f"the agent said fewer than {limit.least:.0f} words")


def sentence_count(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """How many of an agent's sentences hold one of the cues."""
    return [Amount(a, len(s), merge_spans(x for _, _, x in s)) for a, s in _cue_sentences(scene, limit.cues).items()]


def sentence_share(scene: Scene, limit: Limit) -> list[Amount] | Unmeasured:
    """Share of an agent's sentences that hold one of the cues."""
    found = []
    for agent, sentences in _cue_sentences(scene, limit.cues).items():
        total = sum(len(_sentences(t.text)) for t in scene.turns(Role.AGENT) if t.speaker == agent)
        if total >= max(limit.least, 1):
            found.append(Amount(agent, len(sentences) / total, merge_spans(x for _, _, x in sentences)))
    return found or Unmeasured(f"the agent said fewer than {limit.least:.0f} sentences")


_Sentence = tuple[int, str, tuple[Span, ...]]


def _cue_sentences(scene: Scene, names: Iterable[str]) -> dict[str, list[_Sentence]]:
    found: dict[str, dict[_Sentence, None]] = {agent: {} for agent in scene.agents}
    for cue in scene.cues(*names):
        found.setdefault(cue.speaker, {})[_sentence_of(scene, cue)] = None
    return {agent: list(sentences) for agent, sentences in found.items()}


def _sentences(text: str) -> list[re.Match[str]]:
    return [m for m in _SENTENCE.finditer(text) if m.group().strip(" .?!")]


def _sentence_of(scene: Scene, cue: Cue) -> _Sentence:
    """The sentence of a cue; where the file has no stops, no more than the words around it."""
    turn = scene.turn_of(cue.spans[0].segment)
    for found in _sentences(turn.text):
        if found.start() <= cue.start < found.end():
            start, end = _near(turn.text, found.start(), found.end(), cue)
            return turn.index, turn.text[start:end], turn.spans(start, end)
    return turn.index, cue.text, cue.spans


def _near(text: str, start: int, end: int, cue: Cue) -> tuple[int, int]:
    """A sentence's characters, cut to so many words before and after the cue where it runs on longer."""
    before, after = list(_WORD.finditer(text, start, cue.start)), list(_WORD.finditer(text, cue.end, end))
    low = before[-_WORDS_AROUND].start() if len(before) > _WORDS_AROUND else start
    high = after[_WORDS_AROUND - 1].end() if len(after) > _WORDS_AROUND else end
    return low, high


QUANTITIES: dict[str, Quantity] = {
    f.__name__: f
    for f in (
        cue_count,
        holds,
        repeat_requests,
        hold_seconds,
        dead_air,
        speech_rate,
        interruptions,
        monologue_words,
        monologue_seconds,
        turns_to_issue,
        seconds_to_issue,
        share_of_words,
        sentence_count,
        sentence_share,
    )
}
