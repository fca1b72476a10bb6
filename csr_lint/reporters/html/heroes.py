"""The hall of heroes: whom the floor's rule chose, with its quotes; where it was not asked, who earned kudos."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

import msgspec

from csr_lint.floor import TeamFinding
from csr_lint.outcome import Summary
from csr_lint.reporters.contract import About
from csr_lint.reporters.html.lines import CallLine, Praise
from csr_lint.reporters.standing import NOT_NAMED, honoured
from csr_lint.reporters.wording import count, plain, quoted
from csr_lint.rule import TeamParams

HEROES = 12  # agents in the hall; two quotes each
QUOTES = 2
FEW_WORDS = 3  # blanks in a quote that tells little
_HALL = "hall-of-heroes"


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words worth telling, what they are an example of, and the call and turn (from 1) that they are from."""

    words: str
    of: str
    day: str
    line: CallLine | None
    turn: int | None


class Hero(msgspec.Struct, frozen=True, kw_only=True):
    """An agent in the hall: how often which kudos, in how many calls, and quotes."""

    agent: str
    kudos: tuple[tuple[str, int], ...]
    share: str
    quotes: tuple[Quote, ...]


def heroes(lines: Sequence[CallLine], summary: Summary, about: About) -> tuple[Hero, ...]:
    """Those whom the summary recognises, in its order and words, so that all formats name the same."""
    hall = {rule.code for rule in about.rules if isinstance(rule.params, TeamParams) and rule.params.watch == _HALL}
    told = [verdict for verdict in summary.team if verdict.code in hall]
    calls = Counter(name for line in lines for name, _ in line.agents)
    chosen = _recognised(honoured(told), lines, calls) if told else _praised(lines, summary, calls)
    return tuple(islice(chosen, HEROES))


def _recognised(
    earned: Mapping[str, Sequence[TeamFinding]], lines: Sequence[CallLine], calls: Counter[str]
) -> Iterator[Hero]:
    of_agent = _kudos(lines)
    by_name: dict[str, list[CallLine]] = defaultdict(list)
    for line in lines:
        by_name[line.id].append(line)
    for name, found in earned.items():
        agent = plain(name)
        quotes = tuple(_quote(agent, one, by_name) for one in found[:QUOTES])
        yield _hero(agent, of_agent.get(agent, []), quotes, calls[agent])


def _quote(agent: str, found: TeamFinding, by_name: dict[str, list[CallLine]]) -> Quote:
    """The finding with its call; of several calls of one name, the one in which these words were said."""
    lines = [line for call in found.calls for line in by_name[plain(call)]]
    said = [(line, turn) for line in lines for words, turn in line.moments if words == found.quote]
    line, turn = said[0] if said else (lines[0], None) if lines else (None, None)
    return Quote(
        words=quoted(found.quote),
        of=plain(found.message).removeprefix(f"{agent}: ").rstrip("."),
        day=found.day or "",
        line=line,
        turn=turn,
    )


def _praised(lines: Sequence[CallLine], summary: Summary, calls: Counter[str]) -> list[Hero]:
    """Agents by the share of their calls with kudos, those of a few calls last; quotes of the rarest kudos."""
    few = {plain(row.name or NOT_NAMED) for row in summary.agents if row.few}
    rare = Counter(praise.code for line in lines for praise in line.praise)

    def telling(pair: tuple[Praise, CallLine]) -> tuple[bool, int, str, str]:
        return pair[0].words.count(" ") < FEW_WORDS, rare[pair[0].code], pair[1].date, pair[1].id

    placed: list[tuple[tuple[bool, float, str], Hero]] = []
    for agent, told in _kudos(lines).items():
        worded = sorted((pair for pair in told if pair[0].words), key=telling)
        one_a_call = {line.page: (praise, line) for praise, line in reversed(worded)}
        quotes = (
            Quote(words=praise.words, of=praise.name.replace("-", " "), day=line.date, line=line, turn=praise.turn)
            for praise, line in sorted(one_a_call.values(), key=telling)[:QUOTES]
        )
        share = len({line.page for _, line in told}) / max(1, calls[agent])
        placed.append(((agent in few, -share, agent), _hero(agent, told, tuple(quotes), calls[agent])))
    return [hero for _, hero in sorted(placed, key=lambda pair: pair[0])]


def _kudos(lines: Sequence[CallLine]) -> dict[str, list[tuple[Praise, CallLine]]]:
    """The kudos of each agent who is named."""
    earned: dict[str, list[tuple[Praise, CallLine]]] = defaultdict(list)
    for line in lines:
        for praise in line.praise:
            if praise.agent not in ("", NOT_NAMED):
                earned[praise.agent].append((praise, line))
    return dict(earned)


def _hero(agent: str, told: Sequence[tuple[Praise, CallLine]], quotes: tuple[Quote, ...], calls: int) -> Hero:
    praised = len({line.page for _, line in told})
    return Hero(
        agent=agent,
        kudos=tuple(Counter(praise.name for praise, _ in told).most_common()),
        share=f"kudos in {praised} of {count(calls, 'call')}" if praised else "",
        quotes=quotes,
    )
