"""CTM, STM and RTTM: recordings, channels, marks; and RTTM as the word on who speaks when."""

from __future__ import annotations

from pathlib import Path

import pytest

CTM = """;; two legs of a call, a word a line
c1 A 0.10 0.30 hello 0.90
c1 A 0.50 0.40 there -1.00
c1 B 1.20 0.20 hi 0.80
c1 B * * <ALT_BEGIN>
c1 B 1.50 0.20 its
c1 B * * <ALT>
c1 B 1.50 0.20 it
c1 B * * <ALT_END>
c1 B 1.80 0.30 (%HESITATION)
c1 B 2.20 0.30 laughter 0.5 non-lex
"""
STM = """;; a segment a line
c1 1 inter_segment_gap 0.0 0.5 <o,f0,unknown>
c1 1 ann 0.5 2.0 <o,f0,female> thank you for { calling / call } (%HESITATION)
c1 1 bob 2.1 4.0 <o,f0,male> i'd -li like @ a refund
c1 1 bob 4.0 5.0 ignore_time_segment_in_scoring
"""
RTTM = """SPKR-INFO c1 1 <NA> <NA> <NA> adult_male ann <NA>
SPEAKER c1 1 0.000 2.000 <NA> <NA> ann <NA> <NA>
SPEAKER c1 1 2.000 2.000 <NA> <NA> bob <NA> <NA>
"""
LEXEMES = """LEXEME c1 1 0.1 0.4 good lex ann <NA>
NON-LEX c1 1 0.5 0.1 <NA> laugh ann <NA>
LEXEME c1 1 0.6 0.4 {_morning_/_mourning_dear_} lex ann <NA>
LEXEME c1 1 2.1 0.4 hi lex bob <NA>
"""


def told(call):
    return [(s.label, s.text, s.start_ms, s.end_ms) for s in call.segments]


def codes(call):
    return [note.code for note in call.notes]


def test_channels_of_ctm_are_speakers_and_the_first_wording_is_taken(one):
    call = one(CTM)
    assert (call.format, call.id) == ("ctm", "c1")
    assert told(call) == [("A", "hello there", 100, 900), ("B", "hi its uh", 1200, 2100)]
    assert [(s.channel, s.confidence, s.line) for s in call.segments] == [("A", 0.9, 2), ("B", 0.8, 4)]
    assert codes(call) == ["alternatives", "not-speech", "hesitation-marked"]


def test_each_recording_is_a_call(read):
    found = read("".join(f"{name} 1 {k}.0 0.5 word{k}\n" for name in ("c1", "c2") for k in range(3)))
    assert [(call.id, len(call.segments)) for call in found] == [("c1", 1), ("c2", 1)]


def test_utterances_with_the_speaker_in_their_names_are_one_call(one):
    rows = [("ann_00000_audio", 0.0), ("bob_00002_audio", 6.0), ("ann_00001_audio", 3.0)]
    call = one("".join(f"{name} 1 {start} 0.5 yes -1.00\n" for name, start in rows))
    assert [s.label for s in call.segments] == ["ann", "ann", "bob"]
    assert codes(call) == ["utterance-ids"]


def test_ctm_with_a_speaker_column(one):
    call = one("c1 1 0.0 0.5 hello 0.9 lex ann\nc1 1 0.6 0.5 hi;tag1 0.9 lex bob\n")
    assert [(s.label, s.text, s.channel) for s in call.segments] == [("ann", "hello", None), ("bob", "hi", None)]


def test_stm(one):
    call = one(STM)
    assert call.format == "stm"
    assert told(call) == [
        ("ann", "thank you for calling uh", 500, 2000),
        ("bob", "i'd -li like a refund", 2100, 4000),
    ]
    assert call.segments[0].line == 3
    assert codes(call) == ["not-speech", "alternatives", "hesitation-marked"]


def test_words_in_rttm_are_put_together_by_its_turns(one):
    call = one(RTTM + LEXEMES)
    assert call.format == "rttm"
    assert told(call) == [("ann", "good morning", 100, 1000), ("bob", "hi", 2100, 2500)]
    assert [s.line for s in call.segments] == [4, 7]
    assert codes(call) == ["not-speech", "alternatives"]


