"""What an export holds beside the talk: counted by kind in a note, so that nothing is lost silently."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from csr_lint.model import Note

_SHOWN = 5


def not_speech(kinds: Sequence[str], of: int, *, code: str = "not-speech") -> tuple[Note, ...]:
    """A note on the entries that were left out, of so many in all; none if none were. `kinds`: what each is called."""
    if not kinds:
        return ()
    counted = Counter(" ".join(kind.split())[:30] or "empty" for kind in kinds).most_common()
    told = ", ".join(f"{kind} {count}" for kind, count in counted[:_SHOWN]) + (" …" if len(counted) > _SHOWN else "")
    return (Note(code, f"{len(kinds)} of {of} entries are no speech; they were left out ({told})"),)
