"""WebVTT and SRT: every spelling of times, every way to name a speaker, and files that are not quite right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

Turn = tuple[str, str, int | None, int | None]


def turns(call: Call) -> list[Turn]:
    return [(s.speaker, s.text, s.start_ms, s.end_ms) for s in call.segments]


def vtt(*cues: str) -> str:
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


@pytest.mark.parametrize(
    ("timing", "start", "end"),
    [
        ("00:00:01.000 --> 00:00:02.500", 1000, 2500),
        ("00:01.000 --> 00:02.500", 1000, 2500),
        ("0.860 --> 7.380", 860, 7380),
        ("59.000 --> 1:04.620", 59_000, 64_620),
        ("9:59.1 --> 10:02", 599_100, 602_000),
        ("0:0:6.90 --> 0:0:7.5", 6090, 7005),
        ("-00:00:01.000 --> 00:00:02.000", -1000, 2000),
        ("00:00:01.000-->00:00:02.000", 1000, 2000),
        ("00:00:01.000 --> 00:00:02.000 align:start position:10%", 1000, 2000),
        ("00:00:01,000 --> 00:00:02:000", 1000, 2000),
        ("00:00:aa --> 00:00:02.000", None, 2000),
        ("0:0:-6.-90 --> 0:0:1.5", -6090, 1005),
        ("00:00:01.000 --> 00:00:02.000 X1:201 X2:516", 1000, 2000),
    ],
)
def test_times(timing: str, start: int | None, end: int | None, one: Callable[..., Call]) -> None:
    assert turns(one(vtt(f"{timing}\n<v Jane>Hello there."))) == [("Jane", "Hello there.", start, end)]


SPOKEN = [("Jane", "Hello there."), ("Bob", "Hi."), ("Jane", "How are you?"), ("Bob", "Fine: thanks.")]


@pytest.mark.parametrize(
    "form",
    [
        pytest.param("<v {}>{}</v>", id="voice"),
        pytest.param("<v {}>{}", id="voice-left-open"),
        pytest.param("<v.loud {}>{}</v>", id="voice-with-class"),
        pytest.param("{}: {}", id="colon"),
        pytest.param("[{}] {}", id="brackets"),
        pytest.param("[{}]: {}", id="brackets-and-colon"),
        pytest.param(">> {}: {}", id="broadcast"),
        pytest.param("<i>{}: {}</i>", id="tags-around"),
    ],
)
def test_speakers(form: str, one: Callable[..., Call]) -> None:
    cues = [f"00:0{i}.000 --> 00:0{i}.900\n{form.format(who, text)}" for i, (who, text) in enumerate(SPOKEN)]
    call = one(vtt(*cues))
    assert [(s.speaker, s.text) for s in call.segments] == SPOKEN
    assert call.notes == ()


def test_a_name_is_carried_on_and_that_is_told(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\nAgent: Hello\nthere.", "1.0 --> 2.0\nHow are you?", "2.0 --> 3.0\nCustomer: Fine."))
    assert [(s.label, s.text) for s in call.segments] == [
        ("Agent", "Hello there."),
        ("Agent", "How are you?"),
        ("Customer", "Fine."),
    ]
    assert [(n.code, n.message.split()[0]) for n in call.notes] == [("speaker-carried", "1")]


def test_a_cue_without_a_voice_among_voices_is_nobodys(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\n<v Jane>Hello.", "1.0 --> 2.0\nWho said this?"))
    assert [s.label for s in call.segments] == ["Jane", ""]


def test_several_voices_in_a_cue_share_its_times(one: Callable[..., Call]) -> None:
    call = one(vtt("1.0 --> 3.0\n<v Jane>Hello.</v> <v Bob>Hi,\nyou.</v>\n<v Jane>Yes."))
    assert turns(call) == [
        ("Jane", "Hello.", 1000, None),
        ("Bob", "Hi, you.", None, None),
        ("Jane", "Yes.", None, 3000),
    ]
    assert "speaker-changed-inside-turn" in {n.code for n in call.notes}


def test_two_dashes_are_two_unknown_speakers_and_one_is_none(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\n- Hello.\n- Hi.", "1.0 --> 2.0\n- Yes.\nIndeed.", "2.0 --> 3.0\n>> Well."))
    assert [s.text for s in call.segments] == ["Hello.", "Hi.", "- Yes. Indeed.", "Well."]
    assert {s.label for s in call.segments} == {""}


def test_sounds_and_colons_are_no_speakers(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\n[music] Hello.", "1.0 --> 2.0\nThe time is: ten.", "2.0 --> 3.0\n[music] Bye."))
    assert [(s.label, s.text) for s in call.segments] == [
        ("", "[music] Hello."),
        ("", "The time is: ten."),
        ("", "[music] Bye."),
    ]


def test_tags_and_entities_are_taken_out(one: Callable[..., Call]) -> None:
    call = one(
        vtt(
            "0.0 --> 1.0\n<c.yellow>Tom &amp; <b>Ann</b></c> &lt;ok&gt;&nbsp;a < b AT&T",
            "1.0 --> 2.0\nWhen <00:17.500>it {\\an8}hits",
        )
    )
    assert [s.text for s in call.segments] == ["Tom & Ann <ok> a < b AT&T", "When it hits"]


def test_notes_styles_regions_and_headers_are_no_speech(one: Callable[..., Call]) -> None:
    text = (
        "\ufeffWEBVTT - a title\nKind: captions\n\nNOTE\nof two\nlines\n\nSTYLE\n::cue { color: red }\n\n"
        "REGION\nid:a\n\nNOTE Confidence: 0.9\n\n00:00.000 --> 00:01.000\nNOTE: this is speech\n"
    )
    assert turns(one(text)) == [("", "NOTE: this is speech", 0, 1000)]


def test_a_blank_line_inside_a_cue_loses_nothing(one: Callable[..., Call]) -> None:
    call = one("1\n00:00:01,000 --> 00:00:02,000\nHello\n\nthere.\n\n2\n00:00:03,000 --> 00:00:04,000\nHi.\n")
    assert turns(call) == [("", "Hello there.", 1000, 2000), ("", "Hi.", 3000, 4000)]


def test_a_cue_whose_timing_is_missing_is_kept_without_times(one: Callable[..., Call]) -> None:
    call = one(
        "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\nTwo.\n\n3\n00:00:05,000 --> 00:00:06,000\nThree.\n4 of them.\n"
    )
    assert turns(call) == [
        ("", "One.", 1000, 2000),
        ("", "Two.", None, None),
        ("", "Three. 4 of them.", 5000, 6000),
    ]
    assert [n.code for n in call.notes] == ["time-missing"]


def test_graph_payloads_name_speaker_and_date(one: Callable[..., Call]) -> None:
    payload = '{"startDateTime":"2025-08-11T06:03:46+00:00","speakerName":"%s","spokenText":"%s","spokenLanguage":"en"}'
    text = (
        f"WEBVTT\n00:00:03.663 --> 00:00:07.903\n{payload % ('Ann Lee', 'Hello.')}\n\n00:00:08.063 --> 00:00:08.103\n"
    )
    call = one(text + payload % ("Bob Roe", "Oh.") + "\n\n00:00:09.000 --> 00:00:10.000\n\n")
    assert turns(call) == [("Ann Lee", "Hello.", 3663, 7903), ("Bob Roe", "Oh.", 8063, 8103)]
    assert call.started == "2025-08-11T06:03:46+00:00"


def test_payloads_that_are_no_spoken_json_are_text(one: Callable[..., Call]) -> None:
    assert one(vtt('0.0 --> 1.0\n{"a": 1}', '1.0 --> 2.0\n{"half')).segments[0].text == '{"a": 1}'


def test_cue_lines_are_known(one: Callable[..., Call]) -> None:
    call = one(vtt("uuid/12-0\n0.0 --> 1.0\n<v Jane>Hello.", "0.5 --> 1.5\n<v Bob>Hi."))
    assert [s.line for s in call.segments] == [5, 8]


def test_times_out_of_order_are_kept(one: Callable[..., Call]) -> None:
    call = one(vtt("5.0 --> 4.0\nOne.", "2.0 --> 3.0\nTwo.", "-1.0 --> 3.0\nThree."))
    assert [(s.start_ms, s.end_ms) for s in call.segments] == [(5000, None), (2000, 3000), (-1000, 3000)]
    assert [n.code for n in call.notes] == ["time-reversed", "time-out-of-order", "time-negative"]


@pytest.mark.parametrize(
    "timing", ["00:00:01.000 --> 00:00:02.000", "0.860 --> 7.380", "00:01.000 --> 00:02.5 align:start"]
)
def test_webvtt_without_its_first_line_is_read_as_srt(timing: str, one: Callable[..., Call]) -> None:
    call = one(f"{timing}\nHello.\n")
    assert (call.format, [s.text for s in call.segments]) == ("srt", ["Hello."])


def test_text_behind_the_times_is_not_lost(one: Callable[..., Call]) -> None:
    assert [s.text for s in one(vtt("0.0 --> 1.0 Hello there,\nyou.")).segments] == ["Hello there, you."]


def test_bare_numbers_are_seconds_unless_told(one: Callable[..., Call]) -> None:
    text = vtt("860 --> 7380\n<v Jane>Hello.")
    assert turns(one(text, time_unit="ms")) == [("Jane", "Hello.", 860, 7380)]


def test_microsofts_notes_tell_confidence_language_and_length(one: Callable[..., Call]) -> None:
    notes = 'NOTE duration:"00:01:30.5000000"\n\nNOTE language:en-us\n\nNOTE Confidence: 0.75\n\n'
    call = one(f"WEBVTT\n\n{notes}uuid\n00:00.000 --> 00:01.000\nHello.\n\n00:01.000 --> 00:02.000\nlanguage: fr\n")
    assert [s.confidence for s in call.segments] == [0.75, None]
    assert (call.language, call.duration_ms) == ("en-us", 90_500)


ROLLING = (
    "00:00:00.500 --> 00:00:02.000 align:start position:0%\n \nthanks<00:00:01.000><c> for</c> calling",
    "00:00:02.000 --> 00:00:02.010\nthanks for calling\n ",
    "00:00:02.010 --> 00:00:04.000\nthanks for calling\nhow<00:00:03.000><c> can I help</c>",
    "00:00:04.000 --> 00:00:04.010\nhow can I help\n ",
    "00:00:04.010 --> 00:00:06.000\nhow can I help\nhi hi",
    "00:00:06.000 --> 00:00:06.010\nhi hi",
    "00:00:06.010 --> 00:00:08.000\nhi hi\nmy bill",
)


def test_rolling_captions_are_not_doubled_and_that_is_told(one: Callable[..., Call]) -> None:
    call = one(vtt(*ROLLING))
    assert turns(call) == [
        ("", "thanks for calling", 500, 2000),
        ("", "how can I help", 2010, 4000),
        ("", "hi hi", 4010, 6000),
        ("", "my bill", 6010, 8000),
    ]
    assert [n.code for n in call.notes] == ["duplicate-cue"]


def test_what_is_said_again_is_kept(one: Callable[..., Call]) -> None:
    cues = [f"{i}.0 --> {i}.9\nthank you" for i in range(3)] + ["6.0 --> 7.0\nthank you\nbye"]
    call = one(vtt(*cues))
    assert [s.text for s in call.segments] == ["thank you"] * 3 + ["thank you bye"]
    assert call.notes == ()


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("3", id="a-number"),
        pytest.param("3\n00:00:0", id="part-of-a-time"),
        pytest.param("3\n00:00:05,000 --", id="part-of-the-arrow"),
        pytest.param("3\n00:00:05,000 --> 00:00:06,0", id="no-text"),
    ],
)
def test_a_cut_file_is_told(end: str, one: Callable[..., Call]) -> None:
    text = f"1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:04,000\nAt\n10:30\n\n{end}"
    call = one(text)
    assert [s.text for s in call.segments] == ["One.", "At 10:30"]
    assert [(n.code, "line 10" in n.message) for n in call.notes] == [("truncated", True)]


def test_a_name_in_round_brackets(one: Callable[..., Call]) -> None:
    lines = ["(Jane Roe)\nHello there.", "(Bob)\nHi.", "(laughter)", "(Jane Roe)\nHow are you?", "(Bob)\nFine."]
    call = one(vtt(*(f"{i}.0 --> {i}.9\n{text}" for i, text in enumerate(lines))))
    assert [s.label for s in call.segments] == ["Jane Roe", "Bob", "Bob", "Jane Roe", "Bob"]
    assert call.segments[2].text == "(laughter)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("WEBVTT\n", "no cues", id="no-cues"),
        pytest.param("WEBVTT\n\n00:00.000 --> 00:01.000\n\n", "none of its 1 cues", id="no-text"),
        pytest.param("some text\n00:00:00,500 --> 00:00:07,000", "none of its 1 cues", id="srt-no-text"),
    ],
)
def test_captions_without_speech_are_an_error(text: str, message: str, fault: Callable[..., TranscriptError]) -> None:
    error = fault(text)
    assert (message in error.message, error.code) == (True, "no-turns")


def test_srt_by_order_without_cues(fault: Callable[..., TranscriptError]) -> None:
    assert "it has no cues" in fault("nothing here", input_format="srt").message


def test_empty_cues_are_left_out_and_told(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\nOne.", "1.0 --> 2.0", "2.0 --> 3.0\nThree."))
    assert [s.text for s in call.segments] == ["One.", "Three."]
    assert [n.code for n in call.notes] == ["empty-turn"]


def test_loops_and_sounds_of_a_recogniser_are_no_speech(one: Callable[..., Call]) -> None:
    said = ["Thank you."] * 4 + ["[Music]", "Hello, how can I help?"]
    cues = [f"00:00:0{k}.000 --> 00:00:0{k}.900\n{text}" for k, text in enumerate(said)]
    call = one(vtt(*cues))
    assert [s.left_out for s in call.segments] == [*["hallucination-suspect"] * 4, "not-speech", None]


def test_who_is_named_may_repeat_it(one: Callable[..., Call]) -> None:
    cues = [f"00:00:0{k}.000 --> 00:00:0{k}.900\n<v Jane>Thank you." for k in range(5)]
    assert {s.left_out for s in one(vtt(*cues)).segments} == {None}


def test_a_display_name_with_a_comma_stays_whole(one: Callable[..., Call]) -> None:
    call = one(vtt("0.0 --> 1.0\n<v Smith, John (Contractor)>Hello.</v>", "1.0 --> 2.0\n<v Ann (Agent)>Hi.</v>"))
    assert [(s.label, s.name) for s in call.segments] == [("Smith, John (Contractor)", None), ("Agent", "Ann")]
