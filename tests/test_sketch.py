"""A mapping that could be tried for JSON that no reader knows: it is TOML, and its paths lead to what is said."""

from __future__ import annotations

import tomllib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.reading import Mapping
from csr_lint.sketch import sketch

TURNS = [
    {"qui": "A", "dit": "good morning this is ana", "quand": {"begin": 0.5, "finish": 2.0}, "état": "final"},
    {"qui": "B", "dit": "hi my bill is wrong", "quand": {"begin": 3, "finish": 4}, "état": "final"},
    {"qui": "A", "dit": "let me look", "quand": {"begin": 5, "finish": 6}, "état": "final"},
]
RECORD = {"meta": {"interactionId": "i-1", "agentName": "Ana", "queue": "q", "started": "Monday"}, "x": {"y": TURNS}}


def mapping(value: object) -> Mapping:
    """The sketch as the settings would take it."""
    table = tomllib.loads(sketch(value))["formats"]["mine"]
    return msgspec.convert(table, Mapping)


def test_turns_text_speaker_times_and_facts_are_found():
    assert mapping(RECORD) == Mapping(
        match=("x",),
        turns="x.y",
        text="dit",
        speaker="qui",
        start="quand.begin",
        end="quand.finish",
        call_id="meta.interactionId",
        agent="meta.agentName",
        queue="meta.queue",
        started="meta.started",
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param([RECORD, RECORD], ("x.y", "dit", "qui"), id="a list of records"),
        pytest.param(TURNS, ("", "dit", "qui"), id="the file is the talk"),
        pytest.param({"a": [{"k": "x", "v": "y"}] * 9, "b": TURNS}, ("b", "dit", "qui"), id="another list beside it"),
        pytest.param(
            {"t": [{"who": 1, "line": ["x"], "said": "well then"}, {"who": 2, "said": "yes it was"}]},
            ("t", "said", "who"),
            id="numbers for speakers, lists passed over",
        ),
        pytest.param(
            {"t": [{"q": "how do i pay it", "n": 1.5}, {"q": "you go online", "n": 2.5}]}, ("t", "q", ""), id="nobody"
        ),
        pytest.param({'we"ird k.y': TURNS}, ('we"ird k.y', "dit", "qui"), id="keys that must be quoted"),
    ],
)
def test_the_likeliest_list_is_taken(value, expected):
    found = mapping(value)
    assert (found.turns, found.text, found.speaker) == expected


def test_who_is_who_is_left_to_the_reader_of_the_sketch():
    assert '# roles = { "A" = "agent or customer", "B" = "agent or customer" }' in sketch(RECORD)
    assert "let me look" not in sketch(RECORD)


@pytest.mark.parametrize("value", [{}, [], "text", 7, None, [1, 2], {"a": {"b": [{"c": 1}], "d": "secret"}}], ids=repr)
def test_where_nothing_is_found_the_keys_are_listed_in_a_comment(value):
    told = sketch(value)
    assert tomllib.loads(told) == {}
    assert "# turns = " in told
    assert "secret" not in told
    assert told.endswith(f"# keys seen: {'a.b[].c, a.d' if isinstance(value, dict) and value else 'none'}\n")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_any_value_gives_toml(value):
    told = tomllib.loads(sketch(value))
    assert told == {} or msgspec.convert(told["formats"]["mine"], Mapping).text is not None
