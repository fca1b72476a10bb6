"""The page for one agent: strengths in quotes, what to change with its place, what came of last time."""

from __future__ import annotations

import pytest

from csr_lint.errors import ConfigError
from csr_lint.floor import Moment
from csr_lint.model import Fitness
from csr_lint.outcome import AgentPart
from csr_lint.team.coaching import find_agent, plan


def _moment(code, quote, *, kind="violation", turn=1, agent="Ana"):
    return Moment(code=code, name=code, kind=kind, agent=agent, quote=quote, turn=turn, advice="As it was then.")


def test_the_latest_place_is_told_with_the_rules_advice(took, rules):
    rows = [
        took(f"c{n}", "Ana", f"2026-03-0{n + 2}", broken=["HLD001"], moments=[_moment("HLD001", f"please hold on {n}")])
        for n in range(3)
    ]
    (habit,) = plan("ana", rows, rules).to_change
    assert (habit.code, habit.calls, habit.judged) == ("HLD001", 3, 3)
    assert (habit.cited.call, habit.cited.day, habit.cited.moment.quote) == ("c2", "2026-03-04", "please hold on 2")
    assert habit.advice == next(r.advice for r in rules if r.code == "HLD001")


def test_critical_comes_first_and_three_are_enough(took, rules):
    critical = next(r.code for r in rules if r.critical)
    broken = [r.code for r in rules if r.check == "expect"][:6]
    rows = [took(f"c{n}", "Ana", broken=broken) for n in range(8)] + [took("last", "Ana", broken=[critical])]
    told = plan("Ana", rows, rules)
    assert len(told.to_change) == 3
    assert told.to_change[0].code == critical


def test_one_place_is_not_told_twice(took, rules):
    words = "thank you so much you made my day"
    both = [_moment("CUS007", words, kind="signal", turn=9), _moment("CUS008", words, kind="kudos", turn=9)]
    other = [_moment("CUS008", "oh that is such a relief to hear", kind="kudos", turn=5)]
    rows = [took("a", "Ana", "2026-03-05", moments=both), took("b", "Ana", "2026-03-02", moments=other)]
    first, second = plan("Ana", rows, rules).strengths
    assert (first.code, first.cited.call) == ("CUS007", "a")
    assert (second.code, second.cited.call, second.calls) == ("CUS008", "b", 2)


def test_without_praise_duties_done_are_strengths(took, rules):
    rows = [took(f"c{n}", "Ana", met=["HLD001"], broken=["EMP001"]) for n in range(6)]
    (strength,) = plan("Ana", rows, rules).strengths
    assert (strength.code, strength.calls, strength.judged, strength.cited) == ("HLD001", 6, 6, None)


def test_abuse_is_told_and_changes_nothing(took, rules):
    calm, hard = (
        plan("Ana", [took(f"c{n}", "Ana", met=["HLD001"], signals=s) for n in range(5)], rules)
        for s in ([], ["CUS004"])
    )
    assert (calm.abusive, hard.abusive) == (0, 5)
    assert (calm.mean, calm.to_change, calm.strengths) == (hard.mean, hard.to_change, hard.strengths)


def test_another_agents_fault_in_the_same_call_is_not_theirs(took, rules):
    parts = (
        AgentPart(name="Ana", score=90, verdicts=(("HLD001", "met"),)),
        AgentPart(name="Ben", score=40, verdicts=(("HLD001", "violated"),)),
    )
    rows = [took("c", None, agents=parts, moments=[_moment("HLD001", "please hold on now", agent="Ben")])]
    assert plan("Ana", rows, rules).to_change == ()
    assert plan("Ben", rows, rules).to_change[0].cited.moment.quote == "please hold on now"


def test_deeds_of_the_agent_come_before_more_praise(took, rules):
    moments = [
        _moment("CUS007", "you have been a real star today", kind="signal", turn=9),
        _moment("CUS008", "oh that is such a relief to hear", kind="kudos", turn=7),
        _moment("EMP101", "that must have been a dreadful night", kind="kudos", turn=3),
        _moment("OWN101", "I will see to this one myself", kind="kudos", turn=5),
    ]
    rows = [took(f"c{n}", "Ana", "2026-03-02", moments=[moment]) for n, moment in enumerate(moments)]
    assert [habit.code for habit in plan("Ana", rows, rules).strengths] == ["CUS007", "OWN101", "EMP101"]


def test_whole_words_are_quoted_before_a_later_fragment(took, rules):
    rows = [
        took(f"c{n}", "Ana", f"2026-03-0{n + 2}", broken=["HLD001"], moments=[_moment("HLD001", quote)])
        for n, quote in enumerate(("please hold while I look", "I need"))
    ]
    assert plan("Ana", rows, rules).to_change[0].cited.call == "c0"


@pytest.mark.parametrize("kind", ["violation", "kudos"])
def test_where_nobody_could_use_a_quote_the_place_stands_without_one(took, rules, kind):
    code = "HLD001" if kind == "violation" else "RES101"
    moment = _moment(code, "i er would like to", kind=kind, turn=7)
    told = plan("Ana", [took("c", "Ana", broken=["HLD001"], moments=[moment])], rules)
    habit = next(h for h in (*told.to_change, *told.strengths) if h.code == code)
    assert (habit.cited.call, habit.cited.moment.turn, habit.cited.moment.quote) == ("c", 7, "")


