"""Parquet: tables of turns and of calls, as tables in text are understood; stretches; what is broken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.parquet import Stretch, read_part, row_group_sizes
from csr_lint.readers.registry import read_calls, read_file
from csr_lint.readers.typed import cell_text

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SAMPLES = Path(__file__).parents[2] / "sample_transcripts"
TURNS = [
    {"call_id": "a", "speaker": "Agent", "text": "Good morning, how may I help?", "start": 0.0, "end": 2.0},
    {"call_id": "a", "speaker": "Customer", "text": "My parcel is late.", "start": 2.5, "end": 4.0},
    {"call_id": "b", "speaker": "Agent", "text": "Hello there.", "start": 0.0, "end": 1.0},
    {"call_id": "b", "speaker": "Customer", "text": "Hi, it broke.", "start": 1.5, "end": 2.5},
]


def packed(rows: list[dict[str, object]], **more: object) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, **more)
    return out.getvalue()


def said(call: Call) -> list[tuple[str, str, int | None, int | None]]:
    return [(s.speaker, s.text, s.start_ms, s.end_ms) for s in call.segments]


def unplaced(calls: list[Call]) -> list[Call]:
    """The calls but for where they stand in the file, and its format."""
    return [
        msgspec.structs.replace(
            call,
            source="",
            format="",
            segments=tuple(msgspec.structs.replace(s, line=None, breaks=()) for s in call.segments),
        )
        for call in calls
    ]


def test_a_table_of_turns(read: Callable[..., list]) -> None:
    first, second = read(packed(TURNS))
    assert (first.id, first.format, second.id) == ("a", "parquet", "b")
    assert said(first) == [
        ("Agent", "Good morning, how may I help?", 0, 2000),
        ("Customer", "My parcel is late.", 2500, 4000),
    ]
    assert [s.line for s in second.segments] == [3, 4]


def test_the_same_table_in_text_gives_the_same_calls(tmp_path: Path) -> None:
    import pandas as pd

    csv = SAMPLES / "thu-batch.csv"
    pd.read_csv(csv).to_parquet(tmp_path / "t.parquet")
    assert unplaced(list(read_file(str(tmp_path / "t.parquet")))) == unplaced(
        list(read_calls("t.csv", csv.read_bytes()))
    )


@pytest.mark.parametrize("as_json", [False, True], ids=["list-of-structs", "json"])
def test_a_call_a_row_with_its_turns_in_a_cell(read: Callable[..., list], as_json: bool) -> None:
    text = (SAMPLES / "week-export.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    held = [{**row, "turns": json.dumps(row["turns"])} for row in rows] if as_json else rows
    assert unplaced(read(packed(held))) == unplaced(list(read_calls("w.jsonl", text.encode())))


def test_turns_under_other_keys(one: Callable[..., Call]) -> None:
    turns = [
        {"participant_role": "Agent", "utterance": "Good morning.", "start_ms": 0, "end_ms": 900},
        {"participant_role": "Customer", "utterance": "It broke.", "start_ms": 1200, "end_ms": 2000},
    ]
    call = one(packed([{"conversation_id": 17, "agent": "Ana", "segments": turns}]))
    assert (call.id, call.agent) == ("17", "Ana")
    assert said(call) == [("Agent", "Good morning.", 0, 900), ("Customer", "It broke.", 1200, 2000)]


def test_chats_in_a_cell(one: Callable[..., Call]) -> None:
    call = one(
        packed(
            [{"id": "c", "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}]
        )
    )
    assert [(s.role.value, s.text) for s in call.segments] == [("customer", "Hi"), ("agent", "Hello")]


def test_a_dialogue_in_a_cell(read: Callable[..., list]) -> None:
    rows = [{"call_id": k, "transcript": "Agent: Hello there.\nCustomer: Hi, it broke."} for k in (1, 2)]
    assert [(call.id, len(call.segments)) for call in read(packed(rows))] == [("1", 2), ("2", 2)]


def test_rows_that_do_not_stand_together_are_put_together(read: Callable[..., list]) -> None:
    mixed = [TURNS[k] for k in (0, 2, 1, 3)]
    assert [said(call) for call in read(packed(mixed, row_group_size=2))] == [
        said(call) for call in read(packed(TURNS))
    ]


def test_a_row_without_turns_is_told_with_its_place(read: Callable[..., list]) -> None:
    good = json.dumps([{"speaker": "agent", "text": "Hello."}])
    first, fault, last = read(
        packed([{"id": "a", "turns": good}, {"id": "b", "turns": None}, {"id": "c", "turns": good}])
    )
    assert (first.id, last.id) == ("a", "c")
    assert str(fault) == "calls/call.txt:2: this row holds no turns"


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        pytest.param(b"PAR1\x15\x04", TranscriptError, "not a readable Parquet table", id="cut"),
        pytest.param(packed(TURNS)[:-20], TranscriptError, "not a readable Parquet table", id="no-footer"),
        pytest.param(packed([{"x": 1, "y": 2}]), NotATranscriptError, "no text column", id="numbers"),
    ],
)
def test_what_cannot_be_read(fault: Callable[..., TranscriptError], data: bytes, kind: type, words: str) -> None:
    error = fault(data)
    assert isinstance(error, kind)
    assert words in str(error)


def test_an_empty_table_is_told(fault: Callable[..., TranscriptError]) -> None:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(TURNS).slice(0, 0), out)
    assert "has no rows" in str(fault(out.getvalue()))


def test_it_is_no_text(fault: Callable[..., TranscriptError]) -> None:
    assert "this is a Parquet table, not text" in str(fault(packed(TURNS), input_format="text"))


@given(st.lists(st.integers(1, 5), min_size=1, max_size=12), st.integers(1, 6), st.data())
@settings(max_examples=15, deadline=None)
def test_stretches_give_each_call_once_and_whole(tmp_path_factory, sizes, group_rows, data) -> None:
    rows = [
        {"call_id": f"c{k}", "speaker": ("Agent", "Customer")[n % 2], "text": f"turn number {n} of call {k}"}
        for k, size in enumerate(sizes)
        for n in range(size)
    ]
    path = str(tmp_path_factory.mktemp("p") / "t.parquet")
    Path(path).write_bytes(packed(rows, row_group_size=group_rows))
    groups = len(row_group_sizes(path))
    cuts = data.draw(st.sets(st.integers(0, groups))) | {0, groups}
    parts = [list(read_part(path, Stretch(first, stop))) for first, stop in pairwise(sorted(cuts))]
    assert [call for part in parts for call in part] == list(read_file(path))


def test_a_file_whose_calls_are_mixed_up_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    path.write_bytes(packed([TURNS[k] for k in (0, 2, 1, 3)], row_group_size=1))
    assert row_group_sizes(str(path)) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (17.0, "17"),
        (1.25, "1.25"),
        (Decimal("2.50"), "2.50"),
        (True, "True"),
        (timedelta(seconds=61, milliseconds=5), "0:01:01.005"),
        (datetime(2024, 5, 3, 10, 2), "2024-05-03T10:02:00"),
        (b"\xc3\xa9t\xe9", "ét�"),
    ],
    ids=str,
)
def test_values_as_a_text_table_would_spell_them(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.heavy
def test_many_calls_take_no_more_memory_than_few(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    with pq.ParquetWriter(path, pa.Table.from_pylist(TURNS).schema) as out:
        for block in range(20):
            rows = [
                {**TURNS[n % 4], "call_id": f"c{block}-{n // 4}", "text": f"so {n} words and {block} more " * 12}
                for n in range(400)
            ]
            out.write_table(pa.Table.from_pylist(rows))
    few, many = (_peak(path, stop) for stop in (200, 2000))
    assert many < 1.5 * few


def _peak(path: Path, stop: int) -> int:
    import tracemalloc

    tracemalloc.start()
    for number, _ in enumerate(read_file(str(path)), 1):
        if number == stop:
            break
    assert number == stop
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
