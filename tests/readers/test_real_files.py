"""Real files of every format, where they are at hand: each is read whole, or refused with the true reason.

`real/*.toml` say what each file must be read as: `format` and the number of `segments` of each call in it, or
`refused`, words of the message.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from csr_lint.converting import own_line
from csr_lint.model import Call
from csr_lint.readers.registry import read_calls, read_file
from csr_lint.roles import assign_roles, load_vocabulary

FORMATS = Path(__file__).parents[3] / "shared" / "formats"
EXPECTED = {
    name: told
    for table in sorted((Path(__file__).parent / "real").glob("*.toml"))
    for name, told in tomllib.loads(table.read_text(encoding="utf-8")).items()
}
pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="../shared/formats is not there: no real files to read")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_it_is_read_whole_or_refused(name: str) -> None:
    told, found = EXPECTED[name], list(read_file(str(FORMATS / name)))
    if "refused" in told:
        (error,) = found
        assert not isinstance(error, Call)
        assert told["refused"] in str(error)
        return
    calls = [call for call in found if isinstance(call, Call)]
    assert calls == found
    assert {call.format for call in calls} == {told["format"]}
    assert [len(call.segments) for call in calls] == told["segments"]


def test_every_real_file_is_told_of() -> None:
    there = {str(p.relative_to(FORMATS)) for p in FORMATS.rglob("*") if p.is_file() and p.parent != FORMATS}
    assert there == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(name for name, told in EXPECTED.items() if "refused" not in told))
def test_it_comes_back_from_csr_lints_own_form(name: str) -> None:
    for call in read_file(str(FORMATS / name)):
        assert isinstance(call, Call)
        (again,) = read_calls("converted.jsonl", own_line(call, id=call.id).encode())
        assert isinstance(again, Call)
        assert _told(again) == _told(call)


def _told(call: Call) -> object:
    """What a call is judged by. csr-lint's own form tells "agent" and the like as sides, whatever the file did."""
    segments = [(s.label, s.name, s.text, s.start_ms, s.end_ms, s.channel, s.left_out) for s in call.segments]
    sides = [s.role for s in assign_roles(call, vocabulary=load_vocabulary()).segments]
    return segments, sides, call.id, call.kind, call.agent, call.started, call.figures, [n.code for n in call.notes]
