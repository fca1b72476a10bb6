"""Where reports go: standard output, and files and folders that are whole or not there at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from csr_lint.errors import ConfigError
from csr_lint.reporters.contract import Reporter


def check_outputs(paths: Sequence[Path], *, folders: Sequence[Path] = ()) -> None:
    """Raises ConfigError where an output cannot be made, before a call is read; `folders`: those that may be one."""
    for path in paths:
        if str(path) == "-":
            raise ConfigError("standard output takes its format from --format; --output takes FORMAT=FILE", place="-")
        if path.is_dir() and path not in folders:
            raise ConfigError("is a folder; --output takes FORMAT=FILE", place=str(path))
        if not path.parent.is_dir():
            raise ConfigError(f"there is no folder {path.parent}", place=str(path))
    twice = {str(path) for path in paths if list(paths).count(path) > 1}
    if twice:
        raise ConfigError(f"two outputs go to {', '.join(sorted(twice))}")


def check_terminal(chosen: Reporter) -> None:
    """Raises ConfigError where what is no text would go to a terminal."""
    if chosen.binary and sys.stdout.isatty():
        raise ConfigError(f"{chosen.name} is no text for a terminal: give --output {chosen.name}=FILE")


class Held(StringIO):
    """What goes to the terminal once the progress bar, which lives there too, is gone."""

    def isatty(self) -> bool:
        return True


@contextmanager
def standard_output(*, exact: bool) -> Iterator[TextIO]:
    """Standard output; `exact` for machines: UTF-8 and plain line ends. For people: what cannot be shown is a "?"."""
    out = sys.stdout
    if isinstance(out, TextIOWrapper):
        if exact:
            out.reconfigure(encoding="utf-8", newline="\n")
        else:
            out.reconfigure(errors="replace")
    if not (out.isatty() and sys.stderr.isatty()):
        yield out
        return
    with Held() as held:
        yield held
        out.write(held.getvalue())
        out.flush()


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that appears under its name only when all of it is written (pipes and devices: at once)."""
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        return
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from error
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as out:
            yield out
        os.chmod(name, path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)
        raise


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A new folder beside `path` that takes its place only when all in it is written; what was there goes then."""
    parent = path.absolute().parent
    try:
        beside = Path(tempfile.mkdtemp(dir=parent, prefix=f".{path.name}.", suffix=".part"))
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", place=str(path)) from error
    try:
        yield beside
        beside.chmod(0o777 & ~_umask())
        if path.exists():
            before = Path(tempfile.mkdtemp(dir=parent, prefix=f".{path.name}.", suffix=".old"))
            os.replace(path, before)  # onto an empty folder: the earlier report is whole under one of the names
            os.replace(beside, path)
            shutil.rmtree(before, ignore_errors=True)
        else:
            os.replace(beside, path)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
