"""spaCy's English tokenizer, and what a raw token pattern takes: the two things that only spaCy can tell."""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

# What a raw token pattern may ask for, beside ORTH, TEXT and LENGTH.
_ATTRIBUTES = ("lower", "is_alpha", "is_digit", "like_num")


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
