"""The automaton finds what spaCy's own matchers find: on generated senses, and with the rulebook on the samples."""

from __future__ import annotations

import json
import random
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from csr_lint.cues.alphabet import Alphabet
from csr_lint.cues.automaton import Automaton, Kept
from csr_lint.cues.derivation import Derivation
from csr_lint.cues.expand import Expansion
from csr_lint.cues.firsts import asked_in, named_in
from csr_lint.cues.lexicon import Lexicon, LexiconError, program_of, trees_of
from csr_lint.cues.matching import reduce_hits
from csr_lint.cues.notation import NotationError, parse
from csr_lint.cues.phrases import SpacyMatcher
from csr_lint.cues.program import Again, Either, InOrder, OneOf, Program, Writer, bounds, wordless
from csr_lint.cues.program import Test as Asks
from csr_lint.cues.ready import automaton_of
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.cues.tokentest import TokenTest
from csr_lint.cues.view import Chunks, view
from csr_lint.cues.words import EDGES, END, START
from csr_lint.readers.registry import read_calls
from csr_lint.rule import CuePattern, Triggers
from csr_lint.rulebook import load_rulebook

pytestmark = pytest.mark.heavy

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
) -> tuple[Program, SpacyMatcher] | None:
    """The program and spaCy's matchers of the same senses; None where the notation refuses them."""
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
    return program, SpacyMatcher(flats, TOKENIZER)


@pytest.mark.parametrize("seed", range(20))
def test_generated_senses_are_matched_as_spacy_matches_them(seed: int) -> None:
    draw = random.Random(seed)
    cases = hits = 0
    while cases < 500:
        slots = {"one": [draw.choice(KNOWN), "so much"], "two": ["[not] (<one> | help~)", "on hold"]}
        pair = both({name: [a_sense(draw) for _ in range(draw.choice([1, 2, 3]))] for name in ("this", "that")}, slots)
        if pair is None:
            continue
        program, reference = pair
        automaton = automaton_of(program, list(program.senses), TOKENIZER.takes)
        for case in range(20):
            if case == 10:  # the other half is read by one that begins with what this one has learnt
                automaton = automaton_of(program, list(program.senses), TOKENIZER.takes, again(automaton.keep()))
            words = view(a_text(draw), CHUNKS).words
            expected = reference.hits(words)
            assert automaton.hits(words) == expected, words
            cases += 1
            hits += len(expected)
    assert hits > 100  # else the texts say nothing


