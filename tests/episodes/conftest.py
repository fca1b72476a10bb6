"""One linter for all episode tests, and a way to follow the episodes of one kind through a small dialogue."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from csr_lint.lint import Linter
from csr_lint.model import Call, Span
from csr_lint.readers.registry import read_calls
from csr_lint.reading import Reading
from csr_lint.rulebook import load_rulebook


class Followed(msgspec.Struct, frozen=True):
    """An episode: its agent, the words at its place, and by step the segments where it was seen (from 0)."""

    agent: str | None
    words: str
    at: int
    steps: dict[str, tuple[int, ...]]
    step_words: dict[str, str]
    searched: tuple[int, int] | None
    open: bool
    amount: float | None


@pytest.fixture(scope="session")
def linter() -> Linter:
    return Linter(load_rulebook())


@pytest.fixture(scope="session")
def follow(linter: Linter) -> Callable[..., list[Followed]]:
    """Follows a dialogue in labelled text; `kind` is that of the episode, `typed` makes a chat of it."""

    def followed(kind: str, dialogue: str, *, typed: bool = False) -> list[Followed]:
        (call,) = read_calls("dialogue.txt", dialogue.strip().encode(), Reading(format="text"))
        assert isinstance(call, Call)
        scene = linter.scene(msgspec.structs.replace(call, kind="chat" if typed else "phone"))

        def words(spans: tuple[Span, ...]) -> str:
            return " … ".join(call.segments[s.segment].text[s.start_char : s.end_char] for s in spans)

        return [
            Followed(
                agent=e.agent,
                words=words(e.spans),
                at=e.spans[0].segment,
                steps={
                    name: tuple(s.spans[0].segment for s in e.steps if s.name == name)
                    for name in dict.fromkeys(s.name for s in e.steps)
                },
                step_words={s.name: words(s.spans) for s in e.steps},
                searched=e.searched,
                open=e.open,
                amount=e.amount,
            )
            for e in scene.kind(kind)
        ]

    return followed
