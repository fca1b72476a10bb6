"""What is told of a call beside all others: twins in the order of the input, and sides that nobody could tell."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import msgspec
import pytest

from csr_lint.across import across, twins, unknown_roles
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation, FindingKind, Role, Segment, Verdict
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.rulebook import Rulebook, load_rulebook

LONG = (
    ("agent", "thank you for calling lakeside dental this is ana how can i help you today"),
    ("customer", "i would like to move my appointment from tuesday to thursday because i have to work that day"),
    ("agent", "of course let me see on thursday morning there is a gap at nine would that be all right for you"),
    ("customer", "yes nine is fine thank you so much that was quick"),
)
OTHER = (("agent", "northwind heating how can i help"), ("customer", "my boiler makes a noise like a train"))


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook().select(["DAT001", "DAT004"])


@pytest.fixture(scope="module")
def linter(rulebook: Rulebook) -> Linter:
    return Linter(rulebook)


def call(name: str, talk: Sequence[tuple[str, str]]) -> Call:
    segments = tuple(Segment(index=k, label=who, text=text, line=k + 1) for k, (who, text) in enumerate(talk))
    return Call(id=name, source=f"{name}.txt", format="text", segments=segments)


def told(rulebook: Rulebook, outcomes: Sequence[object]) -> list[object]:
    return list(across(outcomes, twins(rulebook)))


def verdicts(outcomes: Sequence[object]) -> list[str]:
    return [str(o.result("DAT004").verdict) for o in outcomes if isinstance(o, Evaluation)]


def test_alone_a_call_cannot_have_a_twin(linter):
    result = linter.lint(call("a", LONG)).result("DAT004")
    assert result.verdict is Verdict.NOT_APPLICABLE
    assert result.reason == "no other call was compared with this one"


def test_the_first_is_no_twin_and_the_second_names_it(linter, rulebook):
    first, other, second = told(
        rulebook, [linter.lint(call(n, t)) for n, t in (("a", LONG), ("b", OTHER), ("c", LONG))]
    )
    assert verdicts([first, other, second]) == ["absent", "absent", "present"]
    (finding,) = second.result("DAT004").findings
    assert finding.message == second.result("DAT004").reason == "100% the same as a"
    assert (finding.kind, finding.segment, finding.line, finding.severity) == (FindingKind.HEALTH, 0, 1, "warning")
    assert finding in second.findings
    assert second.score == linter.lint(call("c", LONG)).score


def test_the_order_of_the_input_decides_which_is_the_first(linter, rulebook):
    calls = [linter.lint(call(name, LONG)) for name in "abc"]
    for order in (calls, calls[::-1]):
        found = told(rulebook, order)
        assert [o.call.id for o in found] == [o.call.id for o in order]
        assert verdicts(found) == ["absent", "present", "present"]
        assert {o.result("DAT004").reason for o in found[1:]} == {f"100% the same as {order[0].call.id}"}


@pytest.mark.parametrize(
    ("talk", "verdict"),
    [
        pytest.param([(who, text.upper() + "!") for who, text in LONG], "present", id="case and signs"),
        pytest.param([("x", " ".join(text for _, text in LONG)), ("y", "")], "present", id="cut otherwise"),
        pytest.param([("IVR", "press one for sales"), *LONG], "present", id="with a menu before it"),
        pytest.param([*LONG, ("agent", "bye")], "present", id="a word more"),
        pytest.param([*LONG[:2], *OTHER, *OTHER], "absent", id="the same beginning only"),
        pytest.param([(who, "hello") for who, _ in LONG], "absent", id="other words"),
    ],
)
def test_near_copies_are_twins_and_calls_of_one_script_are_none(linter, rulebook, talk, verdict):
    pytest.importorskip("rensa")
    assert verdicts(told(rulebook, [linter.lint(call("a", LONG)), linter.lint(call("b", talk))]))[1] == verdict


def test_without_rensa_only_the_same_words_are_twins_and_the_reason_says_so(linter, rulebook, monkeypatch):
    monkeypatch.setitem(sys.modules, "rensa", None)
    calls = [call("a", LONG), call("b", [*LONG, ("agent", "bye")]), call("c", LONG)]
    found = told(rulebook, [linter.lint(one) for one in calls])
    assert verdicts(found) == ["absent", "absent", "present"]
    reasons = [o.result("DAT004").reason for o in found]
    assert ["csr-lint[health]" in reason for reason in reasons] == [True, True, False]


def test_what_is_not_taken_for_speech_makes_no_twin(linter, rulebook):
    unlike = call("b", [*LONG, ("agent", " ".join(f"loop{k}" for k in range(300)))])
    last = msgspec.structs.replace(unlike.segments[-1], left_out="repeated")
    looped = msgspec.structs.replace(unlike, segments=(*unlike.segments[:-1], last))
    for other, verdict in ((unlike, "absent"), (looped, "present")):
        assert verdicts(told(rulebook, [linter.lint(call("a", LONG)), linter.lint(other)]))[1] == verdict


def test_a_call_without_words_is_nobodys_twin(linter, rulebook):
    silent = [("agent", "…"), ("customer", "")]
    assert verdicts(told(rulebook, [linter.lint(call(n, silent)) for n in "ab"])) == ["absent", "absent"]


def test_nothing_is_compared_where_no_rule_asks(rulebook):
    assert list(twins(rulebook.select(["DAT001"]))) == []


FAULT = Unreadable(source="x.txt", code="empty", place="x.txt", message="the file is empty")
STRANGERS = (("Red", "Mm."), ("Blue", "So it was."))


@pytest.mark.parametrize("how", ["skip", "warn", "error"])
def test_faults_and_files_passed_over_go_through_every_step(rulebook, how):
    others = [FAULT, Skipped(source="README.md", reason="prose")]
    assert list(across(others, (*twins(rulebook), *unknown_roles(how, print)))) == others


@pytest.mark.parametrize(("how", "lines"), [("skip", 0), ("warn", 1), ("error", 0)])
def test_unknown_sides_are_passed_over_told_or_faults(linter, how, lines):
    known, strange = linter.lint(call("k", LONG)), linter.lint(call("s", STRANGERS))
    said: list[str] = []
    first, second = across([known, strange], unknown_roles(how, said.append))
    assert first is known
    assert len(said) == lines
    if how != "error":
        assert second is strange
        assert all(line.startswith("s: ") for line in said)
    words = said[0] if said else getattr(second, "message", "'Red' 'Blue' --role LABEL=ROLE tells")
    assert all(word in words for word in ("'Red'", "'Blue'", "--role LABEL=ROLE tells"))
    if how == "error":
        assert (second.source, second.code, second.place) == ("s.txt", "unknown-role", "s")


def test_a_menu_voice_is_no_unknown_side(linter):
    talk = [("IVR", "press one"), *LONG]
    evaluation = linter.lint(call("m", talk))
    assert {s.role for s in evaluation.call.segments} == {Role.OTHER, Role.AGENT, Role.CUSTOMER}
    assert list(across([evaluation], unknown_roles("error", print))) == [evaluation]
