"""The automaton finds what spaCy's own matchers find: on generated senses, and with the rulebook on the samples."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from csr_lint.cues.automaton import Automaton
from csr_lint.cues.expand import Expansion
from csr_lint.cues.lexicon import Lexicon, LexiconError, program_of, trees_of
from csr_lint.cues.matching import Hit
from csr_lint.cues.notation import NotationError, parse
from csr_lint.cues.phrases import SpacyMatcher
from csr_lint.cues.program import Writer, bounds, wordless
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.cues.tokentest import TokenTest
from csr_lint.cues.view import Chunks, view
from csr_lint.cues.words import END, START
from csr_lint.readers.registry import read_calls
from csr_lint.rule import CuePattern, Triggers
from csr_lint.rulebook import load_rulebook

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"

TOKENIZER = Tokenizer()
CHUNKS = Chunks(TOKENIZER.split)
KNOWN = ["we", "can", "not", "help", "put", "you", "on", "hold", "thanks", "so", "much", "don't", "2", "forty"]
UNSEEN = ["zyx", "Ünder", "x9", "4:30", "HELPED", "holdd", "ﬀ", "12-14"]  # no sense names them
RAW: list[dict[str, object]] = [
    {"LOWER": "hold"},
    {"ORTH": {"IN": ["put", "help"]}},
    {"LOWER": {"NOT_IN": ["we", "you"]}},
    {"ORTH": {"REGEX": "^h"}},
    {"TEXT": {"FUZZY": "hold"}},
    {"LOWER": {"FUZZY": {"IN": ["help", "thanks"]}}},
    {"IS_ALPHA": True},
    {"IS_DIGIT": True},
    {"LIKE_NUM": False},
    {"LENGTH": {">=": 4}},
    {},
]
OPERATORS = ["1", "1", "?", "*", "+", "!", "{2}", "{1,2}", "{,2}", "{2,}"]


def canonical(word: str) -> tuple[str, ...]:
    return tuple(piece for piece, _, _ in CHUNKS.pieces(word) if piece != ",")


def a_sense(draw: random.Random, depth: int = 0) -> str:
    """Some sense in the notation, with everything that the notation has."""
    parts = [_part(draw, depth) for _ in range(draw.choice([1, 2, 2, 3, 4]))]
    return " ".join(parts)


def _part(draw: random.Random, depth: int) -> str:
    kind = draw.random()
    if kind < 0.2 and depth < 3:
        options = " | ".join(a_sense(draw, depth + 1) for _ in range(draw.choice([1, 2, 3])))
        return f"({options})" if draw.random() < 0.5 else f"[{options}]"
    if kind < 0.3:
        return "..." + draw.choice(["", "1", "2", "5"])
    if kind < 0.4:
        return draw.choice(["<one>", "<two>"])
    if kind < 0.45:
        return draw.choice(["^", "$", "\\.", "\\?"])
    if kind < 0.6:
        operator = draw.choice(OPERATORS)
        token = {**draw.choice(RAW), **({} if operator == "1" else {"OP": operator})}
        return "@" + json.dumps(token)
    return draw.choice([*KNOWN, "hold~", "help~", "put~"])


def a_text(draw: random.Random) -> str:
    words = [draw.choice([*KNOWN, *KNOWN, *UNSEEN, ".", "?", ",", "um"]) for _ in range(draw.randint(1, 14))]
    return " ".join(words)


def both(
    senses: Mapping[str, Sequence[str]], slots: Mapping[str, Sequence[str]]
) -> tuple[Automaton, SpacyMatcher] | None:
    """The automaton and spaCy's matchers for the same senses; None where the notation refuses them."""
    trees = {name: tuple(map(parse, lines)) for name, lines in senses.items()}
    classes = {name: tuple(map(parse, lines)) for name, lines in slots.items()}
    writer, expansion = Writer(classes, canonical), Expansion(classes, canonical)
    flats = {}
    try:
        for name, of_name in trees.items():
            for tree in of_name:
                writer.add(name, tree)
            flats[name] = [flat for tree in of_name for flat in expansion.expand(tree)]
    except NotationError:
        return None
    program = writer.program()
    if any(wordless(program, node) for nodes in program.senses.values() for node in nodes):
        return None
    return Automaton(program, list(senses), TOKENIZER.takes), SpacyMatcher(flats, TOKENIZER)


