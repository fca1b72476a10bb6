"""Labelled plain text: each spelling of label and time, headers, several calls, and what only looks like a label."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call

Turn = tuple[str, str | None, int | None, int | None, str]


def turns(call: Call) -> list[Turn]:
    return [(s.label, s.name, s.start_ms, s.end_ms, s.text) for s in call.segments]


def plain_turns(call: Call) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in call.segments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Agent: Hello there.\nCustomer: Hi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="colon",
        ),
        pytest.param(
            "CSR - Hello there.\nCaller - Hi.\n",
            [("CSR", None, None, None, "Hello there."), ("Caller", None, None, None, "Hi.")],
            id="dash",
        ),
        pytest.param(
            "Jane (Agent): Hello there.\nBob Roe (Customer): Hi.\n",
            [("Agent", "Jane", None, None, "Hello there."), ("Customer", "Bob Roe", None, None, "Hi.")],
            id="role-in-brackets",
        ),
        pytest.param(
            "Agent (Jane): Hello there.\nAgent - Tom: Hi.\nAgent Ann: Yes.\n",
            [("Agent", n, None, None, t) for n, t in (("Jane", "Hello there."), ("Tom", "Hi."), ("Ann", "Yes."))],
            id="role-before-the-name",
        ),
        pytest.param(
            "**Agent:** Hello there.\n**Customer**: Hi.\n__Agent:__ Yes.\n",
            [
                ("Agent", None, None, None, "Hello there."),
                ("Customer", None, None, None, "Hi."),
                ("Agent", None, None, None, "Yes."),
            ],
            id="markdown",
        ),
        pytest.param(
            "> **Agent**: Hello there.\n> **Customer**: Hi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="markdown-quote",
        ),
        pytest.param(
            "<<Agent>> Hello there.\n<<Customer>> Hi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="angle-brackets",
        ),
        pytest.param(
            "[Agent] Hello there.\n[Customer]: Hi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="square-brackets",
        ),
        pytest.param(
            "1. Agent: Hello there.\n2. Customer: Hi.\n[3] Agent: Yes.\n4 Customer: No.\nTurn 5: Agent: Bye.\n",
            [
                ("Agent", None, None, None, "Hello there."),
                ("Customer", None, None, None, "Hi."),
                ("Agent", None, None, None, "Yes."),
                ("Customer", None, None, None, "No."),
                ("Agent", None, None, None, "Bye."),
            ],
            id="numbered",
        ),
        pytest.param(
            "- Agent: Hello there.\n- Customer: Hi.\n• Agent: Yes.\n",
            [
                ("Agent", None, None, None, "Hello there."),
                ("Customer", None, None, None, "Hi."),
                ("Agent", None, None, None, "Yes."),
            ],
            id="bullets",
        ),
        pytest.param(
            "Agent： Hello there.\nCustomer： Hi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="full-width-colon",
        ),
        pytest.param(
            "Agente\u00a0: Buenos días.\nCliente\u00a0: Hola.\n",
            [("Agente", None, None, None, "Buenos días."), ("Cliente", None, None, None, "Hola.")],
            id="no-break-blank-and-spanish",
        ),
        pytest.param(
            "SPEAKER_00: hello there\nSPEAKER_01: hi\n",
            [("SPEAKER_00", None, None, None, "hello there"), ("SPEAKER_01", None, None, None, "hi")],
            id="diarised",
        ),
        pytest.param(
            "Speaker 0    00:00    Hello there.\nSpeaker 1    00:04    Hi.\n",
            [("Speaker 0", None, 0, None, "Hello there."), ("Speaker 1", None, 4000, None, "Hi.")],
            id="columns-of-blanks",
        ),
        pytest.param(
            "Agent\t00:00:01\tHello there.\nCustomer\t00:00:05\tHi.\n",
            [("Agent", None, 1000, None, "Hello there."), ("Customer", None, 5000, None, "Hi.")],
            id="tabs",
        ),
        pytest.param(
            "00:01 | Agent | Hello there.\n00:05 | Customer | Hi.\n",
            [("Agent", None, 1000, None, "Hello there."), ("Customer", None, 5000, None, "Hi.")],
            id="bars",
        ),
        pytest.param(
            "[00:00:01] Agent: Hello there.\n(0:05) Customer: Hi.\n<00:09.500> Agent: Yes.\n",
            [
                ("Agent", None, 1000, None, "Hello there."),
                ("Customer", None, 5000, None, "Hi."),
                ("Agent", None, 9500, None, "Yes."),
            ],
            id="time-in-brackets-before",
        ),
        pytest.param(
            "00:00:01 - 00:00:04 Agent: Hello there.\n[00:00:05 --> 00:00:06] Customer: Hi.\n",
            [("Agent", None, 1000, 4000, "Hello there."), ("Customer", None, 5000, 6000, "Hi.")],
            id="from-to",
        ),
        pytest.param(
            "12.3s Agent: Hello there.\n14s Customer: Hi.\n",
            [("Agent", None, 12_300, None, "Hello there."), ("Customer", None, 14_000, None, "Hi.")],
            id="seconds",
        ),
        pytest.param(
            "Agent 00:01: Hello there.\nCustomer [00:05]: Hi.\nAgent: [00:09] Yes.\n",
            [
                ("Agent", None, 1000, None, "Hello there."),
                ("Customer", None, 5000, None, "Hi."),
                ("Agent", None, 9000, None, "Yes."),
            ],
            id="time-after",
        ),
        pytest.param(
            "Speaker 1 (00:01):\nHello there.\n\nSpeaker 2 (00:05):\nHi. I need\nhelp.\n",
            [("Speaker 1", None, 1000, None, "Hello there."), ("Speaker 2", None, 5000, None, "Hi. I need help.")],
            id="label-line-with-time",
        ),
        pytest.param(
            "Jane Doe  0:15  \nHello there.\n\nBob  0:20  \nHi.\n\nTranscribed by https://otter.ai\n",
            [("Jane Doe", None, 15_000, None, "Hello there."), ("Bob", None, 20_000, None, "Hi.")],
            id="name-line-with-time",
        ),
        pytest.param(
            "**Jane:** [00:00:12] Hello there.\n\n**Bob:** [00:00:15] Hi.\n\n**Jane:** [00:00:20] Yes.\n",
            [
                ("Jane", None, 12_000, None, "Hello there."),
                ("Bob", None, 15_000, None, "Hi."),
                ("Jane", None, 20_000, None, "Yes."),
            ],
            id="bold-name-and-time",
        ),
        pytest.param(
            "[00:00:05]\nAgent: Hello there.\n\n[00:00:09]\nCustomer: Hi.\n",
            [("Agent", None, 5000, None, "Hello there."), ("Customer", None, 9000, None, "Hi.")],
            id="time-on-its-own-line-above",
        ),
        pytest.param(
            "00:03\nAgent: Hello there.\n00:09\nCustomer: Hi.\n",
            [("Agent", None, 3000, None, "Hello there."), ("Customer", None, 9000, None, "Hi.")],
            id="bare-time-on-its-own-line",
        ),
        pytest.param(
            "Agent\n00:00:05\nHello there.\n\nCustomer\n00:00:09\nHi.\n",
            [("Agent", None, 5000, None, "Hello there."), ("Customer", None, 9000, None, "Hi.")],
            id="time-below-the-label",
        ),
        pytest.param(
            "Agent\nHello there.\n\nCustomer\nHi.\n",
            [("Agent", None, None, None, "Hello there."), ("Customer", None, None, None, "Hi.")],
            id="label-on-its-own-line",
        ),
        pytest.param(
            "SPEAKER: S1\nThat is fine.\nSPEAKER: S2\nI know\n",
            [("S1", None, None, None, "That is fine."), ("S2", None, None, None, "I know")],
            id="speaker-line",
        ),
        pytest.param(
            "0:0:2.90 --> 0:0:4.480\nJane Doe\nHello there.\n0:0:5.90 --> 0:0:6.500\nBob Roe\nHi.\n",
            [("Jane Doe", None, 2090, 4480, "Hello there."), ("Bob Roe", None, 5090, 6500, "Hi.")],
            id="teams-text-with-unpadded-milliseconds",
        ),
        pytest.param(
            "10:02:11 AM Jane: Hello there.\n10:02:40 AM Bob: Hi.\n10:03 AM Jane: Yes.\n",
            [
                ("Jane", None, 0, None, "Hello there."),
                ("Bob", None, 29_000, None, "Hi."),
                ("Jane", None, 49_000, None, "Yes."),
            ],
            id="clock-of-the-day",
        ),
        pytest.param(
            "10:02:11 From Jane Doe to Everyone: Hello there.\n10:02:14 From Bob to Everyone: Hi.\n",
            [("Jane Doe", None, 0, None, "Hello there."), ("Bob", None, 3000, None, "Hi.")],
            id="meeting-chat",
        ),
        pytest.param(
            "10:02:11\t From  Jane Doe : Hello there.\n10:02:14\t From  Bob : Hi.\n10:02:15\t From  Jane Doe : So?\n",
            [
                ("Jane Doe", None, 0, None, "Hello there."),
                ("Bob", None, 3000, None, "Hi."),
                ("Jane Doe", None, 4000, None, "So?"),
            ],
            id="meeting-chat-to-nobody",
        ),
        pytest.param(
            "10:02:11 From Jane Doe to Everyone:\n\tHello there.\n10:02:14 From Bob to Jane(Direct Message):\n\tHi.\n",
            [("Jane Doe", None, 0, None, "Hello there."), ("Bob", None, 3000, None, "Hi.")],
            id="meeting-chat-text-below",
        ),
        pytest.param(
            "Jane Doe\n00:00\nHello there.\n\nBob\n00:05\nHi.\n\nJane Doe\n00:12\nFine\n",
            [
                ("Jane Doe", None, 0, None, "Hello there."),
                ("Bob", None, 5000, None, "Hi."),
                ("Jane Doe", None, 12_000, None, "Fine"),
            ],
            id="name-then-time-then-text",
        ),
        pytest.param(
            "00:00\nJane\nHello\n00:05\nBob\nHello\n00:09\nJane\nFine then\n",
            [
                ("Jane", None, 0, None, "Hello"),
                ("Bob", None, 5000, None, "Hello"),
                ("Jane", None, 9000, None, "Fine then"),
            ],
            id="time-then-name-then-text",
        ),
        pytest.param(
            "Speaker 1 (00:01):\nHello there.\n\nSpeaker 2 (01:00:07):\nHi.\n[inaudible 00:00:09]\n",
            [
                ("Speaker 1", None, 1000, None, "Hello there."),
                ("Speaker 2", None, 3_607_000, None, "Hi. [inaudible 00:00:09]"),
            ],
            id="label-and-time-above-the-text",
        ),
        pytest.param(
            "Speaker 0    00:00    Hello World.\nSpeaker 1    00:00:03,500    Hi there.\n",
            [("Speaker 0", None, 0, None, "Hello World."), ("Speaker 1", None, 3500, None, "Hi there.")],
            id="columns-of-four-blanks",
        ),
        pytest.param(
            "[00:01] <jane> hello there\n[00:05] <bob> hi\n[00:09] <jane> yes\n[00:12] <bob> no\n",
            [
                ("jane", None, 1000, None, "hello there"),
                ("bob", None, 5000, None, "hi"),
                ("jane", None, 9000, None, "yes"),
                ("bob", None, 12_000, None, "no"),
            ],
            id="user-names-with-times",
        ),
        pytest.param(
            "Agent: Hello there, how can I help? Customer: I want a refund. Agent: Sure.",
            [
                ("Agent", None, None, None, "Hello there, how can I help?"),
                ("Customer", None, None, None, "I want a refund."),
                ("Agent", None, None, None, "Sure."),
            ],
            id="whole-call-in-a-line",
        ),
        pytest.param(
            "[00:01] Speaker 1: hello [00:04] Speaker 2: hi there [00:09] Speaker 1: bye",
            [
                ("Speaker 1", None, 1000, None, "hello"),
                ("Speaker 2", None, 4000, None, "hi there"),
                ("Speaker 1", None, 9000, None, "bye"),
            ],
            id="whole-call-in-a-line-with-times",
        ),
        pytest.param(
            "### Agent\nHello there.\n\n### Customer\nHi.\n\n### Agent\nYes.\n",
            [
                ("Agent", None, None, None, "Hello there."),
                ("Customer", None, None, None, "Hi."),
                ("Agent", None, None, None, "Yes."),
            ],
            id="headings",
        ),
    ],
)
def test_every_spelling_of_a_turn(text: str, expected: list[Turn], one: Callable[..., Call]) -> None:
    call = one(text, input_format="text")
    assert (call.format, turns(call)) == ("text", expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Agent: Let me see.\nThe time is: 10:30 and\n  the site is https://acme.example/x\nCustomer: Ok.\n",
            [("Agent", "Let me see. The time is: 10:30 and the site is https://acme.example/x"), ("Customer", "Ok.")],
            id="wrapped-lines-with-colons",
        ),
        pytest.param(
            "Agent: One.\nNote: this is talk.\nCustomer: Two.\nNote: this too.\nAgent: Three.\n",
            [("Agent", "One. Note: this is talk."), ("Customer", "Two. Note: this too."), ("Agent", "Three.")],
            id="note-comes-back",
        ),
        pytest.param(
            "Agent: My address is\nReason: none at all.\nCustomer: Ok.\n",
            [("Agent", "My address is Reason: none at all."), ("Customer", "Ok.")],
            id="a-word-before-a-colon",
        ),
        pytest.param(
            "Agent: I said to the\ncustomer: wait a bit.\nCustomer: Ok.\nAgent: Yes.\n",
            [("Agent", "I said to the customer: wait a bit."), ("Customer", "Ok."), ("Agent", "Yes.")],
            id="a-label-in-lower-case-inside-a-sentence",
        ),
        pytest.param(
            "[ringing]\nAgent: Hold on.\n[hold music]\n*** redacted ***\nCustomer: (inaudible 00:12) fine.\n",
            [("Agent", "[ringing] Hold on. [hold music] *** redacted ***"), ("Customer", "(inaudible 00:12) fine.")],
            id="stage-marks-are-kept",
        ),
        pytest.param(
            "Agent: It is at\n10:30\nCustomer: Ok, at ten.\n",
            [("Agent", "It is at 10:30"), ("Customer", "Ok, at ten.")],
            id="a-lone-time-that-is-talk",
        ),
        pytest.param(
            "Jane: Hello there.\nBob: Hi.\nJane: How are you?\n",
            [("Jane", "Hello there."), ("Bob", "Hi."), ("Jane", "How are you?")],
            id="a-name-that-comes-once",
        ),
        pytest.param(
            "A: hello there\nB: hi\nA: well\nB: bye\n",
            [("A", "hello there"), ("B", "hi"), ("A", "well"), ("B", "bye")],
            id="letters",
        ),
        pytest.param(
            "AI WONDERS\n\nAgent: Hello there.\nCustomer: Hi.\n--- end of call ---\nfiled by Tom\n",
            [("Agent", "Hello there."), ("Customer", "Hi.")],
            id="title-and-footer",
        ),
        pytest.param(
            "Agent: Hello there.\nCustomer: Hi.\n\nDisposition: resolved\nCSAT: 5\n",
            [("Agent", "Hello there."), ("Customer", "Hi.")],
            id="facts-below-the-talk",
        ),
    ],
)
def test_what_only_looks_like_a_label(text: str, expected: list[tuple[str, str]], one: Callable[..., Call]) -> None:
    assert plain_turns(one(text)) == expected


def test_lines_outside_the_talk_are_counted(one: Callable[..., Call]) -> None:
    call = one("A title\n\nAgent: Hello there.\nCustomer: Hi.\n\nDisposition: resolved\n")
    assert [(n.code, n.message[:7]) for n in call.notes] == [("lines-skipped", "2 lines")]


def test_segments_know_their_lines(one: Callable[..., Call]) -> None:
    call = one("\nAgent: Hello there.\nand more\n\nCustomer: Hi.\n")
    assert [s.line for s in call.segments] == [2, 5]


def test_a_time_in_brackets_inside_a_turn_begins_a_new_piece(one: Callable[..., Call]) -> None:
    call = one("[00:01] Agent: Hello there.\n[00:05] How can I help?\n[00:09] Customer: Hi.\n")
    assert turns(call)[:2] == [
        ("Agent", None, 1000, None, "Hello there."),
        ("Agent", None, 5000, None, "How can I help?"),
    ]


def test_a_date_in_the_first_time_is_when_the_call_began(one: Callable[..., Call]) -> None:
    call = one(
        "[2024-05-03 10:02:11] Jane: Hello there.\n[2024-05-03 10:02:14] Bob: Hi.\n[2024-05-03 10:02:20] Jane: Ok.\n"
    )
    assert call.started == "2024-05-03 10:02:11"
    assert [s.start_ms for s in call.segments] == [0, 3000, 9000]


HEADED = """\
# Call record

