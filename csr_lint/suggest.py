"""A near word for a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A tail for an error message: `; did you mean "x"?`, or nothing where no word is near."""
    names = {name.casefold(): name for name in allowed}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return f'; did you mean "{names[near[0]]}"?' if near else ""
