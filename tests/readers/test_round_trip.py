"""A made-up dialogue, written in each spelling of each format, is read back with the same speakers, times and words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.model import Call
from csr_lint.readers.registry import read_calls

WORDS = (
    "the order is late i was told it would come on monday and now nobody can say where my parcel went okay "
    "really uh well, sorry. account 4417 £12.50 can't it's fine? yes! schön naïve"
).split()
TRAPS = (
    "the time is: 10:30",
    "see https://acme.example/a?b=c",
    "note: this",
    "a - b",
    "[hold music]",
    "it's 5:00 pm",
    "1. first",
)
PAIRS = (("Agent", "Customer"), ("CSR", "Caller"), ("SPEAKER_00", "SPEAKER_01"), ("Jane Doe", "Bob O'Neil"), ("A", "B"))


class Spoken(NamedTuple):
    """One turn of a made-up dialogue, times in ms."""

    speaker: str
    text: str
    start: int
    end: int


@st.composite
def dialogues(draw: st.DrawFn) -> list[Spoken]:
    """Two speakers who take turns, so that each label comes back."""
    pair = draw(st.sampled_from(PAIRS))
    found, clock = [], draw(st.integers(0, 20)) * 1000
    for turn in range(draw(st.integers(4, 9))):
        words = draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=9))
        if draw(st.booleans()):
            words.insert(draw(st.integers(1, len(words))), draw(st.sampled_from(TRAPS)))
        start = clock + draw(st.integers(0, 3000))
        clock = start + 300 * len(words) + draw(st.integers(0, 900))
        found.append(Spoken(pair[turn % 2], " ".join(words), start, clock))
    return found


def hms(ms: int, sign: str = ".") -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}{sign}{ms % 1000:03}"


def lines(form: str) -> Callable[[list[Spoken]], str]:
    """Every turn in this form; {a} and {b} are start and end."""
    return lambda talk: "".join(form.format(who=t.speaker, text=t.text, a=hms(t.start), b=hms(t.end)) for t in talk)


def wrapped(talk: list[Spoken]) -> str:
    """Lines broken after every third word, the rest indented."""
    rows = []
    for turn in talk:
        words = turn.text.split()
        chunks = [" ".join(words[i : i + 3]) for i in range(0, len(words), 3)]
        rows.append(f"[{hms(turn.start)}] {turn.speaker}: " + "\n    ".join(chunks))
    return "\n".join(rows)


def table(delimiter: str, unit: float) -> Callable[[list[Spoken]], str]:
    def render(talk: list[Spoken]) -> str:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=delimiter)
        writer.writerow(["call_id", "turn", "speaker", "start", "end", "text"])
        for number, t in enumerate(talk):
            writer.writerow(["c1", number, t.speaker, t.start / unit, t.end / unit, t.text])
        return out.getvalue()

    return render


def own_json(talk: list[Spoken], indent: int | None = None) -> str:
    turns = [{"speaker": t.speaker, "text": t.text, "start": t.start / 1000, "end": t.end / 1000} for t in talk]
    return json.dumps({"id": "c1", "turns": turns}, indent=indent, ensure_ascii=indent is None)


START, END = "start", "end"
VARIANTS = {
    "text-plain": (lines("{who}: {text}\n"), ()),
    "text-blank-lines": (lines("{who}: {text}\n\n"), ()),
    "text-bold": (lines("**{who}:** {text}\n"), ()),
    "text-full-width-colon": (lines("{who}：{text}\n"), ()),
    "text-numbered": (lines("1. {who}: {text}\n"), ()),
    "text-bars": (lines("{a} | {who} | {text}\n"), (START,)),
    "text-tabs": (lines("{who}\t{a}\t{text}\n"), (START,)),
    "text-time-before": (lines("[{a}] {who}: {text}\n"), (START,)),
    "text-bare-time-before": (lines("{a} {who}: {text}\n"), (START,)),
    "text-time-after": (lines("{who} ({a}): {text}\n"), (START,)),
    "text-time-after-colon": (lines("{who}: [{a}] {text}\n"), (START,)),
    "text-range": (lines("[{a} - {b}] {who}: {text}\n"), (START, END)),
    "text-label-line": (lines("{who} ({a}):\n{text}\n\n"), (START,)),
    "text-name-and-time-line": (lines("{who}  {a}\n{text}\n\n"), (START,)),
    "text-time-line": (lines("[{a}]\n{who}: {text}\n"), (START,)),
    "text-wrapped": (wrapped, (START,)),
    "webvtt-voice": (lambda t: "WEBVTT\n\n" + lines("{a} --> {b}\n<v {who}>{text}</v>\n\n")(t), (START, END)),
    "webvtt-colon": (lambda t: "WEBVTT\n\n" + lines("{a} --> {b}\n{who}: {text}\n\n")(t), (START, END)),
    "srt": (
        lambda t: "".join(
            f"{i}\n{hms(s.start, ',')} --> {hms(s.end, ',')}\n{s.speaker}: {s.text}\n\n" for i, s in enumerate(t, 1)
        ),
        (START, END),
    ),
    "csv-seconds": (table(",", 1000), (START, END)),
    "csv-milliseconds": (table(";", 1), (START, END)),
    "tsv-seconds": (table("\t", 1000), (START, END)),
    "json": (own_json, (START, END)),
    "json-pretty": (lambda t: own_json(t, indent=2), (START, END)),
}


@pytest.mark.parametrize("variant", VARIANTS)
@given(talk=dialogues())
@settings(max_examples=15, deadline=None)
def test_a_dialogue_comes_back(variant: str, talk: list[Spoken]) -> None:
    render, times = VARIANTS[variant]
    (call,) = read_calls("talk.txt", render(talk).encode())
    assert isinstance(call, Call)
    assert call.format == variant.split("-")[0].replace("csv", "table").replace("tsv", "table").replace("json", "jsonl")
    assert [(s.speaker, s.text) for s in call.segments] == [(t.speaker, t.text) for t in talk]
    if START in times:
        assert [s.start_ms for s in call.segments] == [t.start for t in talk]
    if END in times:
        assert [s.end_ms for s in call.segments] == [t.end for t in talk]


@given(talks=st.lists(dialogues(), min_size=2, max_size=4))
@settings(max_examples=15, deadline=None)
def test_several_calls_come_back_by_the_line(talks: list[list[Spoken]]) -> None:
    calls = list(read_calls("talk.jsonl", "\n".join(own_json(talk) for talk in talks).encode()))
    assert [[s.text for s in call.segments] for call in calls if isinstance(call, Call)] == [
        [t.text for t in talk] for talk in talks
    ]
