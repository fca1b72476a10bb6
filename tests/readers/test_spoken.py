"""Recognised words made pieces of talk, and the labels of their speakers."""

from __future__ import annotations

import pytest

from csr_lint.readers.spoken import Word, label_of, pieces_of


@pytest.mark.parametrize(
    ("speaker", "channel", "label"),
    [
        pytest.param(0, None, "speaker 0", id="a number"),
        pytest.param("2", None, "speaker 2", id="a number as a string"),
        pytest.param("S1", None, "S1", id="a name of its own"),
        pytest.param(None, 0, "channel 0", id="only the channel"),
        pytest.param(1, "0", "channel 0 speaker 1", id="both"),
        pytest.param("S1", "Agent", "Agent S1", id="both with names"),
        pytest.param(None, None, "", id="neither"),
        pytest.param("", "", "", id="empty"),
    ],
)
def test_labels(speaker, channel, label):
    assert label_of(speaker, channel) == label


def test_a_sign_goes_with_the_word_before_it_whoever_it_is_ascribed_to():
    words = [Word(text="hi", label="A"), Word(text=".", label="B", glued=True), Word(text="yes", label="B")]
    assert [(p.label, p.text) for p in pieces_of(words)] == [("A", "hi."), ("B", "yes")]
