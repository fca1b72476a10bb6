"""Tables read strictly: every fault with its key, its value and what is allowed."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

import msgspec
import pytest

from csr_lint.strict import convert


class Taste(StrEnum):
    SWEET = "sweet"
    SOUR = "sour"


class Bite(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: int
    words: tuple[str, ...] = ()


class Fruit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    weight: float
    taste: Taste = Taste.SWEET
    skin: Literal["thin", "thick"] | None = None
    bites: tuple[Bite, ...] = ()
    seeds: dict[str, Bite] = {}


APPLE: dict[str, object] = {"name": "apple", "weight": 1}


def test_a_right_table_is_a_struct_without_faults():
    made, faults = convert({**APPLE, "bites": [{"at": 1}]}, Fruit)
    assert made == Fruit(name="apple", weight=1.0, bites=(Bite(at=1),))
    assert faults == []


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"taste": "swet"}, "[taste] 'swet' is none of sweet, sour; did you mean \"sweet\"?"),
        ({"skin": "none"}, "[skin] 'none' is none of thin, thick"),
        ({"colour": 1}, "unknown key 'colour' (keys: bites, name, seeds, skin, taste, weight)"),
        ({"tast": "sour"}, "unknown key 'tast'; did you mean \"taste\"?"),
        ({"bites": [{"at": 1}, {"at": "x"}]}, "[bites 2.at] 'x' is text, where a whole number must stand"),
        ({"bites": [{"at": 1, "wrods": []}]}, "[bites 1] unknown key 'wrods'; did you mean \"words\"?"),
        ({"bites": [{}]}, "[bites 1] the key 'at' is missing"),
        ({"bites": "one"}, "[bites] 'one' is text, where a list must stand"),
        ({"seeds": {"a": {"at": 1}, "b": {"at": []}}}, "[seeds.b.at] [] is a list, where a whole number must stand"),
        ({"weight": "heavy " * 20}, "is text, where a number must stand"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_names_place_value_and_what_is_allowed(more, fault):
    made, faults = convert({**APPLE, **more}, Fruit)
    assert made is None
    assert len(faults) == 1
    assert faults[0].endswith(fault)
    assert len(faults[0]) < 120


def test_every_fault_is_told_at_once():
    _, faults = convert({"nmae": "apple", "taste": "bitter", "skin": 3}, Fruit)
    assert [fault.split("'")[1] if "'" in fault else fault for fault in faults] == [
        "nmae",
        "bitter",
        "[skin] 3 is a whole number, where text or nothing must stand",
        "weight",
    ]


def test_entries_of_a_plain_table_are_named():
    _, faults = convert({"good": ["a"], "bad": "b"}, dict[str, tuple[str, ...]])
    assert faults == ["[bad] 'b' is text, where a list must stand"]


def test_what_is_no_table_is_one_fault():
    assert convert("apple", Fruit) == (None, ["'apple' is text, where a table must stand"])
