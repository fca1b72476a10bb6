"""Calls that stand twice are found without comparing every pair, and two calls of one script are not taken for one."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csr_lint.duplicates import Duplicates, Twin
from csr_lint.errors import ConfigError

near = pytest.mark.skipif(Duplicates().missing is not None, reason="rensa (extra health) is not installed")

GREETING = (
    "thank you for calling swift parcels my name is rita this call may be recorded for quality and training purposes"
    " may i have your full name and the number of your parcel please"
).split()
WORDS = (
    "parcel depot driver neighbour window street morning label scanner refund courier shelf porch gate voucher claim"
    " weight invoice customs signature evening receipt address corner van route locker branch counter stamp box"
).split()


def talk(seed: int, length: int = 320) -> list[str]:
    """A conversation of its own; no two seeds say the same."""
    pick = random.Random(seed)
    return [f"{pick.choice(WORDS)}{pick.randrange(40)}" for _ in range(length)]


def retold(words: list[str]) -> list[str]:
    """The same with another name, another number and three words dropped."""
    other = list(words)
    other[40:42] = ["martha", "quill"]
    other[100:104] = ["nine", "nine", "seven", "two"]
    for place in (250, 200, 150):
        del other[place]
    return other


def share(a: list[str], b: list[str]) -> float:
    one, two = ({tuple(words[k : k + 3]) for k in range(len(words) - 2)} for words in (a, b))
    return len(one & two) / len(one | two)


def test_an_exact_copy_is_found_whatever_its_case_and_punctuation():
    calls = Duplicates()
    assert calls.seen("a", ["Hello,", "is", "it", "Acme?"]) is None
    assert calls.seen("b", talk(1)) is None
    assert calls.seen("c", ["hello", "IS", "it", "-", "acme"]) == Twin("a", 1.0)
    assert calls.seen("d", [f"{word.upper()}," for word in talk(1)]) == Twin("b", 1.0)
    assert calls.seen("e", talk(1)) == Twin("b", 1.0), "the first of them"


@near
def test_a_call_retold_with_other_names_and_numbers_is_found():
    calls = Duplicates()
    assert calls.seen("a", talk(1)) is None
    twin = calls.seen("b", retold(talk(1)))
    assert twin is not None
    assert twin.key == "a"
    assert twin.similarity >= 0.8
    assert twin.similarity == pytest.approx(share(talk(1), retold(talk(1))), abs=0.12)
    assert calls.seen("c", retold(talk(1))) == Twin("b", 1.0), "word for word comes before nearly"


@near
def test_two_calls_of_one_script_are_two():
    calls = Duplicates()
    for seed in range(50):
        assert calls.seen(str(seed), GREETING + talk(seed, 120)) is None


@pytest.mark.parametrize("length", [1, 5, 19])
def test_short_calls_are_only_found_word_for_word(length):
    calls = Duplicates(threshold=0.1)
    words = talk(1, length)
    assert calls.seen("a", words) is None
    assert calls.seen("b", [*words[:-1], "else"]) is None
    assert calls.seen("c", words) == Twin("a", 1.0)


@pytest.mark.parametrize("words", [[], ["", "…"], ["[", "]"]], ids=["none", "signs", "brackets"])
def test_calls_without_words_are_nobodys_twins(words):
    calls = Duplicates()
    assert calls.seen("a", words) is None
    assert calls.seen("b", words) is None


def test_without_the_library_exact_copies_are_found_and_the_lack_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "rensa", None)
    calls = Duplicates()
    assert calls.missing is not None
    assert "csr-lint[health]" in calls.missing
    assert calls.seen("a", talk(1)) is None
    assert calls.seen("b", retold(talk(1))) is None
    assert calls.seen("c", talk(1)) == Twin("a", 1.0)


@near
@pytest.mark.parametrize("count", [100, 2000])
def test_the_work_for_a_call_does_not_grow_with_their_number(count):
    calls = Duplicates()
    for seed in range(count):
        calls.seen(str(seed), GREETING + talk(seed, 60))
    before = calls.compared
    assert calls.seen("new", GREETING + talk(99_999, 60)) is None
    assert calls.compared - before <= 5
    assert calls.compared <= count // 2


@near
def test_a_thousand_copies_are_compared_with_the_first_alone():
    calls = Duplicates()
    for k in range(1000):
        words = talk(1)
        words[k % 300] = f"changed{k}"
        calls.seen(str(k), words)
    assert calls.compared < 1100


@near
def test_answers_do_not_depend_on_the_run():
    code = (
        "from csr_lint.duplicates import Duplicates\n"
        "import random\n"
        "r, d = random.Random(3), Duplicates(threshold=0.5)\n"
        "base = [str(r.randrange(900)) for _ in range(200)]\n"
        "for k in range(40):\n"
        "    words = list(base)\n"
        "    for _ in range(k): words[r.randrange(200)] = 'x'\n"
        "    print(d.seen(str(k), words))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1
    assert "Twin" in told.pop()


@pytest.mark.parametrize("threshold", [0, -0.5, 1.01, float("nan")])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises(ConfigError, match="above 0 and at most 1"):
        Duplicates(threshold=threshold)


@near
@pytest.mark.parametrize("threshold", [0.05, 0.3, 0.5, 0.95, 1.0])
def test_any_threshold_finds_what_is_well_above_it_and_nothing_else(threshold):
    calls = Duplicates(threshold=threshold)
    calls.seen("a", talk(1))
    twin = calls.seen("b", [*talk(1), "goodbye"])
    assert threshold > 0.9 or twin is not None
    assert calls.seen("c", talk(2)) is None


@given(st.lists(st.lists(st.text(max_size=6), max_size=40), max_size=12), st.floats(0.1, 1))
def test_a_twin_is_an_earlier_call_and_word_for_word_copies_always_have_one(calls, threshold):
    known = Duplicates(threshold=threshold)
    keys: set[str] = set()
    for k, words in enumerate(calls):
        twin = known.seen(str(k), words)
        assert twin is None or (twin.key in keys and threshold <= twin.similarity <= 1)
        keys.add(str(k))
        again = known.seen(f"{k} again", words)
        assert again is None or again.similarity >= threshold
        assert (again is not None) == any(c.isalnum() for word in words for c in word.casefold())
        keys.add(f"{k} again")
