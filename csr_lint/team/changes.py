"""Two sides against each other: runs, weeks or agents; a change is told only where chance could not have made it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from statistics import fmean
from typing import Literal

import msgspec

from csr_lint.chance import (
    CONFIDENCE,
    Chance,
    beyond_chance,
    least_share_change,
    mean_chance,
    mean_change,
    share_chance,
    share_change,
)
from csr_lint.floor import Change, Comparison, Interval, Side
from csr_lint.model import CheckKind, Verdict
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule
from csr_lint.started import when_started
from csr_lint.team.groups import FEW_CALLS
from csr_lint.team.mixture import uneven
from csr_lint.team.taken import abuse_codes, fit, mood_is_theirs

CONDUCT = (CheckKind.EXPECT, CheckKind.AVOID, CheckKind.MEASURE)
SCORE = "score"
Kind = Literal["score", "share", "kudos", "scale", "signal"]
Pair = tuple[str, str, Kind, Sequence[float], Sequence[float]]


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What one side shows: its scores, for each rule what was said of each call, the values of scales.

    `agents` and `queues`: of how many calls each is; none of an agent's side. `left_out`: calls that do not count.
    """

    side: Side
    scores: tuple[float, ...]
    said: dict[str, tuple[bool, ...]]
    values: dict[str, tuple[int, ...]]
    agents: Counter[str]
    queues: Counter[str]
    left_out: int = 0


def figures(title: str, rows: Sequence[CallRow], rules: Sequence[Rule], agent: str | None = None) -> Figures:
    """The figures of these calls; of an agent only their own part of each, so that nobody answers for another.

    Transcripts that are not fit to lint, and calls that stood in the input before, do not count.
    """
    of = [row for row in rows if agent is None or any(part.name == agent for part in row.agents)]
    mine = [(row, next((p for p in row.agents if p.name == agent), None) if agent else None) for row in fit(of, rules)]
    said: dict[str, list[bool]] = defaultdict(list)
    values: dict[str, list[int]] = defaultdict(list)
    abuse = abuse_codes(rules)
    for row, part in mine:
        whole, own = dict(row.verdicts), dict(part.verdicts) if part else None
        for rule in rules:
            told = _said(rule, whole, own, part.signals if part else ())
            if told is not None:
                said[rule.code].append(told)
        for code, value in row.scales if part is None or mood_is_theirs(row, part, abuse) else ():
            values[code].append(value)
    scores = [part.score if part else row.score for row, part in mine]
    return Figures(
        side=side_of(title, [row for row, _ in mine]),
        scores=tuple(score for score in scores if score is not None),
        said={code: tuple(hits) for code, hits in said.items()},
        values={code: tuple(each) for code, each in values.items()},
        agents=Counter(p.name for row, _ in mine for p in row.agents if p.name and agent is None),
        queues=Counter(" ".join(row.queue.split()) for row, _ in mine if row.queue),
        left_out=len(of) - len(mine),
    )


def _said(rule: Rule, whole: Mapping[str, str], own: Mapping[str, str] | None, signals: Sequence[str]) -> bool | None:
    """Was the rule broken, or its signal or kudos seen? None where it was not judged. `own`: of an agent's part."""
    code = rule.code
    if rule.check in CONDUCT:
        said = (whole if own is None else own).get(code)
        return None if said not in (Verdict.MET, Verdict.VIOLATED) else said == Verdict.VIOLATED
    if rule.check not in (CheckKind.KUDOS, CheckKind.SIGNAL):
        return None
    if whole.get(code) not in (Verdict.PRESENT, Verdict.ABSENT):
        return None
    return whole[code] == Verdict.PRESENT if own is None else code in signals or own.get(code) == Verdict.PRESENT


def side_of(title: str, rows: Sequence[CallRow]) -> Side:
    days = sorted(s.day.isoformat() for row in rows if (s := when_started(row.started)))
    agents = {part.name for row in rows for part in row.agents if part.name}
    return Side(
        title=title,
        calls=len(rows),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        agents=len(agents),
    )


