"""What is in the files that were found: calls, faults as values, and what nobody named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from csr_lint.errors import NotATranscriptError, TranscriptError, encodable
from csr_lint.model import Call
from csr_lint.outcome import Skipped, Unreadable, unreadable
from csr_lint.readers.registry import read_file
from csr_lint.readers.walk import Found
from csr_lint.reading import AS_FOUND, Reading

Read = Call | Unreadable | Skipped


def read_found(file: Found | TranscriptError, reading: Reading = AS_FOUND) -> Iterator[Read]:
    """What is in a file that was found."""
    if isinstance(file, TranscriptError):
        yield unreadable(file, file.place)
    else:
        yield from told(read_file(file.path, reading), file)


def told(reads: Iterable[Call | TranscriptError], file: Found) -> Iterator[Read]:
    """Calls as they are, and faults as values: what is no transcript is passed over where nobody named it."""
    for read in reads:
        if isinstance(read, Call):
            yield read
        elif isinstance(read, NotATranscriptError) and not file.named:
            yield Skipped(source=encodable(file.path), reason=read.message)
        else:
            yield unreadable(read, encodable(file.path))
