"""Standard output when it can no longer be written to."""

from __future__ import annotations

import errno
import os
import sys

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)


def let_go() -> None:
    """The interpreter's last flush must not complain about what was told already."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def cannot_write(error: Exception) -> str | None:
    """What to tell where standard output is on a full disk; None for any other error."""
    if isinstance(error, OSError) and error.errno in FULL and error.filename is None:
        return f"standard output: cannot be written: {error.strerror}"
    return None
