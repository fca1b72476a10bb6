"""Which files to read: those named, and those in folders, in sorted order."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from csr_lint.errors import TranscriptError
from csr_lint.readers.source import PARQUET
from csr_lint.suggest import did_you_mean

STDIN = "-"


class Found(msgspec.Struct, frozen=True):
    """A file to read. `named`: the user named it, so it must be a transcript; else it was found in a folder."""

    path: str
    named: bool


def walk(paths: Sequence[str]) -> Iterator[Found | TranscriptError]:
    """The files that these paths stand for, each once, folders in sorted order; "-" is handed on as it is.

    Hidden files and folders inside a folder are passed over, links that lead back are not followed again. A path
    that does not exist, or a folder that cannot be opened, comes as a TranscriptError in its place.
    """
    named = {os.path.realpath(path) for path in paths if path != STDIN and not os.path.isdir(path)}
    seen: set[str] = set()
    for path in paths:
        if path == STDIN:
            yield Found(STDIN, named=True)
        elif os.path.isdir(path):
            yield from _walk_folder(path, named, seen, (os.path.realpath(path),))
        elif os.path.exists(path):
            yield from _once(path, named, seen)
        else:
            missing = f"there is no such file or folder{near_file(path)}"
            what = "this link leads nowhere" if os.path.islink(path) else missing
            yield TranscriptError(what, place=path, code="not-found")


def near_file(path: str) -> str:
    """A tail for an error message: a file beside this path, which is none, whose name is nearly the same."""
    folder = os.path.dirname(path)
    try:
        names = sorted(os.listdir(folder or "."))
    except OSError:
        return ""
    return did_you_mean(path, [os.path.join(folder, name) for name in names if not name.startswith(".")])


def _once(path: str, named: set[str], seen: set[str]) -> Iterator[Found]:
    real = os.path.realpath(path)
    if real not in seen:
        seen.add(real)
        yield Found(path, named=real in named)


def _walk_folder(
    folder: str, named: set[str], seen: set[str], above: tuple[str, ...]
) -> Iterator[Found | TranscriptError]:
    """`above` holds the real paths of the folders that led here, so that a link back to one of them is not followed."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        yield TranscriptError(f"the folder cannot be opened: {error.strerror}", place=folder)
        return
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            real = os.path.realpath(path)
            if real not in above:
                yield from _walk_folder(path, named, seen, (*above, real))
        elif os.path.isfile(path):
            yield from _once(path, named, seen)


def holds_parquet(path: str) -> bool:
    """Is this a file on the disk with the first bytes of Parquet?"""
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return file.read(len(PARQUET)) == PARQUET
    except OSError:
        return False


@contextmanager
def opened(path: str, shown: str | None = None) -> Iterator[BinaryIO]:
    """A file's bytes, or those of standard input for "-". Raises TranscriptError (place: `shown`) if it cannot."""
    try:
        if path == STDIN:
            yield sys.stdin.buffer
            return
        with open(path, "rb") as file:
            yield file
    except OSError as error:
        raise TranscriptError(f"the file cannot be read: {error.strerror}", place=shown or path) from error
