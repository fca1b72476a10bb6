"""What is dear to make, kept in the user's cache folder: written whole, checked when read, made anew when in doubt.

A pack is data (MessagePack) behind the checksum of its bytes; its name is the key of what it was made from. One that is
cut, foreign or older is not used. Two processes may write the same one at once: the last whole file stands.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from csr_lint.version import __version__

T = TypeVar("T")
FOLDER = "CSR_LINT_CACHE_DIR"
_ENDING = ".pack"
_KEPT = 16  # packs of a kind; a pack is a megabyte or two
_NEW = ".new-"
_DAY = 86_400
_DIGEST = hashlib.sha256().digest_size


def cache_folder() -> Path:
    """Where csr-lint keeps what can be made anew: $CSR_LINT_CACHE_DIR, else the system's folder for caches."""
    if own := os.environ.get(FOLDER):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "csr-lint" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "csr-lint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "csr-lint"


def key_of(parts: Iterable[bytes]) -> str:
    """The key of what these bytes make with this csr-lint."""
    total = hashlib.sha256(__version__.encode())
    for part in (_code(), *parts):
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.hexdigest()[:40]


@cache
def _code() -> bytes:
    """A stamp of the code that makes packs, so that a changed copy of csr-lint does not read what another made."""
    here = Path(__file__).parent
    found = [file.stat() for folder in (here, here / "cues") for file in sorted(folder.glob("*.py"))]
    return repr([(stat.st_size, stat.st_mtime_ns) for stat in found]).encode()


def load(kind: str, key: str, type_: type[T]) -> T | None:
    """The pack of that kind and key; None where there is none that is whole."""
    try:
        path = _path(kind, key)
        raw = path.read_bytes()
        if path.stat().st_mtime < time.time() - _DAY:
            os.utime(path)  # the packs that are used are not the first to go
    except (OSError, RuntimeError):
        return None
    if hashlib.sha256(raw[_DIGEST:]).digest() != raw[:_DIGEST]:
        return None
    try:
        return msgspec.msgpack.decode(raw[_DIGEST:], type=type_)
    except (msgspec.MsgspecError, ValueError):
        return None


def store(kind: str, key: str, value: object) -> None:
    """Keeps a pack; a folder that cannot be written is no fault, only slower."""
    raw = msgspec.msgpack.encode(value)
    with suppress(OSError, RuntimeError):
        path = _path(kind, key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_NEW, dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(raw).digest() + raw)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        _prune(path.parent, kind)


def _path(kind: str, key: str) -> Path:
    return cache_folder() / "packs" / f"{kind}-{key}{_ENDING}"


def _prune(folder: Path, kind: str) -> None:
    """Only so many packs of a kind are kept, those used last; and nothing that a process left when it was killed."""
    packs = sorted(folder.glob(f"{kind}-*{_ENDING}"), key=lambda p: p.stat().st_mtime, reverse=True)
    left_over = (p for p in folder.glob(f"{_NEW}*") if p.stat().st_mtime < time.time() - _DAY)
    for old in (*packs[_KEPT:], *left_over):
        old.unlink(missing_ok=True)
