"""A bug of ours, told in one line."""

from __future__ import annotations

import os


def bug_line(error: Exception) -> str:
    """What went wrong, in which file of ours, and the notes on what was being done."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    notes = "; ".join(getattr(error, "__notes__", ()))
    return f"this is a bug in csr-lint: {type(error).__name__}: {error}{where}" + (f" ({notes})" if notes else "")
