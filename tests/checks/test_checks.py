"""The closed set of checks, on scenes made by hand: opportunities, limits, ladders, and why nothing can be judged."""

from __future__ import annotations

import msgspec
import pytest

from csr_lint.checks.dispatch import check
from csr_lint.model import Call, CheckKind, Cue, Episode, Result, Role, Segment, Severity, Span, Step, Verdict
from csr_lint.rule import (
    AvoidParams,
    EpisodeUse,
    ExpectParams,
    Limit,
    MeasureParams,
    Params,
    Rule,
    Rung,
    ScaleParams,
    SignalParams,
)
from csr_lint.scene import Scene
from csr_lint.turns import with_turns

KINDS: dict[type, CheckKind] = {
    ExpectParams: CheckKind.EXPECT,
    AvoidParams: CheckKind.AVOID,
    MeasureParams: CheckKind.MEASURE,
    ScaleParams: CheckKind.SCALE,
    SignalParams: CheckKind.SIGNAL,
}
SIDES = {"A": Role.AGENT, "B": Role.AGENT, "C": Role.CUSTOMER, "?": Role.UNKNOWN}


def rule(params: Params, **changes: object) -> Rule:
    made = Rule(
        code="TST001",
        name="a-flaw",
        aliases=(),
        summary="",
        why="",
        source=(),
        severity=Severity.WARNING,
        critical=False,
        weight=1,
        check=KINDS[type(params)],
        params=params,
        message="It happened.",
        advice="Do this.",
        typed=True,
        cues=(),
        examples=(),
        path="tst001.toml",
    )
    return msgspec.structs.replace(made, **changes)


def call(*lines: str, kind: str | None = None, times: list[tuple[float, float]] | None = None) -> Call:
    segments = tuple(
        Segment(
            index=k,
            label=line[0],
            text=line[3:],
            role=SIDES[line[0]],
            start_ms=int(times[k][0] * 1000) if times else None,
            end_ms=int(times[k][1] * 1000) if times else None,
        )
        for k, line in enumerate(lines)
    )
    return with_turns(Call(id="c", source="c", format="t", segments=segments, kind=kind))


def cue(told: Call, name: str, segment: int, *, amount: float | None = None) -> Cue:
    piece = told.segments[segment]
    turn = next(t for t in told.turns if segment in t.segments)
    at = turn.starts[turn.segments.index(segment)]
    return Cue(
        name=name,
        turn=turn.index,
        role=piece.role,
        speaker=piece.label,
        start=at,
        end=at + len(piece.text),
        spans=(Span(segment, 0, len(piece.text)),),
        text=piece.text,
        amount=amount,
    )


def judge(params: Params, scene: Scene, **changes: object) -> Result:
    return check(rule(params, **changes), scene, least_words=3)


TALK = call("C: I lost my job and now this", "A: okay noted sir", "C: anyway", "A: I am sorry to hear that")


def distress(**step: int) -> Episode:
    steps = (Step(name="acknowledged", spans=(Span(3, 0, 4),), after=step["after"]),) if step else ()
    return Episode(kind="distress", agent="A", spans=(Span(0, 0, 5),), steps=steps, searched=(0, 3))


class TestExpect:
    PARAMS = ExpectParams(episode="distress", met_by=("acknowledged",), within=2)

    @pytest.mark.parametrize(
        ("episodes", "verdict"),
        [([], "n/a"), ([distress()], "violated"), ([distress(after=2)], "met"), ([distress(after=3)], "violated")],
        ids=["no opportunity", "unanswered", "answered", "too late"],
    )
    def test_verdicts(self, episodes: list[Episode], verdict: str) -> None:
        result = judge(self.PARAMS, Scene(TALK, [], episodes))
        assert result.verdict == verdict
        assert len(result.findings) == (verdict == "violated")

    def test_one_wrong_opportunity_violates_and_points_at_it(self) -> None:
        result = judge(self.PARAMS, Scene(TALK, [], [distress(after=1), distress()]))
        assert result.verdict is Verdict.VIOLATED
        assert [o.met for o in result.opportunities] == [True, False]
        assert result.findings[0].segment == 0
        assert result.findings[0].searched == (0, 3)

    def test_no_more_is_searched_than_counts(self) -> None:
        told = call(
            "C: I lost my job", "A: noted then", "C: anyway", "A: the form is here", "C: where", "A: right here"
        )
        late = Episode(kind="distress", agent="A", spans=(Span(0, 0, 5),), searched=(0, 5))
        (found,) = judge(self.PARAMS, Scene(told, [], [late])).findings
        assert found.searched == (0, 3)

    def test_a_call_cut_off_there_cannot_be_judged(self) -> None:
        cut = msgspec.structs.replace(distress(), open=True)
        result = judge(self.PARAMS, Scene(TALK, [], [cut]))
        assert (result.verdict, result.reason) == (
            Verdict.NOT_APPLICABLE,
            "the transcript ends before it could be seen",
        )

    def test_an_excused_episode_is_no_opportunity(self) -> None:
        params = msgspec.structs.replace(self.PARAMS, not_with=("acknowledged",), not_with_reason="excused")
        assert judge(params, Scene(TALK, [], [distress(after=1)])).reason == "excused"


