"""A call together with what was spotted in it, and the questions that episodes and checks ask of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from csr_lint.model import Call, Cue, Episode, Health, Role, Span, Turn


class Scene:
    """Read-only lookups over one call: cues by name, turns by segment, who speaks next.

    Only cues that count (`stopped` is None) are handed out, but for `all_cues`.
    """

    def __init__(
        self, call: Call, cues: Iterable[Cue], episodes: Iterable[Episode] = (), health: Health | None = None
    ) -> None:
        self.call = call
        self.health = health or Health()
        self.all_cues = tuple(cues)
        self.episodes = tuple(episodes)
        self._by_name: dict[str, list[Cue]] = defaultdict(list)
        for cue in self.all_cues:
            if cue.stopped is None:
                self._by_name[cue.name].append(cue)
        for found in self._by_name.values():
            found.sort(key=lambda c: c.place)
        self._turn_of = {segment: turn for turn in call.turns for segment in turn.segments}

    def cues(self, *names: str) -> list[Cue]:
        """Hits of these cues that count, in the order of the call."""
        found = [cue for name in names for cue in self._by_name.get(name, ())]
        return sorted(found, key=lambda c: c.place) if len(names) > 1 else found

    def kind(self, kind: str) -> list[Episode]:
        """Episodes of a kind, in the order of the call."""
        return [e for e in self.episodes if e.kind == kind]

    def turn_of(self, segment: int) -> Turn:
        return self._turn_of[segment]

    def turns(self, role: Role | None = None, *, backchannels: bool = False) -> list[Turn]:
        """Turns of a side (or all), by default without mere backchannels."""
        return [t for t in self.call.turns if (role is None or t.role is role) and (backchannels or not t.backchannel)]

    def after(self, turn: Turn, role: Role) -> Iterator[Turn]:
        """The turns of a side that come after `turn`, without backchannels."""
        return (t for t in self.call.turns[turn.index + 1 :] if t.role is role and not t.backchannel)

    def before(self, turn: Turn, role: Role) -> Turn | None:
        """The last turn of a side before `turn`, without backchannels."""
        earlier = (t for t in reversed(self.call.turns[: turn.index]) if t.role is role and not t.backchannel)
        return next(earlier, None)

    def agent_turns_between(self, segment: int, later: int) -> int:
        """How many agent turns begin after `segment`, up to and with the one that holds `later` (0: the same turn)."""
        here, there = self._turn_of[segment], self._turn_of[later]
        return sum(
            1 for t in self.call.turns[here.index + 1 : there.index + 1] if t.role is Role.AGENT and not t.backchannel
        )

    def agent_near(self, segment: int) -> str | None:
        """The agent concerned with `segment`: its speaker, else the next agent to speak, else the last, else any."""
        turn = self._turn_of[segment]
        if turn.role is Role.AGENT:
            return turn.speaker
        following = next(self.after(turn, Role.AGENT), None) or self.before(turn, Role.AGENT)
        return following.speaker if following else next(iter(self.agents), None)

    def agent_addressed(self, segment: int) -> str | None:
        """The agent to whom `segment` was said: its speaker, else the last agent to speak before, else the next."""
        turn = self._turn_of[segment]
        heard = None if turn.role is Role.AGENT else self.before(turn, Role.AGENT)
        return heard.speaker if heard else self.agent_near(segment)

    @property
    def last_segment(self) -> int:
        return len(self.call.segments) - 1

    def words(self, role: Role, speaker: str | None = None) -> int:
        """Number of blank-separated words that a side (or one speaker of it) said."""
        return sum(n for side, who, n in self._words if side is role and speaker in (None, who))

    @cached_property
    def _words(self) -> list[tuple[Role, str, int]]:
        return [(t.role, t.speaker, len(t.text.split())) for t in self.call.turns]

    @cached_property
    def sides(self) -> frozenset[Role]:
        """The sides that speak."""
        return frozenset(turn.role for turn in self.call.turns)

    @cached_property
    def agents(self) -> tuple[str, ...]:
        """The agents of the call, in the order in which they first speak."""
        return tuple(dict.fromkeys(t.speaker for t in self.call.turns if t.role is Role.AGENT))


def first_place(spans: tuple[Span, ...]) -> tuple[int, int]:
    """Where a place begins, to compare and to sort by: segment, character."""
    return (spans[0].segment, spans[0].start_char) if spans else (0, 0)
