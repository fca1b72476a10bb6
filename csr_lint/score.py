"""The conduct score: what the rules' verdicts add up to, per call, category and agent, every point traceable.

    value = 100 x sum(earned) / sum(weight) - sum(lost)        over the lines of a score

Expect rules earn the share of their opportunities that were met, measure rules all or nothing; a violated avoid rule
costs its weight once. Scales, signals and kudos take no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum

from csr_lint.model import CheckKind, Result, Score, ScoreLine, Verdict
from csr_lint.outcome import share_of
from csr_lint.rule import Rule, Scorecard

FULL = 100.0
JUDGED = (Verdict.MET, Verdict.VIOLATED)
CONDUCT = (CheckKind.EXPECT, CheckKind.MEASURE, CheckKind.AVOID)

Scores = tuple[tuple[str, Score], ...]
Judged = list[tuple[Rule, Result]]


def score(
    results: Sequence[Result],
    rules: Sequence[Rule],
    scorecard: Scorecard,
    *,
    agent_words: Mapping[str, int],
) -> tuple[Score, Scores, Scores]:
    """The score of a call, of each category (by its code prefix) and of each agent.

    `agent_words`: how many words each agent said. A score is None, with the reason, where nothing can be judged:
    no expect or measure rule applies and fewer than the scorecard's `least_words` were said, or no rule does at all.
    """
    known = {rule.code: rule for rule in rules}
    judged = [
        (known[r.code], r)
        for r in sorted(results, key=lambda r: r.code)
        if r.code in known and r.kind in CONDUCT and r.verdict in JUDGED
    ]
    words = sum(agent_words.values())
    of_category: dict[str, Judged] = {rule.category: [] for rule in rules if rule.check in CONDUCT}
    for rule, result in judged:
        of_category[rule.category].append((rule, result))
    categories = tuple((prefix, _category(mine, scorecard, words)) for prefix, mine in sorted(of_category.items()))
    if not judged and words >= scorecard.least_words:
        none = Score(value=None, reason="none of the rules that count could be judged")
        return none, categories, tuple((name, none) for name in agent_words)
    only = len(agent_words) == 1
    agents = tuple(
        (name, _add_up([(rule, share_of(result, name, only=only)) for rule, result in judged], scorecard, said))
        for name, said in agent_words.items()
    )
    return _add_up(judged, scorecard, words), categories, agents


def band(total: Score, scorecard: Scorecard) -> str | None:
    """The scorecard's name for a score; None without a score, or below all bands."""
    value = total.value
    reached = [band for band in scorecard.bands if value is not None and value >= band.at]
    return max(reached, key=lambda band: band.at).name if reached else None


def _category(mine: Judged, scorecard: Scorecard, words: int) -> Score:
    if not mine:
        return Score(value=None, reason="nothing of this kind came up")
    return _add_up(mine, scorecard, words)


def _add_up(judged: Iterable[tuple[Rule, Result | None]], scorecard: Scorecard, words: int) -> Score:
    mine = [(rule, result) for rule, result in judged if result is not None]
    failed = [rule.code for rule, result in mine if rule.critical and result.verdict is Verdict.VIOLATED]
    earning = [_earned(rule, result) for rule, result in mine if rule.check is not CheckKind.AVOID and rule.weight > 0]
    if not earning and words < scorecard.least_words:
        reason = f"the agent said {words} words, a score needs {scorecard.least_words}"
        return Score(value=None, failed=bool(failed), reason=reason)
    if not earning:
        detail = f"nothing was called for; the agent said {words} words"
        earning = [ScoreLine(code="", weight=FULL, earned=FULL, detail=detail)]
    losing = [
        ScoreLine(code=rule.code, weight=0.0, lost=rule.weight, detail="happened; costs its weight once")
        for rule, result in mine
        if rule.check is CheckKind.AVOID and result.verdict is Verdict.VIOLATED and rule.weight > 0
    ]
    lines = _bounded([*earning, *losing], failed, scorecard.critical_cap)
    return Score(value=min(FULL, max(0.0, sum_of(lines))), failed=bool(failed), lines=tuple(lines))


def sum_of(lines: Sequence[ScoreLine]) -> float:
    """What the lines of a score add up to."""
    weight = fsum(line.weight for line in lines)
    earned = FULL * fsum(line.earned for line in lines) / weight if weight else 0.0
    return earned - fsum(line.lost for line in lines)


def _bounded(lines: list[ScoreLine], failed: Sequence[str], cap: float) -> list[ScoreLine]:
    """The lines, and those that keep the sum from falling below 0 or, after a critical violation, above the cap."""
    below = sum_of(lines)
    if below < 0:
        lines = [*lines, ScoreLine(code="", weight=0.0, lost=below, detail="a score does not fall below 0")]
    above = sum_of(lines) - cap
    if failed and above > 0:
        detail = f"critical: a call with this scores {cap:g} at most"
        lines = [*lines, ScoreLine(code=failed[0], weight=0.0, lost=above, detail=detail)]
    return lines


def _earned(rule: Rule, result: Result) -> ScoreLine:
    met = result.verdict is Verdict.MET
    if rule.check is CheckKind.EXPECT and result.opportunities:
        good, chances = sum(o.met for o in result.opportunities), len(result.opportunities)
        detail = f"{good} of {chances} {'chance' if chances == 1 else 'chances'} taken"
        return ScoreLine(code=rule.code, weight=rule.weight, earned=rule.weight * good / chances, detail=detail)
    detail = "within the limit" if met else "over the limit"
    if rule.check is CheckKind.EXPECT:
        detail = "met" if met else "missed"
    return ScoreLine(code=rule.code, weight=rule.weight, earned=rule.weight if met else 0.0, detail=detail)
