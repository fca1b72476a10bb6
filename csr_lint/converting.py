"""A call of any format as a line of csr-lint's own JSON, with everything that its reader found out.

Reading the line gives the call again, so that it is judged as the file was: csr_lint/readers/keyed/jsonl.py reads it.
"""

from __future__ import annotations

import msgspec

from csr_lint.model import Call, Role, Segment


def own_line(call: Call, *, id: str) -> str:
    """The call as it was read, under this id, as a line of JSON without its end; guessed roles are no part of it."""
    told = {
        "id": id,
        "source": call.source,
        "kind": call.kind,
        "agent": call.agent,
        "started": call.started,
        "queue": call.queue,
        "duration": _seconds(call.duration_ms),
        "language": call.language,
        "figures": dict(call.figures),
        "notes": [{"code": note.code, "message": note.message} for note in call.notes],
        "turns": [_turn(segment) for segment in call.segments],
    }
    return msgspec.json.encode({key: value for key, value in told.items() if value not in (None, [], {})}).decode()


def _turn(segment: Segment) -> dict[str, object]:
    told = {
        "speaker": segment.label,
        "name": segment.name,
        "role": _side(segment),
        "text": segment.text,
        "start": _seconds(segment.start_ms),
        "end": _seconds(segment.end_ms),
        "confidence": segment.confidence,
        "channel": segment.channel,
        "left_out": segment.left_out,
    }
    return {key: value for key, value in told.items() if value is not None}


def _side(segment: Segment) -> str | None:
    """The side as it was read; what the label alone would tell when it is read again is told to be unknown."""
    if segment.role is Role.UNKNOWN and segment.label.casefold() != Role.OTHER.value:
        return None
    return segment.role.value


def _seconds(ms: int | None) -> float | None:
    return None if ms is None else ms / 1000
