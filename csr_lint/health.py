"""Is the transcript fit to lint? Told before anything is judged, from the call alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from csr_lint.language import english_share
from csr_lint.model import Call, Condition, Fitness, Health, Role, Segment, Span
from csr_lint.role_words import may_lean, view, weigh
from csr_lint.vocabulary import RoleVocabulary

_CUT, _MADE_UP = "truncated", "hallucination-suspect"
_SPEAKS = (Role.AGENT, Role.CUSTOMER)
_LOW_CONFIDENCE, _NO_CONFIDENCE = 0.75, 0.4
_LEAST_ENGLISH, _ENOUGH_WORDS = 0.5, 200
# By so much must the customer's words lean towards the agent, and by so much more than the agent's own.
_LEANS, _LEAD = 1.5, 4.0
# Nobody says so many words in a second; nobody talks for so long without a break.
_FASTEST, _FAST_WORDS, _LONGEST_MS = 12.0, 8, 15 * 60_000
_LONGEST_CALL_MS = 24 * 3_600_000
_DISORDER = ("time-reversed", "time-out-of-order", "time-negative")
_PII = {
    "card": "payment card number", "ssn": "social security number", "iban": "IBAN", "phone": "telephone number",
    "bank-account": "bank account number", "e-mail": "e-mail address", "address": "street address",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def health_of(call: Call, vocabulary: RoleVocabulary, *, personal: bool = True) -> Health:
    """The health of a call that has its roles and turns; `personal`: personal data are looked for, too."""
    found: list[Condition] = []
    unknown = [("duplicate-call", "no other call was compared with this one")]
    spoken = [s for s in call.segments if not s.left_out and s.text.strip()]
    people = [s for s in spoken if s.role is not Role.OTHER]
    words = list(islice((word for s in people for word in _WORD.findall(s.text)), _ENOUGH_WORDS))
    found += _roles(people)
    found += _times(call, spoken)
    if personal:
        found += [c for before, s in pairwise((None, *call.segments)) if s for c in _exposed(s, before)]
    if (confidence := _confidence(spoken)) is None:
        unknown.append(("low-confidence", "the file tells no confidence"))
    elif confidence < _LOW_CONFIDENCE:
        found.append(Condition(name="low-confidence", detail=f"the recogniser's own confidence is {confidence:.2f}"))
    found += _swapped(call, people, vocabulary)
    if (english := _english(call, words)) is None:
        unknown.append(("not-english", "too few words to tell the language"))
    elif not english:
        told = f" (the file says {call.language})" if call.language else ""
        found.append(Condition(name="not-english", detail=f"this does not read as English{told}"))
    fitness, reasons = _fitness(call, found, people, confidence)
    return Health(fitness=fitness, reasons=reasons, conditions=tuple(found), unknown=tuple(unknown))


def _roles(people: list[Segment]) -> Iterator[Condition]:
    first: dict[str, Segment] = {}
    for segment in people:
        if segment.role is Role.UNKNOWN:
            first.setdefault(segment.speaker, segment)
    for speaker, segment in first.items():
        who = f"{speaker!r}" if speaker else "talk without a label"
        yield Condition(name="unknown-role", detail=f"agent or customer? unknown for {who}", spans=_whole(segment))
    sides = {segment.role for segment in people}
    if not people:
        yield Condition(name="one-sided", detail="nobody speaks")
    elif len(sides) == 1 and Role.UNKNOWN not in sides:
        side = next(iter(sides))
        yield Condition(name="one-sided", detail=f"only the {side} side speaks", spans=_whole(people[0]))
    elif len({segment.speaker for segment in people}) == 1:
        yield Condition(name="one-sided", detail="only one speaker is told apart", spans=_whole(people[0]))


def _times(call: Call, spoken: list[Segment]) -> Iterator[Condition]:
    """What the reader noted, and durations that nobody can talk for."""
    for note in call.notes:
        if note.code in _DISORDER:
            yield Condition(name="time-disorder", detail=note.message)
    for segment in spoken:
        if segment.start_ms is None or segment.end_ms is None or call.typed:
            continue
        lasts, said = segment.end_ms - segment.start_ms, len(segment.text.split())
        if lasts > _LONGEST_MS:
            detail = f"one piece of talk lasts {lasts // 60_000} minutes"
        elif said >= _FAST_WORDS and said > _FASTEST * lasts / 1000:
            detail = f"{said} words in {lasts / 1000:.1f} s: nobody speaks so fast"
        else:
            continue
        yield Condition(name="time-disorder", detail=detail, spans=_whole(segment))
        return  # one is enough to see that the clock is wrong
    if call.duration_ms is not None and not 0 <= call.duration_ms <= _LONGEST_CALL_MS and not call.typed:
        yield Condition(name="time-disorder", detail="the call's duration is negative or longer than a day")


def _exposed(segment: Segment, before: Segment | None) -> Iterator[Condition]:
    from csr_lint.pii import find_pii

    for seen in find_pii(segment.text, before=before.text if before else ""):
        what = _PII[seen.kind]
        spans = (Span(segment.index, seen.start, seen.end),)
        yield Condition(name="exposed-pii", detail=f"{what} in the clear", spans=spans, quote=f"[{what}]")


def _confidence(spoken: list[Segment]) -> float | None:
    """The mean confidence, by words."""
    told = [(s.confidence, len(s.text.split())) for s in spoken if s.confidence is not None]
    weight = sum(n for _, n in told)
    return sum(c * n for c, n in told) / weight if weight else None


def _swapped(call: Call, people: list[Segment], vocabulary: RoleVocabulary) -> Iterator[Condition]:
    """Do the customer's words speak for an agent, and far more than the agent's do?"""
    said: Mapping[Role, dict[int, str]] = {role: {} for role in _SPEAKS}
    for segment in people:
        if segment.role in said:
            said[segment.role][segment.index] = view(segment.text)
    if not (said[Role.AGENT] and may_lean(said[Role.CUSTOMER], vocabulary.agent)):
        return
    agent, customer = (weigh(said[role], len(call.segments), vocabulary) for role in _SPEAKS)
    if customer.lean >= _LEANS and customer.lean - agent.lean >= _LEAD:
        words = " and ".join(f'"{w}"' for w in (*agent.words[:1], *customer.words[:1]))
        yield Condition(name="swapped-roles", detail=f"the sides look exchanged, from words such as {words}")


def _english(call: Call, words: list[str]) -> bool | None:
    share = english_share(words)
    return None if share is None else share >= _LEAST_ENGLISH


def _fitness(
    call: Call, found: list[Condition], people: list[Segment], confidence: float | None
) -> tuple[Fitness, tuple[str, ...]]:
    """What these conditions come to, and why."""
    names = Counter(condition.name for condition in found)
    made_up = sum(len(s.text.split()) for s in call.segments if s.left_out == _MADE_UP)
    unusable = []
    if not people:
        unusable.append("nobody speaks in it")
    elif all(segment.role is Role.UNKNOWN for segment in people):
        unusable.append("who is agent and who is customer cannot be told")
    if names["not-english"]:
        unusable.append("it does not read as English")
    if confidence is not None and confidence < _NO_CONFIDENCE:
        unusable.append(f"the recogniser's own confidence is {confidence:.2f}")
    if made_up and made_up >= sum(len(s.text.split()) for s in people):
        unusable.append("most of it is a recogniser's hallucination")
    if unusable:
        return Fitness.UNUSABLE, tuple(unusable)
    doubts = [c.detail for c in found if c.name not in ("exposed-pii", "duplicate-call")]
    doubts += [note.message for note in call.notes if note.code in (_CUT, "hallucination-suspect")]
    return (Fitness.SUSPECT, tuple(dict.fromkeys(doubts))) if doubts else (Fitness.RELIABLE, ())


def _whole(segment: Segment) -> tuple[Span, ...]:
    return (Span(segment.index, 0, len(segment.text)),)
