"""Turns: what a speaker says until another speaks. A mere backchannel of the other side does not end a turn."""

from __future__ import annotations

import msgspec

from csr_lint.backchannel import WORDS, is_backchannel
from csr_lint.model import Call, Role, Segment, Turn


def with_turns(call: Call) -> Call:
    """The call with its turns built from its segments (roles must be known by now)."""
    runs: list[list[Segment]] = []
    mere: list[bool] = []
    for segment in call.segments:
        if segment.left_out:
            continue
        if runs and _same(runs[-1][-1], segment):
            runs[-1].append(segment)
            mere[-1] = mere[-1] and is_backchannel(segment.text)
        elif len(runs) > 1 and mere[-1] and _same(runs[-2][-1], segment) and not _asks(runs[-2][-1].text):
            runs[-2].append(segment)
        else:
            runs.append([segment])
            answers = len(runs) > 1 and _asks(runs[-2][-1].text) and bool(WORDS.search(segment.text))
            mere.append(is_backchannel(segment.text) and not answers)
    turns = tuple(_turn(k, run, backchannel=b) for k, (run, b) in enumerate(zip(runs, mere, strict=True)))
    return msgspec.structs.replace(call, turns=turns)


def _same(a: Segment, b: Segment) -> bool:
    return a.role is b.role and a.speaker == b.speaker


def _asks(text: str) -> bool:
    return text.rstrip().endswith("?")


def _turn(index: int, run: list[Segment], *, backchannel: bool) -> Turn:
    starts, text = [], ""
    for k, segment in enumerate(run):
        starts.append(len(text) + (1 if k else 0))
        text = f"{text} {segment.text}" if k else segment.text
    begun = [s.start_ms for s in run if s.start_ms is not None]
    ended = [s.end_ms for s in run if s.end_ms is not None]
    return Turn(
        index=index,
        role=run[0].role if run else Role.UNKNOWN,
        speaker=run[0].speaker,
        segments=tuple(s.index for s in run),
        starts=tuple(starts),
        text=text,
        start_ms=min(begun) if begun else None,
        end_ms=max(ended) if ended else None,
        backchannel=backchannel,
    )
