"""The moments of a call: what was praised, said or broken where, in words that may be quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from sys import intern
from typing import Literal

from csr_lint.floor import Moment
from csr_lint.model import Call, CheckKind, Evaluation, Finding, FindingKind, Result, Role, Span
from csr_lint.quoting import quotation

HIGHEST = 4
_OPENING_TURNS = 3  # in which a customer says what it is about
_LONGEST = 220  # characters of a quote that is widened to its sentence
_SENTENCES = re.compile(r"(?<=[.?!…])\s+")
_TELLING = 4  # words: of a sentence with fewer nobody knows what was wrong
_REACHES = ("HLD", "TRF")  # the rules of holds and transfers
_WORDS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SPEAKS: Mapping[Role, Literal["agent", "customer"]] = {Role.AGENT: "agent", Role.CUSTOMER: "customer"}
_KINDS = {FindingKind.KUDOS: "kudos", FindingKind.SIGNAL: "signal"}


def moments_of(
    evaluation: Evaluation, names: Mapping[str, str | None], *, violations: bool = False
) -> Iterator[Moment]:
    """Kudos, signals and the highest values of scales, in the order of the rules; violations, too, where asked for.

    `names`: the agents' speakers and what they are called. What names nobody is the only agent's, or nobody's.
    """
    only = next(iter(names.values())) if len(names) == 1 else None
    turns = {segment: turn.index + 1 for turn in evaluation.call.turns for segment in turn.segments}
    for result in evaluation.results:
        for found in result.findings:
            if (found.kind is FindingKind.VIOLATION and violations) or found.kind in _KINDS:
                yield _moment(evaluation.call, found, names, only, turns)
        if result.kind is CheckKind.SCALE and result.value == HIGHEST and result.evidence:
            yield _warmest(evaluation, result, names, turns)


def _moment(
    call: Call, found: Finding, names: Mapping[str, str | None], only: str | None, turns: Mapping[int, int]
) -> Moment:
    violation = found.kind is FindingKind.VIOLATION
    segment = call.segments[found.segment] if found.segment is not None else None
    here = tuple(span for span in found.spans if span.segment == found.segment)
    fewest = _TELLING if violation else 1
    quote = (_sentence(segment.text, here, fewest=fewest) if segment and here else "") or found.quote
    praised = None if violation or len(names) == 1 else _named_in(quote, names)
    return Moment(
        code=found.code,
        name=found.name,
        kind="violation" if violation else "kudos" if found.kind is FindingKind.KUDOS else "signal",
        agent=praised or (names.get(found.agent) if found.agent is not None else only),
        quote=quote,
        turn=turns.get(found.segment) if found.segment is not None else None,
        line=found.line,
        time_ms=found.time_ms,
        message=found.message if violation else "",
        advice=found.advice if violation else "",
        by=_SPEAKS.get(segment.role) if segment else None,
    )


def _named_in(quote: str, names: Mapping[str, str | None]) -> str | None:
    """The one agent whom the words name ("Thank you, Ana", while Ben takes over); None where they name none, or two."""
    said = set(_WORDS.findall(quote.casefold()))
    named = {name for name in names.values() if name and name.casefold().split()[0] in said}
    return named.pop() if len(named) == 1 else None


def _sentence(text: str, spans: tuple[Span, ...], *, fewest: int = 1) -> str:
    """The sentence around a place of the text, which says more than its few words; "" where it is too long.

    Where it has fewer words than `fewest`, those after it belong to it, and if there are none those before it.
    """
    start, end = min(s.start_char for s in spans), max(s.end_char for s in spans)
    borders = [found.span() for found in _SENTENCES.finditer(text)]
    begins = [0, *(stop for _, stop in borders if stop <= start)]
    ends = [*(begin for begin, _ in borders if begin >= end), len(text)]
    first, last = begins.pop(), ends.pop(0)
    while len(text[first:last].split()) < fewest and (begins or ends):
        first, last = (first, ends.pop(0)) if ends else (begins.pop(), last)
    return quotation(text, first, last) if last - first <= _LONGEST else ""


def _warmest(
    evaluation: Evaluation, result: Result, names: Mapping[str, str | None], turns: Mapping[int, int]
) -> Moment:
    """The words that gave a scale its highest value; they are said to the agent who spoke last before them."""
    segments, span = evaluation.call.segments, result.evidence[-1]
    here = segments[span.segment]
    before = [s.speaker for s in segments[: span.segment] if s.role is Role.AGENT]
    return Moment(
        code=result.code,
        name="",
        kind="scale",
        agent=names.get(before[-1]) if before else None,
        quote=_sentence(here.text, (span,)) or quotation(here.text, span.start_char, span.end_char),
        turn=turns.get(span.segment),
        line=here.line_at(span.start_char),
        time_ms=here.start_ms,
        by="customer",
    )


def length_of(call: Call) -> int | None:
    """How long the call took: as the file says, else to its last word."""
    if call.duration_ms is not None:
        return call.duration_ms
    return max((s.end_ms for s in call.segments if s.end_ms is not None), default=None)


def matter_of(evaluation: Evaluation, names: Mapping[str, str | None]) -> list[str]:
    """The words with which the customer says what it is about, each once, in the order of the alphabet.

    What comes after the first hold or transfer is left out: "that's fine" answers the hold, and is no matter.
    """
    reached = _first_reach(evaluation)
    told = [turn for turn in evaluation.call.turns if turn.role is Role.CUSTOMER and not turn.backchannel]
    agents = " ".join(name or "" for name in names.values()).lower().split()
    opening = [t.text for t in told[:_OPENING_TURNS] if reached is None or t.segments[0] < reached]
    words = {word for text in opening for word in _WORD.findall(text.lower())}
    return [intern(word) for word in sorted(words.difference(agents))]


def _first_reach(evaluation: Evaluation) -> int | None:
    """The segment of the first hold or transfer that a rule looked at."""
    looked_at = (r for r in evaluation.results if r.kind is CheckKind.EXPECT and r.code[:3] in _REACHES)
    return min((s.segment for r in looked_at for o in r.opportunities for s in o.spans), default=None)


def signals_to(evaluation: Evaluation, speaker: str, *, only: bool) -> list[str]:
    """The codes of what the customer did to this agent."""
    return [
        result.code
        for result in evaluation.results
        if any(
            f.kind is FindingKind.SIGNAL and (f.agent == speaker or (only and f.agent is None)) for f in result.findings
        )
    ]
