"""Turns as they are shown: cut where their speaker is silent for long, since a hold is no part of a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import msgspec

from csr_lint.model import Call, Turn

LONG_SILENCE_MS = 5_000


def stretches(call: Call) -> Iterator[Turn]:
    """The turns, or the parts of them between long silences, each part under its turn's number."""
    for turn in call.turns:
        runs: list[list[int]] = []
        for segment in turn.segments:
            here = call.segments[segment]
            before = call.segments[runs[-1][-1]].end_ms if runs else None
            if runs and not silence(call, before, here.start_ms):
                runs[-1].append(segment)
            else:
                runs.append([segment])
        yield from (_part(call, turn, run) for run in runs)


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