class TestAvoid:
    PARAMS = AvoidParams(cues=("swears",), episodes=(EpisodeUse(kind="transfer", at_least=2),))

    def test_hits_of_one_turn_are_one_finding(self) -> None:
        result = judge(self.PARAMS, Scene(TALK, [cue(TALK, "swears", 1), cue(TALK, "swears", 1)]))
        assert result.verdict is Verdict.VIOLATED
        assert [(f.segment, f.agent) for f in result.findings] == [(1, "A")]

    def test_met_where_the_agent_had_the_chance_else_not_applicable(self) -> None:
        assert judge(self.PARAMS, Scene(TALK, [])).verdict is Verdict.MET
        short = call("C: hello", "A: hi")
        assert judge(self.PARAMS, Scene(short, [])).reason == "the agent said fewer than 3 words"

    def test_episodes_count_from_the_number_asked_for(self) -> None:
        handed = Episode(kind="transfer", agent="A", spans=(Span(1, 0, 3),))
        assert judge(self.PARAMS, Scene(TALK, [], [handed])).verdict is Verdict.MET
        assert judge(self.PARAMS, Scene(TALK, [], [handed, handed])).verdict is Verdict.VIOLATED

    @pytest.mark.parametrize(
        ("beside", "verdict"),
        [([], "violated"), ([("sorry", 1)], "met"), ([("sorry", 3)], "met"), ([("sorry", 0)], "violated")],
        ids=["alone", "in the same turn", "in the agent's next turn", "not by the agent"],
    )
    def test_words_beside_it_excuse(self, beside: list[tuple[str, int]], verdict: str) -> None:
        params = AvoidParams(cues=("runs_down",), excused_by=("sorry",))
        cues = [cue(TALK, "runs_down", 1), *(cue(TALK, name, at) for name, at in beside)]
        assert judge(params, Scene(TALK, cues)).verdict.value == verdict

    def test_the_customers_own_words_are_none(self) -> None:
        params = AvoidParams(cues=("jargon",), customers_words=True)
        told = call("C: what is my ncd then", "A: NCD", "C: okay", "A: CD")
        found = judge(params, Scene(told, [cue(told, "jargon", 1), cue(told, "jargon", 3)]))
        assert [f.segment for f in found.findings] == [3]


