"""A converted call is the call that was read, and is judged as the file was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from csr_lint.converting import own_line
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation, Note, Role, Segment
from csr_lint.readers.registry import read_calls
from csr_lint.rulebook import load_rulebook

SAMPLES = Path(__file__).parent.parent / "sample_transcripts"
DEEPGRAM = {
    "metadata": {"request_id": "r-1", "created": "2024-05-03T10:00:00Z", "duration": 31.25},
    "results": {
        "channels": [{"detected_language": "en", "alternatives": []}, {"alternatives": []}],
        "utterances": [
            {"transcript": "Thank you for calling, how can I help?", "channel": 0, "start": 0.48, "end": 3.219,
             "confidence": 0.9871},
            {"transcript": "hi my bill is wrong", "channel": 1, "start": 3.001, "end": 5.5, "confidence": 0.5},
            {"transcript": "let me look", "channel": 0, "start": 5.5, "end": 6.0, "confidence": 0.7},
        ],
    },
}  # fmt: skip
FILES = {
    "labels.txt": "Agent Ana: good morning, thank you for calling\nCustomer: hi\n\nAgent Ana: how can I help?\n",
    "header.txt": "Agent: Priya Shah\nDate: 2024-03-04 09:12\nChannel: phone\nQueue: billing\n\n"
    "[00:01] Priya: Thank you for calling, how can I help?\n[00:06] Caller: I was charged twice.\n",
    "others.txt": "Agent: good morning, how can I help?\nOther: hi, my bill is wrong\nAgent: let me look\n",
    "strangers.txt": "SPEAKER_00: So it was.\nSPEAKER_01: Well, the weather.\nSPEAKER_00: Yes.\n",
    "backwards.txt": "[00:05] Agent: hello how can I help\n[00:02] Customer: my phone broke\n[00:09] Agent: oh\n",
    "clock.txt": "[2024-05-03 10:00:01] Agent: hello how can I help\n[2024-05-03 10:00:07] Customer: it broke\n",
    "western.txt": "Agent: hello, this is the café\nCustomer: my phone broke\n".encode("cp1252"),
    "call.srt": "1\n00:00:01,000 --> 00:00:03,500\nAgent: hello how can I help\n\n"
    "2\n00:00:03,100 --> 00:00:06,033\nCustomer: it broke\n",
    "call.vtt": "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Agent Ana>hello how can I help\n\n"
    "00:04.000 --> 00:06.000\n<v Bo>it broke\n",
    "table.csv": "call_id,speaker,text,start,end\na,agent,hello how can I help,0,2.5\na,customer,it broke,3,4\n"
    "b,agent,good morning,0,1\nb,customer,hi there,1.5,2\n",
    "chat.json": json.dumps({"messages": [{"role": "assistant", "content": "How can I help?"},
                                          {"role": "user", "content": "it broke"}]}),
    "own.jsonl": json.dumps({
        "id": "x 1", "kind": "email", "agent": "Ana", "started": 1700000000, "queue": "q", "duration": 9.001,
        "language": "en-GB", "figures": {"interruptions": 3, "silence": 1.5},
        "notes": [{"code": "made-up", "message": "one of my own"}],
        "turns": [
            {"speaker": 7, "name": "Ana", "role": "agent", "text": "Hello.\nYou?", "start": -0.5, "end": 1.234},
            {"speaker": "other", "role": "unknown", "text": "", "channel": 0},
            {"speaker": None, "text": " said twice  said twice ", "left_out": "repeated", "confidence": 0.25},
            {"speaker": "customer", "role": "other", "text": "“no” — \u2028é 🙂", "start": 3.0, "end": 2.0},
        ],
    }),
    "deepgram.json": json.dumps(DEEPGRAM),
}  # fmt: skip


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_rulebook())


def calls_of(path: str, data: str | bytes) -> list[Call]:
    read = list(read_calls(path, data.encode() if isinstance(data, str) else data))
    assert all(isinstance(c, Call) for c in read), read
    return [c for c in read if isinstance(c, Call)]


def every_call() -> Iterator[tuple[str, Call]]:
    samples = {p.name: p.read_bytes() for p in sorted(SAMPLES.iterdir()) if p.suffix != ".md"}
    for name, data in (samples | FILES).items():
        for call in calls_of(name, data):
            yield f"{name} {call.id}", call


CALLS = dict(every_call())


def again(call: Call) -> Call:
    line = own_line(call, id=call.id)
    assert "\n" not in line
    (found,) = calls_of("out.jsonl", line)
    return found


def as_told(call: Call) -> Call:
    """What must not be lost: everything but where it came from, and lines of a file that is another one now."""
    segments = tuple(msgspec.structs.replace(s, line=None, breaks=(), role=_side(s)) for s in call.segments)
    return msgspec.structs.replace(call, source="", format="", segments=segments)


def _side(segment: Segment) -> Role:
    """A label that is a side's very word tells it, whether or not the reader said so."""
    sides = {side.value: side for side in (Role.AGENT, Role.CUSTOMER)}
    return sides.get(segment.label.casefold(), segment.role) if segment.role is Role.UNKNOWN else segment.role


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_converted_line_is_read_as_the_same_call(call: Call) -> None:
    assert as_told(again(call)) == as_told(call)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_the_converted_line_is_judged_as_the_file_was(linter: Linter, call: Call) -> None:
    assert judged(linter.lint(again(call))) == judged(linter.lint(call))


def judged(evaluation: Evaluation) -> object:
    results = [
        (r.code, r.verdict, r.value, r.measured, r.reason, r.evidence, r.opportunities, r.agents)
        for r in evaluation.results
    ]
    findings = [(f.code, f.spans, f.searched, f.agent, f.message, f.quote, f.time_ms) for f in evaluation.findings]
    rest = (evaluation.score, evaluation.categories, evaluation.agents, evaluation.metrics, evaluation.band)
    return results, findings, rest, evaluation.health, [note.code for note in evaluation.call.notes]


def test_converting_twice_changes_nothing() -> None:
    for call in CALLS.values():
        line = own_line(call, id=call.id)
        (first,) = calls_of("a.jsonl", line)
        second = own_line(first, id=call.id)
        (third,) = calls_of("a.jsonl", second)
        assert third == first


def test_only_what_is_known_is_written_and_guessed_sides_are_not() -> None:
    segments = (Segment(index=0, label="S1", text="Thank you for calling, how can I help you?", start_ms=0),)
    call = Call(id="a", source="a.txt", format="text", segments=segments, notes=(Note("x", "y"),))
    assert json.loads(own_line(call, id="b")) == {
        "id": "b",
        "source": "a.txt",
        "notes": [{"code": "x", "message": "y"}],
        "turns": [{"speaker": "S1", "text": "Thank you for calling, how can I help you?", "start": 0.0}],
    }
