"""HTML transcripts of podcast hosts: cite, time, paragraph."""

from __future__ import annotations

from collections.abc import Callable

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

PAGE = """
<!-- saved -->
<html><head><title>No speech</title><style>p {}</style></head><body>
<cite>Jane:</cite>
<time>0:05</time>
<p>Hello &amp; welcome,<br>all.</p>
<p>More of it.</p>
<cite>Ann (Agent):</cite>
<time>1:02:03</time>
<p>Hi <b>there</b>.</p>
"""


def test_turns_with_their_speakers_and_starts(one: Callable[..., Call]) -> None:
    call = one(PAGE + "</body></html>")
    assert [(s.label, s.name, s.text, s.start_ms, s.end_ms, s.line) for s in call.segments] == [
        ("Jane", None, "Hello & welcome, all. More of it.", 5000, None, 4),
        ("Agent", "Ann", "Hi there.", 3_723_000, None, 8),
    ]
    assert (call.format, call.notes) == ("podcast-html", ())


def test_a_turn_without_a_name_is_the_last_ones_and_that_is_told(one: Callable[..., Call]) -> None:
    call = one(PAGE + "<time>1:02:09</time><p>And so on.</p>")
    assert [s.label for s in call.segments] == ["Jane", "Agent", "Agent"]
    assert [n.code for n in call.notes] == ["speaker-carried"]


def test_nobody_is_named(one: Callable[..., Call]) -> None:
    call = one("<time>0:00</time>\n<p>Hello there.</p>\n<time>0:04</time>\n<p>Hi.</p>")
    assert [(s.label, s.start_ms) for s in call.segments] == [("", 0), ("", 4000)]
    assert call.notes == ()


def test_other_text_empty_turns_and_a_cut_file_are_told(one: Callable[..., Call]) -> None:
    page = PAGE.replace("<body>", "<body><h1>Episode 7</h1>")
    call = one(page + "<time>1:02:09</time><p></p><time>1:02:12</time><p>And so")
    assert call.segments[-1].text == "And so"
    assert [n.code for n in call.notes] == ["speaker-carried", "lines-skipped", "empty-turn", "truncated"]


def test_a_page_without_turns_is_refused(fault: Callable[..., TranscriptError]) -> None:
    assert "no transcript found" in fault("<html><body><p>Hello: you</p>\n<p>There: now</p></body></html>").message
    assert "it has no turns" in fault("<html><body><p>Hello</p></body></html>", input_format="podcast-html").message
