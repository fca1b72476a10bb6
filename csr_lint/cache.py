"""Verdicts kept per call in the user's cache folder, so that a second run judges only what is new.

One small file a call, written whole and then renamed. Nothing is locked and nothing is shared: it works for any number
of runs at once and on network drives (where SQLite's write-ahead log does not), a process that is killed spoils
nothing, and a damaged entry is one call that is judged again. Each of 256 folders keeps its share of the size.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import msgspec

import csr_lint
from csr_lint.model import Call
from csr_lint.packed import cache_folder, key_of
from csr_lint.roles import RoleChoices
from csr_lint.rulebook import Rulebook

MOST = 512 << 20
"""Bytes that the results may take; about a hundred thousand calls."""
_FOLDERS = 256
_DIGEST = 16
_DAY = 86_400
_NEW = ".new-"


class ResultCache:
    """The evaluations of one rulebook with one choice of settings. What cannot be read or written is no fault."""

    def __init__(self, context: str, *, folder: Path | None = None, most: int = MOST) -> None:
        self._context = context.encode()
        self._folder = results_folder(folder)
        self._share = most // _FOLDERS
        self._encoder = msgspec.msgpack.Encoder()

    def key(self, call: Call) -> str:
        """The key of a call as it was read: its words, times, labels, id and source, and all that judges it."""
        return hashlib.blake2b(self._context + self._encoder.encode(call), digest_size=20).hexdigest()

    def load(self, key: str) -> bytes | None:
        """The evaluation as MessagePack; None where there is none, or it is damaged."""
        path = self._path(key)
        try:
            raw = path.read_bytes()
            if _sum(key, raw[_DIGEST:]) != raw[:_DIGEST]:
                return None
            packed = zlib.decompress(raw[_DIGEST:])
            if path.stat().st_mtime < time.time() - _DAY:
                os.utime(path)
        except (OSError, zlib.error):
            return None
        return packed

    def store(self, key: str, packed: bytes) -> None:
        """Keeps an evaluation, if it is not larger than an eighth of its folder's share."""
        body = zlib.compress(packed, 1)
        if 8 * len(body) > self._share:
            return
        path = self._path(key)
        with suppress(OSError):
            # The words of customers: for nobody else's eyes. mkstemp makes the file so.
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(prefix=_NEW, dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_sum(key, body) + body)
                os.replace(name, path)
            except BaseException:
                os.unlink(name)
                raise
            # By the key, so that it needs no counting: every 16th new entry looks after its folder.
            if key[2] == "0":
                _thin(path.parent, self._share)

    @property
    def is_proven(self) -> bool:
        """Was a linter ever built of this rulebook? Then its rules hold no fault."""
        return self.load(self._proof) is not None

    def prove(self) -> None:
        self.store(self._proof, b"")

    @property
    def _proof(self) -> str:
        return hashlib.blake2b(self._context, digest_size=20).hexdigest()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def results_folder(folder: Path | None = None) -> Path:
    """Where the results lie in a cache folder (by default the user's)."""
    return (folder or cache_folder()) / "results"


def _sum(key: str, body: bytes) -> bytes:
    return hashlib.blake2b(key.encode() + body, digest_size=_DIGEST).digest()


def _thin(folder: Path, share: int) -> None:
    """Takes the entries away that were not used for longest, until a fifth of the share is free; and what was left."""
    entries = sorted(_entries(folder), key=lambda e: e[1], reverse=True)
    total, full = 0, sum(size for _, _, size in entries) > share
    for path, used, size in entries:
        total += size
        left_over = path.name.startswith(_NEW) and used < time.time() - _DAY
        if left_over or (full and total > 0.8 * share):
            with suppress(OSError):
                path.unlink()


def _entries(folder: Path) -> Iterator[tuple[Path, float, int]]:
    """Path, time of last use and size of every entry in one of the folders."""
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            with suppress(OSError):
                told = entry.stat(follow_symlinks=False)
                yield Path(entry.path), told.st_mtime, told.st_size


def context_of(rulebook: Rulebook, choices: RoleChoices) -> str:
    """The key of all that judges: rules, weights and thresholds as chosen, the settings, csr-lint and spaCy."""
    encode = msgspec.msgpack.encode
    chosen = encode((rulebook.version, rulebook.rules, rulebook.scorecard))
    return key_of([chosen, msgspec.json.encode(choices, order="deterministic"), encode(list(_code()))])


def _code() -> Iterator[tuple[str, int, int]]:
    """Size and time of csr-lint's own files, so that a changed check is seen though its version is not; and spaCy's."""
    spacy = find_spec("spacy")
    places = (spacy.submodule_search_locations or ()) if spacy else ()
    about = [os.path.join(folder, "about.py") for folder in places]
    own = [
        os.path.join(folder, name)
        for top in csr_lint.__path__
        for folder, _, names in os.walk(top)
        for name in names
        if name.endswith(".py")
    ]
    for path in (*sorted(own), *about):
        told = os.stat(path)
        yield path, told.st_size, told.st_mtime_ns


class Kept(msgspec.Struct, frozen=True):
    """What lies in the cache: entries and their bytes."""

    entries: int
    size: int


def kept() -> Kept:
    """How many results lie in the user's cache folder."""
    sizes = [size for _, _, size in _all()]
    return Kept(len(sizes), sum(sizes))


def clear() -> Kept:
    """Takes all results away, and nothing else; says what there was."""
    there = kept()
    for path, _, _ in _all():
        with suppress(OSError):
            path.unlink()
    for folder in (*_folders(), results_folder()):
        with suppress(OSError):
            folder.rmdir()
    return there


def _all() -> Iterator[tuple[Path, float, int]]:
    for folder in _folders():
        yield from _entries(folder)


def _folders() -> list[Path]:
    return [results_folder() / f"{number:02x}" for number in range(_FOLDERS)]
