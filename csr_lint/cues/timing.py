"""Events of the clock: silences and interruptions, from times or from cut-off marks."""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections.abc import Iterator, Mapping

from csr_lint.model import Call, Cue, Role, Segment, Span

SILENCE_MS = 3_000
OVERLAP_MS = 500
# How long the customer may go on after the agent came in and still count as having stopped short.
STOPS_SHORT_MS = 1_500
_CUT_OFF = re.compile(r"(?:--|—|–|\[crosstalk\]|\(crosstalk\))\s*$", re.IGNORECASE)
_FINISHED = re.compile(r"[.?!…]['\"”’)]*\s*$")


def spot(call: Call) -> Iterator[Cue]:
    """`silence` (amount: seconds, placed on the segment before it) and `interruption` cues of a spoken call."""
    if call.typed:
        return
    backchannels = {s for t in call.turns if t.backchannel for s in t.segments}
    turn_of = {segment: turn.index for turn in call.turns for segment in turn.segments}
    spoken = [s for s in call.segments if s.index in turn_of]
    yield from _silences(spoken, turn_of)
    for before, after in itertools.pairwise(spoken):
        if after.index not in backchannels and _interrupts(before, after):
            yield _cue("interruption", after, turn_of[after.index], None)


def _silences(spoken: list[Segment], turn_of: Mapping[int, int]) -> Iterator[Cue]:
    """Gaps between segments with times; what is said in a segment without times may have filled the gap."""
    timed = sorted((s for s in spoken if s.start_ms is not None and s.end_ms is not None), key=_start)
    untimed = sorted({s.index for s in spoken if s.text.strip()} - {s.index for s in timed})
    latest: Segment | None = None
    for segment in timed:
        if latest is not None:
            gap = _start(segment) - _end(latest)
            filled = bisect(untimed, latest.index) < bisect(untimed, segment.index)
            if gap >= SILENCE_MS and not filled:
                yield _cue("silence", latest, turn_of[latest.index], gap / 1000)
        if latest is None or _end(segment) > _end(latest):
            latest = segment


def _interrupts(before: Segment, after: Segment) -> bool:
    """Does the agent come in on the customer, who then stops short?"""
    if before.role is not Role.CUSTOMER or after.role is not Role.AGENT:
        return False
    if before.end_ms is None or after.start_ms is None:
        return bool(_CUT_OFF.search(before.text))
    overlap = before.end_ms - after.start_ms
    if _CUT_OFF.search(before.text) and overlap > -OVERLAP_MS:
        return True
    return OVERLAP_MS <= overlap <= OVERLAP_MS + STOPS_SHORT_MS and not _FINISHED.search(before.text)


def _start(segment: Segment) -> int:
    return segment.start_ms or 0


def _end(segment: Segment) -> int:
    return segment.end_ms or 0


def _cue(name: str, segment: Segment, turn: int, amount: float | None) -> Cue:
    return Cue(
        name=name,
        turn=turn,
        role=segment.role,
        speaker=segment.speaker,
        start=0,
        end=0,
        spans=(Span(segment.index, 0, len(segment.text)),),
        text=segment.text,
        amount=amount,
    )
