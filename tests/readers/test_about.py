"""What readers tell of themselves: complete, true of the real files, and what docs/formats.md shows."""

from __future__ import annotations

import re
import runpy
import tomllib
from pathlib import Path

import msgspec
import pytest

from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.finding import Reader, readers
from csr_lint.readers.registry import read_file, sniff
from csr_lint.readers.source import open_source

ROOT = Path(__file__).parents[2]
FORMATS = ROOT.parent / "shared" / "formats"
MAKER = runpy.run_path(str(ROOT / "docs" / "make_formats.py"))
OWN = "csr-lint's own"
BORNE = sorted(
    {
        told["format"]
        for table in (Path(__file__).parent / "real").glob("*.toml")
        for told in tomllib.loads(table.read_text(encoding="utf-8")).values()
        if "format" in told
    }
)

every_reader = pytest.mark.parametrize("reader", readers(), ids=lambda reader: reader.name)


def about_of(reader: Reader) -> About:
    assert reader.about is not None, f"{reader.name} has no ABOUT"
    return reader.about


def names_of(reader: Reader) -> set[str]:
    """The format names that a reader's calls bear: its own, and those in backticks in its title."""
    return {reader.name} | backticked(about_of(reader).title)


def backticked(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


@every_reader
def test_every_reader_says_all_but_perhaps_on_what_it_was_verified(reader: Reader) -> None:
    told = msgspec.structs.asdict(about_of(reader))
    assert [key for key, value in told.items() if not value.strip() and key != "verified"] == []
    assert [key for key, value in told.items() if "\n" in value or len(value) > 90] == []
    assert told["group"] in MAKER["GROUPS"]


def test_no_title_stands_twice() -> None:
    titles = [about_of(reader).title for reader in readers()]
    assert len(set(titles)) == len(titles)


def test_the_committed_page_is_what_the_readers_say() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    assert page == MAKER["page"](), "run: python docs/make_formats.py"
    assert len(re.findall(r"^\|[^|]*\| `", page, re.MULTILINE)) == len(readers())


@pytest.mark.parametrize("name", BORNE)
def test_a_format_of_real_files_is_verified(name: str) -> None:
    (reader,) = (reader for reader in readers() if name in names_of(reader))
    assert about_of(reader).verified


def read_by(path: Path) -> tuple[str, set[str]] | None:
    """The reader that takes a file, and the format names that its calls bear; None where it is refused."""
    borne = {call.format for call in read_file(str(path)) if isinstance(call, Call)}
    if not borne:
        return None
    return sniff(open_source(str(path), path.read_bytes())).reader.name, borne


@pytest.mark.skipif(not FORMATS.is_dir(), reason="../shared/formats is not there: no real files to read")
def test_what_is_called_verified_has_read_a_real_file() -> None:
    found = [told for path in sorted(FORMATS.glob("*/*")) if (told := read_by(path))]
    named = {r.name: names_of(r) | backticked(about_of(r).recognised) for r in readers()}
    assert [(name, borne) for name, borne in found if not borne <= named[name]] == []
    claimed = {r.name for r in readers() if about_of(r).verified and about_of(r).group != OWN}
    assert claimed - {name for name, _ in found} == set()
