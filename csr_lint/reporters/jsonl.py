"""JSON Lines: one object a call, written as soon as the call is judged; an unreadable one is a line with its error."""

from __future__ import annotations

from typing import TextIO

import msgspec

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.recording import call_record, error_record


class Lines:
    """JSON Lines being written to `out`."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._about = about
        self._encoder = msgspec.json.Encoder()

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._write(call_record(outcome, self._about))
        elif isinstance(outcome, Unreadable):
            self._write(error_record(outcome))

    def close(self, summary: Summary | None) -> None:
        self._out.flush()

    def _write(self, record: msgspec.Struct) -> None:
        self._out.write(self._encoder.encode(record).decode() + "\n")
        self._out.flush()


REPORTER = Reporter(name="jsonl", summary="JSON Lines, one object a call", needs_summary=False, exact=True, start=Lines)
