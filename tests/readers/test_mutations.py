"""Real files, spoilt: each gives calls or clear errors; one that is cut is never read as whole in silence."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.model import Call
from csr_lint.readers.registry import read_calls

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
LARGEST = 200_000
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not FORMATS.is_dir(), reason="../shared/formats is not there: no real files to spoil"),
]


def _files() -> list[Path]:
    found = [p for p in sorted(FORMATS.rglob("*")) if p.is_file() and p.suffix not in (".tsv", ".md")]
    return [path for path in found if 0 < path.stat().st_size <= LARGEST]


def _cut(data: bytes, draw: random.Random) -> bytes:
    return data[: draw.randrange(len(data))]


def _flip(data: bytes, draw: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice([1, 5, 40])):
        spoilt[draw.randrange(len(spoilt))] = draw.randrange(256)
    return bytes(spoilt)


def _drop_keys(data: bytes, draw: random.Random) -> bytes:
    """Some keys go, numbers become strings, values null or NaN; what is no JSON loses lines."""
    try:
        value = json.loads(data)
    except ValueError:
        return b"\n".join(line for line in data.split(b"\n") if draw.random() > 0.1)

    def spoil(value: object) -> object:
        if isinstance(value, dict):
            return {key: spoil(inner) for key, inner in value.items() if draw.random() > 0.02}
        if isinstance(value, list):
            return [spoil(inner) for inner in value if draw.random() > 0.01]
        if isinstance(value, int | float) and draw.random() < 0.05:
            return draw.choice([str(value), None, float("nan"), -1, 1e18])
        return draw.choice([None, 7, []]) if draw.random() < 0.005 else value

    return json.dumps(spoil(value)).encode()


def _respelt(data: bytes, draw: random.Random) -> bytes:
    """Another encoding, or other line ends."""
    text = data.decode("utf-8", "replace")
    encoding = draw.choice(["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    return text.replace("\n", draw.choice(["\n", "\r\n", "\r"])).encode(encoding, "replace")


@pytest.mark.parametrize("spoil", [_cut, _flip, _drop_keys, _respelt])
@pytest.mark.parametrize("path", _files() if FORMATS.is_dir() else [], ids=lambda p: p.name)
def test_it_gives_calls_or_clear_errors(path: Path, spoil: Callable[[bytes, random.Random], bytes]) -> None:
    draw = random.Random(path.name)
    data = path.read_bytes()
    for _ in range(3):
        for read in read_calls(path.name, spoil(data, draw) or b" "):
            assert isinstance(read, Call | TranscriptError)
            if isinstance(read, TranscriptError):
                assert read.message
                assert "Traceback" not in read.message
            else:
                assert read.segments


def _whole_json() -> list[Path]:
    """The real files of JSON that hold a transcript, as `real/*.toml` tell."""
    tables = [tomllib.loads(t.read_text(encoding="utf-8")) for t in (Path(__file__).parent / "real").glob("*.toml")]
    told = {name for table in tables for name, expected in table.items() if "refused" not in expected}
    return [path for path in _files() if path.suffix == ".json" and str(path.relative_to(FORMATS)) in told]


@pytest.mark.parametrize("path", _whole_json() if FORMATS.is_dir() else [], ids=lambda p: p.name)
def test_json_that_is_cut_is_told(path: Path) -> None:
    data = path.read_bytes().rstrip()
    whole = sum(len(read.segments) for read in read_calls(path.name, data) if isinstance(read, Call))
    for part in (0.3, 0.7, 0.99):
        found = list(read_calls(path.name, data[: int(len(data) * part)]))
        faults = [read for read in found if isinstance(read, TranscriptError)]
        assert faults or sum(len(read.segments) for read in found if isinstance(read, Call)) == whole
