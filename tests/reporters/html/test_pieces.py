"""Words cut into pieces, the clock of a call, handles and days."""

from __future__ import annotations

import re

import msgspec
import pytest

from csr_lint.model import Score, Segment, Span
from csr_lint.reporters.html.callpage import call_page
from csr_lint.reporters.html.charts import bars_of_scores, course
from csr_lint.reporters.html.clockwork import overlaps
from csr_lint.reporters.html.lines import Handles, call_line, day, renamed
from csr_lint.reporters.html.record import Gap
from csr_lint.reporters.html.spoken import marks_in, pieces
from csr_lint.turns import with_turns

CARD = "pay with 4111 1111 1111 1111 now"


@pytest.mark.parametrize(
    ("text", "marks", "told"),
    [
        pytest.param("all of it", [], ("all of it",), id="nothing marked"),
        pytest.param("a b c", [(2, 3, 0)], ("a ", ("b", (0,)), " c"), id="a word"),
        pytest.param(
            "a b c", [(0, 3, 0), (2, 5, 1)], (("a ", (0,)), ("b", (0, 1)), (" c", (1,))), id="over each other"
        ),
        pytest.param("a b", [(0, 3, 0), (0, 3, 1)], (("a b", (0, 1)),), id="the same words"),
        pytest.param(CARD, [(0, 3, 0)], (("pay", (0,)), " with •••• 1111 now"), id="a card is masked"),
        pytest.param(CARD, [(0, 14, 0)], ("pay with •••• 1111 now",), id="a border within a card marks nothing"),
        pytest.param("a\u202eb\x00", [(0, 1, 0)], (("a", (0,)), " b "), id="no control signs"),
        pytest.param("", [], (), id="nothing said"),
    ],
)
def test_words_are_cut_at_the_marks(text, marks, told):
    assert pieces(text, marks) == told


def test_marks_are_whole_words(mixed):
    turn = mixed.call.turns[1]
    assert marks_in(turn, [Span(1, 9, 14), Span(4, 0, 2)], 7) == [(8, 17, 7)]
    assert turn.text[8:17] == "i've been"


def _said(who: str, start: int, end: int) -> Segment:
    return Segment(index=0, label=who, text="x", start_ms=start, end_ms=end)


@pytest.mark.parametrize(
    ("said", "gaps"),
    [
        pytest.param([_said("a", 0, 1000), _said("b", 900, 2000)], [], id="a change of speakers"),
        pytest.param([_said("a", 0, 3000), _said("b", 1000, 2000)], [Gap(at=1000, until=2000)], id="within"),
        pytest.param([_said("a", 0, 3000), _said("b", 2000, 5000)], [Gap(at=2000, until=3000)], id="at the end"),
        pytest.param([_said("a", 0, 3000), _said("a", 1000, 2000)], [], id="the same speaker"),
    ],
)
def test_overlaps(said, gaps):
    assert list(overlaps(said)) == gaps


def test_handles_are_safe_and_told_apart():
    handles = Handles()
    given = [handles.handle(name) for name in ("a/b c", "A/B C", "a-b-c", "../..", "ü", "x" * 300)]
    assert given[:5] == ["a-b-c", "A-B-C-2", "a-b-c-3", "call", "call-2"]
    assert len(given[5]) == 80


@pytest.mark.parametrize(
    ("started", "told"),
    [
        ("2026-03-02 09:12", "2026-03-02"),
        ("2026-03-05T09:10:12+00:00", "2026-03-05"),
        ("2026-03-02, in the morning", "2026-03-02"),
        ("2 March 2026, 09:12", "2026-03-02"),
        ("02/03/2026", ""),
        ("Monday", ""),
        (None, ""),
    ],
)
def test_days(started, told):
    assert day(started) == told


@pytest.mark.parametrize(
    ("started", "told"),
    [
        ("2026-03-02T09:12:33", "2026-03-02 09:12"),
        ("2026-03-02T09:12:33Z", "2026-03-02 09:12+00:00"),
        ("20260302", "2026-03-02"),
        ("02/03/2026", "02/03/2026"),
        ("in \u202ethe\nmorning", "in the morning"),
    ],
)
def test_the_start_is_told_plainly_where_it_leaves_no_doubt(mixed, about, started, told):
    begun = msgspec.structs.replace(mixed, call=msgspec.structs.replace(mixed.call, started=started))
    assert call_page(begun, about).facts[1] == told


def test_a_name_that_stands_for_a_fuller_one_is_counted_as_it(mixed, about):
    line = renamed(call_line(mixed, about, "x"), {"Maria": "Maria Cruz"})
    assert [name for name, _ in line.agents] == ["Maria Cruz"]
    assert {name for _, name in line.found} == {"Maria Cruz"}
    assert [praise.agent for praise in line.praise] == ["Maria Cruz"]
    assert line.score == mixed.score.value
    assert renamed(line, {"Tom": "Tom Reed"}) is line


@pytest.mark.parametrize(
    ("calls", "marks"),
    [(1, {"0", "1"}), (4, {"0", "1", "2", "3", "4"}), (40, {"0", "10", "20", "30", "40"})],
)
def test_an_axis_counts_whole_calls(calls, marks):
    drawn = bars_of_scores([{"start": 90, "end": 100, "calls": calls}])
    written = re.findall(r">([\d.]+)</text>", drawn)
    assert set(written) - {"0", "20", "40", "60", "80", "100"} == marks - {"0", "20", "40"}


@pytest.mark.parametrize(("last", "told"), [("2026-03-20", "Mar"), ("2027-06-01", "2027")])
def test_a_course_over_years_names_them(last, told):
    days = [{"date": day, "score": 50.0} for day in ("2026-03-02", last)]
    written = re.findall(r">([^<>]+)</text>", course(days, days))
    assert any(told in words for words in written)
    assert any(re.search(r"20\d\d", words) for words in written) == (told == "2027")


def test_of_two_agents_each_has_the_score_of_their_own_part(mixed, about):
    segments = tuple(msgspec.structs.replace(s, name="Ravi") if s.index == 5 else s for s in mixed.call.segments)
    two = msgspec.structs.replace(
        mixed,
        call=with_turns(msgspec.structs.replace(mixed.call, segments=segments, turns=())),
        agents=(("Maria", Score(value=20.4)), ("Ravi", Score(value=100))),
    )
    assert call_page(two, about).facts[0] == "Agents: Maria (20) and Ravi (100)"
