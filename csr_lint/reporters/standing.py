"""How agents and the floor stand, in the words that the tables of all formats share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import Verdict
from csr_lint.outcome import AgentRow, Share

NOT_NAMED = "not named"  # agents whom no file names, wherever several calls are told


def strength(agent: AgentRow) -> tuple[str, Share] | None:
    """What the agent does best: kudos before duties; a duty is named by the flaw that the agent is free of."""
    if agent.kudos:
        return agent.kudos.name, agent.kudos
    return (f"free of {agent.best.name}", agent.best) if agent.best else None


def broken_on_the_floor(team: Sequence[TeamVerdict]) -> tuple[TeamVerdict, ...]:
    """The floor's rules that saw something to mend."""
    return tuple(told for told in team if told.verdict is Verdict.VIOLATED)


def honoured(team: Sequence[TeamVerdict]) -> dict[str, list[TeamFinding]]:
    """The agents who earned recognition, with what for, the best first; in the order of the floor's rule."""
    earned: dict[str, list[TeamFinding]] = defaultdict(list)
    for told in team:
        if told.verdict is Verdict.PRESENT:
            for found in told.findings:
                if found.agent is not None:
                    earned[found.agent].append(found)
    return dict(earned)
