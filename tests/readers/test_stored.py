"""Big tables in text are read row by row: the same calls, faults and places as when they are read whole."""

from __future__ import annotations

import csv
import io
import tracemalloc
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.portions import tasks
from csr_lint.readers import table
from csr_lint.readers.lines import BIG
from csr_lint.readers.registry import cut_file, read_calls, read_file
from csr_lint.readers.runs import stand_together
from csr_lint.readers.stored import stored_text
from csr_lint.readers.walk import Found
from csr_lint.reading import Reading

pytestmark = pytest.mark.heavy

HEADING = ("call_id", "speaker", "start", "text")
SAID = 'I said "no";\nthat | was it, and the café was schön enough for all of us'


def rows_of(calls: int, *, turns: int = 4) -> list[tuple[object, ...]]:
    return [
        (f"c-{n}", ("Agent", "Customer")[k % 2], 20 * k + 0.5, f"{n} {SAID}")
        for n in range(calls)
        for k in range(turns)
    ]


def written(rows: list[tuple[object, ...]], *, delimiter: str = ",", heading: tuple[str, ...] = HEADING) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([heading, *rows])
    return out.getvalue()


def plain(found: list[Call | TranscriptError]) -> list[object]:
    return [f if isinstance(f, Call) else (f.place, f.code, f.message) for f in found]


CALLS = 3400
REMARKS = "nothing of note. " * 120
IN_A_ROW = [(n, f"Agent: Hello there.\nCustomer: {n}, {SAID}", REMARKS) for n in range(600)]
ROW_A_CALL = ("call_id", "transcript", "remarks")
BIG_TABLES = {
    "together": written(rows_of(CALLS)),
    "interleaved": written(sorted(rows_of(CALLS), key=lambda row: float(str(row[2])))),
    "scattered-once": written([*rows_of(CALLS), *rows_of(1)]),
    "without-ids": written([("", *row[1:]) for row in rows_of(CALLS)]),
    "one-of-many-without-id": written([*rows_of(CALLS), ("", "Agent", 0.5, "Hello.")]),
    "milliseconds": written([(i, who, 1000 * float(str(at)), text) for i, who, at, text in rows_of(CALLS)]),
    "row-a-call": written(IN_A_ROW, heading=ROW_A_CALL),
    "row-a-call-and-one-silent": written([*IN_A_ROW, (0, "nothing", "")], heading=ROW_A_CALL),
    "tabs": written(rows_of(CALLS), delimiter="\t"),
    "semicolons-and-a-title": "Export of May;;\n\n" + written(rows_of(CALLS), delimiter=";"),
    "heading-again": written([*rows_of(CALLS), HEADING, ("---",) * 4, ("z", "Agent", 1, "Bye.")]),
    "a-call-without-text": written([*rows_of(CALLS), ("z", "Agent", 1, "")]),
    "line-feeds": written(rows_of(CALLS)).replace("\r\n", "\n"),
    "carriage-returns": written(rows_of(CALLS)).replace("\r\n", "\n").replace("\n", "\r"),
    "quotes-inside": written(rows_of(CALLS)) + 'z,Agent,1,"Hi" she said\n',
    "open-quote": written(rows_of(CALLS)) + 'z,Agent,1,"Hi\nz,Customer,2,Hello\n',
    "open-quote-tabs": written(rows_of(CALLS)).replace(",", "\t") + 'z\tAgent\t1\t"Hi\nz\tCustomer\t2\tHello\n',
}


