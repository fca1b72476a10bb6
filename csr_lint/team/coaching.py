"""A plan for coaching one agent: strengths in quotes, what to change with its place, and what came of the last plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from statistics import fmean
from unicodedata import combining, normalize

from csr_lint.errors import ConfigError
from csr_lint.floor import Cited, Comparison, Habit, Plan
from csr_lint.model import Severity
from csr_lint.outcome import CallRow
from csr_lint.rule import Rule
from csr_lint.suggest import did_you_mean
from csr_lint.team.changes import CONDUCT, compare, figures
from csr_lint.team.groups import FEW_CALLS
from csr_lint.team.people import united
from csr_lint.team.strengths import Parts, Place, cite, counts, place_of, strengths
from csr_lint.team.taken import abuse_codes, fit

MOST = 3
_NAMED = 12  # agents in a message


def find_agent(rows: Sequence[CallRow], name: str) -> str:
    """The agent of that name, or of that first name if there is one only. Raises ConfigError with the names near it.

    Capitals and blanks do not matter, nor accents where nobody else is meant: "tomas" finds Tomás.
    """
    names = sorted({part.name for row in rows for part in row.agents if part.name})
    near: list[str] = []
    for spell in (_letters, _bare):
        wanted = spell(name)
        near = near or [each for each in names if spell(each) == wanted]
        near = near or [each for each in names if spell(each)[:1] == wanted]
    if len(near) == 1:
        return near[0]
    if len(near) > 1:
        raise ConfigError(f'"{name}" is more than one agent: {", ".join(near)}')
    raise ConfigError(f'there is no agent "{name}" in these calls{_near(name, names)}')


def _letters(name: str) -> list[str]:
    return normalize("NFC", name).casefold().split()


def _bare(name: str) -> list[str]:
    """The words without accents."""
    return "".join(sign for sign in normalize("NFD", name) if not combining(sign)).casefold().split()


def _near(name: str, names: Sequence[str]) -> str:
    """A tail for the message: the nearest name, or first name, else the names that there are."""
    near = did_you_mean(name, names) or did_you_mean(name, {each.split()[0] for each in names})
    if near or not names:
        return near or "; no agent is named here"
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f" (agents: {', '.join(names[:_NAMED])}{more})"


def plan(
    name: str,
    rows: Sequence[CallRow],
    rules: Sequence[Rule],
    earlier: Sequence[CallRow] = (),
    notes: Sequence[str] = (),
) -> Plan:
    """The plan for an agent, from rows with the moments of violations; `earlier` calls show what came of the last one.

    Raises ConfigError where no such agent, or more than one, takes part.
    """
    every, same = united((*rows, *earlier))
    now, before = every[: len(rows)], every[len(rows) :]
    agent = find_agent(now, name)
    taken = {(row.call, row.started, row.verdicts) for row in now}
    fresh = [row for row in before if (row.call, row.started, row.verdicts) not in taken]
    mine = _parts(tuple(fit(now, rules)), agent)
    to_change = _to_change(mine, agent, rules)
    scores = [part.score for _, part in mine if part.score is not None]
    abuse = abuse_codes(rules)
    side = figures(agent, now, rules, agent)
    return Plan(
        agent=agent,
        side=side.side,
        mean=round(fmean(scores), 4) if scores else None,
        few=len(mine) < FEW_CALLS,
        strengths=strengths(mine, agent, rules, MOST),
        to_change=to_change,
        abusive=sum(bool(abuse & set(part.signals)) for _, part in mine),
        progress=_progress(agent, now, fresh, rules, to_change) if fresh else None,
        same_names=tuple(short for short, full in same if full == agent),
        notes=(*notes, *_notes(side.left_out, len(_parts(before, agent)) - len(_parts(fresh, agent)))),
    )


def _notes(left_out: int, again: int) -> Iterator[str]:
    def calls(number: int, one: str, many: str) -> str:
        return f"1 call {one}" if number == 1 else f"{number:,} calls {many}"

    if left_out:
        yield f"{calls(left_out, 'does', 'do')} not count: not fit to lint, or the same call again"
    if again:
        yield f"{calls(again, 'stands', 'stand')} in both now and before; there is no progress in the same call"


def _parts(rows: Sequence[CallRow], agent: str) -> Parts:
    return [(row, part) for row in rows for part in row.agents if part.name == agent]


def _to_change(mine: Parts, agent: str, rules: Sequence[Rule]) -> tuple[Habit, ...]:
    """What to work on first: critical rules, then what costs most points over the calls; mere hints come last.

    Two rules that were only broken by the same words are one thing to talk about.
    """
    known = {rule.code: rule for rule in rules}
    broken = {code: said for code, said in counts(mine, known, CONDUCT).items() if any(said)}

    def urgency(code: str) -> tuple[bool, bool, float, str]:
        rule = known[code]
        return not rule.critical, rule.severity is Severity.INFO, -sum(broken[code]) * rule.weight, code

    habits: list[Habit] = []
    same_words: list[Habit] = []
    for code in sorted(broken, key=urgency):
        told = {place_of(h.cited) for h in habits if h.cited}
        habit = _habit(known[code], broken[code], _latest(mine, agent, code, told))
        (same_words if habit.cited and place_of(habit.cited) in told else habits).append(habit)
        if len(habits) == MOST:
            break
    return (*habits, *same_words)[:MOST]


def _habit(rule: Rule, broken: Sequence[bool], cited: Cited | None) -> Habit:
    return Habit(
        code=rule.code,
        name=rule.name,
        calls=sum(broken),
        judged=len(broken),
        advice=rule.advice or (cited.moment.advice if cited else ""),
        cited=cited,
    )


def _latest(mine: Parts, agent: str, code: str, told: Set[Place]) -> Cited | None:
    """The place to talk about: the latest that can be quoted, of those that are not talked about already."""
    found = [
        cite(row, moment)
        for row, _ in mine
        for moment in row.moments
        if moment.kind == "violation" and moment.code == code and moment.agent == agent
    ]

    def best(cited: Cited) -> tuple[bool, bool, str, str]:
        return place_of(cited) not in told, bool(cited.moment.quote), cited.day or "", cited.call

    return max(found, key=best, default=None)


def _progress(
    agent: str, now: Sequence[CallRow], before: Sequence[CallRow], rules: Sequence[Rule], to_change: Sequence[Habit]
) -> Comparison | None:
    """The score and what was or is to be changed, then and now; None where the agent took no call before."""
    then = _parts(before, agent)
    if not then:
        return None
    watched = {habit.code for habit in (*to_change, *_to_change(then, agent, rules))}
    looked_at = [rule for rule in rules if rule.code in watched]
    return compare(figures("before", before, looked_at, agent), figures("now", now, looked_at, agent), looked_at)