def test_the_same_words_are_not_three_things_to_change(took, rules):
    codes = [r.code for r in rules if r.check == "expect" and r.severity != "info"][:4]
    words = [_moment(code, "whatever you say then sir", turn=3) for code in codes[:3]]
    rows = [took("c", "Ana", broken=codes, moments=[*words, _moment(codes[3], "please hold while I look", turn=9)])]
    first, second, third = plan("Ana", rows, rules).to_change
    assert (first.cited.moment.turn, second.cited.moment.turn, third.cited.moment.turn) == (3, 9, 3)


def test_what_does_not_count_is_left_out_of_the_page_and_said(took, rules):
    praise = [_moment("EMP101", "that must have been a dreadful night", kind="kudos")]
    good = [took(f"c{n}", "Ana", met=["HLD001"]) for n in range(6)]
    again = took("c0", "Ana", broken=["HLD001"], signals=["DAT004"], moments=praise)
    unusable = took("c9", "Ana", broken=["HLD001"], moments=praise, fitness=Fitness.UNUSABLE)
    told = plan("Ana", [*good, again, unusable], rules)
    assert (told.side.calls, told.to_change) == (6, ())
    assert "EMP101" not in [habit.code for habit in told.strengths]
    assert told.notes == ("2 calls do not count: not fit to lint, or the same call again",)


def test_the_same_calls_before_are_no_progress(took, rules):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    rows = [took(f"c{n}", "Ana", "2026-03-02", broken=["HLD001"]) for n in range(6)]
    assert plan("Ana", rows, rules, rows).progress is None
    told = plan("Ana", rows, rules, [*rows, *(took(f"a{n}", "Ana", met=["HLD001"]) for n in range(6))])
    assert told.progress is not None
    assert told.progress.before.calls == 6
    assert told.notes == ("6 calls stand in both now and before; there is no progress in the same call",)


def test_a_call_of_a_single_agent_with_nothing_in_it_makes_an_empty_page(took, rules):
    told = plan("Ana", [took("c", "Ana", None, score=None)], rules)
    assert (told.mean, told.few, told.strengths, told.to_change, told.side.calls) == (None, True, (), (), 1)


def test_progress_looks_at_what_was_to_be_changed(took, rules):
    pytest.importorskip("scipy", reason="means are compared with scipy (extra team)")
    before = [took(f"a{n}", "Ana K.", broken=["HLD001"], met=["EMP001"]) for n in range(12)]
    now = [took(f"b{n}", "Ana Kerr", met=["HLD001", "EMP001"]) for n in range(12)]
    told = plan("Ana Kerr", now, rules, before)
    assert told.progress is not None
    assert {c.code: c.verdict for c in told.progress.changes} == {"score": "unclear", "HLD001": "better"}


def test_who_took_no_call_before_has_no_progress(took, rules):
    assert plan("Ana", [took("b", "Ana")], rules, [took("a", "Ben")]).progress is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Anna", 'there is no agent "Anna" in these calls; did you mean "Ana"'),
        ("Ana Ker", 'there is no agent "Ana Ker" in these calls; did you mean "Ana Kerr"'),
        ("Ben Moss", 'there is no agent "Ben Moss"'),
        ("Sam", '"Sam" is more than one agent: Sam Lee, Sam Poe'),
        ("Zoe", r"\(agents: Ana Kerr, Ben, Sam Lee, Sam Poe\)"),
    ],
)
def test_an_agent_who_is_not_there(took, name, message):
    rows = [took(f"c{n}", agent) for n, agent in enumerate(("Ana Kerr", "Ben", "Sam Lee", "Sam Poe"))]
    with pytest.raises(ConfigError, match=message):
        find_agent(rows, name)


def test_many_agents_are_not_all_listed(took):
    with pytest.raises(ConfigError) as told:
        find_agent([took(f"c{n}", f"Agent{n:03} Poe") for n in range(300)], "Zoe")
    assert len(str(told.value)) < 300
    assert "and 288 more" in str(told.value)


@pytest.mark.parametrize("name", ["", "  ", "ana  kerr", "Kerr"], ids="empty blank blanks surname".split())
def test_odd_names(took, name):
    rows = [took("c", "Ana Kerr"), took("d", "Ben")]
    if name == "ana  kerr":
        assert find_agent(rows, name) == "Ana Kerr"
    else:
        with pytest.raises(ConfigError, match="no agent"):
            find_agent(rows, name)


@pytest.mark.parametrize(
    ("name", "agents", "found"),
    [
        ("Tomas", ["Tomás Ó Briain", "Ana"], "Tomás Ó Briain"),
        ("TOMAS O BRIAIN", ["Tomás Ó Briain", "Tomás Keane"], "Tomás Ó Briain"),
        ("Toma\u0301s", ["Tom\xe1s", "Ana"], "Tom\xe1s"),
        ("Tomás", ["Tomas Reyes"], "Tomas Reyes"),
        ("tomás", ["Tomás", "Tomas"], "Tomás"),
        ("grace okafor", ["Grace Okafor", "Grace Obi"], "Grace Okafor"),
    ],
    ids="first-name in-full two-spellings-of-one-letter accent-too-many who-is-meant small-letters".split(),
)
def test_accents_do_not_matter_where_one_agent_fits(took, name, agents, found):
    assert find_agent([took(f"c{n}", agent) for n, agent in enumerate(agents)], name) == found


def test_a_name_without_accents_may_be_two_agents(took):
    with pytest.raises(ConfigError, match='"Tomas" is more than one agent: Tomás Keane, Tomás Ó Briain'):
        find_agent([took("c", "Tomás Ó Briain"), took("d", "Tomás Keane")], "Tomas")


def test_a_first_name_will_do(took):
    assert find_agent([took("c", "Ana Kerr"), took("d", "Ben")], "ana") == "Ana Kerr"
