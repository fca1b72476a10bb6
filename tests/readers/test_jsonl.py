"""csr-lint's own JSON, whole and by the line, and what is wrong with a record told by its place."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role

CALL = {
    "id": "c-1",
    "kind": "phone",
    "agent": "Jane",
    "started": "2024-05-03 10:02",
    "queue": "Bills",
    "duration": 61.5,
    "turns": [
        {"speaker": "agent", "name": "Jane", "text": "Hello. ", "start": 0, "end": 1.25},
        {"speaker": "customer", "text": ""},
        {"speaker": "other", "text": "Press one.", "start": "2.5", "end": 3},
        {"speaker": "SPEAKER_02", "text": None},
        {"speaker": None, "text": "Who?"},
    ],
}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps(CALL), id="object"),
        pytest.param(json.dumps(CALL, indent=2), id="pretty"),
        pytest.param(json.dumps([CALL]), id="list"),
        pytest.param(json.dumps(CALL) + "\n\n" + json.dumps({"turns": "x"}), id="lines"),
        pytest.param(json.dumps(CALL, indent=1) + json.dumps(CALL), id="stream"),
        pytest.param("\ufeff" + json.dumps(CALL), id="byte-order-mark"),
        pytest.param(json.dumps(CALL).replace("61.5", "NaN"), id="nan"),
    ],
)
def test_every_turn_is_a_segment(content: str, read: Callable[..., list[Call]]) -> None:
    call = read(content)[0]
    assert (call.format, call.id, call.kind, call.agent, call.queue) == ("jsonl", "c-1", "phone", "Jane", "Bills")
    assert call.started == "2024-05-03 10:02"
    assert call.duration_ms in (61_500, None)
    assert [(s.index, s.label, s.name, s.role, s.text, s.start_ms, s.end_ms) for s in call.segments] == [
        (0, "agent", "Jane", Role.AGENT, "Hello. ", 0, 1250),
        (1, "customer", None, Role.CUSTOMER, "", None, None),
        (2, "other", None, Role.OTHER, "Press one.", 2500, 3000),
        (3, "SPEAKER_02", None, Role.UNKNOWN, "", None, None),
        (4, "", None, Role.UNKNOWN, "Who?", None, None),
    ]
    assert "empty-turn" in {n.code for n in call.notes}


def test_lines_give_their_numbers_and_ids(read: Callable[..., list[Call]]) -> None:
    line = '{"turns": [{"speaker": "agent", "text": "Hi."}]}'
    calls = read(f"{line}\n\n{line}\n" + '{"id": 7, "turns": [{"speaker": "a", "text": "b"}]}', path="-")
    assert [(c.id, c.segments[0].line) for c in calls] == [("stdin", 1), ("stdin-2", 3), ("7", 4)]


GOOD = '{"turns": [{"speaker": "agent", "text": "Hi."}]}'


@pytest.mark.parametrize(
    ("bad", "code", "word"),
    [
        pytest.param('{"turns": [{"speaker": "agent", "te', "truncated", "is the file cut", id="half"),
        pytest.param('{"turns": [{"speaker": "agent", "te\n', "truncated", "is the file cut", id="half a line"),
        pytest.param('{"turns": 1,}', "bad-json", "not valid JSON", id="malformed"),
        pytest.param(
            '{"turns": [{"speaker": "agent", "text": 3}]}', "wrong-type", "$.turns[0].text", id="number-for-text"
        ),
        pytest.param(
            '{"turns": [{"speaker": "agent"}]}', "wrong-type", "missing required field text at $.turns[0]", id="no-text"
        ),
        pytest.param('{"turns": {}}', "wrong-type", "$.turns", id="turns-no-list"),
        pytest.param(
            '{"turns": [{"speaker": "a", "text": "b", "start": "x"}]}', "wrong-type", "$.turns[0].start", id="start"
        ),
        pytest.param('{"id": [1], "turns": []}', "wrong-type", "$.id", id="id"),
        pytest.param('{"turns": []}', "no-turns", "no turns", id="no-turns"),
        pytest.param('{"words": 1, "x": 2}', "no-turns", "the keys words, x", id="other-record"),
        pytest.param("[]", "no-turns", "it is a list", id="list"),
        pytest.param("{}", "no-turns", "it is empty", id="empty-object"),
        pytest.param("[" * 100_000, "bad-json", "nested too deeply", id="deep"),
    ],
)
def test_a_bad_line_is_told_and_the_others_go_on(
    bad: str, code: str, word: str, read: Callable[..., list[Call]]
) -> None:
    first, error, last = read(f"{GOOD}\n{bad}\n{GOOD}\n", path="calls/a.jsonl")
    assert isinstance(error, TranscriptError)
    assert (error.code, error.place, word in error.message) == (code, "calls/a.jsonl:2", True)
    assert (first.id, last.id) == ("a", "a-3")


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        pytest.param('{\n"turns": [\n{"speaker": "agent", "text": "Hel', "a.json:3", "truncated", id="half"),
        pytest.param('{\n"turns": [\n}\n', "a.json:3", "bad-json", id="malformed"),
    ],
)
def test_a_broken_file_is_told_by_its_line(
    content: str, place: str, code: str, fault: Callable[..., TranscriptError]
) -> None:
    error = fault(content, path="a.json")
    assert (error.place, error.code) == (place, code)


def test_records_of_a_list_are_told_by_their_number(read: Callable[..., list[Call]]) -> None:
    found = read(json.dumps([CALL, {"turns": []}, CALL | {"id": None}]), path="a.json")
    assert [f.id if isinstance(f, Call) else f.place for f in found] == ["c-1", "a.json (record 2)", "a-3"]


def test_one_line_in_another_encoding_does_not_spoil_the_others(read: Callable[..., list[Call]]) -> None:
    line = '{"turns": [{"speaker": "agent", "text": "schön"}]}'
    first, second = read(line.encode() + b"\n" + line.encode("cp1252"))
    assert [c.segments[0].text for c in (first, second)] == ["schön", "schön"]
    assert [n.code for n in second.notes].count("encoding-guessed") >= 1


def test_own_calls_and_chats_may_stand_in_one_file(read: Callable[..., list[Call]]) -> None:
    chat = '{"messages": [{"role": "user", "content": "Hi"}]}'
    assert [(c.format, c.kind) for c in read(f"{GOOD}\n{chat}\n")] == [("jsonl", None), ("jsonl", "chat")]


def test_an_unknown_kind_is_unknown(one: Callable[..., Call]) -> None:
    call = one('{"kind": "pigeon", "turns": [{"speaker": "agent", "text": "Hi."}]}')
    assert (call.kind, [n.code for n in call.notes]) == (None, ["kind-unknown"])


@pytest.mark.parametrize(
    ("kind", "known"),
    [("Phone", "phone"), ("voice call", "phone"), ("live chat", "chat"), ("E-Mail", "email"), ("  ", None)],
)
def test_kinds(kind: str, known: str | None, one: Callable[..., Call]) -> None:
    assert one(json.dumps({"kind": kind, "turns": [{"speaker": "agent", "text": "Hi."}]})).kind == known


def test_dates_for_times_count_from_the_first(one: Callable[..., Call]) -> None:
    turns = [{"speaker": "agent", "text": "Hi.", "start": 1714730531 + i, "end": None} for i in (0, 4)]
    call = one(json.dumps({"turns": turns}))
    assert [s.start_ms for s in call.segments] == [0, 4000]
    assert [n.code for n in call.notes] == ["time-rebased"]


def test_what_is_no_json_by_order(fault: Callable[..., TranscriptError]) -> None:
    assert "not JSON" in fault("Agent: hi", input_format="jsonl").message


def test_a_turn_of_fifty_million_letters_is_refused(fault: Callable[..., TranscriptError]) -> None:
    error = fault('{"turns": [{"speaker": "agent", "text": "' + "hello " * 8_000_000 + '"}]}')
    assert (error.code, "48,000,000 characters" in error.message) == ("too-long", True)


def test_many_lines_are_read_one_at_a_time() -> None:
    from csr_lint.readers.registry import read_calls

    data = (GOOD + "\n").encode() * 50_000
    calls = read_calls("a.jsonl", data + b'{"half')
    assert isinstance(next(calls), Call)
