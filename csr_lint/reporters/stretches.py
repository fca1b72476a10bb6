"""Turns as they are shown: in the order in which they were spoken, cut where nobody speaks for long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import msgspec

from csr_lint.backchannel import is_backchannel
from csr_lint.model import Call, Segment, Turn

LONG_SILENCE_MS = 5_000
SLOW_WORD_MS = 600  # a hundred words a minute


def stretches(call: Call) -> Iterator[Turn]:
    """The turns, or parts of them, each under its turn's number.

    A hold is no part of a sentence, so a turn is cut at a long silence. What another says within it cuts it too, if
    that is more than a backchannel.
    """
    heard = _heard(call)
    spoken = [s.index for s in call.segments if not s.left_out]
    mere = {s for s in spoken if is_backchannel(call.segments[s].text)}
    turn_of = {segment: turn for turn in call.turns for segment in turn.segments}
    runs: dict[int, list[int]] = {}
    order: list[list[int]] = []
    between: dict[int, bool] = {}  # by turn: has another said something since?
    for segment in spoken:
        index = turn_of[segment].index
        quiet = silence(call, heard[segment], call.segments[segment].start_ms)
        if quiet:
            between = dict.fromkeys(between, True)
        if index not in runs or between[index]:
            runs[index] = []
            order.append(runs[index])
        runs[index].append(segment)
        between[index] = False
        if segment not in mere:
            between.update(dict.fromkeys((other for other in between if other != index), True))
    yield from (_part(call, turn_of[run[0]], run) for run in order)


def _heard(call: Call) -> list[int | None]:
    """For each segment, until when anybody had spoken before it."""
    ends = [ending(segment) if not segment.left_out else None for segment in call.segments]
    return [None, *accumulate(ends, _later)]


def ending(segment: Segment) -> int | None:
    """When a segment ends; of one that has only a beginning, when it has ended even if its speaker takes their time."""
    if segment.end_ms is not None or segment.start_ms is None:
        return segment.end_ms
    return segment.start_ms + SLOW_WORD_MS * len(segment.text.split())


def ends_are_told(call: Call) -> bool:
    return any(segment.end_ms is not None for segment in call.segments)


def _later(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else max(one, other)


def silence(call: Call, before: int | None, start: int | None) -> int | None:
    """Seconds of silence between two times, where they are long and the call is spoken."""
    if call.typed or before is None or start is None or start - before < LONG_SILENCE_MS:
        return None
    return round((start - before) / 1000)


def _part(call: Call, turn: Turn, run: list[int]) -> Turn:
    """A turn of only these segments, under the same number."""
    pieces = [call.segments[segment] for segment in run]
    starts = [0, *accumulate(len(piece.text) + 1 for piece in pieces)][: len(pieces)]
    return msgspec.structs.replace(
        turn,
        segments=tuple(run),
        starts=tuple(starts),
        text=" ".join(piece.text for piece in pieces),
        start_ms=pieces[0].start_ms,
        end_ms=pieces[-1].end_ms,
    )