def test_rttm_without_words_is_refused_with_advice(fault):
    error = fault(RTTM)
    assert error.code == "no-words"
    assert "--rttm FILE" in error.message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param(CTM + "c1 B 2.5", ":12", id="cut ctm"),
        pytest.param(STM + "c1 1 bob 5.0", ":6", id="cut stm"),
        pytest.param(RTTM + LEXEMES + "LEXEME c1 1", ":8", id="cut rttm"),
        pytest.param(STM.replace("2.1 4.0", "2.1 soon"), ":4", id="no time"),
    ],
)
def test_a_row_that_is_none_is_told_with_its_line(fault, text, place):
    error = fault(text)
    assert (error.place.endswith(place), error.code) == (True, "bad-row")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1 2 3 4.0 5.0 6.5\n" * 9, id="a matrix"),
        pytest.param("root 1 0.0 0.1 169 120 ? Ss 10:00 0:07 /sbin/init\n" * 9, id="a list of processes"),
        pytest.param("a 1 0.5 0.5 17\n" * 9, id="measurements"),
    ],
)
def test_columns_of_figures_are_none(read, text):
    assert [getattr(found, "format", None) for found in read(text)] == [None]


@pytest.fixture
def rttm(tmp_path: Path) -> str:
    path = tmp_path / "who.rttm"
    path.write_text(RTTM)
    return str(path)


CUES = "1\n00:00:00,100 --> 00:00:01,500\nGood morning\n\n2\n00:00:02,100 --> 00:00:03,000\nHi\n\n"
LATE = "3\n00:00:09,000 --> 00:00:09,500\nAnybody?\n"
BOTH = "3\n00:00:01,400 --> 00:00:02,500\nYes no\n"


@pytest.mark.parametrize(
    ("text", "labels", "odd"),
    [
        pytest.param(CUES, ["ann", "bob"], ["speaker-by-time"], id="by time"),
        pytest.param(CUES + LATE, ["ann", "bob", ""], ["speaker-by-time"], id="nobody is heard"),
        pytest.param(
            CUES + BOTH,
            ["ann", "bob", "ann"],
            ["speaker-by-time", "speaker-changed-inside-turn", "time-out-of-order"],
            id="two are heard",
        ),
        pytest.param("Agent: hello there\nCustomer: hi\n", ["Agent", "Customer"], [], id="labels of the file stay"),
    ],
)
def test_an_rttm_file_names_the_speakers_of_any_other(one, rttm, text, labels, odd):
    call = one(text, rttm=rttm)
    assert [s.label for s in call.segments] == labels
    assert codes(call) == odd


def test_words_of_ctm_get_their_own_speaker(one, rttm):
    call = one("c1 1 1.5 0.4 bye\nc1 1 2.1 0.4 thanks\n", rttm=rttm)
    assert told(call) == [("ann", "bye", 1500, 1900), ("bob", "thanks", 2100, 2500)]


def test_several_recordings_in_an_rttm_file_are_told_by_name(one, rttm):
    Path(rttm).write_text(RTTM + "SPEAKER call 1 0.0 9.0 <NA> <NA> eve <NA> <NA>\n")
    assert [s.label for s in one(CUES, rttm=rttm).segments] == ["eve", "eve"]
    other = one(CUES, path="other.srt", rttm=rttm)
    assert ([s.label for s in other.segments], codes(other)) == (["", ""], ["speaker-unknown"])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "cannot be read", id="missing"),
        pytest.param("Agent: hello\n", "no row of RTTM", id="no RTTM"),
        pytest.param(LEXEMES, "no SPEAKER rows", id="no speakers"),
    ],
)
def test_an_rttm_file_that_is_none_is_told(fault, tmp_path, content, words):
    path = tmp_path / "who.rttm"
    if content is not None:
        path.write_text(content)
    error = fault(CUES, rttm=str(path))
    assert words in error.message
    assert error.place.startswith(str(path))
