"""Tables of the calls by agent, queue, week or rule: shares with their interval, never bare counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from statistics import fmean

import msgspec

from csr_lint.chance import share_interval
from csr_lint.floor import By, Grouped, GroupRow
from csr_lint.model import CheckKind, Severity, Verdict
from csr_lint.outcome import AgentPart, CallRow
from csr_lint.rule import Rule
from csr_lint.started import when_started
from csr_lint.team.taken import abuse_codes, fit, mood_is_theirs

CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
FEW_CALLS = 5  # below this a share says more about chance than about habits
_WORST = 2
_GRATITUDE = "gratitude"


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A call, or one agent's part of it, as a table counts it."""

    row: CallRow
    part: AgentPart | None
    score: float | None
    verdicts: tuple[tuple[str, str], ...]
    signals: tuple[str, ...]


def grouped(rows: Sequence[CallRow], rules: Sequence[Rule], by: By) -> Grouped:
    """The table by agent (lowest mean first), queue, week (in order) or rule (most broken first).

    Calls one by one stand in the summary itself. Unusable transcripts, and calls that stood in the input before, do
    not count.
    """
    if by == "call":
        return Grouped(by=by, rows=())
    every, rows = len(rows), tuple(fit(rows, rules))
    known = {rule.code: rule for rule in rules}
    thanks = next((r.code for r in rules if r.check is CheckKind.SCALE and r.name == _GRATITUDE), None)
    if by == "rule":
        return Grouped(by=by, rows=tuple(_rules(rows, known)), left_out=every - len(rows))
    groups: dict[str | None, list[Seen]] = defaultdict(list)
    for one in _parts(rows) if by == "agent" else _calls(rows):
        groups[_KEYS[by](one)].append(one)
    made = [_group(name, seen, known, thanks) for name, seen in groups.items()]
    if by == "week":
        made.sort(key=lambda row: (row.name is None, row.name or ""))
    else:
        made.sort(key=lambda row: (row.name is None, row.mean is None, row.mean or 0.0, row.name or ""))
    return Grouped(by=by, rows=tuple(made), gratitude=thanks, left_out=every - len(rows))


def _calls(rows: Iterable[CallRow]) -> Iterable[Seen]:
    for row in rows:
        signals = tuple(code for code, said in row.verdicts if said == Verdict.PRESENT)
        yield Seen(row=row, part=None, score=row.score, verdicts=row.verdicts, signals=signals)


def _parts(rows: Iterable[CallRow]) -> Iterable[Seen]:
    for row in rows:
        for part in row.agents:
            yield _part(row, part)


def _part(row: CallRow, part: AgentPart) -> Seen:
    return Seen(row=row, part=part, score=part.score, verdicts=part.verdicts, signals=part.signals)


def monday(row: CallRow) -> str | None:
    """The Monday of the week in which the call was; None where its day is not known."""
    started = when_started(row.started)
    return (started.day - timedelta(days=started.day.weekday())).isoformat() if started else None


_KEYS: Mapping[By, Callable[[Seen], str | None]] = {
    "agent": lambda seen: seen.part.name if seen.part else None,
    "queue": lambda seen: " ".join(seen.row.queue.split()) if seen.row.queue else None,
    "week": lambda seen: monday(seen.row),
}


def _group(name: str | None, seen: Sequence[Seen], known: Mapping[str, Rule], thanks: str | None) -> GroupRow:
    scores = [one.score for one in seen if one.score is not None]
    critical = {code for code, rule in known.items() if rule.critical}
    failed = sum(any(c in critical and v == Verdict.VIOLATED for c, v in one.verdicts) for one in seen)
    abuse = abuse_codes(known.values())
    moods = [one.row for one in seen if one.part is None or mood_is_theirs(one.row, one.part, abuse)]
    values = [value for row in moods for code, value in row.scales if code == thanks]
    return GroupRow(
        name=name,
        title=name or "",
        calls=len(seen),
        few=len(seen) < FEW_CALLS,
        mean=round(fmean(scores), 4) if scores else None,
        broken=failed,
        judged=len(seen),
        interval=share_interval(failed, len(seen)),
        worst=tuple(_worst(seen, known)),
        strength=_strength(seen, known) if seen[0].part else "",
        gratitude=round(fmean(values), 4) if values else None,
        abusive=sum(bool(abuse & set(one.signals)) for one in seen),
    )


def _worst(seen: Sequence[Seen], known: Mapping[str, Rule]) -> list[str]:
    """What to work on first, with its share: critical rules, then what costs most points; mere hints come last."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for one in seen:
        for code, said in one.verdicts:
            if code in known and known[code].check in CONDUCT and said in (Verdict.MET, Verdict.VIOLATED):
                counts[code].append(said == Verdict.VIOLATED)
    broken = [code for code, said in counts.items() if any(said)]

    def urgency(code: str) -> tuple[bool, bool, float, str]:
        rule = known[code]
        return not rule.critical, rule.severity is Severity.INFO, -sum(counts[code]) * rule.weight, code

    return [f"{sum(counts[c])}/{len(counts[c])} {known[c].name}" for c in sorted(broken, key=urgency)[:_WORST]]


def _strength(seen: Sequence[Seen], known: Mapping[str, Rule]) -> str:
    """The kudos that were earned most often, else the duty that was done most reliably, with its share."""
    earned: Counter[str] = Counter()
    met: dict[str, list[bool]] = defaultdict(list)
    for one in seen:
        for code, said in one.verdicts:
            if code in known and known[code].check is CheckKind.KUDOS and said == Verdict.PRESENT:
                earned[code] += 1
            elif code in known and known[code].check is CheckKind.EXPECT and said in (Verdict.MET, Verdict.VIOLATED):
                met[code].append(said == Verdict.MET)
    if earned:
        best = min(earned, key=lambda code: (-earned[code], -known[code].weight, code))
        return f"{earned[best]}/{len(seen)} {known[best].name}"
    done = [code for code, said in met.items() if any(said)]
    if not done:
        return ""
    best = min(done, key=lambda c: (-sum(met[c]) / len(met[c]), -sum(met[c]), -known[c].weight, c))
    return f"{sum(met[best])}/{len(met[best])} free of {known[best].name}"


def _rules(rows: Sequence[CallRow], known: Mapping[str, Rule]) -> list[GroupRow]:
    judged: dict[str, list[tuple[bool, CallRow]]] = defaultdict(list)
    agents: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows:
        for code, said in row.verdicts:
            if code in known and known[code].check in CONDUCT and said in (Verdict.MET, Verdict.VIOLATED):
                judged[code].append((said == Verdict.VIOLATED, row))
        for part in row.agents:
            for code, said in part.verdicts if part.name else ():
                if said in (Verdict.MET, Verdict.VIOLATED) and part.name:
                    agents[code][part.name] = agents[code].get(part.name, False) or said == Verdict.VIOLATED
    made = [_rule(known[code], seen, agents[code]) for code, seen in judged.items()]
    return sorted(made, key=lambda r: (-r.broken, -r.broken / r.judged, r.name or ""))


def _rule(rule: Rule, seen: Sequence[tuple[bool, CallRow]], agents: Mapping[str, bool]) -> GroupRow:
    broken = [row for broke, row in seen if broke]
    days = [s.day.isoformat() for row in broken if (s := when_started(row.started))]
    return GroupRow(
        name=rule.code,
        title=rule.name,
        calls=len(seen),
        few=len(seen) < FEW_CALLS,
        broken=len(broken),
        judged=len(seen),
        interval=share_interval(len(broken), len(seen)),
        agents=(sum(agents.values()), len(agents)) if agents else None,
        since=min(days, default=None),
    )
