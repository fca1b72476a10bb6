"""Whole verdicts are the same whether the automaton or spaCy's own matchers find the cues."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from csr_lint.cues.expand import Expansion
from csr_lint.cues.lexicon import Lexicon, trees_of
from csr_lint.cues.matching import CueMatcher
from csr_lint.cues.notation import NotationError
from csr_lint.cues.phrases import SpacyMatcher
from csr_lint.cues.spot import Spotter
from csr_lint.cues.tokenizer import Tokenizer
from csr_lint.lint import Linter
from csr_lint.model import Call, Role
from csr_lint.readers.registry import read_file
from csr_lint.rulebook import load_rulebook

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"
MOST = 12  # flat patterns that a sense may stand for here: spaCy's matchers take their time
pytestmark = pytest.mark.heavy


class BySpacy(Spotter):
    """A spotter whose cues spaCy's matchers find."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon)
        trees = trees_of(lexicon, [])
        expansion = Expansion(trees.slots, self._engine.canonical)
        self._flats = {
            name: [flat for tree in lines.values() for flat in expansion.expand(tree)]
            for name, lines in trees.senses.items()
        }
        self._references: dict[Role, CueMatcher] = {}

    def _matcher(self, role: Role) -> CueMatcher:
        if role not in self._references:
            flats = {name: flat for name, flat in self._flats.items() if self._sayable(name, role)}
            self._references[role] = SpacyMatcher(flats, Tokenizer())
        return self._references[role]


def small(lexicon: Lexicon) -> Lexicon:
    """The lexicon with those senses alone that stand for few flat patterns."""
    trees = trees_of(lexicon, [])
    expansion = Expansion(trees.slots, Spotter(lexicon)._engine.canonical)

    def few(name: str) -> tuple[str, ...]:
        kept = []
        for line, tree in trees.senses.get(name, {}).items():
            with suppress(NotationError):
                if len(expansion.expand(tree)) <= MOST:
                    kept.append(line)
        return tuple(kept)

    cues = {
        name: msgspec.structs.replace(cue, say=few(name), unless=few(f"{name}!")) for name, cue in lexicon.cues.items()
    }
    return msgspec.structs.replace(lexicon, cues=cues)


def test_findings_are_those_of_spacys_own_matchers() -> None:
    rulebook = load_rulebook()
    rulebook = msgspec.structs.replace(rulebook, lexicon=small(rulebook.lexicon))
    ours, theirs = Linter(rulebook), Linter(rulebook)
    theirs._spotter = BySpacy(rulebook.lexicon)
    found = 0
    for path in sorted(SAMPLES.iterdir()):
        for call in read_file(str(path)) if path.suffix != ".md" else ():
            assert isinstance(call, Call)
            expected = theirs.lint(call)
            assert ours.lint(call) == expected
            found += len(expected.findings)
    assert found > 40  # else nothing was compared
