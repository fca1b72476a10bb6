"""Several processes at once: tasks handed out, answers in the order of the input through a bounded window.

A worker that dies is replaced. The call on which it died is judged once more, by the new one, which says what it is
about to do; if that one dies too, the call is reported and the others go on.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import wait
from types import TracebackType
from typing import Literal

import msgspec

from csr_lint.errors import CsrLintError
from csr_lint.model import Evaluation
from csr_lint.portions import calls_in, tasks
from csr_lint.process import Job, WorkerProcess
from csr_lint.runner import Done, Files, Work, alone
from csr_lint.worker import About, Answer, Message, Next, Ready, Refused, Setup

WINDOW = 3
"""Tasks begun or waiting, for each worker: none stands idle while an earlier call takes long, and memory is bounded."""
WORTH = 256
"""Calls from which on workers are worth what starting them costs: each builds the linter anew."""


def processors() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


class Workers:
    """A crew of processes, for a `with`: leaving ends them all, whatever they are at.

    Entering starts them; it raises RuleError for faults in the rules, CsrLintError when no process can be started.
    """

    def __init__(self, setup: Setup, jobs: int) -> None:
        self._setup = setup
        self._jobs = jobs
        self._crew: list[WorkerProcess] = []
        self._todo: deque[Job] = deque()
        self._message = msgspec.msgpack.Decoder(Message)
        self._evaluation = msgspec.msgpack.Decoder(Evaluation)

    def __enter__(self) -> Workers:
        try:
            self._crew = [WorkerProcess(self._setup) for _ in range(self._jobs)]
            for worker in self._crew:
                worker.begin()
            while not any(worker.ready for worker in self._crew):
                self._hear(None)
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._crew:
            worker.process.terminate()
        for worker in self._crew:
            worker.end()
        self._crew = []

    @property
    def pids(self) -> tuple[int | None, ...]:
        """The processes' ids, for whoever wants to watch them."""
        return tuple(worker.process.pid for worker in self._crew)

    def work(self, files: Files) -> Iterator[Done]:
        """Everything in these files, read and judged, in their order."""
        waiting: deque[Job] = deque()
        self._todo.clear()  # Of a run that was broken off.
        coming = tasks(files, self._setup.reading)
        while True:
            while len(waiting) < WINDOW * self._jobs and (task := next(coming, None)):
                waiting.append(Job(task))
                self._todo.append(waiting[-1])
                self._hear(0)
            if not waiting:
                return
            if waiting[0].answers:
                yield waiting[0].answers.popleft()
                self._hear(0)
            elif waiting[0].finished:
                waiting.popleft()
            else:
                self._hear(None)

    def _hear(self, seconds: float | None) -> None:
        """Takes a message of every worker that has one, and hands out what is to do."""
        self._hand_out()
        lines = {id(worker.line): worker for worker in self._crew}
        for line in wait([worker.line for worker in self._crew], seconds):
            worker = lines[id(line)]
            try:
                message = worker.line.recv_bytes()
            except (EOFError, OSError):
                self._replace(worker)
            else:
                self._take(worker, self._message.decode(message))
        self._hand_out()

    def _hand_out(self) -> None:
        for worker in list(self._crew):
            if self._todo and worker.ready and worker.job is None:
                worker.job = self._todo.popleft()
                worker.job.about = None
                try:
                    worker.line.send(worker.job.rest)
                except OSError:
                    self._replace(worker)

    def _take(self, worker: WorkerProcess, message: Message) -> None:
        job = worker.job
        match message:
            case Ready():
                worker.ready = True
            case Refused(lines):
                raise CsrLintError("\n".join(lines))
            case About() if job:
                job.about = message
            case Answer() if job:
                job.answer(self._done(job, message))
            case Next() if job:
                job.next_portion()
                if job.finished:
                    worker.job = None

    def _done(self, job: Job, answer: Answer) -> Done:
        number = job.task.portions[job.portion].number
        if answer.evaluation:
            return Done(number, self._evaluation.decode(answer.evaluation), answer.call)
        fault = answer.unreadable or answer.skipped
        assert fault is not None
        return Done(number, fault, answer.call)

    def _replace(self, worker: WorkerProcess) -> None:
        """Puts a new worker in the place of one that died; what it was at is tried once more, or blamed."""
        cause = worker.cause()
        worker.end()
        if not worker.ready:
            raise CsrLintError(f"a worker process could not start: {cause} (--jobs 1 does without)")
        new = WorkerProcess(self._setup)
        self._crew[self._crew.index(worker)] = new
        new.begin()
        if job := worker.job:
            if job.deaths:
                job.blame(cause)
            else:
                job.deaths += 1
            if not job.finished:
                self._todo.appendleft(job)


@contextmanager
def crew(setup: Setup, files: Files, *, jobs: int | Literal["auto"] = "auto") -> Iterator[Work]:
    """What does the work: this process for one job, else so many others; all are gone when the `with` is left.

    "auto": one for each processor where there are WORTH calls or more, by the sizes of the files. Raises RuleError, or
    CsrLintError with its lines, for faults in the rules.
    """
    number = jobs if jobs != "auto" else processors() if calls_in(files) >= WORTH else 1
    if number > 1:
        with Workers(setup, number) as workers:
            yield workers.work
        return
    linter = setup.linter()
    linter.prepare()
    yield lambda files: alone(files, linter, setup.reading)
