"""TTML: every spelling of times, nested times, agents, line breaks, and documents that are not quite right."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call

NAMES = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"'
META = 'xmlns:ttm="http://www.w3.org/ns/ttml#metadata"'


def tt(body: str, *, told: str = "", head: str = "") -> str:
    return f'<?xml version="1.0"?>\n<tt {NAMES} {META} {told}><head>{head}</head>{body}</tt>'


def times(call: Call) -> list[tuple[int | None, int | None]]:
    return [(s.start_ms, s.end_ms) for s in call.segments]


@pytest.mark.parametrize(
    ("told", "written", "expected"),
    [
        pytest.param("", 'begin="00:00:01.2" end="00:01:02"', (1200, 62_000), id="clock"),
        pytest.param("", 'begin="19.7s" end="1200ms"', (19_700, None), id="offset-reversed"),
        pytest.param("", 'begin="0.5m" dur="0.01h"', (30_000, 66_000), id="minutes-and-hours"),
        pytest.param("", 'begin="19.764" end="1:02.5"', (19_764, 62_500), id="bare-seconds-and-minutes"),
        pytest.param('ttp:frameRate="25"', 'begin="00:00:01:05" end="50f"', (1200, 2000), id="frames"),
        pytest.param("", 'begin="00:00:01:15" end="00:00:02:00"', (1500, 2000), id="thirty-frames-by-default"),
        pytest.param(
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001"',
            'begin="30f" end="60f"',
            (1001, 2002),
            id="multiplier",
        ),
        pytest.param(
            'ttp:frameRate="30" ttp:frameRateMultiplier="1000:1001" ttp:timeBase="smpte" ttp:dropMode="dropNTSC"',
            'begin="00:01:00;02" end="00:10:00:00"',
            (60_060, 599_999),
            id="dropped-frames",
        ),
        pytest.param('ttp:tickRate="10000000"', 'begin="5000000t" end="20000000t"', (500, 2000), id="ticks"),
        pytest.param("", 'begin="soon" end="2s"', (None, 2000), id="no-time"),
        pytest.param('ttp:tickRate="0" ttp:frameRate="x"', 'begin="30f" end="60f"', (1000, 2000), id="senseless-rates"),
    ],
)
def test_times(told: str, written: str, expected: tuple[int | None, int | None], one: Callable[..., Call]) -> None:
    assert times(one(tt(f"<body><div><p {written}>Hello there.</p></div></body>", told=told))) == [expected]


def test_bare_numbers_are_of_the_unit_that_is_told(one: Callable[..., Call]) -> None:
    body = '<body><div><p begin="1500" end="2500">Hello there.</p></div></body>'
    assert times(one(tt(body), time_unit="ms")) == [(1500, 2500)]


def test_nested_times_count_from_what_they_stand_in(one: Callable[..., Call]) -> None:
    body = (
        '<body begin="10s"><div begin="5s" dur="20s"><p begin="1s" end="2s">One.</p><p begin="3s">Two.</p></div>'
        '<div><p><span begin="1s" end="2s">Three.</span> <span begin="4s" dur="1s">Four.</span></p></div></body>'
    )
    assert times(one(tt(body))) == [(16_000, 17_000), (18_000, 35_000), (11_000, 12_000), (14_000, 15_000)]


def test_a_sequence_goes_on_where_the_last_one_ended(one: Callable[..., Call]) -> None:
    body = '<body><div timeContainer="seq"><p dur="2s">One.</p><p begin="1s" dur="2s">Two.</p></div></body>'
    assert times(one(tt(body))) == [(None, 2000), (3000, 5000)]


def test_nested_times_from_the_begin_of_the_file_are_told(one: Callable[..., Call]) -> None:
    paragraphs = '<p begin="20s" end="22s">One.</p><p begin="27s" end="30s">Two.</p>'
    body = f'<body><div begin="20s" end="30s">{paragraphs}</div></body>'
    call = one(tt(body))
    assert (times(call), [n.code for n in call.notes]) == ([(20_000, 22_000), (27_000, 30_000)], ["unit-guessed"])


AGENTS = (
    '<metadata><ttm:agent xml:id="v1" type="person"><ttm:name type="alias">JD</ttm:name>'
    '<ttm:name type="full">Jane &amp; &lt;Doe</ttm:name></ttm:agent><ttm:agent xml:id="v2"/></metadata>'
)


def test_agents_are_the_speakers(one: Callable[..., Call]) -> None:
    body = (
        '<body><div ttm:agent="v1"><p begin="0s">Hello &lt;you&gt;,<br/>\n  how are <span>things</span>?</p>'
        '<p begin="1s" ttm:agent="v2">AT&amp;T &amp;amp; Co<metadata>no speech</metadata>.</p>'
        '<p begin="2s" end="3s">One. <span ttm:agent="v2">Two.</span> Three.</p></div></body>'
    )
    call = one(tt(body, head=AGENTS, told='xml:lang="en-GB"'))
    assert [(s.label, s.text) for s in call.segments] == [
        ("Jane & <Doe", "Hello <you>, how are things?"),
        ("v2", "AT&T &amp; Co."),
        ("Jane & <Doe", "One."),
        ("v2", "Two."),
        ("Jane & <Doe", "Three."),
    ]
    assert (call.format, call.language, call.segments[1].line) == ("ttml", "en-GB", 3)


def test_names_in_the_text_where_there_are_no_agents(one: Callable[..., Call]) -> None:
    body = '<body><div><p begin="0s">Agent: Hello.</p><p begin="1s">Customer: Hi.<br/>Agent: So?</p></div></body>'
    assert [s.label for s in one(tt(body)).segments] == ["Agent", "Customer", "Agent"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(tt(""), "it has no cues", id="no-body"),
        pytest.param(tt("<body><div/></body>"), "it has no cues", id="no-paragraph"),
        pytest.param(tt('<body><p begin="0s"> </p></body>'), "none of its 1 cues has a text", id="no-text"),
        pytest.param(tt('<body><div><p begin="0s">Hello')[:-10], "is the file cut off?", id="cut"),
        pytest.param(tt("<body><div><p>Hello</div></body>"), "not well-formed", id="broken"),
        pytest.param('<!DOCTYPE tt [<!ENTITY a "b">]><tt>&a;</tt>', "<!DOCTYPE", id="entities"),
    ],
)
def test_what_is_refused(text: str, message: str, fault: Callable[..., TranscriptError]) -> None:
    assert message in fault(text, input_format="ttml").message
