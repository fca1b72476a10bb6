"""The words of texts as the automaton reads them: those that no sense tells apart are one symbol."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from csr_lint.cues.program import Test
from csr_lint.cues.tokentest import TokenTest

Ask = Callable[[str, str], bool]
_MOST_WORDS = 100_000  # then they are forgotten: a bound on memory
_OTHER = "\0"  # no word of a view begins so


class Alphabet:
    """A symbol for every word: the word itself where a sense names it, else the answers to all that tests ask of it.

    So an automaton's moves speak of no word that is not in the senses. `ask` tells what only spaCy can tell of a word.
    """

    def __init__(self, named: frozenset[str], tests: Sequence[Test], ask: Ask) -> None:
        self._named = named
        self._places = {test: k for k, test in enumerate(tests, 1)}
        self._tests = [TokenTest(test.pattern, ask, negated=test.not_) for test in tests]
        self._known: dict[str, str] = {}

    def symbols(self, words: Sequence[str]) -> list[str]:
        """The symbol of each word."""
        known = self._known
        return [known.get(word) or self._symbol(word) for word in words]

    def takes(self, test: Test, symbol: str) -> bool:
        """Does a test take the words of a symbol?"""
        place = self._places[test]
        return symbol[place] == "1" if symbol[0] == _OTHER else self._tests[place - 1][symbol]

    def _symbol(self, word: str) -> str:
        if len(self._known) > _MOST_WORDS:
            self._known.clear()
        symbol = word
        if word not in self._named:
            symbol = _OTHER + "".join("1" if test.takes(word) else "0" for test in self._tests)
        self._known[word] = symbol
        return symbol
