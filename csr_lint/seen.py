"""What `csr-lint sniff` tells of a file."""

from __future__ import annotations

import msgspec

from csr_lint.model import Note


class SpeakerSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A speaker of a call: label, name, the side that csr-lint takes them for, and how much they say."""

    label: str
    name: str | None
    role: str
    segments: int
    words: int


class CallSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A call as it was read. `timing`: turn (starts and ends), start, or none."""

    id: str
    format: str
    kind: str | None
    agent: str | None
    started: str | None
    segments: int
    left_out: int
    timing: str
    seconds: float | None
    speakers: tuple[SpeakerSeen, ...]
    notes: tuple[Note, ...]


class FileSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A file: what it is taken for, the calls in it, and what could not be read.

    `mapping`: for JSON that no reader knows, what could be tried as a table of the settings (TOML).
    """

    path: str
    evidence: str | None
    calls: tuple[CallSeen, ...]
    faults: tuple[str, ...]
    mapping: str | None = None
