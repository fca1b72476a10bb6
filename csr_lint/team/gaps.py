"""What is missing on the floor: training that nobody had, and material or rights on certain matters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from csr_lint.chance import chance_of_as_many
from csr_lint.floor import TeamFinding, TeamVerdict
from csr_lint.model import CheckKind, Verdict
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule, TeamParams
from csr_lint.started import when_started
from csr_lint.team.taken import Taken, nothing, verdict

CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
_MOST_MATTERS = 5


def training_gap(rule: Rule, params: TeamParams, calls: Sequence[Taken], rules: Sequence[Rule]) -> TeamVerdict:
    """Violated for each rule that more than `limit` of the agents break as a habit."""
    if not calls:
        return nothing(rule, "no file says who the agent is")
    judged: dict[str, dict[str, list[tuple[bool, Taken]]]] = defaultdict(lambda: defaultdict(list))
    for call in calls:
        for code, said in call.part.verdicts:
            if said in (Verdict.MET, Verdict.VIOLATED):
                judged[code][call.agent].append((said == Verdict.VIOLATED, call))
    found, told = [], False
    for each in rules:
        agents = {a: seen for a, seen in judged[each.code].items() if len(seen) >= params.fewest_calls}
        if each.check not in CONDUCT or len(agents) < params.fewest_agents:
            continue
        told = True
        breaking = {a: seen for a, seen in agents.items() if sum(b for b, _ in seen) >= params.habit * len(seen)}
        breaking = {a: seen for a, seen in breaking.items() if any(b for b, _ in seen)}
        if len(breaking) > params.limit * len(agents):
            found.append((each, breaking, len(agents)))
    if not told:
        few = f"no rule was judged in {params.fewest_calls} calls each of {params.fewest_agents} agents"
        return nothing(rule, few)
    found.sort(key=lambda f: (-len(f[1]) / f[2], -f[0].weight, f[0].code))
    findings = [_gap(each, breaking, of) for each, breaking, of in found]
    return verdict(rule, Verdict.VIOLATED if findings else Verdict.MET, findings)


def _gap(rule: Rule, breaking: Mapping[str, list[tuple[bool, Taken]]], of: int) -> TeamFinding:
    every = [(broke, call) for seen in breaking.values() for broke, call in seen]
    days = sorted(call.day for _, call in every if call.day)
    since = min((call.day for broke, call in every if broke and call.day), default=None)
    start = f", since {since}" if since else ""
    if since and since == days[0]:
        start += " or longer"
    return TeamFinding(
        message=f"{rule.code} {rule.name}: {len(breaking)} of {of} agents{start}.",
        agents=tuple(sorted(breaking)),
        day=since,
        calls=tuple(sorted({call.row.call for broke, call in every if broke})),
        measured=round(len(breaking) / of, 4),
    )


def tool_gap(rule: Rule, params: TeamParams, rows: Sequence[CallRow]) -> TeamVerdict:
    """Violated for each matter on which there are more holds, questions to others and transfers, beyond chance."""
    told = [(row, _reaches(row, params.rules)) for row in rows]
    known = [(row, reached) for row, reached in told if reached is not None]
    if not known:
        return nothing(rule, "no call tells of holds and transfers")
    if not any(reached for _, reached in known):
        return nothing(rule, "nobody held, asked somebody else or transferred")
    if not any(row.queue or row.words for row, _ in known):
        return nothing(rule, "no file names the queue, and the customers' words are not known")
    found = sorted(_matters(known, params), key=lambda m: m[0])
    findings, named = [], set[str]()
    for _, finding in found:
        # Several words of one matter come from the same calls, and would tell it twice.
        if not set(finding.calls) <= named:
            findings.append(finding)
            named.update(finding.calls)
    return verdict(rule, Verdict.VIOLATED if findings else Verdict.MET, findings[:_MOST_MATTERS])


def _reaches(row: CallRow, codes: Iterable[str]) -> bool | None:
    """Did the agent hold, transfer, or ask somebody else? None where that is unknown."""
    asked = any(code in codes and said == Verdict.VIOLATED for code, said in row.verdicts)
    return True if asked else row.reach


def _matters(
    known: Sequence[tuple[CallRow, bool]], params: TeamParams
) -> Iterator[tuple[tuple[float, str], TeamFinding]]:
    """The matters that stand out, with a key that puts the clearest first.

    Many words are looked at, of which chance alone would make some stand out; so each must be the surer of it
    (Bonferroni).
    """
    by_matter: dict[tuple[str, str], list[tuple[CallRow, bool]]] = defaultdict(list)
    for row, reached in known:
        for matter in [("queue", row.queue)] if row.queue else []:
            by_matter[matter[0], matter[1]].append((row, reached))
        for word in row.words:
            by_matter["word", word].append((row, reached))
    every, all_hits = len(known), sum(reached for _, reached in known)
    common = {matter: here for matter, here in by_matter.items() if len(here) >= params.fewest_calls}
    unlikely = (1 - params.confidence) / max(1, len(common))
    for (kind, name), here in sorted(common.items()):
        hits, of = sum(reached for _, reached in here), len(here)
        rest_hits, rest = all_hits - hits, every - of
        if not rest or hits / of <= rest_hits / rest:
            continue
        if len({part.name for row, reached in here if reached for part in row.agents}) < params.fewest_agents:
            continue
        chance = chance_of_as_many(hits, of, all_hits, every)
        if chance < unlikely:
            yield (chance, name), _matter(kind, name, here, (rest_hits, rest))


def _matter(kind: str, name: str, here: Sequence[tuple[CallRow, bool]], rest: tuple[int, int]) -> TeamFinding:
    reached = sorted(row.call for row, reached in here if reached)
    days = sorted(s.day.isoformat() for row, hit in here if hit and (s := when_started(row.started)))
    matter = f"In the queue {name}" if kind == "queue" else f"When customers come with “{name}”"
    return TeamFinding(
        message=f"{matter}, agents held, asked or transferred in {len(reached)} of {len(here)} calls; "
        f"in the others in {rest[0]} of {rest[1]}.",
        day=days[0] if days else None,
        calls=tuple(reached),
        measured=round(len(reached) / len(here), 4),
    )
