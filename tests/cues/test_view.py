"""The view of a turn: what is alike for matching, and that its offsets point back into the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.cues.phrases import Tokenizer
from csr_lint.cues.view import Chunks, view
from csr_lint.cues.words import EDGES, FILLERS


@pytest.fixture(scope="module")
def chunks() -> Chunks:
    return Chunks(Tokenizer().split)


def words(text: str, chunks: Chunks) -> str:
    return " ".join(w for w in view(text, chunks).words if w not in "‹›")


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("i'm", "I am"),
        ("im gonna", "I'm going to"),
        ("dont", "don't"),
        ("cannot", "can't"),
        ("lemme check", "let me check"),
        ("ill call you", "I'll call you"),
        ("id like that", "I'd like that"),
        ("twenty-four hours", "24 hours"),
        ("two hundred dollars", "$200"),
        ("uh i i i can", "I can"),
        ("put you put you on hold", "put you on hold"),
        ("it's um you know broken", "it's broken"),
        ("e mail", "e-mail"),
        ("yeah okay", "Yes, OK"),
        ("i apologise", "I apologize"),
        ("what's that [noise]", "What’s that"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_alike(said: str, typed: str, chunks: Chunks) -> None:
    assert words(said, chunks) == words(typed, chunks).rstrip(" .")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("do you know the way", "do you know the way"),
        ("what do you mean", "what do you mean"),
        ("that's what i mean", "that 's what i mean"),
        ("the ill child", "the ill child"),
        ("four one one", "4 1 1"),
        ("5 5 5", "5 5 5"),
        ("this kind of thing", "this kind of thing"),
    ],
    ids=lambda v: str(v)[:20],
)
def test_left_alone(text: str, kept: str, chunks: Chunks) -> None:
    assert words(text, chunks) == kept


def test_stops_are_tokens_and_commas_are_soft(chunks: Chunks) -> None:
    seen = view("No, wait. Really?! Okay... well", chunks)
    assert seen.words == ("‹", "no", "wait", ".", "really", "?", "okay", "well", "›")
    assert [t.word for t in seen.tokens if t.soft] == ["wait", "well"]


def test_letters_that_grow_in_lower_case_keep_their_marks_and_places(chunks: Chunks) -> None:
    text = "In İzmir [laughs] they said no"
    seen = view(text, chunks)
    assert "laughs" not in seen.words
    assert [text[t.start : t.end] for t in seen.tokens if t.word == "no"] == ["no"]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
@settings(max_examples=150, deadline=None)
def test_offsets_point_into_the_text(text: str) -> None:
    seen = view(text, _shared())
    inner = [t for t in seen.tokens if t.word not in EDGES]
    assert all(0 <= t.start < t.end <= len(text) for t in inner)
    assert all(a.start <= b.start for a, b in itertools.pairwise(inner))
    assert seen.tokens[0].word == "‹"
    assert seen.tokens[-1].word == "›"


_WORDS = st.lists(
    st.sampled_from("please hold the line while we look into your order today".split()), min_size=1, max_size=8
)


@given(_WORDS, st.sampled_from(sorted(FILLERS)), st.integers(0, 7))
@settings(max_examples=80, deadline=None)
def test_a_filler_anywhere_changes_nothing(plain: list[str], filler: str, at: int) -> None:
    filled = [*plain[:at], filler, *plain[at:]]
    assert view(" ".join(filled), _shared()).words == view(" ".join(plain), _shared()).words


@given(_WORDS)
@settings(max_examples=80, deadline=None)
def test_case_and_end_punctuation_change_no_word(plain: list[str]) -> None:
    text = " ".join(plain)
    assert view(text.title() + ".", _shared()).words[1:-2] == view(text, _shared()).words[1:-1]


_CHUNKS: list[Chunks] = []


def _shared() -> Chunks:
    if not _CHUNKS:
        _CHUNKS.append(Chunks(Tokenizer().split))
    return _CHUNKS[0]
