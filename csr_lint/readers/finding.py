"""Finds the readers by walking this folder and `keyed`: a new format is a new file."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from types import ModuleType

import msgspec

import csr_lint.readers
import csr_lint.readers.keyed
from csr_lint.errors import ConfigError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.about import About
from csr_lint.readers.source import Source
from csr_lint.suggest import did_you_mean


class Reader(msgspec.Struct, frozen=True):
    """A reader module's names; see `csr_lint.readers`."""

    name: str
    order: int
    sniff: Callable[[Source], str | None]
    read: Callable[[Source], Iterator[Call | TranscriptError]]
    by_line: bool = False
    by_row: bool = False
    about: About | None = None


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    return tuple(sorted((*_of(csr_lint.readers), *keyed_readers()), key=_place))


@cache
def keyed_readers() -> tuple[Reader, ...]:
    """The readers of JSON that is told by its keys; no other file needs them."""
    return tuple(sorted(_of(csr_lint.readers.keyed), key=_place))


@cache
def other_readers() -> tuple[Reader, ...]:
    """The readers of all else."""
    return tuple(sorted(_of(csr_lint.readers), key=_place))


def look_again() -> None:
    """Forgets which readers there are: for whoever adds one while the program runs."""
    for known in (readers, keyed_readers, other_readers):
        known.cache_clear()


def _of(folder: ModuleType) -> Iterator[Reader]:
    for found in pkgutil.iter_modules(folder.__path__):
        yield from _reader_in(import_module(f"{folder.__name__}.{found.name}"))


def _reader_in(module: ModuleType) -> Iterator[Reader]:
    if hasattr(module, "NAME"):
        by_line, by_row = getattr(module, "BY_LINE", False), getattr(module, "BY_ROW", False)
        about = getattr(module, "ABOUT", None)
        yield Reader(module.NAME, module.ORDER, module.sniff, module.read, by_line, by_row, about)


def _of_that_name(name: str) -> Iterator[Reader]:
    """The reader in a module of the format's own name, so that no other need be imported."""
    module = re.sub(r"\W", "_", name)
    for folder in (csr_lint.readers, csr_lint.readers.keyed):
        with suppress(ImportError):
            yield from _reader_in(import_module(f"{folder.__name__}.{module}"))


def _place(reader: Reader) -> tuple[int, str]:
    return reader.order, reader.name


def formats() -> tuple[str, ...]:
    """The names of all formats, in the order in which they are tried."""
    return tuple(reader.name for reader in readers())


def reader_named(name: str) -> Reader:
    """The reader of this format. Raises ConfigError, with the nearest name, if there is none."""
    found = next((r for r in _of_that_name(name) if r.name == name), None) or next(
        (r for r in readers() if r.name == name), None
    )
    if found is None:
        hint = did_you_mean(name, formats()) or f" ({len(formats())} formats are: see docs/formats.md)"
        raise ConfigError(f"there is no input format {name!r}{hint}")
    return found
