"""Who was named on the command line and spoke in no call: most likely a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

import click

from csr_lint.model import Evaluation
from csr_lint.outcome import Outcome, Summary
from csr_lint.reporters.wording import few_of, plain
from csr_lint.suggest import did_you_mean

SHOWN = 6  # speakers named where no name is near


class NeverHeard:
    """Beside the reports: at the end it tells which words of --role and --agent-name fit no speaker."""

    def __init__(self, options: Iterable[tuple[str, str]]) -> None:
        """`options`: the option as it was typed, and the label or glob in it."""
        self._wanted = [(typed, label.casefold()) for typed, label in options]
        self._speakers: dict[str, str] = {}

    def add(self, outcome: Outcome) -> None:
        if isinstance(outcome, Evaluation):
            for label, name in {(s.label, s.name) for s in outcome.call.segments}:
                for word in (label, name):
                    if word:
                        self._speakers.setdefault(word.casefold(), word)

    def close(self, summary: Summary | None) -> None:
        for typed, label in self._wanted if self._speakers else ():
            if not any(fnmatchcase(speaker, label) for speaker in self._speakers):
                names = sorted(self._speakers.values())
                near = did_you_mean(label, names) or f" (speakers: {few_of(names, SHOWN)})"
                click.echo(plain(f"csr-lint: {typed}: nobody of that name speaks in these calls{near}"), err=True)


def named_sides(role: object, agent_name: object) -> list[tuple[str, str]]:
    """What the command line says of --role and --agent-name, and the label in each."""
    roles = [(f"--role {word}", word.rpartition("=")[0]) for word in role] if isinstance(role, tuple) else []
    names = [(f"--agent-name {word}", word) for word in agent_name] if isinstance(agent_name, tuple) else []
    return [*roles, *names]
