"""What an export holds beside the talk: counted by kind in a note, so that nothing is lost silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from csr_lint.model import Note

T = TypeVar("T")
_SHOWN = 5


def parted(entries: Iterable[T], is_said: Callable[[T], bool]) -> tuple[list[T], list[T]]:
    """What is said, and what is not, each in its order."""
    said: list[T] = []
    left: list[T] = []
    for entry in entries:
        (said if is_said(entry) else left).append(entry)
    return said, left


def not_speech(kinds: Sequence[str], of: int, *, code: str = "not-speech") -> tuple[Note, ...]:
    """A note on the entries that were left out, of so many in all; none if none were. `kinds`: what each is called."""
    if not kinds:
        return ()
    counted = Counter(" ".join(kind.split())[:30] or "empty" for kind in kinds).most_common()
    told = ", ".join(f"{kind} {count}" for kind, count in counted[:_SHOWN]) + (" …" if len(counted) > _SHOWN else "")
    return (Note(code, f"{len(kinds)} of {of} entries are no speech; they were left out ({told})"),)
