"""One JSON document: the calls, what could not be read, what was passed over, and the summary."""

from __future__ import annotations

from typing import TextIO

import msgspec

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Skipped, Summary, Unreadable
from csr_lint.reporters.contract import About, Reporter
from csr_lint.reporters.record import ErrorRecord, SkippedRecord
from csr_lint.reporters.recording import call_record, error_record, versions


class Document:
    """A JSON document being written to `out`: calls as they come, the rest at the end."""

    def __init__(self, out: TextIO, about: About) -> None:
        self._out = out
        self._about = about
        self._encoder = msgspec.json.Encoder()
        self._calls = 0
        self._errors: list[ErrorRecord] = []
        self._skipped: list[SkippedRecord] = []
        out.write('{"calls":[')

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            self._out.write(("," if self._calls else "") + "\n" + self._encode(call_record(outcome, self._about)))
            self._calls += 1
        elif isinstance(outcome, Unreadable):
            self._errors.append(error_record(outcome))
        elif isinstance(outcome, Skipped):
            self._skipped.append(SkippedRecord(source=outcome.source, reason=outcome.reason))

    def close(self, summary: Summary | None) -> None:
        rest = {
            "errors": self._errors,
            "skipped": self._skipped,
            "summary": summary,
            "versions": versions(self._about),
        }
        tail = ",\n".join(f'"{key}":{self._encode(value)}' for key, value in rest.items())
        self._out.write(f"\n],\n{tail}}}\n")
        self._out.flush()

    def _encode(self, value: object) -> str:
        return self._encoder.encode(value).decode()


REPORTER = Reporter(
    name="json", summary="one JSON document with the summary", needs_summary=True, exact=True, start=Document
)
