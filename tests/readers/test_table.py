"""Tables of turns: delimiters, headings, units, order, calls; and whole calls in cells."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call


def turns(call: Call) -> list[tuple[str, str]]:
    return [(s.speaker, s.text) for s in call.segments]


TALK = [
    ("Agent", "Hello, how are you today?"),
    ("Customer", 'I said "no" and; that | was it'),
    ("Agent", "Two\nlines."),
]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "heading",
    [("speaker", "text"), ("Participant Role", "Message Text"), ("interlocutor", "utterance_text"), ("from", "body")],
)
def test_delimiters_and_headings(delimiter: str, heading: tuple[str, str], one: Callable[..., Call]) -> None:
    rows = [heading, *((who, '"' + text.replace('"', '""') + '"') for who, text in TALK)]
    call = one("\n".join(delimiter.join(row) for row in rows))
    assert (call.format, turns(call)) == ("table", TALK)


def test_title_rows_repeated_headings_and_rules_are_passed_over(one: Callable[..., Call]) -> None:
    call = one(
        "Export of May,,\n,,\nno,speaker,text\n1,Agent,Hello there.\nno,speaker,text\n2,Customer,Hi.\n---,---,---\n,,\n"
    )
    assert turns(call) == [("Agent", "Hello there."), ("Customer", "Hi.")]
    assert [s.line for s in call.segments] == [4, 6]


def test_markdown_table(one: Callable[..., Call]) -> None:
    call = one("| Speaker | Text |\n|---|---|\n| Agent | Hello there. |\n| Customer | Hi. |\n")
    assert turns(call) == [("Agent", "Hello there."), ("Customer", "Hi.")]


def test_calls_are_grouped_and_put_in_order(read: Callable[..., list[Call]]) -> None:
    text = (
        "conversationId,turn_id,role,text,agent_name,channel,queue,call_date\n"
        "B,2,customer,b2 hi,Jane,voice,Bills,May 3\nA,1,agent,a1 hi,Tom,chat,,\n"
        "B,1,agent,b1 hi,Jane,voice,Bills,May 3\n"
    )
    first, second = read(text)
    assert (first.id, turns(first)) == ("B", [("agent", "b1 hi"), ("customer", "b2 hi")])
    assert (first.agent, first.kind, first.queue, first.started) == ("Jane", "phone", "Bills", "May 3")
    assert [n.code for n in first.notes] == ["rows-sorted"]
    assert (second.id, second.kind, second.queue) == ("A", "chat", None)


def test_rows_without_order_are_sorted_by_start(one: Callable[..., Call]) -> None:
    call = one("speaker,start,text\nA,5.5,third of them now\nA,0.5,first of them now\nB,3,second of them now\n")
    assert [s.text.split()[0] for s in call.segments] == ["first", "second", "third"]


WORDS = "one two three four five six"


@pytest.mark.parametrize(
    ("heading", "cells", "ms", "note"),
    [
        pytest.param("start,end", ["0.5,2.5", "3,5"], [(500, 2500), (3000, 5000)], "seconds", id="seconds"),
        pytest.param("start,end", ["500,2500", "3000,5000"], [(500, 2500), (3000, 5000)], "milliseconds", id="ms"),
        pytest.param(
            "start,end", ["500000,2500000", "3000000,5000000"], [(500, 2500), (3000, 5000)], "microseconds", id="us"
        ),
        pytest.param(
            "start,end", ["5000000,25000000", "30000000,50000000"], [(500, 2500), (3000, 5000)], "ticks", id="ticks"
        ),
        pytest.param("start,end", ["50,250", "300,500"], [(500, 2500), (3000, 5000)], "hundredths", id="10ms"),
        pytest.param("start,duration", ["0.5,2", "3,2"], [(500, 2500), (3000, 5000)], "seconds", id="duration"),
        pytest.param("start", ["500", "3000"], [(500, None), (3000, None)], "milliseconds", id="start-only"),
        pytest.param("start_ms,end_ms", ["5,25", "30,50"], [(5, 25), (30, 50)], None, id="heading-says-ms"),
        pytest.param(
            "BeginOffsetMillis,EndOffsetMillis", ["5,25", "30,50"], [(5, 25), (30, 50)], None, id="heading-says-millis"
        ),
        pytest.param(
            "Start (s),End (s)", ["5,25", "30,50"], [(5000, 25_000), (30_000, 50_000)], None, id="heading-says-s"
        ),
        pytest.param("start,end", ["00:00:01,0:03", "0:05,0:07.5"], [(1000, 3000), (5000, 7500)], None, id="clocks"),
        pytest.param("time", ["10:02:11 AM", "10:02:15 AM"], [(0, None), (4000, None)], None, id="clock-of-the-day"),
        pytest.param(
            "timestamp", ["2024-05-03T10:02:11Z", "2024-05-03T10:02:15.5Z"], [(0, None), (4500, None)], None, id="iso"
        ),
        pytest.param("timestamp", ["1714730531", "1714730535"], [(0, None), (4000, None)], "seconds", id="epoch"),
        pytest.param("start,end", ["nan,", "NULL,-"], [(None, None), (None, None)], None, id="nothing"),
    ],
)
def test_units(
    heading: str, cells: list[str], ms: list[tuple[int, int]], note: str | None, one: Callable[..., Call]
) -> None:
    call = one(f"speaker,{heading},text\n" + "".join(f"{'AB'[i]},{cell},{WORDS}\n" for i, cell in enumerate(cells)))
    assert [(s.start_ms, s.end_ms) for s in call.segments] == ms
    guessed = [n.message for n in call.notes if n.code == "unit-guessed"]
    assert bool(guessed) is (note is not None)
    assert note is None or note in guessed[0]


def test_a_recognisers_table_without_speakers(one: Callable[..., Call]) -> None:
    call = one("start\tend\ttext\n0\t2500\tThank you for calling Acme support\n2500\t4000\tHi I need help\n")
    assert [(s.label, s.start_ms, s.end_ms) for s in call.segments] == [("", 0, 2500), ("", 2500, 4000)]


def test_role_and_name_columns(one: Callable[..., Call]) -> None:
    call = one("role,speaker name,text\nAgent,Jane,Hello there.\nCustomer,nan,Hi.\nAgent (Tom),,Yes.\n")
    assert [(s.label, s.name) for s in call.segments] == [("Agent", "Jane"), ("Customer", None), ("Agent", "Tom")]


def test_an_agent_column_is_a_fact_or_the_speaker(one: Callable[..., Call]) -> None:
    fact = one("call_id,start,text,agent\n1,0,Hello there.,Jane\n1,4,Hi there.,Jane\n")
    assert (fact.agent, fact.segments[0].label) == ("Jane", "")
    speaker = one("agent,text\nAgent,Hello there.\nCustomer,Hi.\n")
    assert (speaker.agent, [s.label for s in speaker.segments]) == (None, ["Agent", "Customer"])


def test_commas_in_a_last_column_without_quotes(one: Callable[..., Call]) -> None:
    assert turns(one("speaker,text\nAgent,Hello, how are you, sir\nCustomer,Fine\n"))[0][1] == "Hello, how are you, sir"


def test_quotes_inside_unquoted_cells(one: Callable[..., Call]) -> None:
    assert turns(one('speaker,text\nAgent,"Hi" she said\nCustomer,Fine\n'))[0][1] == "Hi she said"
    assert turns(one('speaker\ttext\nAgent\t"Hi and so on\nCustomer\tFine\n')) == [
        ("Agent", '"Hi and so on'),
        ("Customer", "Fine"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'call_id,transcript\n1,"Agent: Hello there.\nCustomer: Hi."\n2,"Agent: Yes sir.\nCustomer: No."\n',
            id="lines",
        ),
        pytest.param(
            "id;conversation\n1;Agent: Hello there. Customer: Hi.\n2;Agent: Yes sir. Customer: No.\n", id="inline"
        ),
    ],
)
def test_a_call_in_a_cell(text: str, read: Callable[..., list[Call]]) -> None:
    first, second = read(text)
    assert (first.id, turns(first)) == ("1", [("Agent", "Hello there."), ("Customer", "Hi.")])
    assert (second.id, turns(second)) == ("2", [("Agent", "Yes sir."), ("Customer", "No.")])


def test_a_cell_without_speakers_is_an_error_and_the_others_go_on(read: Callable[..., list[Call]]) -> None:
    found = read(
        "call_id,transcript\n1,Agent: Hello there. Customer: Hi.\n2,nothing of the kind\n3,Agent: A b. Customer: C\n"
    )
    assert [f.id if isinstance(f, Call) else str(f) for f in found] == [
        "1",
        "calls/call.txt:3: no speaker is named in the text of this row",
        "3",
    ]


def test_rows_without_text_are_left_out_and_told(read: Callable[..., list[Call]]) -> None:
    first, second = read("call_id,speaker,text\n1,Agent,Hello there.\n1,Customer,\n2,Agent,nan\n")
    assert [n.code for n in first.notes] == ["empty-turn"]
    assert isinstance(second, TranscriptError)
    assert "none of the rows" in second.message


def test_a_call_without_id_in_a_table_gets_the_files_name(read: Callable[..., list[Call]]) -> None:
    assert [c.id for c in read("call_id,speaker,text\n1,Agent,Hello there.\n,Agent,Hi there.\n")] == ["1", "call-2"]


@pytest.mark.parametrize(
    ("text", "code", "place", "word"),
    [
        pytest.param(
            "call_id,agent,duration\n1,Jane,20\n2,Bob,30\n",
            "no-text-column",
            ":1",
            "among: call_id, agent, duration",
            id="no-text",
        ),
        pytest.param(
            'speaker,text\nAgent,"Hello there\nCustomer,Hi\n', "truncated", ":2", "never closed", id="open-quote"
        ),
    ],
)
def test_faulty_tables(text: str, code: str, place: str, word: str, fault: Callable[..., TranscriptError]) -> None:
    error = fault(text)
    assert (error.code, error.place, word in error.message) == (code, f"calls/call.txt{place}", True)


def test_a_table_of_other_things_is_no_transcript(fault: Callable[..., TranscriptError]) -> None:
    assert isinstance(fault("product,price,stock\nbread,2,5\nmilk,1,7\n"), NotATranscriptError)
    assert isinstance(fault("id,text\n1,some product\n2,other product\n"), NotATranscriptError)


def test_no_table_by_order(fault: Callable[..., TranscriptError]) -> None:
    assert "names a text column" in fault("Agent: hello\n", input_format="table").message


def test_a_table_with_its_heading_only(fault: Callable[..., TranscriptError]) -> None:
    assert "no rows below" in fault("speaker,text\n,\n,\n", input_format="table").message


def test_a_cell_of_fifty_million_letters_is_refused(fault: Callable[..., TranscriptError]) -> None:
    assert fault("speaker,text\nAgent," + "hello " * 8_000_000).code == "too-long"


ODD = "wer,was,wann\nAna,Guten Tag this is Ana,5\nBob,hello there Ana,9000\n"


def test_columns_are_as_the_user_says(one):
    call = one(ODD, columns=(("text", "was"), ("speaker", "Wer"), ("start", "wann")), time_unit="ms")
    assert [(s.label, s.text, s.start_ms) for s in call.segments] == [
        ("Ana", "Guten Tag this is Ana", 5),
        ("Bob", "hello there Ana", 9000),
    ]
    assert "unit-guessed" not in {note.code for note in call.notes}


def test_a_column_that_is_not_there_is_told(fault):
    error = fault("speaker,text\nAgent,hello\nCustomer,hi\n", columns=(("text", "Message"),))
    assert str(error) == "calls/call.txt:1: --columns text=Message: there is no such column (columns: speaker, text)"
