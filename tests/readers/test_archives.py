"""Packed files are read as what is in them; cut, spoilt, locked and nested ones, and bombs, are told."""

from __future__ import annotations

import gzip
import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from csr_lint.cli.main import run
from csr_lint.errors import NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.lines import BIG
from csr_lint.readers.registry import cut_file, read_calls, read_file
from csr_lint.reading import Reading

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "sample_transcripts").iterdir() if p.suffix != ".md")
TALK = "Agent: good morning how may i help\nCustomer: it broke down\n"
TURNS = [{"speaker": "agent", "text": "good morning how may i help"}, {"speaker": "customer", "text": "it broke"}]


def from_elsewhere(calls: list[Call | TranscriptError]) -> list[Call]:
    assert all(isinstance(c, Call) for c in calls), calls
    return [msgspec.structs.replace(c, source="") for c in calls if isinstance(c, Call)]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda p: p.name)
def test_gzip_of_a_sample_is_read_as_the_sample(tmp_path, path):
    plain = from_elsewhere(list(read_file(str(path))))
    packed = tmp_path / f"{path.name}.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    read = list(read_file(str(packed)))
    assert from_elsewhere(read) == plain
    assert {c.source for c in read} == {str(packed)}
    assert from_elsewhere(list(read_calls(f"{path.name}.gz", packed.read_bytes()))) == plain


def test_all_samples_in_a_zip_are_read_in_its_order(tmp_path):
    packed = tmp_path / "week.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in reversed(SAMPLES):
            archive.write(path, f"week/{path.name}")
    read = list(read_file(str(packed)))
    expected = [c for path in reversed(SAMPLES) for c in read_file(str(path))]
    assert from_elsewhere(read) == from_elsewhere(expected)
    assert [c.source for c in read] == [f"{packed}/week/{Path(c.source).name}" for c in expected]


