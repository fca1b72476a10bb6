"""What is no call's story, for the terminal: what could not be read, was read with doubts, or was passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from csr_lint.model import Evaluation, Note
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.reporters.blocks import heading
from csr_lint.reporters.sections import clipped
from csr_lint.reporters.wording import count, few_of, plain

# Notes on what is guessed all the time, and well.
USUAL = ("role-guessed", "role-assumed", "unit-guessed", "time-rebased")


def doubts(evaluation: Evaluation) -> list[Note]:
    """What was odd in a transcript; who is who is guessed too often to be named here."""
    return [note for note in evaluation.call.notes if note.code not in USUAL]


def unread(faults: Sequence[Unreadable]) -> Iterator[RenderableType]:
    """What could not be read, all of it."""
    if faults:
        yield heading("Could not be read")
        # One line each, however long: a line that wraps cannot be searched for or clicked on.
        yield from (Text(f"  {plain(str(fault))}", style="red", no_wrap=True) for fault in faults)


def odd(lines: Sequence[str], *, most: int) -> Iterator[RenderableType]:
    """What was odd in transcripts that were read."""
    if not lines:
        return
    if most:
        yield heading("Read with doubts")
        yield from (Text(f"  {plain(line)}", style="dim", no_wrap=True) for line in lines[:most])
    if len(lines) > most:
        told = f"  and {len(lines) - most} more" if most else f"{count(len(lines), 'doubt')} about what was read"
        yield Text(f'{told}; "notes" of --format jsonl tells all', style="dim")


def passed_over(skipped: Sequence[Skipped]) -> Iterator[RenderableType]:
    """Files that are no transcripts."""
    if skipped:
        names = few_of([plain(file.source) for file in skipped], 3)
        one = len(skipped) == 1
        told = f"{count(len(skipped), 'file')} skipped, {'not a transcript' if one else 'not transcripts'}: {names}"
        yield Padding(clipped(Text(told, style="dim")), (1, 0, 0, 0))
