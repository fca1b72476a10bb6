"""Packs: whole or not at all, in the user's cache folder, bounded, never trusted blindly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csr_lint import packed
from csr_lint.rulebook import Rulebook, load_rulebook


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(packed.FOLDER, str(tmp_path))
    return tmp_path


def test_what_is_kept_is_read(folder: Path) -> None:
    packed.store("numbers", "k1", {"a": [1, 2]})
    assert packed.load("numbers", "k1", dict[str, list[int]]) == {"a": [1, 2]}
    assert packed.load("numbers", "k2", dict[str, list[int]]) is None
    assert [p.name for p in (folder / "packs").iterdir()] == ["numbers-k1.pack"]


@pytest.mark.parametrize("spoil", ["cut", "flipped", "empty", "foreign"])
def test_what_is_spoilt_is_not_used(folder: Path, spoil: str) -> None:
    packed.store("numbers", "k1", list(range(100)))
    path = folder / "packs" / "numbers-k1.pack"
    raw = path.read_bytes()
    spoilt = {"cut": raw[:50], "flipped": raw[:-1] + b"\xff", "empty": b"", "foreign": b"PK\x03\x04" * 20}
    path.write_bytes(spoilt[spoil])
    assert packed.load("numbers", "k1", list[int]) is None
    packed.store("numbers", "k1", list(range(100)))
    assert packed.load("numbers", "k1", list[int]) == list(range(100))


def test_data_of_another_shape_is_not_used() -> None:
    packed.store("numbers", "k1", "words")
    assert packed.load("numbers", "k1", list[int]) is None


def test_only_so_many_are_kept(folder: Path) -> None:
    for k in range(30):
        packed.store("numbers", f"k{k}", k)
        os.utime(folder / "packs" / f"numbers-k{k}.pack", (k, k))
    packed.store("numbers", "last", 1)
    assert len(list((folder / "packs").iterdir())) == 16
    assert packed.load("numbers", "last", int) == 1


def test_a_folder_that_cannot_be_written_is_no_fault(folder: Path) -> None:
    (folder / "packs").write_text("a file where the folder should be")
    packed.store("numbers", "k1", 1)
    assert packed.load("numbers", "k1", int) is None


def test_keys_tell_parts_apart() -> None:
    assert packed.key_of([b"ab", b"c"]) != packed.key_of([b"a", b"bc"])


def test_the_rulebook_is_the_same_from_its_pack(folder: Path) -> None:
    made = load_rulebook()
    (pack,) = (folder / "packs").glob("rulebook-*.pack")
    kept = load_rulebook()
    assert isinstance(kept, Rulebook)
    assert kept == made
    assert [rule.params for rule in kept.rules] == [rule.params for rule in made.rules]
    pack.write_bytes(pack.read_bytes()[:1000])
    assert load_rulebook() == made


def test_a_changed_rule_is_read_anew(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[cues.hello_there]\nsay = ["hello there"]\n', encoding="utf-8")
    assert load_rulebook(packs=[mine]).lexicon.cues["hello_there"].say == ("hello there",)
    mine.write_text('[cues.hello_there]\nsay = ["hello you"]\n', encoding="utf-8")
    assert load_rulebook(packs=[mine]).lexicon.cues["hello_there"].say == ("hello you",)


CALL = "Agent: Thanks for calling Brightline, this is Owen. How can I help?\nCustomer: You charged me twice, $45.99!\n"


def _modules(*arguments: str) -> str:
    code = (
        "import sys\nfrom csr_lint.cli.main import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('LOADED', sorted({m.split('.')[0] for m in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout.rpartition("LOADED")[2]


def test_two_processes_at_once_do_not_hurt_each_other(folder: Path) -> None:
    code = "from csr_lint.rulebook import load_rulebook; print(len(load_rulebook().rules))"
    running = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert {process.communicate()[0].strip() for process in running} == {str(len(load_rulebook().rules))}
    assert len(list((folder / "packs").glob("rulebook-*"))) == 1
    assert not list((folder / "packs").glob(".new-*"))


@pytest.mark.heavy
def test_with_a_pack_neither_spacy_nor_pandas_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "call.txt"
    file.write_text(CALL, encoding="utf-8")
    assert "'spacy'" in _modules("check", str(file), "--fail-on", "never")  # makes the pack
    for arguments in (["check", str(file), "--fail-on", "never"], ["--help"], ["rules"], ["explain", "HLD001"]):
        loaded = _modules(*arguments)
        assert "'csr_lint'" in loaded
        assert "'spacy'" not in loaded
        assert "'pandas'" not in loaded
