"""What nobody said: sounds in brackets, loops, speech over silence; and what is said all the same."""

from __future__ import annotations

import pytest

from csr_lint.readers.assemble import Piece
from csr_lint.readers.hallucination import Signs, is_sound, marked


def reasons(*texts: str, labels: str = "", signs: tuple[Signs, ...] = ()) -> list[str | None]:
    pieces = [Piece(text=text, label=labels[k : k + 1]) for k, text in enumerate(texts)]
    return [piece.left_out for piece in marked(pieces, signs)[0]]


@pytest.mark.parametrize(
    "text",
    ["[BLANK_AUDIO]", "(upbeat music)", "[Música]", "*sighs*", "♪", "♪ on hold again ♪", " [ Silence ] "],
)
def test_sounds(text):
    assert is_sound(text)


@pytest.mark.parametrize(
    "text", ["[inaudible]", "[NAME]", "[PHONE_NUMBER]", "(Me?)", "[sighs] no, thanks", "***", "[a] and [b]", "music"]
)
def test_no_sounds(text):
    assert not is_sound(text)


def test_all_of_a_loop_is_left_out_from_the_first_on():
    told, notes = marked([Piece(text=" I'm sorry.") for _ in range(29)])
    assert {piece.left_out for piece in told} == {"hallucination-suspect"}
    assert [(note.code, note.message.split()[0]) for note in notes] == [("hallucination-suspect", "29")]


@pytest.mark.parametrize(
    ("texts", "labels"),
    [
        (("Yes.",) * 3, ""),
        (("Yes.",) * 4, "ABAB"),
        (("No. No. No. No. No.",), ""),
        (("one two three four five six seven eight nine",) * 4, ""),
        (("Sorry.", "Sorry.", "Right.", "Sorry.", "Sorry."), ""),
        (("...",) * 5, ""),
    ],
    ids=["three", "two-who-take-turns", "within-a-turn", "long", "torn-apart", "no-words"],
)
def test_what_is_no_loop(texts, labels):
    assert set(reasons(*texts, labels=labels)) == {None}


def test_a_sound_does_not_end_a_loop():
    assert reasons("Okay.", "okay", "(silence)", "Okay!", "Okay.") == [
        "hallucination-suspect",
        "hallucination-suspect",
        "not-speech",
        "hallucination-suspect",
        "hallucination-suspect",
    ]


@pytest.mark.parametrize(
    ("text", "signs", "suspect"),
    [
        ("3212122222", Signs(compression_ratio=13.25), True),
        ("Hello there.", Signs(compression_ratio=2.4), False),
        ("Hello there.", Signs(avg_logprob=-1.2, no_speech_prob=0.7), True),
        ("Hello there.", Signs(avg_logprob=-1.2, no_speech_prob=0.1), False),
        ("Hello there.", Signs(avg_logprob=-0.2, no_speech_prob=0.9), False),
        ("Thanks for watching!", Signs(no_speech_prob=0.44), True),
        ("Thanks for watching!", Signs(no_speech_prob=0.05), False),
        ("Thank you.", Signs(no_speech_prob=0.5), False),
    ],
    ids=["compressed", "at-the-limit", "unsure-and-silent", "unsure", "silent", "video", "video-said", "thanks"],
)
def test_signs_of_whisper(text, signs, suspect):
    assert reasons(text, signs=(signs,)) == ["hallucination-suspect" if suspect else None]