def compare(before: Figures, after: Figures, rules: Sequence[Rule], *, notes: Sequence[str] = ()) -> Comparison:
    """Every figure that both sides have, the score first, then the rules in order.

    The score has a 95 % interval of its own. The others are many, of which chance alone would move some: where the
    sides do not differ, 19 of 20 comparisons tell of none, and of those told one in twenty is chance, on average.
    """
    pairs = list(_pairs(before, after, rules))
    chances = {
        code: _chance(kind, was, now)
        for code, _, kind, was, now in pairs
        if kind != "score" and min(len(was), len(now)) >= FEW_CALLS
    }
    told, confidence = beyond_chance(chances)
    known = {rule.code: rule for rule in rules}
    calls = (before.side.calls, after.side.calls)
    enough = min(calls) >= FEW_CALLS
    return Comparison(
        before=before.side,
        after=after.side,
        changes=tuple(
            _change(pair, known.get(pair[0]), CONFIDENCE if pair[2] == SCORE else confidence, told) for pair in pairs
        ),
        confidence=round(confidence, 6),
        notes=(*notes, *_notes(before, after)),
        least_shown=round(least_share_change(*calls, confidence), 4) if enough else None,
        least_shown_alone=round(least_share_change(*calls), 4) if enough else None,
    )


def _notes(before: Figures, after: Figures) -> Iterator[str]:
    mixtures = (("agents", before.agents, after.agents), ("queues", before.queues, after.queues))
    yield from (note for what, was, now in mixtures if (note := uneven(what, was, now)))
    if out := before.left_out + after.left_out:
        told = "1 call does" if out == 1 else f"{out:,} calls do"
        yield f"{told} not count: not fit to lint, or the same call again"


def _pairs(before: Figures, after: Figures, rules: Sequence[Rule]) -> Iterator[Pair]:
    yield SCORE, SCORE, "score", before.scores, after.scores
    for rule in rules:
        if rule.check is CheckKind.SCALE:
            was, now = before.values.get(rule.code, ()), after.values.get(rule.code, ())
            kind: Kind = "scale"
        else:
            was, now = before.said.get(rule.code, ()), after.said.get(rule.code, ())
            kind = "share" if rule.check in CONDUCT else "kudos" if rule.check is CheckKind.KUDOS else "signal"
        if was or now:
            yield rule.code, rule.name, kind, was, now


def _change(pair: Pair, rule: Rule | None, confidence: float, told: Set[str]) -> Change:
    code, name, kind, was, now = pair
    enough = min(len(was), len(now)) >= FEW_CALLS
    interval = _interval(kind, was, now, confidence) if enough else None
    sure = kind == "score" or code in told
    return Change(
        code=code,
        name=name,
        kind=kind,
        before=round(fmean(was), 4) if was else 0.0,
        before_calls=len(was),
        after=round(fmean(now), 4) if now else 0.0,
        after_calls=len(now),
        interval=interval,
        verdict="few" if not enough else _verdict(kind, interval) if sure else "unclear",
        critical=rule is not None and rule.critical,
        weight=rule.weight if rule is not None else 0.0,
    )


def _chance(kind: Kind, was: Sequence[float], now: Sequence[float]) -> Chance:
    if kind == "scale":
        return mean_chance(was, now)
    return share_chance((int(sum(was)), len(was)), (int(sum(now)), len(now)))


def _interval(kind: Kind, was: Sequence[float], now: Sequence[float], confidence: float) -> Interval | None:
    if kind in ("score", "scale"):
        return mean_change(was, now, confidence)
    return share_change((int(sum(was)), len(was)), (int(sum(now)), len(now)), confidence)


def _verdict(kind: Kind, interval: Interval | None) -> Literal["better", "worse", "more", "less", "unclear"]:
    if interval is None or interval[0] <= 0 <= interval[1]:
        return "unclear"
    rose = interval[0] > 0
    if kind == "signal":
        return "more" if rose else "less"
    return "better" if rose is not (kind == "share") else "worse"
