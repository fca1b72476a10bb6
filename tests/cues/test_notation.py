"""The notation of cues: what it means, and what it says where it cannot be read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.cues.expand import Expansion
from csr_lint.cues.notation import Choice, Node, NotationError, Sequence, Word, parse
from csr_lint.cues.phrases import SpacyMatcher, Tokenizer
from csr_lint.cues.view import Chunks, view

TOKENIZER = Tokenizer()
CHUNKS = Chunks(TOKENIZER.split)


def hits(sense: str, text: str, **slots: list[str]) -> list[str]:
    """What a sense finds in a text, as the text's own words."""
    trees = {name: tuple(parse(line) for line in lines) for name, lines in slots.items()}
    expansion = Expansion(trees, lambda word: tuple(p[0] for p in CHUNKS.pieces(word)))
    matcher = SpacyMatcher({"cue": expansion.expand(parse(sense))}, TOKENIZER)
    seen = view(text, CHUNKS)
    found = []
    for first, last in matcher.hits(seen.words).get("cue", ()):
        start, end = seen.span(first, last)
        found.append(text[start:end])
    return found


@pytest.mark.parametrize(
    ("sense", "text", "found"),
    [
        ("(transfer~ | connect~) you", "I'm transferring you", ["transferring you"]),
        ("put you [right] through", "let me put you through", ["put you through"]),
        ("put you [right] through", "let me put you right through", ["put you right through"]),
        ("thank you ... help", "thank you for all your help", ["thank you for all your help"]),
        ("thank you ... help", "thank you for all of your very kind help", []),
        (
            "thank you ...6 help",
            "thank you for all of your very kind help",
            ["thank you for all of your very kind help"],
        ),
        ("^ bye", "bye for now", ["bye"]),
        ("^ bye", "okay bye", []),
        ("bye $", "okay bye", ["bye"]),
        ("bye $", "bye for now", []),
        ("can't do", "I cannot do that", ["cannot do"]),
        ("is fine", "that's fine", ["'s fine"]),
        ("anything else \\? no", "Anything else? No.", ["Anything else? No"]),
        ("anything else no", "Anything else? No.", []),
        ("go~ home", "he went home", ["went home"]),
        ("stop~ it", "stopped it", ["stopped it"]),
        ('@{"LOWER": {"REGEX": "^re"}} it', "we will redo it", ["redo it"]),
        ("so ... sorry", "so. sorry", []),
    ],
    ids=lambda v: str(v)[:30],
)
def test_meaning(sense: str, text: str, found: list[str]) -> None:
    assert hits(sense, text) == found


def test_slots_and_the_longest_of_overlapping_hits() -> None:
    slots = {"someone": ["[my | our | the] <team>", "somebody"], "team": ["billing [department]", "claims"]}
    assert hits("pass~ you to <someone>", "I'll pass you to our billing department", **slots) == [
        "pass you to our billing department"
    ]


@pytest.mark.parametrize(
    ("sense", "told"),
    [
        ("(a | b", "column 1: ')' expected before the end"),
        ("a ]", "column 3: nothing is open here, found ']'"),
        ("(a | b]", "column 7: ')' expected, found ']'"),
        ("a | | b", "column 5: a word, a slot or a group expected"),
        ("", "column 1: a word, a slot or a group expected"),
        ("a { b", "column 3: '{' was not expected here"),
        ("a <Team>", "column 3: '<' was not expected here"),
        ("a @{bad}", "column 3: a token pattern in JSON expected"),
        ("a \\x", "column 3: '\\x' is no stop mark"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_faults_name_the_column(sense: str, told: str) -> None:
    with pytest.raises(NotationError) as fault:
        parse(sense)
    assert str(fault.value).startswith(told)


@pytest.mark.parametrize(
    ("slots", "told"),
    [({}, "there is no slot <x>"), ({"x": ["a <x>"]}, "slot <x> stands inside itself")],
    ids=["unknown", "circular"],
)
def test_slot_faults(slots: dict[str, list[str]], told: str) -> None:
    with pytest.raises(NotationError, match=told):
        hits("b <x>", "anything", **slots)


def test_a_sense_that_grows_too_large_says_so() -> None:
    group = "(a b | c d | e f | g h | i j)"
    with pytest.raises(NotationError, match="cut it in two"):
        hits(" ".join([group] * 6), "anything")


_WORD = st.sampled_from(["we", "put", "you", "on", "hold", "now"])
_SENSE = st.recursive(
    _WORD,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda p: f"({' | '.join(p)})"),
        inner.map(lambda p: f"we [{p}]"),
    ),
    max_leaves=6,
)


@given(_SENSE, st.lists(_WORD, min_size=1, max_size=8).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_the_matcher_agrees_with_a_plain_reading_of_the_tree(sense: str, text: str) -> None:
    """The oracle: a regular expression built straight from the tree, on words with a blank after each."""
    folded = _folded(text)
    found = re.search(rf"(?:^|(?<= )){_regex(parse(sense))}", f"{folded} ")
    assert bool(hits(sense, folded)) == bool(found)


def _folded(text: str) -> str:
    """The text as the view folds it, so that the oracle sees the same words."""
    return " ".join(w for w in view(text, CHUNKS).words if w not in "‹›")


def _regex(node: Node) -> str:
    match node:
        case Word(text):
            return f"{text} "
        case Sequence(parts):
            return "".join(_regex(p) for p in parts)
        case Choice(options, optional):
            return f"(?:{'|'.join(_regex(o) for o in options)}){'?' if optional else ''}"
    raise AssertionError(node)
