"""Whatever the bytes: calls and transcript errors, nothing else, and never for long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.finding import formats
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading

SEEDS = (
    "Call ID: 7\nAgent: Jane Smith\n\n[00:01 - 00:04] Agent: Hello there.\n  How: well?\n(0:05) Jane (Customer): Hi.\n",
    "Jane  0:15\nHello.\n\nBob  0:20\nHi.\n\n--- Call 2 ---\n12.5s Agent - Hello\n10:02 PM CSR | Hi\n",
    "WEBVTT\n\nNOTE x\n\n1\n00:00:01.000 --> 00:00:02.000 align:left\n<v Jane>Hello <b>there</b> &amp;</v>\n- a\n- b\n",
    "1\n00:00:01,000 --> 00:00:02,000\nAgent: Hello\n\nthere\n\n2\nHi.\n\n3\n0:0:6.90 --> 0:0:7.5\n>> BOB: Hi\n",
    'call_id;turn;speaker;start;text\n1;2;"Agent";0,5;"Hello; ""there"""\n1;1;Customer;3;Hi\n',
    "call_id\ttranscript\n1\tAgent: Hello there. Customer: Hi. Agent: Bye.\n",
    '{"id": 1, "turns": [{"speaker": "agent", "text": "Hi", "start": 1e3, "end": NaN}]}\n{"turns": []}\n',
    '[{"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}]}]',
)
PIECES = (
    *(
        "Agent:",
        "\n",
        "\n\n",
        "-->",
        "00:00:01",
        "<v ",
        "{",
        '"',
        "[",
        "]",
        ",",
        "\t",
        "|",
        "NaN",
        "\x00",
        "\r",
        "\f",
        "：",
        "**",
    ),
    *(
        "\ufeff",
        "1e999",
        "\\ud800",
        "null",
        "Call ID: 7",
        "---",
        "-1",
        "2024-13-45 10:00",
        "speaker,text",
        "é",
        "\u2028",
        "   ",
    ),
)


def outcome(data: bytes, input_format: str | None) -> None:
    started = time.process_time()
    for found in read_calls("a.txt", data, Reading(format=input_format)):
        assert isinstance(found, Call | TranscriptError)
        if isinstance(found, TranscriptError):
            assert found.message
            assert "\n" not in str(found)
            continue
        assert [s.index for s in found.segments] == list(range(len(found.segments)))
        assert found.segments
        for segment in found.segments:
            f"{segment.text}{segment.label}{segment.name}".encode()
            assert segment.start_ms is None or segment.end_ms is None or segment.start_ms <= segment.end_ms
    assert time.process_time() - started < 5


@given(st.binary(max_size=400), st.sampled_from((None, *formats())))
@settings(max_examples=150, deadline=None)
def test_random_bytes(data: bytes, input_format: str | None) -> None:
    outcome(data, input_format)


@given(st.text(max_size=300), st.sampled_from((None, *formats())))
@settings(max_examples=150, deadline=None)
@pytest.mark.heavy
def test_random_text(text: str, input_format: str | None) -> None:
    outcome(text.encode("utf-8", "replace"), input_format)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with pieces put in, taken out, or with its end cut off."""
    data = bytearray(draw(st.sampled_from(SEEDS)).encode())
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        if draw(st.booleans()):
            data[at:at] = draw(st.sampled_from(PIECES)).encode()
        else:
            del data[at : at + draw(st.integers(1, 12))]
    return bytes(data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data)


@given(mutated(), st.sampled_from((None, None, *formats())))
@settings(max_examples=400, deadline=None)
def test_mutated_files(data: bytes, input_format: str | None) -> None:
    outcome(data, input_format)


LONG = {
    "one-word": "a",
    "label": "Agent: hello there ",
    "colons": ": ",
    "blanks": " ",
    "brackets": "[",
    "open-brackets": "(0:",
    "times": "00:00:01 ",
    "quotes": '"',
    "tags": "<v ",
    "arrows": "00:01 --> ",
    "bold": "**",
    "dashes": "- ",
    "bars": "a | ",
    "digits": "1",
    "entities": "&am",
    "inline": "Agent: hi there Customer: yes please ",
}


@pytest.mark.parametrize("begin", ["", "Agent: hello\n", "WEBVTT\n\n0.0 --> 1.0\n", "speaker,text\nAgent,"])
@pytest.mark.parametrize("unit", LONG.values(), ids=LONG)
def test_long_lines_take_no_long_time(begin: str, unit: str) -> None:
    started = time.process_time()
    outcomes = list(read_calls("a.txt", (begin + unit * (120_000 // len(unit))).encode()))
    assert outcomes
    assert time.process_time() - started < 10


@pytest.mark.parametrize("input_format", formats())
def test_fifty_million_letters_in_a_line_by_every_reader(input_format: str) -> None:
    started = time.process_time()
    (error,) = read_calls("a.txt", b"Agent: " + b"hello " * 8_000_000, Reading(format=input_format))
    assert isinstance(error, TranscriptError)
    assert time.process_time() - started < 20
