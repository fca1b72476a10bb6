"""A file's calls in one word, for tests of readers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading

PATH = "calls/call.txt"
Outcome = list[Call | TranscriptError]


@pytest.fixture
def read() -> Callable[..., Outcome]:
    """Everything that a file of this content gives: `read(text_or_bytes, path=…, input_format=…)`;
    whatever else `reading.Reading` has may be told too."""

    def outcome(
        content: str | bytes, path: str = "calls/call.txt", input_format: str | None = None, **told: object
    ) -> Outcome:
        data = content.encode() if isinstance(content, str) else content
        return list(read_calls(path, data, Reading(format=input_format, **told)))

    return outcome


@pytest.fixture
def one(read: Callable[..., Outcome]) -> Callable[..., Call]:
    """The only call of a file that must have exactly one."""

    def call(
        content: str | bytes, path: str = "calls/call.txt", input_format: str | None = None, **told: object
    ) -> Call:
        found = read(content, path, input_format, **told)
        assert len(found) == 1, found
        assert isinstance(found[0], Call), found[0]
        return found[0]

    return call


@pytest.fixture
def fault(read: Callable[..., Outcome]) -> Callable[..., TranscriptError]:
    """The only error of a file that must have exactly one, and no call."""

    def error(
        content: str | bytes, path: str = "calls/call.txt", input_format: str | None = None, **told: object
    ) -> TranscriptError:
        found = read(content, path, input_format, **told)
        assert len(found) == 1, found
        assert isinstance(found[0], TranscriptError), found[0]
        return found[0]

    return error