**Call ID:** C-17
Date: 2024-05-03
Time: 10:02
Agent: Jane Smith
Customer: Bob Roe
Queue: Billing
Channel: Voice
Duration: 4m 10s
Weather: rainy

Agent: Thank you for calling.
Customer: Hello.
"""


def test_a_header_tells_of_the_call_and_is_no_talk(one: Callable[..., Call]) -> None:
    call = one(HEADED)
    assert (call.id, call.started, call.agent, call.queue) == ("C-17", "2024-05-03 10:02", "Jane Smith", "Billing")
    assert (call.kind, call.duration_ms) == ("phone", 250_000)
    assert plain_turns(call) == [("Agent", "Thank you for calling."), ("Customer", "Hello.")]


@pytest.mark.parametrize(
    ("text", "agent", "first"),
    [
        pytest.param(
            "Agent: Jane Smith\n\nAgent: Hello there.\nCustomer: Hi.\n", "Jane Smith", "Hello there.", id="alone"
        ),
        pytest.param(
            "Call ID: 7\nAgent: Jane\nCustomer: Bob\nAgent: Hello there.\nCustomer: Hi.\n",
            "Jane",
            "Hello there.",
            id="no-blank",
        ),
        pytest.param("Agent: Hello\nCustomer: Hi there.\n", None, "Hello", id="a-greeting-is-no-name"),
        pytest.param("Agent: Jane here.\nCustomer: Hi there.\n", None, "Jane here.", id="a-sentence-is-no-name"),
        pytest.param("Call ID: 7\nJane: Hello there.\nBob: Hi.\nJane: Yes.\n", None, "Hello there.", id="names-follow"),
        pytest.param(
            "Call ID: 7 | Date: May 3 | Agent: Jane Smith\n\nAgent: Hello there.\nCustomer: Hi.\n",
            "Jane Smith",
            "Hello there.",
            id="one-line",
        ),
        pytest.param(
            "Call ID: 7\nCSR name: Jane\n\nCSR: Hello there.\nCaller: Hi.\n", "Jane", "Hello there.", id="agent-name"
        ),
    ],
)
def test_an_agent_line_is_a_header_or_a_turn(
    text: str, agent: str | None, first: str, one: Callable[..., Call]
) -> None:
    call = one(text)
    assert (call.agent, call.segments[0].text) == (agent, first)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        pytest.param("Agent: One two.\nCustomer: x\n", ["call"], id="no-id"),
        pytest.param(
            "--- Call 1 ---\nAgent: One two.\n--- Call 2 ---\nAgent: Three.\n", ["call", "call-2"], id="rules"
        ),
        pytest.param("Call 1\nAgent: One two.\n\nCall 2:\nAgent: Three.\n", ["call", "call-2"], id="plain-headings"),
        pytest.param(
            "=== Call ID: A-1 ===\nAgent: One two.\n=== Call ID: B ===\nAgent: Three.\n", ["A-1", "B"], id="ids"
        ),
        pytest.param(
            "Call ID: 1\nAgent: One two.\n\nDate: May 3\nCall ID: 2\nAgent: Three.\n", ["1", "2"], id="headers"
        ),
        pytest.param(
            "## Call 1: Bill\n\nAgent: One two.\n\n## Call 2: Bob\n\nAgent: Three.\n", ["call", "call-2"], id="titles"
        ),
        pytest.param(
            "Agent: One two.\n=== Call transferred ===\nAgent: Three.\n", ["call"], id="a-mark-divides-nothing"
        ),
        pytest.param("Agent: One two.\nCall 5 minutes later, then\nAgent: Three.\n", ["call"], id="a-sentence-neither"),
    ],
)
def test_several_calls_in_a_file(text: str, ids: list[str], read: Callable[..., list[Call]]) -> None:
    assert [call.id for call in read(text)] == ids


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Agents: Todd Keller, Marisol Reyes", {"Todd Keller", "Marisol Reyes", "Ana"}),
        ("Agents: Marisol Reyes (supervisor) and Todd Keller", {"Todd Keller", "Marisol Reyes", "Ana"}),
        ("Agents: Todd Keller; Todd Young; Marisol Reyes", {"Todd", "Marisol Reyes", "Ana"}),
        ("Agents: 2", {"Todd", "Marisol", "Ana"}),
    ],
    ids=["two", "with an aside", "two of one first name", "only their number"],
)
def test_a_header_tells_the_agents_names_in_full(header: str, names: set[str], one: Callable[..., Call]) -> None:
    talk = "Todd (Agent): Hello, how can I help?\nAna (Customer): It broke.\nMarisol (Agent): I have him here.\n"
    assert {s.name for s in one(f"Call ID: 7\n{header}\n\n{talk}").segments} == names


def test_the_second_calls_header_is_its_own(read: Callable[..., list[Call]]) -> None:
    first, second = read("Call ID: 1\nQueue: A\nAgent: One two.\n\nQueue: B\nCall ID: 2\nAgent: Three.\n")
    assert (first.queue, second.queue) == ("A", "B")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Just a letter.\nWith some lines: and a colon.\n", id="prose"),
        pytest.param(
            "# Tool\n\nUsage: run it\n\nAgent: hi\n\nMore prose\nand more\nand more.\n\nMore\nlines\n", id="readme"
        ),
        pytest.param("name: CI\non: push\njobs:\n  build:\n    runs-on: x\nname: two\n", id="yaml"),
        pytest.param("<?xml version='1.0'?>\n<a>\nAgent: hello you\n</a>\n", id="xml"),
        pytest.param('"Content": "hi there",\n"Begin": 1,\n"Content": "no",\n"Begin": 2\n', id="piece-of-json"),
    ],
)
def test_what_is_no_transcript(text: str, fault: Callable[..., TranscriptError]) -> None:
    error = fault(text)
    assert isinstance(error, NotATranscriptError)
    assert "no transcript found in it (" in error.message


def test_prose_read_as_text_by_order_says_what_is_missing(fault: Callable[..., TranscriptError]) -> None:
    assert "no line begins with a speaker" in fault("Just a letter.\n", input_format="text").message


def test_one_speaker_is_a_call(one: Callable[..., Call]) -> None:
    assert plain_turns(one("Agent: Hello, is anybody there?\n")) == [("Agent", "Hello, is anybody there?")]


def test_times_that_run_backwards_are_kept_and_told(one: Callable[..., Call]) -> None:
    call = one("[00:09 - 00:05] Agent: Hello there.\n[00:02] Customer: Hi.\nAgent: Yes.\n")
    assert [(s.start_ms, s.end_ms) for s in call.segments] == [(9000, None), (2000, None), (None, None)]
    assert [n.code for n in call.notes] == ["time-reversed", "time-out-of-order", "time-missing"]
    assert "segment 1, line 2" in call.notes[1].message


def test_a_line_of_fifty_million_letters_is_refused(fault: Callable[..., TranscriptError]) -> None:
    error = fault("Agent: hi there\nCustomer: " + "hello " * 8_000_000)
    assert (error.code, error.place) == ("too-long", "calls/call.txt:2")
