"""Events of the clock: silences and interruptions, and what is not known."""

from __future__ import annotations

import pytest

from csr_lint.cues.timing import spot
from csr_lint.model import Call, Role, Segment
from csr_lint.turns import with_turns

SIDES = {"A": Role.AGENT, "C": Role.CUSTOMER, "O": Role.OTHER}
Line = tuple[str, tuple[float, float] | None]


def seen(name: str, *lines: Line, kind: str | None = None) -> list[tuple[int, float | None]]:
    """The cues of that name: the segment where each stands, and its seconds."""
    segments = tuple(
        Segment(
            index=k,
            label=text[0],
            text=text[3:],
            role=SIDES[text[0]],
            start_ms=int(times[0] * 1000) if times else None,
            end_ms=int(times[1] * 1000) if times else None,
        )
        for k, (text, times) in enumerate(lines)
    )
    call = with_turns(Call(id="c", source="c", format="t", segments=segments, kind=kind))
    return [(c.spans[0].segment, c.amount) for c in spot(call) if c.name == name]


HELLO, WELL = ("A: hello there", (0, 2)), ("C: well now", (22, 24))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([HELLO, WELL], [(0, 20)]),
        ([HELLO, ("C: so", (4, 5))], []),
        ([HELLO, ("O: for sales press one", (3, 20)), WELL], []),
        ([HELLO, ("C: a long story", None), WELL], []),
        ([HELLO, ("C: ", None), WELL], [(0, 20)]),
        ([("A: a long one", (0, 21)), ("C: mhm", (1, 2)), WELL], []),
        ([WELL, HELLO], [(1, 20)]),
    ],
    ids=["a silence", "a breath", "a menu voice", "talk without times", "nothing said", "overlap", "out of order"],
)
def test_silence(lines: list[Line], found: list[tuple[int, float]]) -> None:
    assert seen("silence", *lines) == found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (("C: and on Monday I", (0, 5)), ("A: what is the number", (4, 6)), [(1, None)]),
        (("C: and on Monday I came.", (0, 5)), ("A: what is the number", (4, 6)), []),
        (("C: and on Monday I", (0, 5)), ("A: mm-hm", (4, 4.5)), []),
        (("C: and on Monday I", (0, 9)), ("A: what is the number", (4, 6)), []),
        (("C: and on Monday I --", None), ("A: what is the number", None), [(1, None)]),
        (("C: and on Monday I", None), ("A: what is the number", None), []),
        (("A: and on Monday you --", None), ("C: what", None), []),
    ],
    ids=["overlap", "had finished", "a backchannel", "goes on", "a cut-off mark", "no mark", "by the customer"],
)
def test_interruption(before: Line, after: Line, found: list[tuple[int, None]]) -> None:
    assert seen("interruption", before, after) == found


def test_clocks_say_nothing_in_a_chat() -> None:
    assert seen("silence", HELLO, WELL, kind="chat") == []
