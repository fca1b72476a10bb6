"""CHAT transcripts: main tiers, bullets, codes, participants."""

from __future__ import annotations

import pytest

from csr_lint.readers.chatcodes import read_utterance

HEADER = (
    "@UTF8\n@Begin\n@Languages:\teng, spa\n@Participants:\tAGT Anna_Lee Agent, CUS Customer , XYZ Joe Investigator\n"
    "@ID:\teng|calls|AGT||female|||Agent|||\n@Date:\t15-OCT-2021\n"
)
TALK = (
    "*AGT:\tgood morning (.) how may I help you ? \x15100_2500\x15\n"
    "%mor:\tadj|good n|morning mod|may ?\n"
    "*CUS:\tI want [//] I need to (.) talk\n\tabout my bill +/. \x152600_5000\x15\n"
    "%com:\tline noise\n"
    "*CUS:\t&=coughs . \x155000_5600\x15\n"
    "*XYZ:\tokay .\n"
)
END = "@End\n"


def test_main_tiers_are_the_segments(one):
    call = one(HEADER + TALK + END)
    assert (call.format, call.language, call.started) == ("chat-transcript", "eng", "15-OCT-2021")
    assert [(s.label, s.name, s.role, s.text, s.start_ms, s.end_ms, s.line) for s in call.segments] == [
        ("AGT", "Anna Lee", "agent", "good morning how may I help you?", 100, 2500, 7),
        ("CUS", None, "customer", "I want I need to talk about my bill—", 2600, 5000, 9),
        ("XYZ", "Joe", "unknown", "okay.", None, None, 13),
    ]
    assert [note.code for note in call.notes] == ["not-speech", "time-missing"]


@pytest.mark.parametrize(
    ("tier", "text"),
    [
        pytest.param("more cookie . [+ IMP]", "more cookie.", id="postcode"),
        pytest.param("you 0v more cookies ?", "you more cookies?", id="omitted word"),
        pytest.param("how_about (th)at graham_cracker ?", "how about that graham cracker?", id="joined, shortened"),
        pytest.param("oh (.) ‡ I took it .", "oh, I took it.", id="satellite"),
        pytest.param("calling (.) „ Eve ?", "calling, Eve?", id="tag"),
        pytest.param("<on the table> [//] (1.5) in it .", "on the table in it.", id="retraced words stay"),
        pytest.param("<I see> [>] yes .", "I see yes.", id="overlap"),
        pytest.param("&-uh I &+wa gonna [: going to] go", "uh I wa gonna go", id="filler, fragment, replacement"),
        pytest.param("and talk +...", "and talk…", id="trailing off"),
        pytest.param('+" no:: way +"/.', "no way.", id="quotation"),
        pytest.param("+, as I said +//.", "as I said—", id="taken up again"),
        pytest.param("hao3@s:zho woof@o xxx .", "hao3 woof xxx.", id="special forms"),
        pytest.param("call 0800 or 555 at 10 .", "call 0800 or 555 at 10.", id="numbers stay"),
        pytest.param("0 .", "", id="an action only"),
        pytest.param("&=laughs !", "", id="an event only"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_codes(tier, text):
    assert read_utterance(tier).text == text


def test_several_bullets_are_one_span():
    said = read_utterance('good \x15100_300\x15 day . \x15%snd:"a"_400_900\x15')
    assert (said.text, said.start_ms, said.end_ms) == ("good day.", 100, 900)


def test_a_file_without_its_end_is_noted(one):
    call = one(HEADER + TALK + "nonsense\n")
    assert [note.code for note in call.notes] == ["not-speech", "truncated", "lines-skipped", "time-missing"]


def test_no_words_at_all(fault):
    assert fault(HEADER + "*CUS:\t&=coughs .\n" + END).code == "no-turns"


def test_markdown_with_stars_is_none(read):
    assert read("*Agent:* hello there\n*Customer:* hi\n")[0].format == "text"
