"""Cells of tables that people open in a spreadsheet: what would be run there as a formula is kept as text."""

from __future__ import annotations

from csr_lint.reporters.wording import one_line

# Their full-width forms count, too, in some spreadsheets.
_STARTERS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """The text in one line without control signs; an apostrophe stands before what a spreadsheet would run."""
    line = one_line(text)
    return f"'{line}" if text.startswith(_STARTERS) or line.lstrip().startswith(_STARTERS) else line
