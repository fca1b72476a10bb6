"""Home-made JSON by a mapping of the settings."""

from __future__ import annotations

import json

import msgspec
import pytest

from csr_lint.model import Role
from csr_lint.reading import Mapping

MAPPING = Mapping(
    match=("interactionId", "legs"),
    turns="legs[0].segments",
    text="content.body",
    speaker="party.type",
    name="party.name",
    start="at.0",
    duration="lasts",
    unit="ms",
    channel="channel",
    roles={"A": "agent", "C": "customer", "V": "system"},
    skip={"kind": ("note",)},
    call_id="interactionId",
    agent="who.agent",
    kind="medium",
)


def turn(who: str, text: str, at: int, **more: object) -> dict[str, object]:
    party = {"type": who, "name": f"name {who}"}
    return {"party": party, "content": {"body": text}, "at": [at, 0], "lasts": 900, "channel": 1, **more}


def record(*turns: dict[str, object]) -> dict[str, object]:
    told = turns or (turn("A", "Hi.", 0), turn("C", "Hello.", 1000), turn("A", "He is odd.", 1500, kind="note"))
    return {"interactionId": 7, "legs": [{"segments": list(told)}], "who": {"agent": "Jane"}, "medium": "voice"}


def mapped(**changed: object) -> tuple[tuple[str, Mapping], ...]:
    return (("mycc", msgspec.structs.replace(MAPPING, **changed)),)


def test_paths_roles_and_skipped_turns(one):
    call = one(json.dumps(record()), mappings=mapped())
    assert (call.format, call.id, call.agent, call.kind) == ("mycc", "7", "Jane", "phone")
    assert [(s.label, s.name, s.role, s.text, s.start_ms, s.end_ms, s.channel) for s in call.segments] == [
        ("A", "name A", Role.AGENT, "Hi.", 0, 900, "1"),
        ("C", "name C", Role.CUSTOMER, "Hello.", 1000, 1900, "1"),
    ]
    assert [n.code for n in call.notes] == ["not-speech"]


def test_a_mapping_goes_before_known_formats(one):
    told = {**record(), "turns": [{"speaker": "agent", "text": "x"}]}
    assert one(json.dumps(told), mappings=mapped()).format == "mycc"


def test_records_that_no_mapping_fits_are_left_to_the_others(one):
    assert one('{"turns": [{"speaker": "agent", "text": "x"}]}', mappings=mapped()).format == "jsonl"


def test_lines_and_a_list_of_records(read):
    text = json.dumps(record())
    assert len(read(f"{text}\n{text}", mappings=mapped())) == 2
    assert len(read(f"[{text},{text}]", mappings=mapped())) == 2


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        pytest.param({"turns": "legs[0].turns"}, ["turns = 'legs[0].turns'", "'turns'", "keys segments"], id="turns"),
        pytest.param({"turns": "legs[3].segments"}, ["at '3'", "a list of 1"], id="index"),
        pytest.param({"turns": "who"}, ["leads to a dict, not to a list"], id="no-list"),
        pytest.param({"text": "content.text"}, ["text = 'content.text'", "at 'text'", "keys body"], id="text"),
        pytest.param({"start": "begin"}, ["start = 'begin'", "keys party, content, at, lasts, channel"], id="start"),
    ],
)
def test_a_path_that_leads_nowhere(changed, words, fault):
    error = fault(json.dumps(record()), mappings=mapped(**changed))
    assert error.code == "unmapped"
    assert "mapping 'mycc'" in error.message
    assert [word for word in words if word not in error.message] == []


def test_a_path_of_the_call_that_leads_nowhere_is_noted(one):
    call = one(json.dumps(record()), mappings=mapped(queue="skill.name"))
    (note,) = [n for n in call.notes if n.code == "path-missing"]
    assert "queue = 'skill.name' leads nowhere at 'skill'" in note.message


def test_some_turns_may_lack_what_the_others_have(one):
    quiet = {"party": {"type": "C"}, "at": [2000, 0], "lasts": 1}
    call = one(json.dumps(record(turn("A", "Hi.", 0), quiet)), mappings=mapped())
    assert ([s.text for s in call.segments], [n.code for n in call.notes]) == (["Hi."], ["empty-turn"])


def test_without_a_unit_it_is_guessed(one):
    told = record(turn("A", "Hi there you.", 0), turn("C", "Hello to you.", 1000))
    call = one(json.dumps(told), mappings=mapped(unit=None))
    assert (call.segments[1].start_ms, [n.code for n in call.notes]) == (1000, ["unit-guessed"])


@pytest.mark.parametrize(
    "told", [record(turn("A", " ", 0)), {**record(), "legs": [{"segments": []}]}], ids=["silent", "empty"]
)
def test_no_turns(told, fault):
    assert fault(json.dumps(told), mappings=mapped()).code == "no-turns"


def test_asked_for_without_a_mapping(fault):
    assert "no mapping" in fault(json.dumps(record()), input_format="mapped").message


def test_a_role_that_there_is_not():
    with pytest.raises(ValueError, match="roles: A = 'boss' is no role"):
        Mapping(turns="a", text="b", roles={"A": "boss"})
