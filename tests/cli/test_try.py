"""`csr-lint try`: how a cue reads a sentence."""

from __future__ import annotations


def test_each_sentence_is_read(csr):
    ran = csr("try", "ZZZ001.order", "Just calm down now.", "i will not calm down now", "good morning")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "ZZZ001.order reads: just calm down now .",
        "  counts: calm down now",
        "    sense: calm down now",
        "ZZZ001.order reads: i will not calm down now",
        "  stopped by negated: calm down now",
        "    sense: calm down now",
        "    modifiers: negated",
        "ZZZ001.order reads: good morning",
        "  no sense takes these words",
    ]


def test_slots_and_modifiers_are_shown(csr):
    ran = csr("try", "transfer_announced", "shall i transfer you to billing?", own=False)
    assert ran.code == 0
    assert "  counts: transfer you" in ran.out
    assert "    modifiers: asked" in ran.out
    assert "    <" in ran.out


def test_a_wrong_cue_is_one_line(csr):
    ran = csr("try", "ordr", "calm down now")
    assert (ran.code, ran.out) == (2, "")
    assert 'there is no cue "ordr"' in ran.err
    assert len(ran.err.splitlines()) == 1


def test_words_must_be_given(csr):
    assert csr("try", "ZZZ001.order").code == 2
