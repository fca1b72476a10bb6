"""spaCy's English tokenizer, and what a raw token pattern takes: the two things that only spaCy can tell."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MethodType
from typing import TYPE_CHECKING, Protocol, cast

from csr_lint.cues.splitter import TokenRules, with_taken_apart

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

# What a raw token pattern may ask for, beside ORTH, TEXT and LENGTH.
_ATTRIBUTES = ("lower", "is_alpha", "is_digit", "like_num")


class _Rules(Protocol):
    """spaCy's tokenizer, as far as its rules go: methods of compiled patterns, and the table of exceptions."""

    prefix_search: MethodType
    suffix_search: MethodType
    infix_finditer: MethodType
    url_match: MethodType
    rules: Mapping[str, Sequence[Mapping[int, object]]]


def _pattern(method: MethodType) -> str:
    return cast("re.Pattern[str]", method.__self__).pattern


class Tokenizer:
    """spaCy's English tokenizer, given chunk by chunk to the view; loads spaCy when it is first asked."""

    @cached_property
    def _language(self) -> Language:
        import spacy

        return spacy.blank("en")

    @cached_property
    def words(self) -> Vocab:
        """The store of words; it computes no more of them than patterns ask for, which would take long."""
        from spacy.lang.lex_attrs import LEX_ATTRS
        from spacy.vocab import Vocab

        return Vocab(lex_attr_getters={a: get for a, get in LEX_ATTRS.items() if get.__name__ in _ATTRIBUTES})

    def rules(self) -> TokenRules:
        """The tokenizer's rules, so that chunks can be split without loading spaCy again."""
        tokenizer = cast(_Rules, self._language.tokenizer)
        orth = self._language.vocab.strings["ORTH"]
        found = TokenRules(
            prefix=_pattern(tokenizer.prefix_search),
            suffix=_pattern(tokenizer.suffix_search),
            infix=_pattern(tokenizer.infix_finditer),
            address=_pattern(tokenizer.url_match),
            exceptions={text: tuple(str(token[orth]) for token in tokens) for text, tokens in tokenizer.rules.items()},
        )
        return with_taken_apart(found)

    def split(self, chunk: str) -> list[tuple[str, int]]:
        """The tokens of a chunk without blanks, each with its first character's place."""
        return [(t.text, t.idx) for t in self._language.tokenizer(chunk)]

    def takes(self, pattern: str, word: str) -> bool:
        """Does a raw token pattern (JSON) take this word?"""
        from spacy.matcher import Matcher
        from spacy.tokens import Doc

        matcher = Matcher(self.words)
        matcher.add("raw", [[json.loads(pattern)]])
        return bool(matcher(Doc(self.words, words=[word])))
