"""The words that name and tell apart the sides of a call, as `rules/roles.toml` has them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from csr_lint.errors import RuleError
from csr_lint.model import Role

_NOT_WORD = re.compile(r"[\W_]+")
_LABEL_LENGTH = 60
_STEMS = (re.compile(r" ?\d{1,3}$"), re.compile(r" [a-z]\d{0,3}$"))
_NUMBER_BEHIND = re.compile(r"(?<=[^\W\d_]) ?\d{1,3}$| [a-z]$")


class WordCue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that one side says far more often than the other, and how much they weigh."""

    say: str
    weight: float


class LabelWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The `[labels]` of roles.toml."""

    agent: tuple[str, ...]
    customer: tuple[str, ...]
    other: tuple[str, ...]
    numbered: tuple[str, ...]
    never: tuple[str, ...]
    sounds: tuple[str, ...]


class RoleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """roles.toml as read."""

    labels: LabelWords
    introductions: tuple[str, ...]
    menu: tuple[str, ...]
    agent: tuple[WordCue, ...]
    customer: tuple[WordCue, ...]


class RoleVocabulary(msgspec.Struct, frozen=True, kw_only=True):
    """roles.toml, ready to use: `labels` maps plain labels (see `plain`) to roles."""

    labels: dict[str, Role]
    numbered: frozenset[str]
    never: frozenset[str]
    sounds: frozenset[str]
    introductions: tuple[str, ...]
    menu: tuple[str, ...]
    agent: tuple[WordCue, ...]
    customer: tuple[WordCue, ...]

    def role_of(self, label: str) -> Role | None:
        """The side that a label names, whatever its case and the number behind it; None if it names none."""
        words = plain(label)
        return self.labels.get(words) or self.labels.get(_NUMBER_BEHIND.sub("", words).strip())

    def is_numbered(self, label: str) -> bool:
        """Is it a label such as SPEAKER_00, spk 1, S1 or A, that only tells speakers apart?"""
        words = plain(label)
        if len(words) == 1 and words.isalpha():
            return True
        return any(stem.sub("", words) in self.numbered for stem in _STEMS if stem.search(words))


def plain(text: str) -> str:
    """Lower case, with everything that is neither letter nor digit made one blank."""
    return _plain_label(text) if len(text) <= _LABEL_LENGTH else _fold(text)


@lru_cache(maxsize=4096)
def _plain_label(text: str) -> str:
    """Labels come again and again: they are folded once."""
    return _fold(text)


def _fold(text: str) -> str:
    return _NOT_WORD.sub(" ", text.casefold()).strip()


@cache
def load_vocabulary() -> RoleVocabulary:
    """The vocabulary of the installed rulebook. Raises RuleError when roles.toml is faulty."""
    return parse_vocabulary((files("csr_lint.rules") / "roles.toml").read_bytes())


def parse_vocabulary(toml: bytes) -> RoleVocabulary:
    """The vocabulary that the text of a roles.toml gives. Raises RuleError when it is faulty."""
    try:
        read = msgspec.toml.decode(toml, type=RoleFile)
    except (msgspec.MsgspecError, ValueError) as error:
        raise RuleError([f"roles.toml: {error}"]) from error
    sides = ((Role.OTHER, read.labels.other), (Role.CUSTOMER, read.labels.customer), (Role.AGENT, read.labels.agent))
    return RoleVocabulary(
        labels={plain(word): role for role, words in sides for word in words},
        numbered=frozenset(read.labels.numbered),
        never=frozenset(plain(word) for word in read.labels.never),
        sounds=frozenset(plain(word) for word in read.labels.sounds),
        introductions=read.introductions,
        menu=read.menu,
        agent=read.agent,
        customer=read.customer,
    )
