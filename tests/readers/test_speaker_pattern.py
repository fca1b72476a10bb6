"""Turns as the user describes them: --speaker-pattern."""

from __future__ import annotations

from collections.abc import Callable

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

PATTERN = r"~(?P<speaker>\w+)~(?: @(?P<time>\S+))? (?P<text>.*)"
TALK = "Call ID: 17\n\na title\n~ag1~ @0.5 Hello there,\nhow are you today?\n\n~cu~ @3.5 Fine, but: my bill is wrong.\n"


def test_turns_begin_where_it_matches(one: Callable[..., Call]) -> None:
    call = one(TALK, speaker_pattern=PATTERN)
    assert [(s.label, s.text, s.start_ms, s.line) for s in call.segments] == [
        ("ag1", "Hello there, how are you today?", 500, 4),
        ("cu", "Fine, but: my bill is wrong.", 3500, 7),
    ]
    assert (call.id, call.format) == ("17", "text")
    assert [n.code for n in call.notes] == ["unit-guessed", "lines-skipped"]


def test_the_unit_of_bare_numbers_may_be_told(one: Callable[..., Call]) -> None:
    call = one(TALK.replace("0.5", "500").replace("3.5", "3500"), speaker_pattern=PATTERN, time_unit="ms")
    assert [s.start_ms for s in call.segments] == [500, 3500]
    assert [n.code for n in call.notes] == ["lines-skipped"]


def test_clocks_of_the_day_are_counted_from_the_first(one: Callable[..., Call]) -> None:
    call = one("~a~ @11:59:58PM hi there\n~b~ @12:00:03AM hello\n~a~ well\n", speaker_pattern=PATTERN)
    assert [s.start_ms for s in call.segments] == [0, 5000, None]


def test_it_goes_before_tables_and_several_calls_are_cut(read: Callable[..., list[Call]]) -> None:
    text = "--- Call 1 ---\nann;hello there\nbob;hi you\n--- Call 2 ---\nann;good bye\nbob;bye now\n"
    calls = read(text, speaker_pattern=r"(?P<speaker>\w+);(?P<text>.+)")
    assert [[(s.label, s.text) for s in call.segments] for call in calls] == [
        [("ann", "hello there"), ("bob", "hi you")],
        [("ann", "good bye"), ("bob", "bye now")],
    ]


def test_other_files_are_read_as_ever(one: Callable[..., Call], fault: Callable[..., TranscriptError]) -> None:
    assert one("Agent: Hello there.\nCustomer: Hi.\n", speaker_pattern=PATTERN).format == "text"
    assert one('{"messages": [{"role": "user", "content": "~a~ hi"}]}', speaker_pattern=PATTERN).format == "chat"
    assert "no line begins with a speaker" in fault("Nothing here.", "a.txt", "text", speaker_pattern=PATTERN).message
