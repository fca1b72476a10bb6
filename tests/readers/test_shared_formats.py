"""Real files, where the folder of samples stands beside the project: turns read per file, or why it is refused.

The number of turns is also counted by another, simpler method where there is one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call, Role
from csr_lint.readers.registry import read_calls

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "formats"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no sample files: {FOLDER} is not there")

READ = {
    "webvtt/LaLaLand.vtt": 564,
    "webvtt/msgraph_teams_content_example.vtt": 1,
    "webvtt/msgraph_teams_metadataContent_example.vtt": 2,
    "webvtt/podnews_weekly_review_2024-01-19.vtt": 189,
    "webvtt/webvttpy_captions_with_bom.vtt": 4,
    "webvtt/webvttpy_comments.vtt": 5,
    "webvtt/webvttpy_cue_tags.vtt": 3,
    "webvtt/webvttpy_metadata_headers.vtt": 2,
    "webvtt/webvttpy_missing_caption_text.vtt": 4,
    "webvtt/webvttpy_netflix_chicas_del_cable.vtt": 943,
    "webvtt/webvttpy_non_padded_timestamps.vtt": 3,
    "webvtt/webvttpy_regions.vtt": 2,
    "webvtt/webvttpy_styles.vtt": 1,
    "webvtt/webvttpy_styles_with_comments.vtt": 1,
    "webvtt/webvttpy_using_identifiers.vtt": 6,
    "srt/podcasting_20_episode_124.srt": 646,
    "srt/webvttpy_invalid_timeframe.srt": 5,
    "srt/webvttpy_missing_timeframe.srt": 5,
    "srt/webvttpy_one_caption.srt": 1,
    "srt/webvttpy_sample.srt": 5,
}
REFUSED = {
    "webvtt/webvttpy_empty.vtt": "the file is empty",
    "webvtt/webvttpy_no_captions.vtt": "it has no cues",
    "srt/srtlib_gb2312.srt": "another alphabet's code page",
    "srt/webvttpy_invalid_format2.srt": "no transcript found in it",
    "srt/webvttpy_invalid_format4.srt": "none of its 1 cues has a text",
}
CHATS = "llm-chat/reason_tool_use_demo_50.jsonl"


def outcomes(name: str) -> list[Call | TranscriptError]:
    return list(read_calls(name, (FOLDER / name).read_bytes()))


def only_call(name: str) -> Call:
    (call,) = outcomes(name)
    assert isinstance(call, Call), call
    return call


def counted(name: str) -> int:
    """Blocks with an arrow and a text; one with several dashes counts each; one with a number instead is a cue too."""
    text = (FOLDER / name).read_text(encoding="utf-8-sig")
    blocks = [block.split("\n") for block in re.split(r"\n[ \t]*\n", text.strip())]
    found = 0
    for block in blocks:
        arrow = next((i for i, line in enumerate(block) if "-->" in line), None)
        rows = block[arrow + 1 :] if arrow is not None else block[1:] if block[0].isdigit() else []
        dashes = sum(re.sub(r"<[^>]+>|\u200e", "", line).lstrip().startswith("-") for line in rows)
        found += max(dashes, 1) if len(rows) > 1 and dashes > 1 else bool(rows)
    return found


def test_every_file_is_in_the_table() -> None:
    there = {f"{folder}/{p.name}" for folder in ("webvtt", "srt", "llm-chat") for p in (FOLDER / folder).iterdir()}
    assert there == {*READ, *REFUSED, CHATS}


@pytest.mark.parametrize("name", READ)
def test_turns_read(name: str) -> None:
    segments = only_call(name).segments
    assert len(segments) == READ[name]
    assert all(s.text for s in segments)


@pytest.mark.parametrize("name", READ)
def test_turns_counted_another_way(name: str) -> None:
    assert counted(name) == READ[name]


@pytest.mark.parametrize("name", REFUSED)
def test_why_it_is_refused(name: str) -> None:
    (error,) = outcomes(name)
    assert isinstance(error, TranscriptError)
    assert REFUSED[name] in error.message


@pytest.mark.parametrize(
    ("name", "speakers"),
    [
        ("webvtt/podnews_weekly_review_2024-01-19.vtt", {"SPEAKER_1", "SPEAKER_2", "SPEAKER_3", "SPEAKER_4"}),
        ("webvtt/msgraph_teams_metadataContent_example.vtt", {"MOD Administrator"}),
        ("webvtt/webvttpy_regions.vtt", {"Fred", "Bill"}),
        ("webvtt/webvttpy_non_padded_timestamps.vtt", {"Jane Doe", "John Smith"}),
        ("srt/podcasting_20_episode_124.srt", {"Adam Curry", "Dave Jones", "Unknown"}),
    ],
)
def test_speakers(name: str, speakers: set[str]) -> None:
    assert {s.speaker for s in only_call(name).segments} == speakers


def test_podnews_times_by_plain_arithmetic() -> None:
    name = "webvtt/podnews_weekly_review_2024-01-19.vtt"
    arrows = [line.split("-->") for line in (FOLDER / name).read_text().splitlines() if "-->" in line]

    def seconds(text: str) -> float:
        total = 0.0
        for part in text.strip().split(":"):
            total = 60 * total + float(part)
        return total

    expected = [tuple(round(1000 * seconds(part)) for part in row) for row in arrows]
    assert [(s.start_ms, s.end_ms) for s in only_call(name).segments] == expected


def test_teams_drops_leading_zeros_of_milliseconds() -> None:
    ends = [s.end_ms for s in only_call("webvtt/webvttpy_non_padded_timestamps.vtt").segments]
    assert ends == [3540, 7023, 3_727_950]


def test_chats() -> None:
    calls = outcomes(CHATS)
    raw = [json.loads(line) for line in (FOLDER / CHATS).read_text(encoding="utf-8").splitlines()]
    assert len(calls) == len(raw) == 50
    for call, record in zip(calls, raw, strict=True):
        said = [m["role"] for m in record["messages"] if m["role"] in ("user", "assistant") and says_something(m)]
        assert isinstance(call, Call)
        assert [s.label for s in call.segments] == said
        assert {s.role for s in call.segments} <= {Role.AGENT, Role.CUSTOMER}


def says_something(message: dict[str, list[dict[str, str]]]) -> bool:
    return any(part["type"] == "text" and part["value"].strip() for part in message["content"])
