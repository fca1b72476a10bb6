"""Reading: the tree walked over the words agrees with the matcher, and tells what the slots held."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import msgspec
import pytest

from csr_lint.cues.lexicon import Lexicon, LexiconError
from csr_lint.cues.spot import Spotter
from csr_lint.model import Call, Modifier, Role, Segment
from csr_lint.rule import CuePattern, Triggers
from csr_lint.turns import with_turns


@pytest.fixture(scope="module")
def spotter() -> Spotter:
    table = tomllib.loads(files("csr_lint.rules").joinpath("modifiers.toml").read_text(encoding="utf-8"))
    cues = {
        "pass": CuePattern(
            say=("^ bye", "(pass~ | send~) you [right] (on | over) [to <someone>] ...2 now $", "call <number> \\?")
        )
    }
    slots = {
        "someone": ("[my | our] <team>", "a friend"),
        "team": ("billing [department]", "claims"),
        "number": ('@{"TEXT": {"REGEX": "^[0-9]+$"}}',),
    }
    return Spotter(Lexicon(cues=cues, slots=slots, triggers=msgspec.convert(table, Triggers)))


@pytest.mark.parametrize(
    ("text", "sense", "held"),
    [
        ("I'm passing you right over to our billing department now", 1, (("someone", "our billing department"),)),
        ("I am sending you on to claims this minute now", 1, (("someone", "claims"),)),
        ("sending you on now", 1, ()),
        ("Call 555?", 2, (("number", "555"),)),
        ("Bye now", 0, ()),
    ],
    ids=["slot in slot", "gap", "nothing optional", "raw", "edge"],
)
def test_what_the_slots_held(spotter: Spotter, text: str, sense: int, held: tuple[tuple[str, str], ...]) -> None:
    call = with_turns(
        Call(id="c", source="c", format="t", segments=(Segment(index=0, label="A", text=text, role=Role.AGENT),))
    )
    (cue,) = spotter.spot(call)
    said = ("^ bye", "(pass~ | send~) you [right] (on | over) [to <someone>] ...2 now $", "call <number> \\?")
    assert spotter.read(cue, call.turns[0]) == (said[sense], held)


@pytest.mark.parametrize(
    ("text", "sense", "slots"),
    [
        ("I'm gonna call you", "(will | going to) call you", ()),
        ("ill call you", "(will | going to) call you", ()),
        ("What?", "\\?", ()),
        ("twenty four pounds, then", "<number> pounds", (("number", "24"),)),
    ],
    ids=["half of a word written as one", "a bare auxiliary", "nothing but a stop", "a number of two words"],
)
def test_every_hit_can_be_read(text: str, sense: str, slots: tuple[tuple[str, str], ...]) -> None:
    cues = {"it": CuePattern(say=(sense,), allow=tuple(Modifier))}
    number = {"number": ('@{"TEXT": {"REGEX": "^[0-9]+$"}}',)}
    spotter = Spotter(Lexicon(cues=cues, slots=number, triggers=Triggers(trigger=(), ends=("but",))))
    segment = Segment(index=0, label="A", text=text, role=Role.AGENT)
    call = with_turns(Call(id="c", source="c", format="t", segments=(segment,)))
    (cue,) = spotter.spot(call)
    assert spotter.read(cue, call.turns[0]) == (sense, slots)


@pytest.mark.parametrize("sense", ["^", "[okay]", "^ ...3 $"], ids=["an edge", "all optional", "edges only"])
def test_a_sense_needs_a_word_of_its_own(sense: str) -> None:
    lexicon = Lexicon(cues={"it": CuePattern(say=(sense,))}, slots={}, triggers=Triggers(trigger=(), ends=("but",)))
    with pytest.raises(LexiconError, match="cue it: a sense needs at least one word"):
        Spotter(lexicon)
