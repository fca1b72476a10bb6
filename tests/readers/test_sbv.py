"""SBV: times before the text, and files that are not quite right."""

from __future__ import annotations

from collections.abc import Callable

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

TALK = "0:00:00.500,0:00:02.000\nAgent: Hello,\nhow are you?\n\n0:00:02.500,0:00:03.250\nCustomer: Fine.\n"


def test_cues_are_the_segments(one: Callable[..., Call]) -> None:
    call = one(TALK)
    assert call.format == "sbv"
    assert [(s.label, s.text, s.start_ms, s.end_ms, s.line) for s in call.segments] == [
        ("Agent", "Hello, how are you?", 500, 2000, 2),
        ("Customer", "Fine.", 2500, 3250, 6),
    ]


def test_a_mistyped_time_is_unknown_and_takes_nothing_along(one: Callable[..., Call]) -> None:
    call = one(f"{TALK}\n0:00:04.f00,0:00:05.000\nCustomer: And you?\n")
    assert (call.segments[2].text, call.segments[2].start_ms, call.segments[2].end_ms) == ("And you?", None, 5000)
    assert [n.code for n in call.notes] == ["time-missing"]


def test_a_cut_file_is_told(one: Callable[..., Call]) -> None:
    call = one(f"{TALK}\n0:00:04.000,0:00:05.000")
    assert (len(call.segments), [n.code for n in call.notes]) == (2, ["truncated"])


def test_a_file_without_text_is_refused(fault: Callable[..., TranscriptError]) -> None:
    assert "none of its 1 cues has a text" in fault("0:00:00.500,0:00:02.000\n\n").message
