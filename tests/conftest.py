"""Fixtures that several test modules share: snapshots, and evaluations made by hand with something of everything."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings

from csr_lint.floor import TeamVerdict
from csr_lint.model import (
    Call,
    CheckKind,
    Evaluation,
    Finding,
    FindingKind,
    Note,
    Opportunity,
    Result,
    Role,
    Score,
    ScoreLine,
    Segment,
    Severity,
    Span,
    Verdict,
)
from csr_lint.outcome import row_of
from csr_lint.reporters.contract import About
from csr_lint.reporters.registry import reporter
from csr_lint.rule import AvoidParams, Band, Rule, Scorecard
from csr_lint.team import summarise
from csr_lint.turns import with_turns

# How long an example takes says more of what else the machine does.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew-snapshots", action="store_true", help="Write what the reports print now as what they must."
    )


@pytest.fixture(scope="session", autouse=True)
def _own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests keep packs and verdicts in a folder of their own, never in the user's."""
    with pytest.MonkeyPatch.context() as patch:
        if "CSR_LINT_CACHE_DIR" not in os.environ:
            patch.setenv("CSR_LINT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the file of that name in `snapshots/` beside the test; --renew-snapshots writes it."""

    def compare(name: str, text: str) -> None:
        path = Path(str(request.path)).parent / "snapshots" / name
        if request.config.getoption("--renew-snapshots"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing; pytest --renew-snapshots writes it"
        assert text == path.read_text(encoding="utf-8"), f"differs from {path}; pytest --renew-snapshots renews it"

    return compare


NOT, MET, BROKEN = Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.VIOLATED
TALK = (
    ("agent", "thanks for calling harbour heating this is maria", 0, 3500),
    ("customer", "hi yeah i've been without heat for three days and nobody calls me back", 4000, 9000),
    ("agent", "okay what's the account number", 9500, 11000),
    ("customer", "it's on the card 4111 1111 1111 1111 and honestly this is ridiculous", 12000, 17000),
    ("agent", "hold please", 17500, 18200),
    ("agent", "so i can imagine how cold three days must be i booked an engineer for eight tomorrow", 48000, 55000),
    ("customer", "oh thank you so much maria that is a real relief", 56000, 60000),
)


def _rule(code: str, name: str, check: CheckKind, **more: object) -> Rule:
    plain = {
        "aliases": (), "summary": f"What {name} is about.", "why": "", "source": ("love",), "severity": Severity.ERROR,
        "critical": False, "weight": 5.0, "params": AvoidParams(), "message": "", "typed": True, "cues": (),
        "advice": "", "examples": (), "path": f"rules/{name}.toml",
    }  # fmt: skip
    return Rule(code=code, name=name, check=check, **{**plain, **more})


RULES = (
    _rule("CUS001", "gratitude", CheckKind.SCALE),
    _rule("CUS005", "threat", CheckKind.SIGNAL),
    _rule("CUS009", "escalation-request", CheckKind.SIGNAL),
    _rule("EMP001", "missed-empathy", CheckKind.EXPECT, weight=10.0,
          message="The customer tells of hardship; nothing in the next two turns takes it up.",
          advice="Name the hardship before the fix: “Three days without heat, that is hard. Let's end it.”"),
    _rule("EMP101", "empathy-shown", CheckKind.KUDOS),
    _rule("HLD001", "hold-without-asking", CheckKind.EXPECT, severity=Severity.WARNING, weight=4.0,
          message="The hold starts before the customer could say yes.",
          advice="Ask, and wait for the answer: “May I put you on hold for two minutes while I check?”"),
    _rule("HLD005", "no-thanks-after-hold", CheckKind.EXPECT, severity=Severity.WARNING, weight=2.0),
    _rule("OPN001", "missing-greeting", CheckKind.EXPECT, severity=Severity.WARNING, weight=4.0),
    _rule("RSP001", "agent-profanity", CheckKind.AVOID, critical=True, weight=40.0),
    _rule("TRF001", "blind-transfer", CheckKind.EXPECT),
    _rule("TRF002", "unexplained-transfer", CheckKind.EXPECT),
)  # fmt: skip
CARD = Scorecard(
    name="support",
    categories={"OPN": "Opening", "EMP": "Empathy", "HLD": "Holds", "TRF": "Transfer", "RSP": "Respect"},
    bands=(Band(name="poor", at=0), Band(name="fair", at=50), Band(name="good", at=75)),
)


def _call(name: str, agent: str | None) -> Call:
    segments = tuple(
        Segment(
            index=k, label="Agent" if side == "agent" else "Customer", text=text, role=Role(side), start_ms=start,
            end_ms=end, line=k + 3, name=agent if side == "agent" else None,
        )
        for k, (side, text, start, end) in enumerate(TALK)
    )  # fmt: skip
    notes = (Note("times-cut", "One time runs backwards (line 4); it is left out."),)
    call = Call(id=name, source=f"week/{name}.txt", format="text", segments=segments, kind="phone", notes=notes,
                started="2024-03-04 09:12")  # fmt: skip
    return with_turns(call)


def _finding(code: str, segment: int, start: int, end: int, agent: str | None) -> Finding:
    rule = next(r for r in RULES if r.code == code)
    kinds = {CheckKind.SIGNAL: FindingKind.SIGNAL, CheckKind.KUDOS: FindingKind.KUDOS}
    return Finding(
        kind=kinds.get(rule.check, FindingKind.VIOLATION), code=code, name=rule.name, severity=rule.severity,
        message=rule.message, advice=rule.advice, spans=(Span(segment, start, end),), agent=agent, line=segment + 3,
        quote=TALK[segment][1][start:end], time_ms=TALK[segment][2],
        searched=(segment, segment + 2) if rule.check is CheckKind.EXPECT else None,
    )  # fmt: skip


def _chance(met: bool, segment: int, answer: int | None, step: str | None, agent: str | None) -> Opportunity:
    spans = (Span(segment, 0, 10),)
    return Opportunity(
        met=met, agent=agent, spans=spans, answer=(Span(answer, 0, 6),) if answer is not None else (), step=step
    )


def _result(code: str, verdict: Verdict, **more: object) -> Result:
    return Result(code=code, kind=next(r.check for r in RULES if r.code == code), verdict=verdict, **more)


def mixed_call(name: str = "monday-01", *, value: float | None = 44.0, agent: str | None = "Maria") -> Evaluation:
    """A call with violations, kudos, signals, a scale, reasons and notes."""
    who = agent or "Agent"
    taken = (_chance(False, 1, None, None, who), _chance(True, 3, 5, "hardship_named", who))
    results = (
        _result("CUS001", MET, value=3, evidence=(Span(6, 3, 20),)),
        _result("CUS005", Verdict.ABSENT),
        _result("CUS009", Verdict.PRESENT, findings=(_finding("CUS009", 3, 41, 68, who),)),
        _result("EMP001", BROKEN, opportunities=taken, findings=(_finding("EMP001", 1, 8, 45, who),)),
        _result("EMP101", Verdict.PRESENT, findings=(_finding("EMP101", 5, 3, 44, who),)),
        _result("HLD001", BROKEN, opportunities=taken[:1], findings=(_finding("HLD001", 4, 0, 11, who),)),
        _result("HLD005", NOT, reason="no return from a hold was seen"),
        _result("OPN001", MET, opportunities=(_chance(True, 0, 0, "greeting", who),)),
        _result("RSP001", MET),
        _result("TRF001", NOT, reason="no transfer in this call"),
        _result("TRF002", NOT, reason="no transfer in this call"),
    )
    lines = (
        ScoreLine(code="EMP001", weight=10, earned=5, detail="1 of 2 chances taken"),
        ScoreLine(code="HLD001", weight=4, earned=0, detail="0 of 1 chance taken"),
        ScoreLine(code="OPN001", weight=4, earned=4, detail="1 of 1 chance taken"),
        ScoreLine(code="", weight=0, lost=6, detail="made up for this test"),
    )
    score = Score(value=None, reason="too short") if value is None else Score(value=value, lines=lines)
    points = {"EMP": 50.0, "HLD": 0.0, "OPN": 100.0, "TRF": None}
    return Evaluation(
        call=_call(name, agent),
        results=results,
        score=score,
        agents=((who, score),),
        band="poor" if value else None,
        categories=tuple((prefix, Score(value=number)) for prefix, number in points.items()),
        metrics=(("agent_words", 30.0),),
    )


def good_call(name: str, *, value: float = 96.0, agent: str | None = "Tom") -> Evaluation:
    """A call with nothing to work on."""
    who = agent or "Agent"
    results = (
        _result("CUS001", MET, value=1),
        _result("EMP001", MET, opportunities=(_chance(True, 1, 5, "hardship_named", who),)),
        _result("OPN001", MET, opportunities=(_chance(True, 0, 0, "greeting", who),)),
        _result("RSP001", MET),
    )
    score = Score(value=value, lines=(ScoreLine(code="OPN001", weight=1, earned=value / 100),))
    return Evaluation(call=_call(name, agent), results=results, score=score, agents=((who, score),), band="good")


@pytest.fixture
def mixed() -> Evaluation:
    return mixed_call()


@pytest.fixture
def good() -> Evaluation:
    return good_call("tuesday-02")


@pytest.fixture
def week() -> list[Evaluation]:
    """Twelve calls of three agents, one of whom nobody names."""
    calls = [mixed_call(f"monday-{n:02}", value=30.0 + 5 * n) for n in range(5)]
    calls += [good_call(f"tuesday-{n:02}", value=88.0 + n) for n in range(4)]
    calls += [mixed_call("wednesday-00", value=None, agent=None), good_call("wednesday-01", agent=None)]
    return [
        *calls,
        good_call("thursday-with-a-very-long-name-of-a-call-00", value=70.0, agent="Anastasia Featherstonehaugh"),
    ]


@pytest.fixture
def about() -> About:
    return About(rules=RULES, scorecard=CARD, rulebook="1.0+test", width=80, color=False)


@pytest.fixture
def report(about: About):
    """Prints outcomes in a format; the summary is made of the evaluations among them, with what `team` says."""

    def printed(name: str, outcomes, *, team: tuple[TeamVerdict, ...] = (), **changes: object) -> str:
        told = msgspec.structs.replace(about, **changes)
        out, chosen = StringIO(), reporter(name)
        started = chosen.start(out, told)
        for outcome in outcomes:
            started.add(outcome)
        rows = [row_of(o) for o in outcomes if isinstance(o, Evaluation)]
        summary = msgspec.structs.replace(summarise(rows, RULES, CARD), team=team)
        started.close(summary if chosen.needs_summary else None)
        return out.getvalue()

    return printed
