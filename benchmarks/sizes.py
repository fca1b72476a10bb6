"""How much is measured."""

from __future__ import annotations

import msgspec


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Calls and their mean words for each part; `rounds`: how often a warm pass is timed (the best one counts).

    `naive_most`: senses that stand for so many patterns or more are not drawn; `labelled`: calls of people too;
    `profiles`: at most so many.
    """

    rounds: int
    calls: int
    words: int
    naive_senses: int
    naive_turns: int
    naive_most: int
    growth_calls: int
    growth: tuple[float, ...]
    phrases: int
    lengths: tuple[int, ...]
    starts: int
    many_calls: int
    many_words: int
    stream: tuple[int, ...]
    stream_words: int
    labelled: bool
    peer_turns: int
    profiles: int


FULL = Sizes(
    rounds=3,
    calls=240,
    words=300,
    naive_senses=60,
    naive_turns=60,
    naive_most=6000,
    growth_calls=30,
    growth=(3, 10),
    phrases=30_000,
    lengths=(100, 300, 1000, 3000),
    starts=7,
    many_calls=1000,
    many_words=100,
    stream=(200, 1000, 5000),
    stream_words=100,
    labelled=True,
    peer_turns=1000,
    profiles=20,
)
SMALL = Sizes(
    rounds=1,
    calls=6,
    words=120,
    naive_senses=6,
    naive_turns=4,
    naive_most=20,
    growth_calls=2,
    growth=(1.1,),
    phrases=0,
    lengths=(100, 200),
    starts=1,
    many_calls=6,
    many_words=60,
    stream=(2, 6),
    stream_words=60,
    labelled=False,
    peer_turns=10,
    profiles=1,
)