class TestMeasure:
    def test_a_count_passes_its_limit(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="cue_count", from_=2, cues=("repeat",)),))
        told = call("C: what was that", "A: it is on", "C: sorry again", "A: on")
        once = judge(params, Scene(told, [cue(told, "repeat", 0)]))
        twice = judge(params, Scene(told, [cue(told, "repeat", 0), cue(told, "repeat", 2)]))
        assert (once.verdict, once.measured) == (Verdict.MET, 1)
        assert (twice.verdict, twice.measured) == (Verdict.VIOLATED, 2)
        assert [f.segment for f in twice.findings] == [0]

    @pytest.mark.parametrize(
        ("quantity", "reason"),
        [
            ("dead_air", "no times in the file"),
            ("speech_rate", "no times in the file"),
            ("hold_seconds", "no hold in this call"),
            ("holds", "no hold in this call"),
            ("interruptions", "no times and no cut-off marks in the file"),
            ("monologue_seconds", "no times in the file"),
            ("turns_to_issue", "no need is stated in this call"),
            ("share_of_words", "the agent said fewer than 100 words"),
        ],
    )
    def test_what_is_missing_is_said(self, quantity: str, reason: str) -> None:
        params = MeasureParams(limits=(Limit(quantity=quantity, over=1, least=100),))
        result = judge(params, Scene(TALK, []))
        assert (result.verdict, result.reason) == (Verdict.NOT_APPLICABLE, reason)

    def test_speech_rate_of_a_stretch(self) -> None:
        text = " ".join(["word"] * 50)
        params = MeasureParams(limits=(Limit(quantity="speech_rate", over=190, least=40),))
        slow = call(f"A: {text}", "C: ok", times=[(0, 20), (20, 21)])
        fast = call(f"A: {text}", "C: ok", times=[(0, 10), (10, 11)])
        assert judge(params, Scene(slow, [])).measured == pytest.approx(150)
        assert judge(params, Scene(fast, [])).verdict is Verdict.VIOLATED

    def test_all_limits_together(self) -> None:
        params = MeasureParams(
            limits=(
                Limit(quantity="sentence_count", from_=2, cues=("no",)),
                Limit(quantity="sentence_share", over=0.5, cues=("no",)),
            ),
            combine="all",
        )
        told = call("A: I can not.", "C: oh", "A: We do not.", "C: right", "A: Here it is. There you are. Bye.")
        assert judge(params, Scene(told, [cue(told, "no", 0), cue(told, "no", 2)])).verdict is Verdict.MET
        shorter = call("A: I can not.", "C: oh", "A: We do not.", "C: oh well", "A: Bye.")
        assert judge(params, Scene(shorter, [cue(shorter, "no", 0), cue(shorter, "no", 2)])).verdict == "violated"

    def test_every_place_over_the_limit_is_found_and_the_worst_is_the_number(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="dead_air", over=15),))
        told = call("C: and", "A: so", "C: well", "A: done", times=[(0, 2), (22, 23), (83, 84), (85, 86)])
        result = judge(params, Scene(told, [cue(told, "silence", 0, amount=20), cue(told, "silence", 1, amount=60)]))
        assert [f.segment for f in result.findings] == [0, 1]
        assert result.measured == 60

    def test_the_number_is_of_the_limit_that_was_passed(self) -> None:
        words = " ".join(["word"] * 30)
        params = MeasureParams(
            limits=(Limit(quantity="monologue_words", over=150), Limit(quantity="monologue_seconds", over=60))
        )
        told = call("C: why", f"A: {words}", times=[(0, 1), (1, 71)])
        result = judge(params, Scene(told, []))
        assert (result.verdict, result.measured, len(result.findings)) == (Verdict.VIOLATED, 70, 1)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("one two three four. five six?", 6),
            ("one two? three four five six", 4),
            ("one two make sense three four five", 4),
        ],
        ids=["a question at the end", "a question on the way", "a check on the way"],
    )
    def test_a_check_breaks_a_long_turn_in_two(self, text: str, words: int) -> None:
        params = MeasureParams(limits=(Limit(quantity="monologue_words", over=150, cues=("checks_in",)),))
        told = call("C: why", f"A: {text}")
        at = text.find("make sense")
        check = msgspec.structs.replace(cue(told, "checks_in", 1), start=at, end=at + len("make sense"))
        assert judge(params, Scene(told, [check] if at >= 0 else [])).measured == words

    def test_backchannels_do_not_delay_the_issue(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="turns_to_issue", over=6),))
        told = call("C: my bill is wrong", "A: okay", "C: since May", "A: mm-hm", "C: twice now", "A: what bill?")
        taken = Step(name="taken_up", spans=(Span(5, 0, 4),), after=1)
        need = Episode(kind="need", agent="A", spans=(Span(0, 0, 4),), steps=(taken,), searched=(0, 5))
        assert judge(params, Scene(told, [], [need])).measured == 1

    def test_each_agent_is_measured_apart(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="speech_rate", over=190, least=4),))
        told = call("A: one two three four", "C: well", "B: hi", times=[(0, 1), (2, 3), (4, 5)])
        result = judge(params, Scene(told, []))
        assert result.agents == ("A",)
        assert [f.agent for f in result.findings] == ["A"]

    def test_after_the_return_from_a_hold_silence_is_dead_air_again(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="dead_air", over=15),))
        told = call("A: hold please", "C: ok", "A: back again", "A: so", times=[(0, 2), (2, 3), (43, 45), (75, 76)])
        hold = Episode(kind="hold", agent="A", spans=(Span(0, 0, 4),), searched=(0, 2), amount=40)
        silences = [cue(told, "silence", 1, amount=40), cue(told, "silence", 2, amount=30)]
        assert [f.segment for f in judge(params, Scene(told, silences, [hold])).findings] == [2]

    def test_dead_air_in_a_hold_is_the_holds(self) -> None:
        params = MeasureParams(limits=(Limit(quantity="dead_air", over=15),))
        told = call("A: hold please", "C: ok", "A: back again", times=[(0, 2), (2, 3), (43, 45)])
        silent = cue(told, "silence", 1, amount=40)
        hold = Episode(kind="hold", agent="A", spans=(Span(0, 0, 4),), searched=(0, 2), amount=40)
        assert judge(params, Scene(told, [silent])).verdict is Verdict.VIOLATED
        assert judge(params, Scene(told, [silent], [hold])).verdict is Verdict.MET


def test_without_stops_a_sentence_is_the_words_around_a_cue() -> None:
    words = [f"w{k}" for k in range(60)]
    told = call("C: hello there my friend", "A: " + " ".join(words))
    at = told.segments[1].text.index("w30")
    drift = msgspec.structs.replace(
        cue(told, "drift", 1), start=at, end=at + 3, spans=(Span(1, at, at + 3),), text="w30"
    )
    params = MeasureParams(limits=(Limit(quantity="share_of_words", over=0.2, cues=("drift",)),))
    result = judge(params, Scene(told, [drift]))
    assert result.measured == pytest.approx(31 / 60)
    assert told.segments[1].text[result.findings[0].spans[0].start_char :].startswith("w15 ")


