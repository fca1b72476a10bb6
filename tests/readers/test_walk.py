"""Which files are read: named ones, and those of folders, each once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from csr_lint.errors import TranscriptError
from csr_lint.readers.walk import Found, opened, walk


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a/z.txt", "a/y.vtt", "c/.hidden", ".git/x.txt", "c/d/e.srt"):
        path = tmp_path / "calls" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(*given: str) -> list[str]:
    return [f"{f.path}{'!' if f.named else ''}" if isinstance(f, Found) else str(f) for f in walk(given)]


def test_folders_are_walked_in_sorted_order_without_hidden_things(tree: Path) -> None:
    assert paths("calls") == [
        os.path.join("calls", *p.split("/")) for p in ("a/y.vtt", "a/z.txt", "b.txt", "c/d/e.srt")
    ]


def test_named_files_are_marked_also_where_a_folder_holds_them(tree: Path) -> None:
    assert paths("calls/b.txt", "calls/c", "-") == ["calls/b.txt!", "calls/c/d/e.srt", "-!"]
    assert paths("calls", "calls/b.txt").count("calls/b.txt!") == 1


def test_each_file_comes_once(tree: Path) -> None:
    assert paths("calls/b.txt", "calls/b.txt", "./calls/b.txt") == ["calls/b.txt!"]


def test_what_does_not_exist_is_told_and_the_others_go_on(tree: Path) -> None:
    os.symlink("nowhere", "link")
    assert paths("nix", "link", "calls/b.txt") == [
        "nix: there is no such file or folder",
        "link: this link leads nowhere",
        "calls/b.txt!",
    ]


def test_a_mistyped_file_brings_the_nearest_name(tree: Path) -> None:
    assert paths("calls/bb.txt") == ['calls/bb.txt: there is no such file or folder; did you mean "calls/b.txt"?']
    assert paths("nowhere/at/all.txt") == ["nowhere/at/all.txt: there is no such file or folder"]


def test_links_that_lead_back_end_the_walk(tree: Path) -> None:
    os.symlink(tree / "calls", tree / "calls" / "c" / "back")
    os.symlink(tree / "calls" / "a", tree / "calls" / "again")
    assert paths("calls") == ["calls/a/y.vtt", "calls/a/z.txt", "calls/b.txt", "calls/c/d/e.srt"]


def test_a_folder_that_cannot_be_opened_is_told(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    assert paths("calls") == ["calls: the folder cannot be opened: Permission denied"]


def test_bytes_of_files_and_what_cannot_be_read(tree: Path) -> None:
    with opened("calls/b.txt") as file:
        assert file.read() == b"x"
    with pytest.raises(TranscriptError, match="shown: the file cannot be read"), opened("calls", "shown"):
        pass


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "in"
    file.write_bytes(b"\xff\x00")
    with file.open("r") as handle:
        monkeypatch.setattr("sys.stdin", handle)
        with opened("-") as found:
            assert found.read() == b"\xff\x00"
