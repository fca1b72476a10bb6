"""A worker process: gets tasks, judges their calls one by one, sends back what came of each as MessagePack."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from csr_lint.bugs import bug_line
from csr_lint.cache import ResultCache
from csr_lint.errors import CsrLintError
from csr_lint.intake import Read, read_found, told
from csr_lint.lint import Linter
from csr_lint.model import Call, Evaluation
from csr_lint.outcome import Skipped, Unreadable
from csr_lint.readers.lines import Stretch
from csr_lint.readers.registry import read_stretch
from csr_lint.readers.walk import Found
from csr_lint.reading import AS_FOUND, Reading
from csr_lint.remembered import RememberingLinter
from csr_lint.roles import RoleChoices
from csr_lint.rulebook import Rulebook
from csr_lint.runner import Lints, judge


class Setup(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker needs to judge as its parent would. `context`: the key of the result cache; None: do without."""

    rulebook: Rulebook
    choices: RoleChoices = RoleChoices()
    reading: Reading = AS_FOUND
    context: str | None = None
    cache: Path | None = None

    def linter(self) -> RememberingLinter:
        """What judges, here as in the parent."""
        cache = ResultCache(self.context, folder=self.cache) if self.context is not None else None
        return RememberingLinter(lambda: Linter(self.rulebook, self.choices), cache)


class Portion(msgspec.Struct, frozen=True, kw_only=True):
    """What is read in one go: a file, a stretch of a big one, or what the parent has read of it."""

    number: int
    file: Found
    stretch: Stretch | None = None
    read: tuple[Read, ...] | None = None


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """Portions to judge. `skip`: so many of the first one's outcomes are known.

    `careful`: a worker died of this; the next one says what it is about to do.
    """

    portions: tuple[Portion, ...]
    skip: int = 0
    careful: bool = False


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker is up."""


class About(msgspec.Struct, frozen=True, tag=True):
    """What it is about to do: to judge a call, or (`call` is None) to read on."""

    source: str
    call: str | None


class Answer(msgspec.Struct, frozen=True, tag=True):
    """What came of one thing read: an evaluation (as MessagePack), or one of the last two.

    `call` is the call's id as the file has it.
    """

    call: str | None
    evaluation: bytes = b""
    unreadable: Unreadable | None = None
    skipped: Skipped | None = None


class Next(msgspec.Struct, frozen=True, tag=True):
    """The portion is done."""


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The linter cannot be built, or a call not be judged: an error that ends the run."""

    lines: tuple[str, ...]


Message = Ready | About | Answer | Next | Refused


def main(parent: Connection) -> None:
    """What a worker does until its parent has gone: the first thing it is sent is its Setup, then come Tasks."""
    # The parent hears Ctrl-C and ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    encode = msgspec.msgpack.Encoder().encode
    try:
        setup = parent.recv()
        linter = setup.linter()
        linter.prepare()
        parent.send_bytes(encode(Ready()))
        while True:
            for message in _messages(parent.recv(), linter, setup.reading):
                parent.send_bytes(encode(message))
    except (EOFError, OSError):
        return
    except CsrLintError as error:
        refusal = Refused(tuple(str(error).splitlines()))
    except Exception as error:
        refusal = Refused((bug_line(error),))
    parent.send_bytes(encode(refusal))


def _messages(task: Task, linter: Lints, reading: Reading) -> Iterator[Message]:
    skip = task.skip
    for portion in task.portions:
        if task.careful:
            yield About(portion.file.path, None)
        for read in islice(_read(portion, reading), skip, None):
            if task.careful and isinstance(read, Call):
                yield About(read.source, read.id)
            yield _answer(read, linter)
            if task.careful:
                yield About(portion.file.path, None)
        yield Next()
        skip = 0


def _read(portion: Portion, reading: Reading) -> Iterator[Read]:
    if portion.read is not None:
        return iter(portion.read)
    if portion.stretch is not None:
        return told(read_stretch(portion.stretch, reading), portion.file)
    return read_found(portion.file, reading)


def _answer(read: Read, linter: Lints) -> Answer:
    if isinstance(read, Skipped):
        return Answer(None, skipped=read)
    if isinstance(read, Unreadable):
        return Answer(None, unreadable=read)
    outcome = judge(read, linter)
    if isinstance(outcome, Evaluation):
        return Answer(read.id, evaluation=msgspec.msgpack.encode(outcome))
    return Answer(read.id, unreadable=outcome)
