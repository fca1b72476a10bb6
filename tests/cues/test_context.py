"""Modifiers: the same words meant, denied, imagined, told of the past, asked, offered, said of others."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.cues.lexicon import Lexicon
from csr_lint.cues.spot import Spotter
from csr_lint.model import Call, Modifier, Role, Segment
from csr_lint.rule import CuePattern, Triggers
from csr_lint.turns import with_turns


@pytest.fixture(scope="module")
def spotter() -> Spotter:
    table = tomllib.loads(files("csr_lint.rules").joinpath("modifiers.toml").read_text(encoding="utf-8"))
    cues = {
        "transfer": CuePattern(say=("(transfer~ | connect~) (you | me)",), by="any"),
        "hold": CuePattern(say=("(put~ | place~) (you | me) on hold",), by="any", unless=("hold music",)),
        "kept": CuePattern(say=("kept waiting",), by="customer", allow=(Modifier.PAST,)),
        "plain": CuePattern(say=("cancel it",), by="agent", deny=(Modifier.ASKED,)),
    }
    return Spotter(Lexicon(cues=cues, slots={}, triggers=msgspec.convert(table, Triggers)))


def spot(spotter: Spotter, text: str, role: Role = Role.AGENT) -> list[tuple[str, str | None, set[Modifier]]]:
    call = Call(id="c", source="c", format="t", segments=(Segment(index=0, label="x", text=text, role=role),))
    return [(c.name, c.stopped, set(c.modifiers)) for c in spotter.spot(with_turns(call))]


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("I'll transfer you now", None),
        ("i won't transfer you", "negated"),
        ("I am not going to transfer you", "negated"),
        ("there's no need to put you on hold", "negated"),
        ("instead of transferring you I'll do it", "negated"),
        ("I don't know, but I can transfer you", None),
        ("No, I'll transfer you", None),
        ("no i will transfer you", None),
        ("why don't I transfer you", None),
        ("if I transfer you they will ask again", "hypothetical"),
        ("they put me on hold last time", "past"),
        ("he said he would transfer me", "past"),
        ("they transferred me", "other-person"),
        ("my colleague is here and I will transfer you", None),
        ("Can I put you on hold?", None),
        ("I'll put you on hold with hold music", "guard"),
    ],
    ids=lambda v: str(v)[:40],
)
def test_what_counts(spotter: Spotter, text: str, stopped: str | None) -> None:
    assert [s for _, s, _ in spot(spotter, text)] == [stopped]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("Can I put you on hold?", Modifier.ASKED),
        ("can i put you on hold for a minute", Modifier.ASKED),
        ("I'll put you on hold, okay?", Modifier.ASKED),
        ("would you like me to transfer you", Modifier.OFFERED),
        ("I can transfer you", Modifier.OFFERED),
    ],
    ids=lambda v: str(v)[:40],
)
def test_asked_and_offered_are_told(spotter: Spotter, text: str, modifier: Modifier) -> None:
    assert modifier in spot(spotter, text)[0][2]


def test_a_cue_allows_and_denies(spotter: Spotter) -> None:
    assert spot(spotter, "I was kept waiting last week", Role.CUSTOMER)[0][1] is None
    assert spot(spotter, "shall I cancel it?")[0][1] == "asked"


def test_a_side_that_may_not_say_it_is_not_heard(spotter: Spotter) -> None:
    assert spot(spotter, "kept waiting", Role.AGENT) == []


_NEUTRAL = st.sampled_from(["today", "for you", "right away", "with the account", "to the team"])


@given(_NEUTRAL, st.sampled_from(["will not", "won't", "am not going to", "would never", "did not"]))
@settings(max_examples=40, deadline=None)
def test_a_negation_right_before_always_negates(tail: str, negation: str) -> None:
    assert spot(_spotter(), f"I {negation} transfer you {tail}")[0][1] == "negated"


@given(_NEUTRAL, st.sampled_from(["That is not right.", "I did not see it.", "If only!"]))
@settings(max_examples=40, deadline=None)
def test_nothing_reaches_over_a_stop(tail: str, before: str) -> None:
    assert spot(_spotter(), f"{before} I will transfer you {tail}.")[0][1] is None


_MADE: list[Spotter] = []


def _spotter() -> Spotter:
    if not _MADE:
        table = tomllib.loads(files("csr_lint.rules").joinpath("modifiers.toml").read_text(encoding="utf-8"))
        cues = {"transfer": CuePattern(say=("(transfer~ | connect~) you",))}
        _MADE.append(Spotter(Lexicon(cues=cues, slots={}, triggers=msgspec.convert(table, Triggers))))
    return _MADE[0]
