"""What is kept of a call for the team: what the customer came with, and who said a moment's words."""

from __future__ import annotations

import pytest

from csr_lint.lint import Linter
from csr_lint.model import Call, Role, Segment
from csr_lint.outcome import row_of
from csr_lint.rulebook import load_rulebook

TALK = (
    ("agent", "Good morning, Harbour Gas, this is Ana, how can I help you today?"),
    ("customer", "The boiler is broken again and I am freezing, I am at my wits' end with it."),
    ("agent", "May I put you on hold for a minute while I look that up?"),
    ("customer", "No that's completely wonderful thank you."),
    ("agent", "Thank you for holding. The engineer comes tomorrow at nine."),
    ("customer", "Lovely, goodbye."),
)


def _call(talk, agent=None):
    sides = {"agent": Role.AGENT, "Ana": Role.AGENT, "Ben": Role.AGENT}
    segments = tuple(
        Segment(index=k, label=who, text=text, role=sides.get(who, Role.CUSTOMER), line=k + 1)
        for k, (who, text) in enumerate(talk)
    )
    return Call(id="c", source="c.txt", format="text", agent=agent, segments=segments)


@pytest.fixture(scope="module")
def linter():
    return Linter(load_rulebook())


@pytest.fixture(scope="module")
def row(linter):
    return row_of(linter.lint(_call(TALK, "Ana Kerr")), violations=True)


def test_what_answers_a_hold_is_no_matter(row):
    assert {"boiler", "broken", "freezing"} <= set(row.words)
    assert not {"completely", "wonderful", "lovely"} & set(row.words)


def test_a_moment_says_who_spoke(row):
    (missed,) = [moment for moment in row.moments if moment.code == "EMP001"]
    assert (missed.by, missed.agent, missed.turn) == ("customer", "Ana Kerr", 2)


def test_what_is_settled_with_the_second_agent_is_the_seconds(linter):
    talk = (
        ("Ana", "Harbour Gas, this is Ana, how can I help?"),
        ("Bo", "I can't log in to my account."),
        ("Ana", "I'll put you through to Ben."),
        ("Ben", "Hello, this is Ben, I have reset it. Could you try again?"),
        ("Bo", "Oh, it works now! Thanks."),
        ("Ben", "Great, bye."),
    )
    row = row_of(linter.lint(_call(talk)))
    assert {moment.agent for moment in row.moments if moment.code == "RES101"} == {"Ben"}
    assert [part.name for part in row.agents if ("RES101", "present") in part.verdicts] == ["Ben"]


def test_praise_is_of_the_agent_whom_it_names(linter):
    talk = (
        ("Ben", "Harbour Gas, this is Ben, how can I help?"),
        ("Bo", "There are ninety pounds too much on my bill."),
        ("Ben", "I have found the mistake and taken it off. Ana from accounts sends you the paper now."),
        ("Ana", "Hello, this is Ana, it is on its way."),
        ("Bo", "And thank you Ben, you have been the most helpful person today."),
        ("Ana", "Goodbye."),
    )
    row = row_of(linter.lint(_call(talk)))
    assert {moment.agent for moment in row.moments if moment.code == "CUS007"} == {"Ben"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Thank you, you have been the most helpful person today.", "CUS007"),
        ("Are you deaf or just stupid? You useless idiot.", "CUS004"),
    ],
    ids="praise abuse".split(),
)
def test_what_is_said_to_the_first_agent_is_not_the_seconds(linter, words, code):
    talk = (
        ("Ana", "Harbour Gas, this is Ana, how can I help?"),
        ("Bo", "There are ninety pounds too much on my bill."),
        ("Ana", "I have found the mistake, and put you through to Ben from accounts now."),
        ("Bo", words),
        ("Ben", "Hello, this is Ben, I have taken it off."),
        ("Bo", "Good, bye."),
    )
    row = row_of(linter.lint(_call(talk)))
    assert {moment.agent for moment in row.moments if moment.code == code} == {"Ana"}
    assert [part.name for part in row.agents if code in part.signals] == ["Ana"]


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("The bill is wrong again. I'm worried. My rent is due on Friday.", "I'm worried. My rent is due on Friday."),
        ("My rent is due on Friday. I'm worried.", "My rent is due on Friday. I'm worried."),
        ("I'm worried.", "I'm worried."),
    ],
    ids="the-sentence-after the-one-before no-other".split(),
)
def test_what_was_wrong_is_told_in_a_sentence_that_says_something(linter, said, quote):
    talk = (
        ("agent", "Harbour Gas, this is Ana, how can I help you today?"),
        ("customer", said),
        ("agent", "What is your account number?"),
        ("customer", "It is four four one."),
        ("agent", "Thank you, goodbye."),
    )
    row = row_of(linter.lint(_call(talk)), violations=True)
    assert [moment.quote for moment in row.moments if moment.code == "EMP004"] == [quote]