class TestScale:
    PARAMS = ScaleParams(
        rungs=(Rung(value=4, cues=("wow",)), Rung(value=2, cues=("thanks",)), Rung(value=1, cues=("ta",))),
        cap_after=("number",),
        free=("wow",),
    )
    TOLD = call("A: it is 5 5 5", "C: thanks for that", "A: anything more", "C: ta", "A: bye now", "C: bye")

    @pytest.mark.parametrize(
        ("cues", "value"),
        [
            ([], 0),
            ([("ta", 3)], 1),
            ([("ta", 3), ("thanks", 1)], 2),
            ([("number", 0), ("thanks", 1)], 1),
            ([("number", 0), ("wow", 1)], 4),
        ],
        ids=["none", "ritual", "the strongest counts", "in passing", "free of the cap"],
    )
    def test_values(self, cues: list[tuple[str, int]], value: int) -> None:
        found = [cue(self.TOLD, name, at) for name, at in cues]
        result = judge(self.PARAMS, Scene(self.TOLD, found))
        assert result.value == value

    def test_thanks_beside_an_insult_are_not_meant(self) -> None:
        params = msgspec.structs.replace(self.PARAMS, ironic_with=("insult",))
        cues = [cue(self.TOLD, "thanks", 1), cue(self.TOLD, "insult", 1), cue(self.TOLD, "ta", 3)]
        assert judge(params, Scene(self.TOLD, cues)).value == 1

    def test_thanks_in_answer_to_an_insult_are_not_meant(self) -> None:
        params = msgspec.structs.replace(self.PARAMS, ironic_after=("mocks",))
        cues = [cue(self.TOLD, "mocks", 0), cue(self.TOLD, "wow", 1), cue(self.TOLD, "ta", 3)]
        assert judge(params, Scene(self.TOLD, cues)).value == 1

    def test_the_close_counts_and_the_last_word_wins(self) -> None:
        params = msgspec.structs.replace(self.PARAMS, where="close", pick="last", turns=2, default=2)
        early = judge(params, Scene(self.TOLD, [cue(self.TOLD, "wow", 1)]))
        last = judge(params, Scene(self.TOLD, [cue(self.TOLD, "wow", 3), cue(self.TOLD, "ta", 5)]))
        assert (early.value, last.value) == (2, 1)

    def test_a_silent_customer_is_not_rated(self) -> None:
        assert judge(msgspec.structs.replace(self.PARAMS, least_turns=9), Scene(self.TOLD, [])).value is None


class TestSignal:
    def test_present_absent_and_all_of(self) -> None:
        params = SignalParams(cues=("threat",), all_of=("please", "name"))
        assert judge(params, Scene(TALK, [])).verdict is Verdict.ABSENT
        assert judge(params, Scene(TALK, [cue(TALK, "threat", 0)])).verdict is Verdict.PRESENT
        assert judge(params, Scene(TALK, [cue(TALK, "please", 1)])).verdict is Verdict.ABSENT
        both = judge(params, Scene(TALK, [cue(TALK, "please", 1), cue(TALK, "name", 3)]))
        assert [f.segment for f in both.findings] == [1]

    def test_nobody_earns_praise_with_anothers_words(self) -> None:
        params = SignalParams(all_of=("please", "name"))
        told = call("C: hello there", "A: please wait", "B: Mrs Shah it is", "B: yes please")
        shared = [cue(told, "please", 1), cue(told, "name", 2)]
        assert judge(params, Scene(told, shared)).verdict is Verdict.ABSENT
        assert [f.agent for f in judge(params, Scene(told, [*shared, cue(told, "please", 3)])).findings] == ["B"]


@pytest.mark.parametrize(
    ("told", "changes", "reason"),
    [
        (call(), {}, "nobody speaks in this call"),
        (call("?: hello", "?: yes"), {}, "the speakers' sides are unknown"),
        (call("C: hello"), {}, "no agent speaks in this call"),
        (call("A: hello"), {}, "no customer speaks in this call"),
        (call("A: hello", "C: hi", kind="chat"), {"typed": False}, "not judged in chat"),
        (call("A: hello", "C: hi", kind="email"), {"typed": False}, "not judged in e-mail"),
    ],
    ids=["empty", "unknown sides", "no agent", "no customer", "chat", "e-mail"],
)
def test_out_of_reach(told: Call, changes: dict[str, object], reason: str) -> None:
    result = judge(SignalParams(cues=("threat",)), Scene(told, []), **changes)
    assert (result.verdict, result.reason) == (Verdict.NOT_APPLICABLE, reason)
