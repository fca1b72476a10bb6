"""The clock of a call: when nobody speaks, when the customer is on hold, when two speak at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csr_lint.model import Evaluation, Segment, Turn
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.record import Gap
from csr_lint.reporters.stretches import silence
from csr_lint.rule import ExpectParams

TALKED_OVER_MS = 500  # shorter overlaps are the ordinary change of speakers


def quiet(evaluation: Evaluation, about: About, rows: Sequence[Turn]) -> Iterator[Gap]:
    """Long silences between the rows; those within a hold are holds."""
    held = _held(evaluation, about)
    until: int | None = None
    last = -1
    for row in rows:
        if until is not None and row.start_ms is not None and silence(evaluation.call, until, row.start_ms):
            yield Gap(at=until, until=row.start_ms, hold=any(first <= last <= end for first, end in held))
        if row.end_ms is not None and (until is None or row.end_ms >= until):
            until, last = row.end_ms, row.segments[-1]


def _held(evaluation: Evaluation, about: About) -> list[tuple[int, int]]:
    """From which segment to which the customer was on hold, as the rules on holds saw it."""
    rules = {r.code for r in about.rules if isinstance(r.params, ExpectParams) and r.params.episode == "hold"}
    chances = [o for r in evaluation.results if r.code in rules for o in r.opportunities if o.spans]
    return sorted({(o.spans[0].segment, o.searched[1] if o.searched else o.spans[-1].segment) for o in chances})


def overlaps(segments: Sequence[Segment]) -> Iterator[Gap]:
    """Where somebody speaks before another has ended."""
    timed = sorted(
        ((s.start_ms, s.end_ms, s.speaker) for s in segments if s.start_ms is not None and s.end_ms is not None),
        key=lambda said: said[:2],
    )
    latest: tuple[int, int, str] | None = None
    for start, end, speaker in timed:
        if latest is not None and speaker != latest[2] and min(end, latest[1]) - start >= TALKED_OVER_MS:
            yield Gap(at=start, until=min(end, latest[1]))
        if latest is None or end > latest[1]:
            latest = (start, end, speaker)
