"""A worker process as its parent sees it, and what it is at."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context

from csr_lint.outcome import Unreadable
from csr_lint.runner import Done
from csr_lint.worker import About, Setup, Task, main

_PATIENCE = 5.0


class Job:
    """A task on its way: its answers so far, and how far they go."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.answers: deque[Done] = deque()
        self.portion = self.known = self.deaths = 0
        self.about: About | None = None

    @property
    def finished(self) -> bool:
        return self.portion == len(self.task.portions)

    @property
    def rest(self) -> Task:
        """What of the task is not answered yet."""
        return Task(portions=self.task.portions[self.portion :], skip=self.known, careful=self.deaths > 0)

    def answer(self, done: Done) -> None:
        self.answers.append(done)
        self.known, self.deaths = self.known + 1, 0

    def next_portion(self) -> None:
        self.portion, self.known, self.deaths = self.portion + 1, 0, 0

    def blame(self, cause: str) -> None:
        """After a second death at one place: reports the call that was judged there, or the file that was read."""
        portion = self.task.portions[self.portion]
        source = self.about.source if self.about else portion.file.path
        call = self.about.call if self.about else None
        what = "read this" if call is None else f"judged call {call}"
        message = f"the process that {what} died, and so did the next one: {cause}"
        self.answer(Done(portion.number, Unreadable(source=source, code="died", place=source, message=message), call))
        if call is None:
            self.next_portion()


class WorkerProcess:
    """A process and the line to it. `job`: what it is at."""

    def __init__(self, setup: Setup) -> None:
        spawn = get_context("spawn")
        self.line, theirs = spawn.Pipe()
        self.process = spawn.Process(target=main, args=(theirs,), daemon=True)
        self.job: Job | None = None
        self.ready = False
        with _undisturbed():
            self.process.start()
        theirs.close()
        self._setup = setup

    def begin(self) -> None:
        """Sends what it needs, once all processes are started: it takes in no more before it is up."""
        with suppress(OSError):  # It died at once: that is heard soon enough.
            self.line.send(self._setup)

    def cause(self) -> str:
        """Why it died."""
        self.process.join(_PATIENCE)
        code = self.process.exitcode
        if code is not None and code < 0:
            with suppress(ValueError):
                return f"it was ended by {signal.Signals(-code).name}"
        return f"it left with exit code {code}"

    def end(self) -> None:
        self.process.terminate()
        self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.line.close()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits; a process started here never hears it, not even before it runs our code."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
