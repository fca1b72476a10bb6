"""What a file is taken for, and why: format, evidence, speakers, timing, and what had to be guessed."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.errors import TranscriptError, encodable
from csr_lint.model import Call, Segment
from csr_lint.readers.registry import evidence_of, json_of, read_file
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.roles import RoleChoices, assign_roles, load_vocabulary
from csr_lint.seen import CallSeen, FileSeen, SpeakerSeen
from csr_lint.sketch import sketch


def sniff_file(
    path: str,
    reading: Reading = AS_FOUND,
    *,
    choices: RoleChoices | None = None,
) -> FileSeen:
    """Looks at a file as `csr-lint check` would read it."""
    calls, faults = [], []
    for read in read_file(path, reading):
        if isinstance(read, TranscriptError):
            faults.append(str(read))
        else:
            told = assign_roles(read, choices=choices, vocabulary=load_vocabulary())
            calls.append(_seen(read, told))
    evidence = evidence_of(path, reading)
    unknown = None if calls or evidence or reading.format else json_of(path, reading)
    return FileSeen(
        path=encodable(path),
        evidence=evidence,
        calls=tuple(calls),
        faults=tuple(faults),
        mapping=None if unknown is None else sketch(unknown),
    )


def _seen(read: Call, told: Call) -> CallSeen:
    ends = [s.end_ms for s in read.segments if s.end_ms is not None]
    last = read.duration_ms if read.duration_ms is not None else max(ends, default=None)
    return CallSeen(
        id=read.id,
        format=read.format,
        kind=read.kind,
        agent=read.agent,
        started=read.started,
        segments=len(read.segments),
        left_out=sum(s.left_out is not None for s in read.segments),
        timing=_timing(read),
        seconds=None if last is None else last / 1000,
        speakers=tuple(_speakers(told)),
        notes=told.notes,
    )


def _timing(call: Call) -> str:
    if call.timed:
        return "turn"
    return "start" if any(s.start_ms is not None for s in call.segments) else "none"


def _speakers(call: Call) -> Iterator[SpeakerSeen]:
    said: dict[tuple[str, str | None], list[Segment]] = {}
    for segment in call.segments:
        said.setdefault((segment.label, segment.name), []).append(segment)
    for (label, name), segments in said.items():
        words = sum(len(s.text.split()) for s in segments)
        role = segments[0].role.value
        yield SpeakerSeen(label=label, name=name, role=role, segments=len(segments), words=words)
