"""One call among many: by its file, by FILE#ID, by its id."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

from csr_lint.callids import CallIds
from csr_lint.errors import ConfigError, TranscriptError
from csr_lint.intake import read_found
from csr_lint.model import Call
from csr_lint.outcome import Unreadable
from csr_lint.readers.walk import near_file, walk
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.suggest import did_you_mean

SHOWN_IDS = 5


def find_call(wanted: str, paths: Sequence[str], *, reading: Reading = AS_FOUND) -> Call:
    """The call of that name: a file that holds one call, FILE#ID, or an id that occurs in `paths`.

    Raises TranscriptError or ConfigError where there is none, or more than one.
    """
    if wanted == "-" or os.path.isfile(wanted):
        return _only_call(wanted, reading)
    for at, sign in enumerate(wanted):
        if sign == "#" and os.path.isfile(wanted[:at]):
            found = _calls([wanted[:at]], reading)
            name = wanted[at + 1 :]
            return _named(name, [(_short(call), call) for call in found], wanted[:at])
    if os.path.isdir(wanted):
        raise ConfigError("is a folder; show takes one call: a file, FILE#ID, or an id and where to look", place=wanted)
    where, calls = ", ".join(paths), [(call.id, call) for call in _calls(paths, reading)]
    if os.sep in wanted and wanted not in dict(calls):
        raise ConfigError(f"there is no such file, and no call of that id in {where}{near_file(wanted)}", place=wanted)
    return _named(wanted, calls, where)


def _only_call(path: str, reading: Reading) -> Call:
    found = _calls([path], reading)
    if len(found) != 1:
        ids = ", ".join(_short(call) for call in found[:SHOWN_IDS]) + (", …" if len(found) > SHOWN_IDS else "")
        raise ConfigError(f"holds {len(found)} calls; say which as {path}#ID (ids: {ids})", place=path)
    return found[0]


def _named(wanted: str, calls: Sequence[tuple[str, Call]], where: str) -> Call:
    for name, call in calls:
        if name == wanted:
            return call
    hint = did_you_mean(wanted, [name for name, _ in calls]) or near_file(wanted)
    raise ConfigError(f'there is no call "{wanted}" here{hint}', place="this folder" if where == "." else where)


def _short(call: Call) -> str:
    """A call's id within its own file."""
    return call.id.removeprefix(f"{call.source}#")


def _calls(paths: Sequence[str], reading: Reading) -> list[Call]:
    """The calls under the ids that `lint_paths` gives them. Raises the first error where there is no call at all."""
    ids, found, errors = CallIds(), [], []
    for file in walk(paths):
        for read in read_found(file, reading):
            if isinstance(read, Call):
                found.append(msgspec.structs.replace(read, id=ids.apart(read.id, read.source)))
            elif isinstance(read, Unreadable):
                errors.append(read)
    if errors and not found:
        raise TranscriptError(errors[0].message, place=errors[0].place, code=errors[0].code)
    return found
