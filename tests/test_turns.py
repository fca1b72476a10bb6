"""Turns: runs of one speaker, which a mere backchannel does not end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from csr_lint.model import Call, Role, Segment, Turn
from csr_lint.turns import with_turns

ROLES = {"A": Role.AGENT, "C": Role.CUSTOMER}


def turns(*lines: str) -> tuple[Turn, ...]:
    segments = tuple(
        Segment(index=k, label=line[0], text=line[3:], role=ROLES[line[0]]) for k, line in enumerate(lines)
    )
    return with_turns(Call(id="c", source="c", format="t", segments=segments)).turns


def test_pieces_of_one_speaker_are_one_turn() -> None:
    first, second = turns("A: I'll put", "A: you through", "C: thanks")
    assert (first.text, first.segments, first.starts) == ("I'll put you through", (0, 1), (0, 9))
    assert (second.index, second.role) == (1, Role.CUSTOMER)


def test_a_backchannel_does_not_end_a_turn() -> None:
    first, second = turns("A: so what I will do", "C: mm-hm", "A: is send it today")
    assert first.segments == (0, 2)
    assert second.backchannel


def test_an_answer_is_no_backchannel() -> None:
    asked, answer, later = turns("A: Can I put you on hold?", "C: okay", "A: Thank you.")
    assert [asked.segments, answer.segments, later.segments] == [(0,), (1,), (2,)]
    assert not answer.backchannel


def test_an_empty_segment_answers_nothing() -> None:
    asked, silent, later = turns("A: Can I put you on hold?", "C: ", "A: Thank you.")
    assert [asked.segments, silent.segments, later.segments] == [(0,), (1,), (2,)]
    assert silent.backchannel


def test_spans_reach_over_segments() -> None:
    (turn,) = turns("A: I'll put", "A: you through")
    spans = turn.spans(5, 12)
    assert [(s.segment, s.start_char, s.end_char) for s in spans] == [(0, 5, 8), (1, 0, 3)]


@given(
    st.lists(
        st.tuples(st.sampled_from("AC"), st.sampled_from(["okay", "I need help", "Why?", "", "done"])), max_size=12
    )
)
def test_every_segment_stands_in_one_turn_and_spans_give_back_its_words(lines: list[tuple[str, str]]) -> None:
    made = turns(*(f"{who}: {text}" for who, text in lines))
    assert sorted(s for t in made for s in t.segments) == list(range(len(lines)))
    assert [t.index for t in made] == list(range(len(made)))
    for turn in made:
        for span in turn.whole:
            at = turn.starts[turn.segments.index(span.segment)]
            assert turn.text[at : at + span.end_char] == lines[span.segment][1]
