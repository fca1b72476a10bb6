"""Calls as small rows: who took them, when, how long, and what was seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from csr_lint.floor import Moment
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import Rule
from csr_lint.rulebook import load_rulebook

SECOND = 1000


@pytest.fixture(scope="session")
def rules() -> tuple[Rule, ...]:
    return load_rulebook().rules


@pytest.fixture
def took() -> Callable[..., CallRow]:
    """A call: `took("c1", "Ana", "2026-03-02 09:00", met=["EMP001"], broken=["HLD001"], signals=["CUS004"])`."""

    def made(
        call: str,
        agent: str | None,
        started: str | None = None,
        *,
        seconds: float | None = 240,
        score: float | None = 80,
        met: Sequence[str] = (),
        broken: Sequence[str] = (),
        signals: Sequence[str] = (),
        absent: Sequence[str] = (),
        moments: Sequence[Moment] = (),
        **more: object,
    ) -> CallRow:
        length = None if seconds is None else round(seconds * SECOND)
        judged = (*((c, "met") for c in met), *((c, "violated") for c in broken))
        part = AgentPart(name=agent, score=score, verdicts=judged, signals=tuple(signals), from_ms=0, to_ms=length)
        told = (*judged, *((c, "present") for c in signals), *((c, "absent") for c in absent))
        plain = {"failed": False, "band": None, "scales": (), "agents": (part,), "source": f"week/{call}.txt"}
        return CallRow(
            call=call, score=score, verdicts=told, started=started, duration_ms=length, moments=tuple(moments),
            **{**plain, **more},
        )  # fmt: skip

    return made
