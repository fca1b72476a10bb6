"""What only many calls can tell of the sides: names that come again are agents', and an export's labels mean one side.

Customers differ from call to call; who is heard in many of them works there. Within one export a label or a channel
stands for the same side throughout, so that calls whose words tell it speak for those whose words do not.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from csr_lint.model import Call, Role
from csr_lint.vocabulary import RoleVocabulary

_FEWEST_CALLS = 3
_FEWEST_VOTES, _MAJORITY = 5, 0.8
_MOST = 100_000
"""Names and labels that are counted; with more, those seen once are forgotten: a bound on memory."""


class BatchRoles(msgspec.Struct, frozen=True, kw_only=True):
    """Names of speakers in many calls, and the side of each label by format."""

    names: frozenset[str] = frozenset()
    labels: dict[str, dict[str, Role]] = {}

    def role_of(self, format_name: str, label: str, name: str | None) -> tuple[Role, str] | None:
        """The side of a speaker, and why; None where the batch tells none."""
        if (name or label).casefold() in self.names:
            return Role.AGENT, "who is heard in many calls"
        role = self.labels.get(format_name, {}).get(label)
        return (role, "what this label means in the other calls") if role else None


class BatchCounter:
    """Counts what calls tell, one after the other; `calls` have the roles that they get without a batch."""

    def __init__(self, vocabulary: RoleVocabulary) -> None:
        self._vocabulary = vocabulary
        self._calls = 0
        self._names: Counter[str] = Counter()
        self._votes: Counter[tuple[str, str, Role]] = Counter()

    def add(self, call: Call) -> None:
        self._calls += 1
        speakers = {(s.label, s.name): s.role for s in call.segments if s.label or s.name}
        self._names.update(
            {who for (label, name), role in speakers.items() if (who := self._named(name or label, role))}
        )
        for (label, name), role in speakers.items():
            if role in (Role.AGENT, Role.CUSTOMER) and not name:
                self._votes[call.format, label, role] += 1
        for counted in (self._names, self._votes):
            if len(counted) > _MOST:
                for key in [key for key, n in counted.items() if n == 1]:
                    del counted[key]

    def _named(self, called: str, role: Role) -> str | None:
        """Who may be an agent of that name: no mere label, and nobody whom this call shows to be another."""
        mere = self._vocabulary.role_of(called) is not None or self._vocabulary.is_numbered(called)
        return None if mere or role in (Role.CUSTOMER, Role.OTHER) else called.casefold()

    def roles(self) -> BatchRoles:
        """What was told."""
        names = frozenset(n for n, calls in self._names.items() if calls >= _FEWEST_CALLS and calls < self._calls)
        labels: dict[str, dict[str, Role]] = {}
        for format_name, label, role in self._votes:
            mine = self._votes[format_name, label, role]
            other = Role.CUSTOMER if role is Role.AGENT else Role.AGENT
            every = mine + self._votes[format_name, label, other]
            if every >= _FEWEST_VOTES and mine >= _MAJORITY * every:
                labels.setdefault(format_name, {})[label] = role
        return BatchRoles(names=names, labels=labels)
