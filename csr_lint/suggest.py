"""A near word for a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A tail for an error message: `; did you mean "x"?`, or nothing where no word is near; two if both are as near."""
    names = {name.casefold(): name for name in allowed}
    near = get_close_matches(word.casefold(), names, n=2, cutoff=0.6)
    best = sorted(f'"{names[name]}"' for name in near if _nearness(word, name) == _nearness(word, near[0]))
    return f"; did you mean {' or '.join(best)}?" if near else ""


def _nearness(word: str, name: str) -> float:
    return SequenceMatcher(None, name, word.casefold()).ratio()
