"""A progress bar on standard error, for more than a few files and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from csr_lint.runner import Progress

A_FEW = 5


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress | None]:
    """What to call with the number of files done and of all; None where no bar is wanted."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading calls", visible=False)

        def step(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total > A_FEW)

        yield step
