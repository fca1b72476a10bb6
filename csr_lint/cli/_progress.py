"""A progress bar on standard error, for more than a few files or calls and only on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from csr_lint.runner import Progress

A_FEW = 5


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress | None]:
    """What to call with the files done, their number and the calls done; None where no bar is wanted."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[calls]} calls"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("reading calls", visible=False, calls=0)

        def step(done: int, total: int, calls: int) -> None:
            # A big file of many calls must be seen to move too.
            seen = total > A_FEW or calls > A_FEW * A_FEW
            bar.update(task, completed=done, total=total, calls=f"{calls:,}", visible=seen)

        yield step