@pytest.mark.parametrize("text", BIG_TABLES.values(), ids=BIG_TABLES)
def test_rows_give_what_the_whole_file_gives(text: str, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(text.encode())
    assert path.stat().st_size > BIG
    assert plain(list(read_file(str(path)))) == plain(list(read_calls(str(path), text.encode())))
    assert stored_text(str(path), text.encode()[:BIG]) is not None


ENCODINGS = {
    "marked": "utf-8-sig",
    "windows": "cp1252",
    "utf-16-marked": "utf-16",
    "utf-16-unmarked": "utf-16-le",
    "utf-16-other-end-first": "utf-16-be",
}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("tail", [b"", b"z,Agent,1,caf\xe9\n", b"z"], ids=["sound", "another-encoding", "cut"])
def test_encodings(encoding: str, tail: bytes, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    data = BIG_TABLES["together"].encode(encoding) + tail
    path.write_bytes(data)
    found = list(read_file(str(path)))
    assert plain(found) == plain(list(read_calls(str(path), data)))
    if not tail:
        assert isinstance(found[0], Call)
        assert "café was schön" in found[0].segments[0].text
        assert stored_text(str(path), data[:BIG]) is not None


def test_an_open_quotation_mark_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    text = BIG_TABLES["together"].replace("\r\n", "\n")
    path.write_text(text + 'z,Agent,1,"Hi\nz,Customer,2,Hello\n', encoding="utf-8")
    (error,) = read_file(str(path))
    assert isinstance(error, TranscriptError)
    assert (error.code, error.place) == ("truncated", f"{path}:{text.count(chr(10)) + 1}")


@pytest.mark.parametrize(("delimiter", "code"), [(",", "too-long"), ("\t", None)], ids=["commas", "tabs"])
def test_a_quotation_mark_that_swallows_megabytes(delimiter: str, code: str | None, tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    rows = [delimiter.join((f"c-{n // 4}", "Agent", "hello " * 50)) for n in range(15_000)]
    text = "\n".join((delimiter.join(("call_id", "speaker", "text")), f'a{delimiter}Agent{delimiter}"Hi', *rows))
    path.write_text(text, encoding="utf-8")
    first, *others = read_file(str(path))
    if code:
        assert isinstance(first, TranscriptError)
        assert (first.code, first.place, others) == (code, f"{path}:2", [])
    else:
        assert isinstance(first, Call)
        assert (first.segments[0].text, len(others)) == ('"Hi', 3750)


def test_a_line_that_is_longer_than_any_row_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"speaker,text\nAgent,Hello\nAgent," + b"hello " * 12_000_000)
    (error,) = read_file(str(path))
    assert isinstance(error, TranscriptError)
    assert (error.code, error.place) == ("too-long", f"{path}:3")


def test_what_is_no_table_is_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text("Agent: Hello there, sir.\nCustomer: Hi, my parcel is late.\n" * 30_000, encoding="utf-8")
    (call,) = read_file(str(path))
    assert isinstance(call, Call)
    assert (call.format, len(call.segments)) == ("text", 60_000)
    path.write_text("product,price,stock\n" + "bread,2,5\n" * 200_000, encoding="utf-8")
    (error,) = read_file(str(path))
    assert "no transcript found" in str(error)


def test_workers_get_its_calls_from_the_parent(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text(BIG_TABLES["together"], encoding="utf-8")
    assert list(cut_file(str(path), calls=64)) == []
    handed = [read for task in tasks([Found(str(path), named=True)]) for p in task.portions for read in p.read or ()]
    assert handed == list(read_file(str(path)))


@pytest.mark.parametrize(
    ("heading", "row", "rows"),
    [
        ((*HEADING, "remarks"), (*rows_of(1)[0], REMARKS[:100]), (6_000, 24_000)),
        (ROW_A_CALL, IN_A_ROW[0], (600, 2_400)),
    ],
    ids=["row-a-turn", "row-a-call"],
)
def test_memory_does_not_grow_with_the_file(
    heading: tuple[str, ...], row: tuple[object, ...], rows: tuple[int, int], tmp_path: Path
) -> None:
    peaks = []
    assert stand_together(["a"])
    for times in rows:
        path = tmp_path / f"{times}.csv"
        written_rows = ((f"c-{n // 4 if 'speaker' in heading else n}", *row[1:]) for n in range(times))
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(chain([heading], written_rows))
        assert path.stat().st_size > BIG
        tracemalloc.start()
        assert sum(isinstance(found, Call) for found in read_file(str(path))) in (times, times // 4)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]


CELL = st.text(st.sampled_from('ab é€,;|\t"\n\r:-\u2028'), max_size=12)
TALK = st.one_of(CELL, st.sampled_from(["Agent: Hello there.\nCustomer: Hi.", "one two three four", "", "nan"]))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of one call or several, together or not, with quotes as they should be or not, in some encoding."""
    delimiter = draw(st.sampled_from([",", ";", "\t", "|"]))
    heading = draw(st.sampled_from([HEADING, ("call_id", "text"), ("speaker", "start", "end", "text")]))
    start = st.one_of(st.integers(0, 90_000).map(str), st.sampled_from(["", "00:12", "10:02:11 AM"]))
    kinds = {
        "call_id": st.sampled_from(["a", "b", "", " a"]),
        "speaker": st.sampled_from(["Agent", "Customer", "Agent (Tom)"]),
        "start": start,
        "end": start,
        "text": TALK,
    }
    rows = draw(st.lists(st.tuples(*(kinds[name] for name in heading)), min_size=1, max_size=12))
    if draw(st.booleans()):
        rows.sort(key=lambda row: row[0])
    out = io.StringIO(newline="")
    end = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows([heading, *rows])
    text = out.getvalue()
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(['"', '"x', end, delimiter, delimiter.join(heading) + end])) + text[at:]
    data = text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])), "replace")
    return data[: draw(st.integers(0, len(data)))] if draw(st.booleans()) else data


@given(data=tables(), by_order=st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_table_on_the_disk_gives_what_it_gives_in_memory(
    data: bytes, by_order: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "stored.csv"
    path.write_bytes(data)
    source = stored_text(str(path), data)
    if source is None or not (by_order or table.sniff(source)):
        return
    found: list[Call | TranscriptError] = []
    try:
        found += table.read(source)
    except TranscriptError as error:
        found.append(error)
    assert plain(found) == plain(list(read_calls(str(path), data, Reading(format="table" if by_order else None))))