@pytest.mark.parametrize("seed", range(20))
def test_generated_senses_are_matched_as_spacy_matches_them(seed: int) -> None:
    draw = random.Random(seed)
    cases = hits = 0
    while cases < 500:
        slots = {"one": [draw.choice(KNOWN), "so much"], "two": ["[not] (<one> | help~)", "on hold"]}
        pair = both({name: [a_sense(draw) for _ in range(draw.choice([1, 2, 3]))] for name in ("this", "that")}, slots)
        if pair is None:
            continue
        automaton, reference = pair
        for _ in range(20):
            words = view(a_text(draw), CHUNKS).words
            expected = reference.hits(words)
            assert automaton.hits(words) == expected, words
            cases += 1
            hits += len(expected)
    assert hits > 100  # else the texts say nothing


def _texts(path: Path) -> list[str]:
    return [
        segment.text
        for read in read_calls(str(path), path.read_bytes())
        if not isinstance(read, Exception)
        for segment in read.segments
    ]


@pytest.fixture(scope="module")
def whole() -> tuple[Automaton, SpacyMatcher]:
    """Every sense of the rulebook, whoever may say it."""
    lexicon = load_rulebook().lexicon
    faults: list[str] = []
    trees = trees_of(lexicon, faults)
    assert not faults
    automaton = Automaton(program_of(lexicon, canonical), list(trees.senses), TOKENIZER.takes)
    expansion = Expansion(trees.slots, canonical)
    flats = {
        name: [flat for tree in lines.values() for flat in expansion.expand(tree)]
        for name, lines in trees.senses.items()
    }
    return automaton, SpacyMatcher(flats, TOKENIZER)


def test_the_rulebook_is_matched_as_spacy_matches_it(whole: tuple[Automaton, SpacyMatcher]) -> None:
    automaton, reference = whole
    texts = {text for path in sorted(SAMPLES.iterdir()) if path.suffix != ".md" for text in _texts(path)}
    assert len(texts) > 300
    found = 0
    for text in sorted(texts):
        words = view(text, CHUNKS).words
        expected: dict[str, tuple[Hit, ...]] = reference.hits(words)
        assert automaton.hits(words) == expected, text
        found += len(expected)
    assert found > 1000


def test_a_second_look_gives_the_same(whole: tuple[Automaton, SpacyMatcher]) -> None:
    words = view("i'm so sorry, let me put you on hold for two minutes while i ask my colleague", CHUNKS).words
    first = whole[0].hits(words)
    assert first
    assert whole[0].hits(words) == first


@pytest.mark.parametrize(
    ("operator", "expected"),
    [
        ("?", (0, 1)),
        ("*", (0, None)),
        ("+", (1, None)),
        ("{2}", (2, 2)),
        ("{1,3}", (1, 3)),
        ("{,2}", (0, 2)),
        ("{2,}", (2, None)),
    ],
)
def test_operators_are_spacys(operator: str, expected: tuple[int, int | None]) -> None:
    assert bounds(operator) == expected


def test_an_unknown_operator_is_refused() -> None:
    with pytest.raises(NotationError, match=r"there is no operator '~'"):
        bounds("~")


def test_a_sense_without_a_word_is_refused_with_its_cue() -> None:
    lexicon = Lexicon({"it": CuePattern(say=("^ ... $",))}, {}, Triggers(trigger=(), ends=("and",)))
    with pytest.raises(LexiconError, match="cue it: a sense needs at least one word"):
        program_of(lexicon, canonical)


def test_what_only_spacy_can_tell_is_asked_of_it_once() -> None:
    asked: list[str] = []

    def ask(pattern: str, word: str) -> bool:
        asked.append(word)
        return TOKENIZER.takes(pattern, word)

    fuzzy = TokenTest('{"TEXT": {"FUZZY": "hold"}}', ask)
    assert ["holdd" in fuzzy, "holdd" in fuzzy, "thanks" in fuzzy] == [True, True, False]
    assert asked == ["holdd", "thanks"]
    plain = TokenTest('{"LOWER": {"REGEX": "^re", "NOT_IN": ["red"]}}', ask, negated=True)
    assert ["redo" in plain, "red" in plain, START in plain, END in plain] == [False, True, True, True]
    assert asked == ["holdd", "thanks"]
