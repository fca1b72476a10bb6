"""A turn a line, or a list of turns."""

from __future__ import annotations

import json

import pytest

SAID = ["Thank you for calling, how can I help?", "My order has not come.", "Let me look into that for you."]


def rows(call: str | None, unit: float = 1, **more: object) -> list[dict[str, object]]:
    named = {} if call is None else {"call_id": call}
    return [
        {**named, "speaker": who, "text": text, "start": 3 * k * unit, "end": (3 * k + 2.5) * unit, **more}
        for k, (who, text) in enumerate(zip(("agent", "customer", "agent"), SAID, strict=True))
    ]


def lines(*told: dict[str, object]) -> str:
    return "\n".join(json.dumps(row) for row in told)


def test_lines_are_put_together_by_call(read):
    a, b = rows("a", agent="Jane", channel="chat"), rows("b")
    first, second = read(lines(a[0], b[0], a[1], a[2], b[1], b[2]))
    assert (first.format, first.id, first.agent, first.kind, second.id) == ("turns", "a", "Jane", "chat", "b")
    assert [(s.label, s.text, s.start_ms, s.end_ms, s.line) for s in first.segments] == [
        ("agent", SAID[0], 0, 2500, 1),
        ("customer", SAID[1], 3000, 5500, 3),
        ("agent", SAID[2], 6000, 8500, 4),
    ]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        pytest.param(1, {}, id="s"),
        pytest.param(1000, {}, id="ms"),
        pytest.param(1e7, {}, id="ticks"),
        pytest.param(1000, {"time_unit": "ms"}, id="said"),
    ],
)
def test_the_unit_is_told_by_pace_or_by_the_user(unit, told, one):
    call = one(json.dumps(rows(None, unit)), **told)
    assert [s.start_ms for s in call.segments] == [0, 3000, 6000]
    assert [n.code for n in call.notes] == ([] if told else ["unit-guessed"])


def test_the_user_is_believed(one):
    assert one(json.dumps(rows(None, 1000)), time_unit="s").segments[1].start_ms == 3_000_000


def test_a_unit_in_the_key(one):
    told = [{"role": "user", "content": "I am here to ask.", "start_ms": 100, "end_ms": 900}]
    call = one(json.dumps(told))
    assert (call.segments[0].start_ms, call.segments[0].end_ms, call.notes) == (100, 900, ())


def test_nested_keys_and_dates(one):
    told = [
        {"author": {"role": "agent", "name": "Jo"}, "content": {"text": text}, "timestamp": f"2024-05-03T10:00:0{k}Z"}
        for k, text in enumerate(SAID)
    ]
    call = one(json.dumps(told))
    assert [(s.label, s.text, s.start_ms) for s in call.segments] == [
        ("agent", text, 1000 * k) for k, text in enumerate(SAID)
    ]


def test_seconds_since_1970(one):
    told = [{"from": "a", "body": text, "time": 1_714_730_400 + 40 * k} for k, text in enumerate(SAID)]
    call = one(json.dumps(told))
    assert [s.start_ms for s in call.segments] == [0, 40_000, 80_000]
    assert {n.code for n in call.notes} == {"unit-guessed", "time-rebased"}


def test_out_of_order_and_empty_turns_are_noted(one):
    told = [*reversed(rows(None)), {"speaker": "agent", "text": None, "start": 9, "end": 10}]
    call = one(json.dumps(told))
    assert [s.text for s in call.segments] == SAID
    assert {"rows-sorted", "empty-turn"} <= {n.code for n in call.notes}


@pytest.mark.parametrize(
    "told",
    [
        pytest.param({"speaker": "a", "text": "one object is no list of turns"}, id="object"),
        pytest.param([{"name": "x", "content": "a list of named things is none"}], id="names"),
        pytest.param([{"speaker": "x", "text": "1"}], id="no-words"),
    ],
)
def test_what_is_no_list_of_turns(told, fault):
    assert "no transcript" in fault(json.dumps(told)).message


def test_whole_calls_in_lines_are_not_turns(read):
    told = {"speaker": "x", "text": "Agent: How can I help?\nCustomer: My order has not come."}
    assert [(c.format, len(c.segments)) for c in read(lines(told, told))] == [("generic", 2)] * 2
