"""Kept verdicts: the same to the last byte, found only for the same call and rules, harmless when damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest

from csr_lint.cache import ResultCache, clear, context_of, kept, results_folder
from csr_lint.lint import Linter
from csr_lint.model import Call, Role, Segment
from csr_lint.remembered import RememberingLinter
from csr_lint.roles import RoleChoices
from csr_lint.rulebook import Rulebook, load_rulebook

CALL = Call(
    id="c-1",
    source="week.jsonl",
    format="jsonl",
    segments=(
        Segment(index=0, label="agent", text="good morning how may i help", role=Role.AGENT, start_ms=0, end_ms=900),
        Segment(index=1, label="customer", text="it broke down again", role=Role.CUSTOMER, start_ms=950, end_ms=2000),
    ),
)
KEY = "ab0" + "c" * 37


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


@pytest.fixture
def cache(tmp_path: Path) -> ResultCache:
    return ResultCache("these rules", folder=tmp_path)


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def never() -> Linter:
    raise AssertionError("nothing is to be judged")


def test_what_is_kept_is_what_was_judged_and_needs_no_linter(rulebook: Rulebook, cache: ResultCache):
    first = RememberingLinter(lambda: Linter(rulebook), cache)
    first.prepare()
    fresh = first.lint(CALL)
    again = RememberingLinter(never, cache)
    again.prepare()
    assert msgspec.json.encode(again.lint(CALL)) == msgspec.json.encode(fresh)


def with_segment(**change: object) -> Call:
    first, *rest = CALL.segments
    return msgspec.structs.replace(CALL, segments=(msgspec.structs.replace(first, **change), *rest))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(with_segment(text="good morning how may i help?"), id="words"),
        pytest.param(with_segment(role=Role.UNKNOWN), id="role"),
        pytest.param(with_segment(label="AGENT"), id="label"),
        pytest.param(with_segment(start_ms=1), id="time"),
        pytest.param(msgspec.structs.replace(CALL, id="c-2"), id="id"),
        pytest.param(msgspec.structs.replace(CALL, source="monday.jsonl"), id="source"),
        pytest.param(msgspec.structs.replace(CALL, kind="chat"), id="kind"),
    ],
)
def test_another_call_has_another_key(cache: ResultCache, other: Call):
    assert cache.key(other) != cache.key(CALL)
    assert cache.key(msgspec.structs.replace(CALL)) == cache.key(CALL)


def test_whatever_changes_verdicts_changes_every_key(rulebook: Rulebook):
    card = msgspec.structs.replace(rulebook.scorecard, critical_cap=10)
    contexts = [
        context_of(rulebook, RoleChoices()),
        context_of(rulebook, RoleChoices(roles=(("A", Role.AGENT),))),
        context_of(rulebook, RoleChoices(agent_names=("A",))),
        context_of(rulebook.select(["OPN"]), RoleChoices()),
        context_of(msgspec.structs.replace(rulebook, scorecard=card), RoleChoices()),
        context_of(msgspec.structs.replace(rulebook, version="9"), RoleChoices()),
    ]
    assert len(set(contexts)) == len(contexts)
    assert len({ResultCache(context).key(CALL) for context in contexts}) == len(contexts)
    assert contexts[0] == context_of(load_rulebook(), RoleChoices())


def test_a_rulebook_that_was_just_made_has_the_key_of_one_read_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Else the verdicts of the first run would serve no later one."""
    monkeypatch.setenv("CSR_LINT_CACHE_DIR", str(tmp_path))
    made, read_back = (context_of(load_rulebook(), RoleChoices()) for _ in range(2))
    assert made == read_back


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "foreign", "stale"])
def test_a_damaged_entry_is_judged_again_and_rewritten(rulebook: Rulebook, cache: ResultCache, tmp_path: Path, spoil):
    linter = RememberingLinter(lambda: Linter(rulebook), cache)
    fresh = linter.lint(CALL)
    key = cache.key(CALL)
    path = results_folder(tmp_path) / key[:2] / key[2:]
    raw = path.read_bytes()
    if spoil == "stale":
        cache.store(key, msgspec.msgpack.encode({"another": "layout"}))
    else:
        flipped = raw[:30] + bytes([raw[30] ^ 1]) + raw[31:]
        path.write_bytes({"cut": raw[:-9], "flip": flipped, "empty": b"", "foreign": b"x" * 99}[spoil])
        assert cache.load(key) is None
    assert linter.lint(CALL) == fresh
    assert path.read_bytes() == raw


def test_an_entry_of_another_key_is_not_taken(cache: ResultCache, tmp_path: Path):
    cache.store(KEY, b"words")
    (path,) = entries(tmp_path)
    os.rename(path, path.with_name("d" * 38))
    assert cache.load("ab" + "d" * 38) is None


def test_it_keeps_under_its_size_and_the_latest_used_stay(tmp_path: Path):
    cache = ResultCache("x", folder=tmp_path, most=256 * 20_000)
    for number in range(400):
        key = f"ab{number % 16:x}{number:037x}"
        cache.store(key, os.urandom(1000))
        os.utime(results_folder(tmp_path) / "ab" / key[2:], (number, number))
    sizes = [path.stat().st_size for path in entries(tmp_path)]
    assert sum(sizes) <= 20_000 + 16 * 1100
    assert cache.load(f"ab{399 % 16:x}{399:037x}") is not None
    assert cache.load(f"ab0{0:037x}") is None


def test_use_keeps_an_entry_young(cache: ResultCache, tmp_path: Path):
    cache.store(KEY, b"words")
    (path,) = entries(tmp_path)
    os.utime(path, (1, 1))
    assert cache.load(KEY) == b"words"
    assert path.stat().st_mtime > time.time() - 60


def test_what_a_killed_process_left_is_swept(cache: ResultCache, tmp_path: Path):
    cache.store(KEY, b"words")
    left = results_folder(tmp_path) / "ab" / ".new-x"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    cache.store(KEY, b"words")
    assert not left.exists()


def test_one_that_is_too_large_is_not_kept(tmp_path: Path):
    cache = ResultCache("x", folder=tmp_path, most=256 * 1000)
    cache.store(KEY, os.urandom(200))
    assert entries(tmp_path) == []


def test_a_folder_that_cannot_be_made_is_no_fault(tmp_path: Path, rulebook: Rulebook):
    (tmp_path / "results").write_text("in the way", encoding="utf-8")
    linter = RememberingLinter(lambda: Linter(rulebook), ResultCache("x", folder=tmp_path))
    linter.prepare()
    assert linter.lint(CALL) == linter.lint(CALL)


@pytest.mark.skipif(os.name == "nt", reason="rights are another thing there")
def test_nobody_else_may_read_it(cache: ResultCache, tmp_path: Path):
    cache.store(KEY, b"words")
    (path,) = entries(tmp_path)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_clearing_takes_results_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CSR_LINT_CACHE_DIR", str(tmp_path))
    (tmp_path / "results" / "notes").mkdir(parents=True)
    (tmp_path / "results" / "notes" / "mine.txt").write_text("keep", encoding="utf-8")
    ResultCache("x").store(KEY, b"words")
    assert kept().entries == 1
    assert clear().entries == 1
    assert kept() == type(kept())(0, 0)
    assert [path.name for path in entries(tmp_path)] == ["mine.txt"]
