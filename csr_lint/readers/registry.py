"""Which reader reads a file: by what is in it, never by its name."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

import msgspec

import csr_lint.readers
from csr_lint.errors import ConfigError, NotATranscriptError, TranscriptError
from csr_lint.model import Call
from csr_lint.readers.records import keys_shown, refuse_broken
from csr_lint.readers.source import Source, open_source
from csr_lint.suggest import did_you_mean


class Reader(msgspec.Struct, frozen=True):
    """A reader module's four names; see `csr_lint.readers`."""

    name: str
    order: int
    sniff: Callable[[Source], str | None]
    read: Callable[[Source], Iterator[Call | TranscriptError]]


class Sniffed(msgspec.Struct, frozen=True):
    """The reader that took a file, and why."""

    reader: Reader
    evidence: str


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked."""
    found = []
    for module_info in pkgutil.iter_modules(csr_lint.readers.__path__):
        module = import_module(f"csr_lint.readers.{module_info.name}")
        if hasattr(module, "NAME"):
            found.append(Reader(module.NAME, module.ORDER, module.sniff, module.read))
    return tuple(sorted(found, key=lambda r: (r.order, r.name)))


def formats() -> tuple[str, ...]:
    """The names of all formats, in the order in which they are tried."""
    return tuple(reader.name for reader in readers())


def read_calls(path: str, data: bytes, *, input_format: str | None = None) -> Iterator[Call | TranscriptError]:
    """The calls in a file, each as soon as it is read; what cannot be read comes as a TranscriptError in its place.

    `path` is shown in messages and gives an id to calls that have none ("-" for standard input). `input_format` (see
    `formats`) skips the search for the format. A file that holds no transcript gives one NotATranscriptError.
    Raises ConfigError for an unknown `input_format`.
    """
    chosen = reader_named(input_format) if input_format else None
    return _read(path, data, chosen)


def reader_named(name: str) -> Reader:
    """The reader of this format. Raises ConfigError, with the nearest name, if there is none."""
    for reader in readers():
        if reader.name == name:
            return reader
    known = ", ".join(formats())
    raise ConfigError(f"there is no input format {name!r}{did_you_mean(name, formats())} (known: {known})")


def sniff(source: Source) -> Sniffed:
    """The reader for a file. Raises TranscriptError for JSON that is broken, NotATranscriptError when none takes it."""
    for reader in readers():
        if evidence := reader.sniff(source):
            return Sniffed(reader, evidence)
    tried = ", ".join(formats())
    if source.json is None:
        raise NotATranscriptError(f"no transcript found in it (tried {tried})", place=source.path)
    refuse_broken(source)
    seen = keys_shown(source.json.first)
    raise NotATranscriptError(f"JSON, but no transcript: {seen} (tried {tried})", place=source.path)


def _read(path: str, data: bytes, chosen: Reader | None) -> Iterator[Call | TranscriptError]:
    try:
        source = open_source(path, data)
        reader = chosen or sniff(source).reader
        yield from reader.read(source)
    except TranscriptError as error:
        yield error
