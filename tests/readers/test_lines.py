"""Big files of a call a line are read by lines: the same calls, the same places, whole or in stretches."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.lines import BIG, layout_of
from csr_lint.readers.registry import cut_file, read_calls, read_file, read_stretch
from csr_lint.reading import Reading

TEXT = "good morning and thank you for waiting so long today " * 12
CALL = {"turns": [{"speaker": "agent", "text": TEXT}, {"speaker": "customer", "text": "schön"}]}


def line(number: int, **more: object) -> str:
    return json.dumps({"id": f"c-{number}", **CALL, **more}, ensure_ascii=False)


@pytest.fixture
def big(tmp_path: Path) -> Path:
    """Three megabytes: calls with and without ids, chats, blank lines, broken lines, no line end at the end."""
    lines = [line(n) for n in range(3500)]
    lines[7] = line(7, id=None)
    lines[1800] = '{"messages": [{"role": "user", "content": "Hi there."}]}'
    lines[1801] = "\n"
    lines[3000] = '{"half'
    lines[3001] = '{"turns": []}'
    path = tmp_path / "big.jsonl"
    path.write_bytes("\n".join(lines).encode())
    assert path.stat().st_size > 2 * BIG
    return path


def plain(found: list[Call | TranscriptError]) -> list[object]:
    return [f if isinstance(f, Call) else (f.place, f.code, f.message) for f in found]


@pytest.mark.parametrize("input_format", [None, "jsonl"])
def test_lines_give_what_the_whole_file_gives(big: Path, input_format: str | None):
    whole = plain(list(read_calls(str(big), big.read_bytes(), Reading(format=input_format))))
    assert plain(list(read_file(str(big), Reading(format=input_format)))) == whole
    cut = [plain(list(read_stretch(s))) for s in cut_file(str(big), reading=Reading(format=input_format), calls=64)]
    assert [found for part in cut for found in part] == whole
    assert {len(part) for part in cut[:-1]} == {64}
    assert len(whole) == 3499


def test_faults_keep_their_lines(big: Path):
    faults = [f for f in read_file(str(big)) if isinstance(f, TranscriptError)]
    assert [(f.place, f.code) for f in faults] == [(f"{big}:3002", "truncated"), (f"{big}:3003", "no-turns")]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_a_mark_and_a_line_in_another_encoding_spoil_nothing(big: Path, mark: bytes):
    big.write_bytes(mark + big.read_bytes() + b"\n" + line(9999).encode("cp1252") + b"\r\n")
    for found in (list(read_file(str(big))), [f for s in cut_file(str(big), calls=64) for f in read_stretch(s)]):
        first, last = found[0], found[-1]
        assert isinstance(first, Call)
        assert isinstance(last, Call)
        assert (first.segments[1].text, first.notes) == ("schön", ())
        assert (last.id, last.segments[1].text, last.notes[0].code) == ("c-9999", "schön", "encoding-guessed")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read_by_lines_too(big: Path, encoding: str):
    data = big.read_text(encoding="utf-8").encode(encoding)
    big.write_bytes(data)
    layout = layout_of(str(big), data[:BIG])
    assert layout is not None
    assert layout.wide
    assert plain(list(read_file(str(big)))) == plain(list(read_calls(str(big), data)))
    assert list(cut_file(str(big), calls=64)) == []


def test_utf_16_that_is_cut_within_a_letter_is_told(big: Path):
    data = big.read_text(encoding="utf-8").encode("utf-16")
    big.write_bytes(data[:-1])
    *calls, error = read_file(str(big))
    assert len(calls) > 3000
    assert isinstance(error, TranscriptError)
    assert (error.code, error.place) == ("encoding", str(big))


def test_what_is_no_file_of_lines_is_read_as_a_whole(tmp_path: Path):
    path = tmp_path / "list.json"
    path.write_text("[" + ",\n".join(line(n) for n in range(2000)) + "]", encoding="utf-8")
    assert list(cut_file(str(path), calls=64)) == []
    assert len(list(read_file(str(path)))) == 2000
    path.write_text("\n".join(json.dumps({"a": TEXT}) for _ in range(2000)), encoding="utf-8")
    (error,) = read_file(str(path))
    assert "JSON, but no transcript: it has the keys a" in str(error)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, encoding: str):
    peaks = []
    for times in (2500, 10_000):
        path = tmp_path / f"{times}.jsonl"
        with path.open("w", encoding=encoding) as out:
            out.writelines(line(n) + "\n" for n in range(times))
        tracemalloc.start()
        assert sum(1 for _ in read_file(str(path))) == times
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.1 * peaks[0]