def again(kept: Kept) -> Kept:
    """What is read of it once it was written."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=Kept)


@pytest.mark.heavy
def test_what_was_learnt_is_not_worked_out_again(whole: Whole, texts: list[str]) -> None:
    words = [view(text, CHUNKS).words for text in texts[:100]]
    first = [whole.automaton.hits(line) for line in words]

    def none_is_needed(rests: Sequence[object]) -> Derivation:
        raise AssertionError("the senses were asked for")

    alphabet = Alphabet(named_in(whole.program), asked_in(whole.program), TOKENIZER.takes)
    later = Automaton(alphabet, none_is_needed, again(whole.automaton.keep()))
    assert [later.hits(line) for line in words] == first
    assert later.learnt == 0


def _texts(path: Path) -> list[str]:
    return [
        segment.text
        for read in read_calls(str(path), path.read_bytes())
        if not isinstance(read, Exception)
        for segment in read.segments
    ]


FEW_PATTERNS = 8
SOME = 8  # one of so many senses is read by hand
EVERY = 4  # one of so many of those senses is given to spaCy, which takes its time


class Whole(NamedTuple):
    """The rulebook's senses, each under a name of its own: the automaton, and what it is held against.

    Senses that stand for few flat patterns are `given` to spaCy.
    """

    automaton: Automaton
    reference: SpacyMatcher
    given: frozenset[str]
    program: Program


@pytest.fixture(scope="module")
def whole() -> Whole:
    faults: list[str] = []
    read = trees_of(load_rulebook().lexicon, faults)
    assert not faults
    trees = {f"{name} {k}": tree for name, lines in read.senses.items() for k, tree in enumerate(lines.values())}
    writer, expansion, flats = Writer(read.slots, canonical), Expansion(read.slots, canonical), {}
    for number, (name, tree) in enumerate(trees.items()):
        writer.add(name, tree)
        with suppress(NotationError):
            if number % EVERY == 0 and len(found := expansion.expand(tree)) <= FEW_PATTERNS:
                flats[name] = found
    program = writer.program()
    automaton = automaton_of(program, list(trees), TOKENIZER.takes)
    return Whole(automaton, SpacyMatcher(flats, TOKENIZER), frozenset(flats), program)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    found = {text for path in SAMPLES.iterdir() if path.suffix != ".md" for text in _texts(path)}
    assert len(found) > 300
    return sorted(found)


@pytest.mark.heavy
def test_the_rulebook_is_matched_as_spacy_matches_it(whole: Whole, texts: list[str]) -> None:
    found = 0
    for text in texts:
        words = view(text, CHUNKS).words
        hits = {name: at for name, at in whole.automaton.hits(words).items() if name in whole.given}
        assert hits == whole.reference.hits(words), text
        found += len(hits)
    assert found > 50


class Reader:
    """What a program means, read off its nodes: where a node that begins at a word may end."""

    def __init__(self, program: Program, words: Sequence[str]) -> None:
        self._program = program
        self._words = words
        self._known: dict[tuple[int, int], frozenset[int]] = {}

    def ends(self, node: int, at: int) -> frozenset[int]:
        key = (node, at)
        if key not in self._known:
            self._known[key] = frozenset(self._ends(node, at))
        return self._known[key]

    def _ends(self, number: int, at: int) -> Collection[int]:
        node = self._program.nodes[number]
        if isinstance(node, InOrder):
            ends: Collection[int] = (at,)
            for part in node.parts:
                ends = {end for begin in ends for end in self.ends(part, begin)}
            return ends
        if isinstance(node, Either):
            found = {end for option in node.options for end in self.ends(option, at)}
            return found | {at} if node.optional else found
        assert not isinstance(node, Again)  # the rulebook has none
        if at >= len(self._words):
            return ()
        word = self._words[at]
        if isinstance(node, OneOf):
            taken = word in node.words
        elif isinstance(node, Asks):
            taken = TAKES(node.pattern, word) != node.not_
        else:
            taken = word not in EDGES
        return (at + 1,) if taken else ()


TAKES = cache(TOKENIZER.takes)


@pytest.mark.heavy
def test_senses_are_matched_as_they_are_read(whole: Whole, texts: list[str]) -> None:
    found = 0
    for text in texts[::40]:
        words = view(text, CHUNKS).words
        reader, hits = Reader(whole.program, words), whole.automaton.hits(words)
        for name, nodes in list(whole.program.senses.items())[::SOME]:
            read = reduce_hits((at, end) for at in range(len(words)) for end in reader.ends(nodes[0], at))
            assert hits.get(name, ()) == read, (name, text)
            found += len(read)
    assert found > 3


@pytest.mark.heavy
def test_a_second_look_gives_the_same(whole: Whole) -> None:
    words = view("i'm so sorry, let me put you on hold for two minutes while i ask my colleague", CHUNKS).words
    first = whole.automaton.hits(words)
    assert first
    assert whole.automaton.hits(words) == first


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
    assert [fuzzy["holdd"], fuzzy["holdd"], fuzzy["thanks"]] == [True, True, False]
    assert asked == ["holdd", "thanks"]
    plain = TokenTest('{"LOWER": {"REGEX": "^re", "NOT_IN": ["red"]}}', ask, negated=True)
    assert [plain["redo"], plain["red"], plain[START], plain[END]] == [False, True, True, True]
    assert asked == ["holdd", "thanks"]
