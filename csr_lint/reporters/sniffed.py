"""What a file is taken for, as text."""

from __future__ import annotations

from collections.abc import Iterator

from csr_lint.reporters.wording import clock, count, plain
from csr_lint.seen import CallSeen, FileSeen

CALLS = 5  # shown in full; a big file's others are like them
_TIMING = {"turn": "starts and ends", "start": "starts only", "none": "no times"}


def sniffed(seen: FileSeen) -> str:
    """Lines for a person, with a blank one behind them."""
    return "\n".join(_lines(seen)) + "\n\n"


def _lines(seen: FileSeen) -> Iterator[str]:
    yield plain(seen.path)
    formats = " and ".join(dict.fromkeys(call.format for call in seen.calls))
    if formats:
        why = f": {plain(seen.evidence)}" if seen.evidence else ""
        yield f"  {formats}{why}; {count(len(seen.calls), 'call')}"
    for fault in seen.faults:
        yield f"  cannot be read: {plain(fault)}"
    if seen.mapping is not None:
        yield "  this could be tried in csr-lint.toml, once it is looked through:"
        yield from ("    " + plain(line) for line in seen.mapping.splitlines())
    for call in seen.calls[:CALLS]:
        yield from _call(call)
    if len(seen.calls) > CALLS:
        yield f"  and {count(len(seen.calls) - CALLS, 'more call')}"


def _call(call: CallSeen) -> Iterator[str]:
    length = "" if call.seconds is None else f", {clock(round(call.seconds * 1000))}"
    facts = (call.kind, call.agent and f"agent {call.agent}", call.started)
    yield f"  call {plain(call.id)}: " + ", ".join(
        [
            count(call.segments, "segment") + length,
            _TIMING[call.timing],
            *(plain(fact) for fact in facts if fact),
        ]
    )
    if call.left_out:
        yield f"    {count(call.left_out, 'segment')} not taken for speech"
    for speaker in call.speakers:
        name = f" ({plain(speaker.name)})" if speaker.name else ""
        said = f"{count(speaker.segments, 'segment')}, {count(speaker.words, 'word')}"
        yield f"    {plain(speaker.label) or 'no label'}{name}: {speaker.role}; {said}"
    for note in call.notes:
        yield f"    {note.code}: {plain(note.message)}"