@contextmanager
def memory(most: int) -> Iterator[None]:
    """Fails where more than so many bytes are held at once."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak >> 20} MiB"


def big_lines(calls: int = 40) -> bytes:
    """About a megabyte for twenty calls, no two alike."""
    told = ({"id": f"c-{n}", "turns": [*TURNS, {"speaker": "agent", "text": f"{n} " * 20_000}]} for n in range(calls))
    return "".join(json.dumps(call) + "\n" for call in told).encode()


def test_many_calls_in_gzip_come_one_by_one(tmp_path):
    packed = tmp_path / "week.jsonl.gz"
    data = big_lines(400)
    packed.write_bytes(gzip.compress(data, 1))
    assert len(data) > 20 * BIG
    with memory(12 << 20):
        ids = [c.id for c in read_file(str(packed)) if isinstance(c, Call)]
    assert ids == [f"c-{n}" for n in range(400)]
    assert list(cut_file(str(packed), calls=10)) == []


@pytest.mark.parametrize("left", [0.02, 0.5, 0.97], ids=["the begin", "half", "nearly all"])
def test_a_cut_gzip_of_calls_gives_those_before_the_cut_and_says_so(tmp_path, left):
    packed = gzip.compress(big_lines(60), 1)
    (tmp_path / "week.jsonl.gz").write_bytes(packed[: int(left * len(packed))])
    *calls, last = read_file(str(tmp_path / "week.jsonl.gz"))
    assert (last.code, last.message) == ("truncated", "the compressed file breaks off before its end: is it cut?")
    assert [c.id for c in calls] == [f"c-{n}" for n in range(len(calls))]
    assert (len(calls) > 20) == (left > 0.4)


@pytest.mark.parametrize("left", [2, 9, 30, -9, -1])
def test_a_cut_gzip_of_one_call_gives_no_half_call(tmp_path, left):
    path = tmp_path / "call.txt.gz"
    path.write_bytes(gzip.compress(TALK.encode() * 9)[:left])
    (fault,) = read_file(str(path))
    assert isinstance(fault, TranscriptError)
    assert not isinstance(fault, NotATranscriptError)
    assert (fault.code, fault.place) == ("truncated", str(path))


def test_gzip_that_is_spoilt_is_told(tmp_path, fault):
    packed = bytearray(gzip.compress(TALK.encode() * 9))
    packed[-6] ^= 0xFF
    assert fault(bytes(packed)).code == "bad-archive"
    assert fault(gzip.compress(TALK.encode())[:12] + b"\xff" * 40).code == "bad-archive"
    assert "not readable gzip" in fault(bytes(packed)).message


def test_gzip_in_parts_and_twice_packed(one):
    halves = [gzip.compress(half.encode()) for half in (TALK, TALK.replace("morning", "evening"))]
    assert len(one(b"".join(halves)).segments) == 4
    assert one(gzip.compress(TALK.encode()), "calls/call.txt.gz").id == "call"


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


OTHERS = (
    ("__MACOSX/a.txt", TALK.encode()),
    ("a/.DS_Store", b"\x00\x01"),
    (".hidden.txt", TALK.encode()),
    ("README.md", b"# no call\n"),
    ("picture.png", b"\x89PNG\r\n\x1a\n\x00"),
    ("folder/", b""),
)


def test_transcripts_among_other_files_are_read_with_their_places(read):
    data = zipped(
        OTHERS[0],
        ("mon/early/a.txt", TALK.encode()),
        *OTHERS[1:],
        ("tue\\b.txt", TALK.encode()),
        ("../up.txt", TALK.encode()),
        ("c.jsonl", json.dumps({"id": "x", "turns": TURNS}).encode() + b"\n{]\n"),
        ("d.txt.gz", gzip.compress(TALK.encode())),
    )
    found = read(data, "in/week.zip")
    assert [c.source if isinstance(c, Call) else f"! {c.place}" for c in found] == [
        "in/week.zip/mon/early/a.txt",
        "in/week.zip/tue\\b.txt",
        "in/week.zip/../up.txt",
        "in/week.zip/c.jsonl",
        "! in/week.zip/c.jsonl:2",
        "in/week.zip/d.txt.gz",
    ]
    assert [c.id for c in found if isinstance(c, Call)] == ["a", "tue\\b", "up", "x", "d"]


@pytest.mark.parametrize("members", [(), OTHERS], ids=["empty", "only other files"])
def test_an_archive_without_a_transcript_is_none(fault, members):
    error = fault(zipped(*members) if members else zipped(("folder/", b"")))
    assert isinstance(error, NotATranscriptError)
    assert error.message == "no transcript found in this archive"


def test_an_archive_within_is_refused_and_the_others_are_read(read):
    inner = zipped(("a.txt", TALK.encode()))
    error, call = read(zipped(("in/inner.zip", inner), ("b.txt", TALK.encode())), "w.zip")
    assert (error.code, error.place) == ("bad-archive", "w.zip/in/inner.zip")
    assert "unpack it first" in error.message
    assert call.id == "b"


def test_an_empty_member_is_told(read):
    empty, call = read(zipped(("a.txt", b""), ("b.txt", TALK.encode())), "w.zip")
    assert (empty.code, empty.place, call.id) == ("empty", "w.zip/a.txt", "b")


def locked(data: bytes, name: bytes) -> bytes:
    """The archive with the flag of encryption on one of its members."""
    raw = bytearray(data)
    for magic, flags, at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        place = raw.find(magic)
        while place >= 0:
            if raw[place + at : place + at + len(name)] == name:
                raw[place + flags] |= 1
            place = raw.find(magic, place + 4)
    return bytes(raw)


def test_a_member_with_a_password_is_told_and_the_others_are_read(read):
    data = locked(zipped(("a.txt", TALK.encode()), ("b.txt", TALK.encode())), b"a.txt")
    error, call = read(data, "w.zip")
    assert (error.code, error.place) == ("bad-archive", "w.zip/a.txt")
    assert "password" in error.message
    assert call.id == "b"


def test_a_spoilt_member_is_told_and_the_others_are_read(read):
    data = bytearray(zipped(("a.txt", TALK.encode() * 5), ("b.txt", TALK.encode())))
    data[45] ^= 0xFF
    error, call = read(bytes(data), "w.zip")
    assert (error.code, error.place, call.id) == ("bad-archive", "w.zip/a.txt", "b")


@pytest.mark.parametrize("left", [10, 200, -30, -1])
def test_a_cut_archive_is_told(fault, left):
    error = fault(zipped(("a.txt", TALK.encode() * 9), ("b.txt", TALK.encode()))[:left], "w.zip")
    assert (error.code, error.place) == ("truncated", "w.zip")
    assert not isinstance(error, NotATranscriptError)


def test_a_size_that_is_a_lie_is_no_way_around_the_bounds(read):
    data = bytearray(zipped(("a.txt", bytes(1 << 20)), ("b.txt", TALK.encode())))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 50)
    error, call = read(bytes(data), "w.zip")
    assert (error.code, error.place, call.id) == ("bad-archive", "w.zip/a.txt", "b")


ZEROS = gzip.compress(bytes(16 << 20), 9)
LINES = gzip.compress(TALK.encode() * 300_000, 9)


@pytest.mark.parametrize("piece", [ZEROS, LINES], ids=["zeros", "one line again and again"])
def test_a_gzip_bomb_is_refused_without_the_memory(tmp_path, piece):
    """Four gigabytes of what can be packed best."""
    path = tmp_path / "call.txt.gz"
    path.write_bytes(piece * (256 if piece is ZEROS else 250))
    with memory(150 << 20):
        (fault,) = read_file(str(path))
    assert (fault.code, fault.place) == ("too-large", str(path))
    assert "it is not unpacked" in fault.message


def test_a_bomb_in_a_zip_is_refused_and_the_others_are_read(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("a.txt", "w") as member:
            for _ in range(64):
                member.write(bytes(1 << 20))
        archive.writestr("b.txt", TALK)
        archive.writestr("c.txt.gz", ZEROS * 256)
    with memory(150 << 20):
        bomb, call, inner = read(out.getvalue(), "w.zip")
    assert (bomb.code, bomb.place, call.id) == ("too-large", "w.zip/a.txt", "b")
    assert (inner.code, inner.place) == ("too-large", "w.zip/c.txt.gz")


def test_an_archive_that_says_it_is_too_large_is_refused_at_once(fault):
    data = bytearray(zipped(("a.txt", TALK.encode()), ("b.txt", TALK.encode())))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 600 << 20)
    error = fault(bytes(data), "w.zip")
    assert (error.code, error.place) == ("too-large", "w.zip")
    assert "512 MiB or 20,000 files" in error.message


def test_what_packs_well_is_no_bomb_while_it_is_small(one):
    assert len(one(gzip.compress(TALK.encode() * 5000, 9)).segments) == 10_000


UMLAUTS = "Agent: grüß Gott, hier ist Müller\nCustomer: schön, ich möchte etwas fragen\n"


@pytest.mark.parametrize("encoding", ["cp850", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252", "mac_roman"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_an_encoding_that_is_told_is_taken(one, encoding, packed):
    data = UMLAUTS.encode(encoding)
    call = one(gzip.compress(data) if packed else data, encoding=encoding)
    assert [s.text for s in call.segments] == [line.partition(": ")[2] for line in UMLAUTS.splitlines()]
    assert call.notes == ()


@pytest.mark.heavy
def test_an_encoding_that_is_told_is_taken_for_members_and_big_files_too(tmp_path, read):
    (call,) = read(zipped(("a.txt", UMLAUTS.encode("cp850"))), "w.zip", encoding="cp850")
    assert call.segments[0].text == "grüß Gott, hier ist Müller"
    (tmp_path / "long.txt").write_bytes(UMLAUTS.encode("cp850") * 20_000)
    (call,) = read_file(str(tmp_path / "long.txt"), Reading(encoding="cp850"))
    assert {s.text for s in call.segments} == {line.partition(": ")[2] for line in UMLAUTS.splitlines()}


def test_a_byte_order_mark_knows_better(one):
    assert one(UMLAUTS.encode("utf-8-sig"), encoding="cp850").segments[0].text.startswith("grüß")


@pytest.mark.parametrize(
    ("encoding", "says"),
    [("utf-8", "the text is not in utf-8"), ("ascii", "not in ascii"), ("utf-32", "not in utf-32")],
)
def test_a_text_in_another_encoding_is_told(fault, encoding, says):
    error = fault(UMLAUTS.encode("cp850"), encoding=encoding)
    assert error.code == "encoding"
    assert says in error.message


@pytest.mark.parametrize("name", ["cp8500", "utf8-with-mark", "", "base64", "rot13"])
def test_a_name_that_is_no_encodings_is_refused_by_the_command_line(tmp_path, monkeypatch, capsys, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "call.txt").write_text(TALK, encoding="utf-8")
    assert run(["convert", "call.txt", "--encoding", name]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f'csr-lint: encoding "{name}": there is none of that name')
    assert len(err.splitlines()) == 1
