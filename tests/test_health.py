"""Is a transcript fit to lint? Each condition on both sides, what it comes to, and what a report may say of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from csr_lint.cli.main import run
from csr_lint.health import health_of
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation, Fitness, Note, Role, Segment, Verdict
from csr_lint.roles import assign_roles, load_vocabulary
from csr_lint.rulebook import load_rulebook
from csr_lint.turns import with_turns

WORDS = load_vocabulary()
OPENS = "Thank you for calling Lakeside Dental, my name is Ana, how can I help you today?"
ASKS = "Hi, I'm calling about my appointment. I'd like to move it, and I have a question about my bill."
HELPS = "Of course, may I have your date of birth? Let me check that for you. Is there anything else I can help with?"
CLOSES = "Thank you for calling, have a lovely day, goodbye."
GOOD = (("Agent", OPENS), ("Customer", ASKS), ("Agent", HELPS), ("Customer", "No, that's all."), ("Agent", CLOSES))
SPANISH = (
    ("Agent", "Buenos días, gracias por llamar, le atiende Ana, ¿en qué le puedo ayudar?"),
    (
        "Customer",
        "Hola, quería cambiar la cita que tengo para el martes, porque no puedo ir a esa hora y no sé si hay.",
    ),
)
CONDITIONS = (
    "unknown-role one-sided time-disorder duplicate-call exposed-pii low-confidence swapped-roles not-english cut-off"
).split()
LATE = ("Agent", "and so after you have typed that in you click on the second button and it says it is done")
GOES_ON = ("Customer", "Okay, it says that now, and the light is green.")
BREAKS = ("Agent", "Then open the settings again, please, and tell me")
MORNING_CHAT = (("Agent", "Hi there, how can I help?"), ("Customer", "my bill is wrong"), ("Agent", "let me look"))


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


def call_of(
    *talk: tuple[str, str] | tuple[str, str, int | None, int | None], confidence: float | None = None, **facts: object
) -> Call:
    """A call as read, of (label, text) or (label, text, start, end) in ms."""
    segments = []
    for index, (label, text, *times) in enumerate(talk):
        start, end = times or (None, None)
        role = Role.OTHER if label == "IVR" else Role.UNKNOWN
        segments.append(
            Segment(index=index, label=label, text=text, role=role, start_ms=start, end_ms=end, confidence=confidence)
        )
    return msgspec.structs.replace(Call(id="c", source="c.txt", format="text", segments=tuple(segments)), **facts)


def found(call: Call, condition: str) -> bool | None:
    """Whether the call has it; None where that cannot be told."""
    health = health_of(with_turns(assign_roles(call, vocabulary=WORDS)), WORDS)
    if condition in dict(health.unknown):
        return None
    return condition in {c.name for c in health.conditions}


def timed(*times: tuple[int, int], kind: str = "phone", words: int = 3) -> Call:
    sides = ("Agent", "Customer")
    return call_of(*((sides[k % 2], "well " * words, *time) for k, time in enumerate(times)), kind=kind)


REVERSED = (Note("time-reversed", "1 of 2 segments end before their start"),)
LATER = (Note("time-missing", "1 of 2 segments have no time"),)


@pytest.mark.parametrize(
    ("condition", "call", "expected"),
    [
        pytest.param("unknown-role", call_of(("Red", "Mm."), ("Blue", "So it was.")), True, id="two strangers"),
        pytest.param("unknown-role", call_of(*GOOD), False, id="labels tell"),
        pytest.param("unknown-role", call_of(("IVR", "Press one."), *GOOD), False, id="a menu voice is no stranger"),
        pytest.param("unknown-role", call_of(*GOOD, ("Red", "  ")), False, id="a stranger who says nothing"),
        pytest.param("unknown-role", call_of(*GOOD, ("Red", "Mm."), ("Blue", "Yes.")), True, id="two more join in"),
        pytest.param("one-sided", call_of(("Agent", OPENS), ("Agent", HELPS)), True, id="one leg lost"),
        pytest.param("one-sided", call_of(("IVR", "Leave a message."), ("Customer", ASKS)), True, id="a voicemail"),
        pytest.param("one-sided", call_of(("IVR", "Press one for sales.")), True, id="only the menu"),
        pytest.param("one-sided", call_of(("Agent", OPENS), ("Customer", " ")), True, id="the other one is silent"),
        pytest.param("one-sided", call_of(("Speaker 1", "Well."), ("Speaker 1", "Yes.")), True, id="never told apart"),
        pytest.param("one-sided", call_of(("Agent", OPENS), ("Customer", "Mm.")), False, id="one word is a side"),
        pytest.param("one-sided", call_of(("Red", "Well."), ("Blue", "Yes.")), False, id="two, whoever they are"),
        pytest.param("one-sided", call_of(*MORNING_CHAT, kind="chat"), False, id="a chat"),
        pytest.param("time-disorder", timed((0, 3000), (2000, 5000)), False, id="overlap is no disorder"),
        pytest.param("time-disorder", timed((0, 9000), (2000, 2500)), False, id="talk within talk is none"),
        pytest.param("time-disorder", timed((0, 3000), (3000, 6000), kind="phone", words=30), False, id="fast talk"),
        pytest.param("time-disorder", timed((0, 3000), (3000, 3200), words=30), True, id="no tongue says that"),
        pytest.param("time-disorder", timed((0, 1), (1, 2), words=1), False, id="a short word may have any length"),
        pytest.param("time-disorder", timed((0, 14 * 60_000)), False, id="a long monologue"),
        pytest.param("time-disorder", timed((0, 16 * 60_000)), True, id="longer than anybody talks"),
        pytest.param("time-disorder", timed((0, 3_000_000), kind="chat"), False, id="a chat takes its time"),
        pytest.param("time-disorder", timed((0, 10), kind="chat", words=40), False, id="a chat may be pasted"),
        pytest.param("time-disorder", call_of(*GOOD, notes=REVERSED), True, id="the reader noted it"),
        pytest.param("time-disorder", call_of(*GOOD, notes=LATER), False, id="times that are missing are no disorder"),
        pytest.param("time-disorder", call_of(*GOOD, duration_ms=-5), True, id="a negative duration"),
        pytest.param("time-disorder", call_of(*GOOD, duration_ms=90_000_000), True, id="more than a day"),
        pytest.param("time-disorder", call_of(*GOOD, duration_ms=90_000_000, kind="email"), False, id="an email may"),
        pytest.param("time-disorder", call_of(*GOOD), False, id="no clock at all"),
        pytest.param("duplicate-call", call_of(*GOOD), None, id="one call has no twin"),
        pytest.param("exposed-pii", call_of(("Customer", "It's 4111 1111 1111 1111.")), True, id="a card"),
        pytest.param("exposed-pii", call_of(("Customer", "my card ends in 4242")), False, id="the end of a card"),
        pytest.param("exposed-pii", call_of(("Customer", "It's 4111 1111 1111 1112.")), False, id="a wrong checksum"),
        pytest.param("exposed-pii", call_of(("Customer", "It's **** **** **** 1111.")), False, id="masked already"),
        pytest.param("exposed-pii", call_of(("Customer", "order 5551234567 please")), False, id="an order"),
        pytest.param(
            "exposed-pii",
            call_of(("Agent", "What's your social security number?"), ("Customer", "It's 536 22 8145.")),
            True,
            id="the question says what it is",
        ),
        pytest.param("low-confidence", call_of(*GOOD, confidence=0.6), True, id="an unsure recogniser"),
        pytest.param("low-confidence", call_of(*GOOD, confidence=0.75), False, id="just sure enough"),
        pytest.param("low-confidence", call_of(*GOOD), None, id="the file tells none"),
        pytest.param("swapped-roles", call_of(("Agent", ASKS), ("Customer", OPENS + HELPS)), True, id="exchanged"),
        pytest.param("swapped-roles", call_of(("Agent", OPENS + HELPS), ("Customer", ASKS)), False, id="as it is"),
        pytest.param("swapped-roles", call_of(("Agent", OPENS), ("Customer", OPENS)), False, id="both like an agent"),
        pytest.param("swapped-roles", call_of(("Agent", ASKS), ("Customer", "Yes.")), False, id="one side says little"),
        pytest.param("not-english", call_of(*SPANISH), True, id="Spanish"),
        pytest.param("not-english", call_of(*GOOD), False, id="English"),
        pytest.param("not-english", call_of(*GOOD, ("IVR", "Para español oprima dos " * 9)), False, id="only the menu"),
        pytest.param("not-english", call_of(("Agent", "Hola."), ("Customer", "Sí.")), None, id="too few words"),
    ],
)
def test_a_condition_is_there_or_not(condition: str, call: Call, expected: bool | None) -> None:
    assert found(call, condition) is expected


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        pytest.param(GOOD, "absent", id="whole"),
        pytest.param((LATE, GOES_ON, *GOOD[2:]), "present", id="no beginning"),
        pytest.param((*GOOD[:2], BREAKS), "present", id="no end"),
        pytest.param((("IVR", "Leave a message."), ("Customer", ASKS)), "n/a", id="no agent in it"),
        pytest.param(MORNING_CHAT[:2] + GOOD[3:], "absent", id="a short chat"),
    ],
)
def test_a_call_is_cut_off_where_no_opening_or_closing_was_followed(linter, talk, expected) -> None:
    assert str(linter.lint(call_of(*talk)).result("DAT009").verdict) == expected


def test_every_condition_has_one_rule_that_asks_for_it() -> None:
    asked = [getattr(rule.params, "condition", None) for rule in load_rulebook().rules]
    assert sorted(filter(None, asked)) == sorted(CONDITIONS)


@pytest.mark.parametrize(
    ("call", "fitness", "reason"),
    [
        pytest.param(call_of(*GOOD), Fitness.RELIABLE, None, id="a good call"),
        pytest.param(call_of(*GOOD, ("Customer", "I'm at 4111 1111 1111 1111.")), Fitness.RELIABLE, None, id="a card"),
        pytest.param(call_of(("Agent", OPENS), ("Agent", HELPS)), Fitness.SUSPECT, "only the agent side", id="one leg"),
        pytest.param(call_of(*GOOD, confidence=0.6), Fitness.SUSPECT, "confidence is 0.60", id="unsure"),
        pytest.param(call_of(*GOOD, notes=REVERSED), Fitness.SUSPECT, "end before their start", id="a clock astray"),
        pytest.param(
            call_of(("Agent", ASKS), ("Customer", OPENS + HELPS)), Fitness.SUSPECT, "look exchanged", id="exchanged"
        ),
        pytest.param(call_of(*GOOD, ("X", "Mm."), ("Y", "Yes.")), Fitness.SUSPECT, "unknown for 'X'", id="a stranger"),
        pytest.param(call_of(*GOOD, confidence=0.3), Fitness.UNUSABLE, "confidence is 0.30", id="mere guesses"),
        pytest.param(call_of(*SPANISH), Fitness.UNUSABLE, "not read as English", id="Spanish"),
        pytest.param(call_of(("X", "Mm."), ("Y", "Yes.")), Fitness.UNUSABLE, "cannot be told", id="only strangers"),
        pytest.param(call_of(("IVR", "Press one.")), Fitness.UNUSABLE, "nobody speaks", id="only a menu"),
    ],
)
def test_fitness_and_its_reason_stand_in_the_evaluation(linter, call, fitness, reason) -> None:
    evaluation = linter.lint(call)
    assert evaluation.health.fitness is fitness
    assert bool(evaluation.health.reasons) == (fitness is not Fitness.RELIABLE)
    if reason:
        assert reason in "; ".join(evaluation.health.reasons)
    if fitness is Fitness.UNUSABLE:
        assert_unscored(evaluation, "; ".join(evaluation.health.reasons))
    else:
        assert evaluation.score.value is not None


def assert_unscored(evaluation: Evaluation, reason: str) -> None:
    assert (evaluation.score.value, evaluation.score.reason) == (None, reason)
    assert {score.value for _, score in evaluation.agents} <= {None}
    assert {score.reason for _, score in evaluation.agents} <= {reason}
    assert (evaluation.categories, evaluation.band) == ((), None)


def test_mostly_hallucinated_talk_is_not_scored(linter) -> None:
    made_up = [msgspec.structs.replace(s, left_out="hallucination-suspect") for s in call_of(*GOOD * 2).segments[5:]]
    whole = call_of(*GOOD * 2)
    half = msgspec.structs.replace(whole, segments=(*whole.segments[:5], *made_up))
    assert_unscored(linter.lint(half), "most of it is a recogniser's hallucination")
    less = msgspec.structs.replace(whole, segments=(*whole.segments[:6], *made_up[1:]))
    assert linter.lint(less).score.value is not None


def test_a_suspect_call_is_judged_all_the_same(linter) -> None:
    plain, doubtful = linter.lint(call_of(*GOOD)), linter.lint(call_of(*GOOD, confidence=0.6))
    assert plain.score == doubtful.score
    assert doubtful.result("DAT006").verdict is Verdict.PRESENT


def test_health_findings_weigh_nothing_and_say_what_and_where(linter) -> None:
    evaluation = linter.lint(call_of(*GOOD, ("Red", "Mm."), ("Blue", "Yes.")))
    told = [f for f in evaluation.findings if f.code == "DAT001"]
    assert [f.segment for f in told] == [5, 6]
    assert ["'Red'" in f.message for f in told] == [True, False]
    assert not any(line.code.startswith("DAT") for line in evaluation.score.lines)


def test_personal_data_are_looked_for_only_where_the_rule_is_chosen() -> None:
    card = call_of(*GOOD, ("Customer", "It's 4111 1111 1111 1111."))
    book = load_rulebook()
    asked, not_asked = Linter(book.select(["DAT002", "DAT005"])), Linter(book.select(["DAT002"]))
    assert [f.code for f in asked.lint(card).findings] == ["DAT005"]
    assert [c.name for c in asked.lint(card).health.conditions] == ["exposed-pii"]
    assert not_asked.lint(card).health.conditions == ()


NUMBERS = ("4111 1111 1111 1111", "536-22-8145", "212-555-0187", "ana.lopez@example.com", "GB82WEST12345698765432")
SAID = "My card is {}, my social is {}, my phone number is {}, my e-mail is {} and my IBAN is {}."


@pytest.fixture
def report(tmp_path: Path, monkeypatch, capsys) -> Callable[..., str]:
    """What a command prints of a call in which all numbers are told."""
    talk = [*GOOD[:2], ("Customer", SAID.format(*NUMBERS)), *GOOD[2:]]
    (tmp_path / "call.txt").write_text("".join(f"{who}: {text}\n" for who, text in talk), encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def printed(*args: str) -> str:
        run([*args, "--select", "DAT"])
        return capsys.readouterr().out

    return printed


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_no_report_quotes_what_is_exposed(report, form) -> None:
    out = report("check", "call.txt", "--format", form, "--no-cache")
    assert "DAT005" in out
    assert "payment card number in the clear" in out
    assert not [number for number in NUMBERS if number in out]
    if form == "jsonl":
        told = [f for f in json.loads(out)["findings"] if f["code"] == "DAT005"]
        assert len(told) == len(NUMBERS)
        assert all(f["quote"].startswith("[") and f["spans"] for f in told)


def test_a_walk_through_the_call_quotes_them_in_no_remark(report) -> None:
    out = " ".join(report("show", "call.txt").split())
    assert "exposed-pii" in out
    spoken, *remarks = out.split("DAT005")
    assert remarks
    assert not [number for number in NUMBERS for remark in remarks if number in remark.partition(" Agent: ")[0]]
    assert NUMBERS[0] not in spoken
