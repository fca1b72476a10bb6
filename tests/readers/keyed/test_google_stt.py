"""Google Speech-to-Text: results, speakers by word, the result that repeats, the spellings of times."""

from __future__ import annotations

import json

import pytest


def word(text: str, start: object, end: object, **more: object) -> dict[str, object]:
    return {"word": text, "startTime": start, "endTime": end, **more}


def result(*words: dict[str, object], text: str | None = None, **more: object) -> dict[str, object]:
    said = " ".join(str(w["word"]) for w in words) if text is None else text
    return {"alternatives": [{"transcript": said, "confidence": 0.9, "words": list(words)}], **more}


HELLO = (word("hello", "0.500s", "0.900s"), word("there", "0.900s", "1.300s"))
YES = (word("yes", "2s", "2.400s"),)
TAGGED = [{**w, "speakerTag": 1} for w in HELLO] + [{**w, "speakerTag": 2} for w in YES]


def told(*results: dict[str, object], **more: object) -> str:
    return json.dumps({"results": list(results), **more})


def test_a_result_is_a_segment(one):
    call = one(told(result(*HELLO, languageCode="en-us"), result(*YES)))
    assert (call.format, call.language) == ("google-stt", "en-us")
    assert [(s.text, s.start_ms, s.end_ms) for s in call.segments] == [("hello there", 500, 1300), ("yes", 2000, 2400)]
    assert call.segments[0].confidence == pytest.approx(0.9)


@pytest.mark.parametrize(
    "before",
    [
        pytest.param((result(*HELLO), result(*YES)), id="words with times"),
        pytest.param((result(text="hello there"), result(text="yes")), id="only texts"),
    ],
)
def test_the_last_result_that_says_all_again_is_used_alone(one, before):
    call = one(told(*before, result(*TAGGED, text="yes")))
    assert [(s.label, s.text) for s in call.segments] == [("speaker 1", "hello there"), ("speaker 2", "yes")]
    assert [note.code for note in call.notes] == ["repeated-result"]


def test_a_long_call_is_not_doubled_though_the_last_result_differs_a_little(one):
    words = [word(f"w{n}", {"seconds": str(n)}, {"seconds": str(n), "nanos": 500_000_000}) for n in range(1764)]
    extra = [
        word("mhm", {"seconds": "9000"}, {"seconds": "9001"}),
        word("bye", {"seconds": "9001"}, {"seconds": "9002"}),
    ]
    again = [{**w, "speakerTag": 1 + n // 20 % 2} for n, w in enumerate([*words, *extra])]
    before = [result(*words[n : n + 42]) for n in range(0, 1764, 42)]
    call = one(told(*before, result(*again, text="bye")))
    assert sum(len(s.text.split()) for s in call.segments) == 1766
    assert {s.label for s in call.segments} == {"speaker 1", "speaker 2"}


def test_a_last_result_of_its_own_is_kept(one):
    later = [{**w, "startTime": "8s", "endTime": "9s"} for w in TAGGED[:2]]
    call = one(told(result(*TAGGED[:2]), result(*later)))
    assert [s.text for s in call.segments] == ["hello there", "hello there"]
    assert call.notes == ()


def test_seconds_and_nanos_either_of_them_absent(one):
    spoken = word("hi", {"nanos": 500_000_000}, {"seconds": "12"}, speakerTag=0)
    (segment,) = one(told(result(spoken))).segments
    assert (segment.label, segment.start_ms, segment.end_ms) == ("", 500, 12_000)


def test_v2_under_response_with_keys_of_the_python_client(one):
    spoken = {"word": "hi", "start_offset": "1s", "end_offset": "1.2s", "speaker_label": "2", "confidence": 0.0}
    (segment,) = one(json.dumps({"done": True, "response": {"results": [result(spoken)]}})).segments
    assert (segment.label, segment.start_ms, segment.end_ms, segment.confidence) == ("speaker 2", 1000, 1200, None)


def test_channels_are_sorted_by_time(one):
    call = one(told(result(*YES, channelTag=1), result(*HELLO, channelTag=2)))
    assert [(s.label, s.channel, s.text) for s in call.segments] == [
        ("channel 2", "2", "hello there"),
        ("channel 1", "1", "yes"),
    ]


def test_partial_results_are_counted_and_left_out(one):
    call = one(told(result(text="hel", isFinal=False), result(*HELLO, isFinal=True)))
    assert [s.text for s in call.segments] == ["hello there"]
    assert [note.code for note in call.notes] == ["partial-result"]


def test_the_messages_of_a_stream_are_one_call(one):
    messages = [
        {"results": [{"alternatives": [{"transcript": "hel"}], "stability": 0.9}]},
        {"results": [result(*HELLO, isFinal=True)]},
        {"results": [result(*YES, isFinal=True)]},
    ]
    call = one("\n".join(map(json.dumps, messages)))
    assert [s.text for s in call.segments] == ["hello there", "yes"]
    assert [note.code for note in call.notes] == ["partial-result"]


def test_a_stream_that_says_all_words_again_with_each_result(one):
    call = one(told(result(*TAGGED[:2], isFinal=True), result(*TAGGED, isFinal=True)))
    assert [(s.label, s.text) for s in call.segments] == [("speaker 1", "hello there"), ("speaker 2", "yes")]


def test_results_without_a_text_are_counted(one):
    assert [note.code for note in one(told(result(*HELLO), {"channelTag": 0})).notes] == ["empty-turn"]


@pytest.mark.parametrize(
    ("times", "reading", "place", "codes"),
    [
        pytest.param((12_500, 12_900), {}, (12_500, 12_900), ["unit-guessed"], id="ms"),
        pytest.param((12.5, 12.9), {}, (12_500, 12_900), ["unit-guessed"], id="seconds"),
        pytest.param((3, 7), {"time_unit": "ms"}, (3, 7), [], id="told"),
    ],
)
def test_bare_numbers_have_no_unit(one, times, reading, place, codes):
    call = one(told(result(word("hi", *times))), input_format="google-stt", **reading)
    assert [(s.start_ms, s.end_ms) for s in call.segments] == [place]
    assert [note.code for note in call.notes] == codes


def test_only_the_first_alternative_is_said(one):
    spoken = result(*HELLO)
    spoken["alternatives"].append({"transcript": "yellow there"})
    assert [s.text for s in one(told(spoken)).segments] == ["hello there"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            told(result(word("hi", "soon", "2s"))), "results[0].alternatives[0].words[0].startTime", id="time"
        ),
        pytest.param(told(result(text="")), "there are no turns", id="nothing said"),
        pytest.param(told(result(*HELLO), error={"message": "no file gs://b/k"}), "no file (address)", id="failed"),
        pytest.param(told(result(*HELLO))[:-9], "breaks off", id="cut"),
    ],
)
def test_faults_are_told(fault, content, words):
    assert words in fault(content).message
