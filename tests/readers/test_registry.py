"""Formats are found by content; unknown names and files that are nothing get one clear line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import ConfigError, NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.finding import formats, keyed_readers, readers
from csr_lint.readers.registry import read_calls, sniff
from csr_lint.readers.source import open_source
from csr_lint.reading import Reading


def test_the_surest_signs_are_asked_first() -> None:
    names = formats()
    assert len(set(names)) == len(names)
    assert names[0] == "parquet"
    assert names[-1] == "text"
    assert names.index("webvtt") < names.index("jsonl") < names.index("srt") < names.index("table")


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        ("WEBVTT\n\n0.0 --> 1.0\nHi.", "webvtt", "line 1 is WEBVTT"),
        ("\n1\n00:00:01,000 --> 00:00:02,000\nHi.", "srt", "line 3 is a timing line"),
        ('{"turns": []}', "jsonl", "key turns"),
        ('[{"messages": []}]', "chat", "key messages"),
        ("speaker;text\nAgent;Hello there.\n", "table", "columns speaker, text on line 1 (semicolon)"),
        ("Agent: Hello there.\nCustomer: Hi.\n", "text", "2 of 2 lines begin with a speaker (Agent, Customer)"),
    ],
)
@pytest.mark.parametrize("path", ["a.txt", "a.json", "a.vtt", "a"])
def test_a_format_is_found_by_what_is_in_the_file(text: str, name: str, evidence: str, path: str) -> None:
    found = sniff(open_source(path, text.encode()))
    assert (found.reader.name, found.evidence) == (name, evidence)


def test_an_unknown_format_is_refused_before_anything_is_read() -> None:
    with pytest.raises(ConfigError, match='"webvtt"'):
        list(read_calls("a.txt", b"", Reading(format="webvvt")))


@pytest.mark.parametrize(
    ("data", "message", "skipped"),
    [
        pytest.param(b"", "a.x: the file is empty", False, id="empty"),
        pytest.param(b"%PDF-1.4", "a.x: this is a PDF; convert it first: pdftotext -layout FILE", True, id="pdf"),
        pytest.param(
            b'{"a": [1', "a.x:1: the JSON breaks off before it is complete: is the file cut?", False, id="half"
        ),
        pytest.param(b'{"a": 1}', "a.x: JSON, but no transcript: it has the keys a (", True, id="other-json"),
        pytest.param(b'["a", "b"]', "a.x: JSON, but no transcript: it is a str, not an object (", True, id="strings"),
        pytest.param(b"hello", "a.x: no transcript found in it (", True, id="prose"),
    ],
)
def test_bad_input_gets_one_clear_line(data: bytes, message: str, skipped: bool) -> None:
    (error,) = read_calls("a.x", data)
    assert isinstance(error, TranscriptError)
    assert str(error).startswith(message)
    assert isinstance(error, NotATranscriptError) is skipped
    assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("data", "tried"),
    [
        pytest.param(b'{"a": 1}', len(readers()), id="json"),
        pytest.param(b"hello", len(readers()) - len(keyed_readers()), id="no-json"),
    ],
)
def test_a_refusal_counts_the_formats_tried_and_does_not_list_them(data: bytes, tried: int) -> None:
    (error,) = read_calls("a.x", data)
    assert f"({tried} formats tried: see docs/formats.md and `csr-lint sniff`)" in str(error)
    assert len(str(error)) < 140


def test_a_format_by_name_skips_the_search(read: Callable[..., list[Call]]) -> None:
    text = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nAgent: Hello there.\n"
    assert [c.format for c in read(text, input_format="srt")] == ["srt"]
